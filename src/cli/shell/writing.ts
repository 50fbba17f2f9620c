import type { Environment } from './environment.ts';
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

/**
 * Writes one of many files. An earlier run may have been killed among them: a file that is there with this very text is done,
 * so that the next run goes on.
 */
export const writeOneOf = (environment: Environment, path: string, text: string): Promise<void> =>
  writing(path, async () => {
    try {
      await environment.writeFile(path, text);
    } catch (error) {
      if (!(await holds(environment, path, text))) throw error;
    }
  });

async function holds({ disk }: Environment, path: string, text: string): Promise<boolean> {
  const bytes = Buffer.from(text);
  const there = await disk.read(path, bytes.length + 1).catch(() => null);
  return there !== null && bytes.equals(there);
}
