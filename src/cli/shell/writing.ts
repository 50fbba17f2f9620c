import { Failure } from './failure.ts';
import { fileErrorReason } from './read-file.ts';

/** Does something to the disk, and says in one line why it could not. */
export async function writing<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new Failure(`${path} could not be written: ${fileErrorReason(error)}; name another place`);
  }
}
