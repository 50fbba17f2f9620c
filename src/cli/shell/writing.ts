import { Failure } from './failure.ts';
import { fileErrorReason } from './read-file.ts';

/** Does something to the disk; an error becomes a failure that says in one line why. */
export async function writing<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new Failure(`${path} could not be written: ${fileErrorReason(error)}; name another place`);
  }
}
