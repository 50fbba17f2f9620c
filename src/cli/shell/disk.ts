import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  promises,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { piecesOf } from './pipes.ts';

/** A file or folder on the disk, with the properties that a report needs. */
export interface Lying {
  /** `file`: a regular one; `other`: a device, a pipe or a socket. */
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** When it was last changed, in milliseconds. */
  readonly changed: number;
}

/** A file that is written piece by piece. */
export interface Writing {
  readonly write: (text: string | Uint8Array) => Promise<void>;
  readonly close: () => Promise<void>;
  /** Ends it without the rest: what would appear whole or not at all does not appear. */
  readonly drop: () => Promise<void>;
}

/** The disk, as far as commands about homework touch it. */
export interface Disk {
  readonly look: (path: string) => Promise<Lying>;
  /** The names in a folder, in a stable order. */
  readonly list: (folder: string) => Promise<readonly string[]>;
  /** Where a path leads when all links are followed. */
  readonly real: (path: string) => Promise<string>;
  /**
   * The first `most` bytes of a regular file; anything else is refused, even if it was a regular file when it was
   * found.
   */
  readonly read: (path: string, most: number) => Promise<Uint8Array>;
  /** A file piece by piece, for one that is too large to be held; a device is refused. */
  readonly stream: (path: string) => AsyncIterable<Uint8Array>;
  /** Whole lines at the end of a file, made if it is not there; they lie on the disk when this is done. */
  readonly append: (path: string, lines: string) => Promise<void>;
  /** The text of a file from a place on; empty where there is no file. */
  readonly readFrom: (path: string, from: number) => Promise<string>;
  /** Writes a file whole, or leaves it as it was. */
  readonly replace: (path: string, text: string) => Promise<void>;
  /** Takes a file away; one that is not there is no error. */
  readonly remove: (path: string) => Promise<void>;
  /** Creates a file, whole or not at all; refuses one that is there already. */
  readonly create: (path: string, content: string | Uint8Array) => Promise<void>;
  readonly makeFolder: (path: string) => Promise<void>;
  /** Opens a new file, or one that is there already, to be written after its first `after` bytes. */
  readonly open: (path: string, after: number | null) => Promise<Writing>;
  /** Opens a new file that appears when it is closed, and not before; refuses one that is there and not empty. */
  readonly openWhole: (path: string) => Promise<Writing>;
}

/** The disk itself. */
export const disk: Disk = {
  async look(path) {
    const stat = lstatSync(path);
    const kind = stat.isFile()
      ? 'file'
      : stat.isDirectory()
        ? 'folder'
        : stat.isSymbolicLink()
          ? 'link'
          : 'other';
    return { kind, changed: stat.mtimeMs };
  },
  async list(folder) {
    return readdirSync(folder).sort();
  },
  real: (path) => promises.realpath(path),
  read: readRegular,
  stream: piecesOf,
  append,
  async readFrom(path, from) {
    if (!statSync(path, { throwIfNoEntry: false })) return '';
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - from));
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, from));
    } finally {
      closeSync(file);
    }
  },
  async replace(path, text) {
    const beside = `${path}.${process.pid}`;
    await promises.writeFile(beside, text);
    await promises.rename(beside, path);
  },
  remove: (path) => promises.rm(path, { force: true }),
  async create(path, content) {
    const file = await openWhole(path, false);
    await file.write(content);
    await file.close();
  },
  openWhole: (path) => openWhole(path, true),
  async makeFolder(path) {
    await promises.mkdir(path, { recursive: true }).catch(async (error) => {
      // On a disk that is read-only Node says that there is no such folder; made alone, the folder says why.
      if (error.code === 'ENOENT') await promises.mkdir(firstMissing(path));
      throw error;
    });
  },
  async open(path, after) {
    const file = await promises.open(path, after === null ? await newOrEmpty(path) : 'r+');
    let at = after ?? 0;
    if (after !== null) await file.truncate(after);
    return {
      async write(text) {
        const bytes = Buffer.from(text);
        const { bytesWritten } = await file.write(bytes, 0, bytes.length, at);
        at += bytesWritten;
        if (bytesWritten < bytes.length) throw cutOff();
      },
      close: () => file.close(),
      drop: () => file.close(),
    };
  },
};

/** The folder of a path that has to be made first. */
function firstMissing(path: string): string {
  const above = dirname(resolve(path));
  return above === resolve(path) || existsSync(above) ? path : firstMissing(above);
}

/** The error of a full disk that took only a part. */
const cutOff = (): Error => Object.assign(new Error('cut off'), { code: 'ENOSPC' });

/**
 * Writes a file so that nothing half written ever stands under its path, whatever stops the program: it is written to
 * a hidden file beside it, and gets its name when it is whole (and, with `synced`, on the disk). Where the file
 * system has no hard links it is renamed, which is atomic on most systems as well.
 */
async function openWhole(path: string, synced: boolean): Promise<Writing> {
  await refuseFull(path);
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const file = await promises.open(beside, 'w');
  const drop = async (): Promise<void> => {
    await file.close().catch(() => {});
    await promises.unlink(beside).catch(() => {});
  };
  const gone = async (error: unknown): Promise<never> => {
    await drop();
    throw error;
  };
  return {
    async write(text) {
      await file.writeFile(text).catch(gone);
    },
    async close() {
      if (synced) await file.sync().catch(gone);
      await file.close();
      await named(beside, path).catch(gone);
    },
    drop,
  };
}

/** Refuses a file that is there, unless it is empty, as an interrupted run may leave it. */
async function refuseFull(path: string): Promise<boolean> {
  const stat = await promises.lstat(path).catch(() => null);
  if (stat && !(stat.isFile() && stat.size === 0))
    throw Object.assign(new Error('it is there'), { code: stat.isDirectory() ? 'EISDIR' : 'EEXIST' });
  return stat !== null;
}

async function named(beside: string, path: string): Promise<void> {
  // Somebody else may have made it since it was looked for.
  if (await refuseFull(path)) return promises.rename(beside, path);
  try {
    await promises.link(beside, path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw error;
    return promises.rename(beside, path);
  }
  await promises.unlink(beside);
}

/** An interrupted run may leave an empty file, so nothing is lost by writing to it. */
async function newOrEmpty(path: string): Promise<'wx' | 'r+'> {
  const stat = await promises.lstat(path).catch(() => null);
  return stat?.isFile() && stat.size === 0 ? 'r+' : 'wx';
}

/**
 * Reads a regular file. It is opened without waiting, so that a pipe to which nobody writes does not block a grader.
 */
async function readRegular(path: string, most: number): Promise<Uint8Array> {
  const { O_RDONLY, O_NONBLOCK = 0 } = constants;
  // A class has many small files: each wait for a thread of the pool takes longer than to read one.
  const file = openSync(resolve(path), O_RDONLY | O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw Object.assign(new Error('not a file'), { code: 'ENOTFILE' });
    const bytes = new Uint8Array(Math.min(most, stat.size + 1));
    let count = 0;
    while (count < bytes.length) {
      const read = readSync(file, bytes, count, bytes.length - count, count);
      if (read === 0) break;
      count += read;
    }
    return bytes.subarray(0, count);
  } finally {
    closeSync(file);
  }
}

/**
 * Appends with one write, so that two programs that append at once never mix. A line that was cut off by a full disk
 * or a crash is ended first, so that it spoils no other line.
 */
async function append(path: string, lines: string): Promise<void> {
  const file = await promises.open(path, 'a+');
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    const torn = size > 0 && last.toString() !== '\n';
    const bytes = Buffer.from((torn ? '\n' : '') + lines);
    const { bytesWritten } = await file.write(bytes);
    if (bytesWritten < bytes.length) throw cutOff();
    await file.sync();
  } finally {
    await file.close();
  }
}
