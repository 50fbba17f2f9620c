import { closeSync, constants, fstatSync, openSync, readSync, type Stats, writeSync } from 'node:fs';
import type { Input, Output } from './environment.ts';

// The process's streams. Node takes a tenth of a start to open one, so what is a file or a pipe is read and written
// without one, as long as nothing has to be waited for.

/** What stands behind a stream. What is `other` may be a terminal; only node's own streams can tell. */
type Kind = 'file' | 'pipe' | 'nothing' | 'other';

/** What looks at standard output and writes to it: node's own functions, but in tests. */
interface Writing {
  readonly fstatSync: (stream: number) => Stats;
  readonly writeSync: (stream: number, bytes: Uint8Array, from: number) => number;
}

/** The number of /dev/null on Linux. */
const nullDevice = 0x103;

function kindOf(stream: 0 | 1, statOf: Writing['fstatSync'] = fstatSync): Kind {
  // Pipes are another matter there.
  if (process.platform === 'win32') return 'other';
  const stat = statOf(stream);
  if (stat.isFile()) return 'file';
  if (stat.isFIFO()) return 'pipe';
  return stat.isCharacterDevice() && stat.rdev === nullDevice ? 'nothing' : 'other';
}

/** The most bytes that are read at once: as many as a pipe holds. */
const mostReady = 1 << 16;

/** Standard input, opened only where it has to be waited for. */
export function standardInput(): Input {
  const kind = kindOf(0);
  let read: Buffer | null = null;
  return {
    isTTY: kind === 'other' && process.stdin.isTTY === true,
    whole() {
      if (read) return null;
      const { bytes, ended } = ready(kind);
      if (!ended) read = bytes;
      return ended ? bytes : null;
    },
    open() {
      if (read && read.length > 0) process.stdin.unshift(read);
      read = null;
      return process.stdin;
    },
  };
}

/** What lies ready on standard input, and whether its end was reached. */
function ready(kind: Kind): { readonly bytes: Buffer; readonly ended: boolean } {
  switch (kind) {
    case 'file':
      return readNow(0);
    case 'pipe':
      return inPipe();
    case 'nothing':
      return { bytes: Buffer.alloc(0), ended: true };
    case 'other':
      return { bytes: Buffer.alloc(0), ended: false };
  }
}

/** What lies in the pipe. It is opened once more, so that a pipe that is empty for now answers so instead of waiting. */
function inPipe(): ReturnType<typeof readNow> {
  let again: number;
  try {
    again = openSync('/proc/self/fd/0', constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    // Only Linux has that file.
    return { bytes: Buffer.alloc(0), ended: false };
  }
  const now = readNow(again);
  closeSync(again);
  return now;
}

function readNow(stream: number): { readonly bytes: Buffer; readonly ended: boolean } {
  const bytes = Buffer.allocUnsafe(mostReady);
  let length = 0;
  try {
    while (length < mostReady) {
      const count = readSync(stream, bytes, length, mostReady - length, null);
      if (count === 0) return { bytes: bytes.subarray(0, length), ended: true };
      length += count;
    }
  } catch {
    // There is nothing for now, or it can't be read: the stream waits, or says so.
  }
  return { bytes: bytes.subarray(0, length), ended: false };
}

/**
 * Standard output. `opened` gives node's stream, for a terminal and for a pipe that is full; `lost` is told why something
 * could not be written.
 */
export function standardOutput(
  opened: () => NodeJS.WriteStream,
  lost: (error: Error) => void,
  by: Writing = { fstatSync, writeSync },
): Output {
  if (kindOf(1, by.fstatSync) === 'other') return opened();
  let stream: NodeJS.WriteStream | null = null;
  let destroyed = false;
  return {
    isTTY: false,
    get destroyed() {
      return stream?.destroyed ?? destroyed;
    },
    write(text) {
      if (stream || destroyed) return stream?.write(text) ?? false;
      const bytes = typeof text === 'string' ? Buffer.from(text) : text;
      let count = 0;
      try {
        while (count < bytes.length) count += by.writeSync(1, bytes, count);
        return true;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if ('code' in error && error.code === 'EAGAIN') {
          stream = opened();
          return stream.write(bytes.subarray(count));
        }
        destroyed = true;
        lost(error);
        return false;
      }
    },
    on(event, listener) {
      stream?.on(event, listener);
    },
    off(event, listener) {
      stream?.off(event, listener);
    },
  };
}
