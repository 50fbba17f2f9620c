import type { Environment } from './environment.ts';
import { Failure } from './failure.ts';

/** Why a file or a folder can't be read, in a sentence. */
export const unreadPath = (path: string, error: unknown): string =>
  `${path} can't be read: ${fileErrorReason(error)}; check the path`;

/** The text of a file, or of standard input for `-`. */
export async function readTextFile(environment: Environment, file: string): Promise<string> {
  if (file === '-') return readAll(environment.stdin);
  const text = await reading(file, () => environment.readFile(file));
  if (text.includes('\0')) throw new Failure(`${file}: not a text file in UTF-8; save it as one`);
  return text.replace(/^\uFEFF/, '');
}

/** Reads a file; an error of the file system becomes a failure in one line. */
async function reading<Read>(file: string, read: () => Promise<Read>): Promise<Read> {
  try {
    return await read();
  } catch (error) {
    throw new Failure(unreadPath(file, error));
  }
}

/** A file piece by piece, or standard input for `-`: for what is too large to be held. */
export async function* readPieces(environment: Environment, file: string): AsyncGenerator<Uint8Array> {
  const stream: AsyncIterable<Uint8Array> =
    file === '-' ? environment.stdin.open() : await reading(file, async () => environment.disk.stream(file));
  const pieces = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { value, done } = await reading(file, () => pieces.next());
      if (done) return;
      yield value;
    }
  } finally {
    // A reader that stops in the middle does not need the rest.
    await pieces.return?.();
  }
}

/** A file as it lies on the disk, or all of standard input. */
export async function readBytes(environment: Environment, file: string): Promise<Uint8Array> {
  return file === '-' ? readStream(environment.stdin) : reading(file, () => environment.readBytes(file));
}

/** The most bytes that are read from standard input: more than any program or submission may have. */
const mostInput = 4_000_000;

async function readStream(input: Environment['stdin']): Promise<Buffer> {
  const whole = input.whole();
  if (whole) return Buffer.from(whole);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input.open()) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    size += bytes.length;
    // Endless input is cut here; the reader says that it is too large.
    if (size > mostInput) break;
  }
  return Buffer.concat(chunks);
}

const readAll = async (input: Environment['stdin']): Promise<string> =>
  (await readStream(input)).toString('utf8').replace(/^\uFEFF/, '');

/** The reason why the file system refused, in words. */
export function fileErrorReason(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const says: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of its path is not a folder',
    EEXIST: 'it already exists',
    EROFS: 'the disk is read-only',
    ELOOP: 'its links go round in a circle',
    ENOSPC: 'the disk is full',
    EDQUOT: 'your share of the disk is used up',
    EIO: 'the disk has failed',
    EFBIG: 'the file is too large for this system',
    ERR_FS_FILE_TOO_LARGE: 'it is too large',
    ENOWRITER: 'it is a pipe into which nobody writes',
    ENOTFILE: 'it is a device, a pipe or a socket',
    ENAMETOOLONG: 'the name is too long',
  };
  return says[code] ?? (code || 'the system gives no reason');
}
