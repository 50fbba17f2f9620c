import { type Block, line } from '../../tutor/lesson/block.ts';
import type { Environment } from '../shell/environment.ts';
import { fileErrorReason } from '../shell/read-file.ts';

/** Writes the answers of a quiz to a file, and gives the line that says so. */
export async function saved(
  environment: Environment,
  { file, text }: { file: string; text: string },
): Promise<Block> {
  try {
    await environment.writeFile(file, text);
    return line('note', `The answers are in ${file}; \`:load ${file}\` reads them again.`);
  } catch (error) {
    return line('trouble', `${file} could not be written: ${fileErrorReason(error)}; name another file.`);
  }
}

/** The text of a file of answers, or the line that says why there is none. */
export async function loaded(environment: Environment, file: string): Promise<string | Block> {
  try {
    return await environment.readFile(file);
  } catch (error) {
    return line('trouble', `${file} could not be read: ${fileErrorReason(error)}; name another file.`);
  }
}
