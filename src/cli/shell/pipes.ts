import { closeSync, constants, createReadStream, openSync, readSync, statSync } from 'node:fs';

/** So long, in milliseconds, a named pipe may wait for somebody who writes into it. */
const patience = 3000;
/** So long it is left alone where nothing has come. */
const pause = 20;
/** The most bytes of a file that is read piece by piece: no class hands in as much. */
const mostStreamed = 4_000_000_000;

/** What can be read, piece by piece: a file, or a pipe. A device may have no end. */
export function piecesOf(path: string): AsyncIterable<Uint8Array> {
  const stat = statSync(path);
  if (stat.isFIFO()) return piecesOfPipe(path);
  if (stat.isCharacterDevice() || stat.isBlockDevice()) throw refusal('ENOTFILE');
  if (stat.size > mostStreamed) throw refusal('ERR_FS_FILE_TOO_LARGE');
  return createReadStream(path);
}

/** The error of the file system for what is not read, by its code. */
export const refusal = (code: string): Error => Object.assign(new Error(code), { code });

/** What comes through a named pipe. It is opened without waiting: a pipe into which nobody ever writes would not open. */
export async function* piecesOfPipe(path: string): AsyncGenerator<Uint8Array> {
  const { O_RDONLY, O_NONBLOCK = 0 } = constants;
  const pipe = openSync(path, O_RDONLY | O_NONBLOCK);
  const bytes = Buffer.alloc(65_536);
  let someoneWrites = false;
  try {
    for (let waited = 0; ; ) {
      const count = countRead(pipe, bytes);
      if (count === 0 && someoneWrites) return;
      if (count !== 0) someoneWrites = true;
      if (count) {
        yield Uint8Array.from(bytes.subarray(0, count));
        continue;
      }
      if (!someoneWrites && waited >= patience) throw refusal('ENOWRITER');
      await new Promise((resolve) => setTimeout(resolve, pause));
      waited += pause;
    }
  } finally {
    closeSync(pipe);
  }
}

/** How many bytes have come; 0 where nobody writes (any more), null where somebody will. */
function countRead(pipe: number, bytes: Buffer): number | null {
  try {
    return readSync(pipe, bytes);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return null;
    throw error;
  }
}
