import { dirname } from 'node:path';
import type { Environment } from '../shell/environment.ts';
import { Failure } from '../shell/failure.ts';
import { fileErrorReason } from '../shell/read-file.ts';

/** Writes a picture to a new file, or to standard output; bytes go to no screen. */
export async function deliver(
  environment: Environment,
  content: string | Uint8Array,
  out: string | undefined,
): Promise<void> {
  if (out === undefined) {
    if (typeof content !== 'string' && environment.stdout.isTTY)
      throw new Failure("this format can't be shown on a screen; write it to a file with --out FILE");
    environment.stdout.write(content);
    return;
  }
  try {
    await environment.disk.create(out, content);
  } catch (error) {
    throw new Failure(`${out} could not be written: ${reasonFor(error, out)}`);
  }
}

function reasonFor(error: unknown, out: string): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  if (code === 'ENOENT') return `there is no folder ${dirname(out)}; create it first, or name another place`;
  return `${fileErrorReason(error)}; name another place`;
}
