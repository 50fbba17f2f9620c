import type { Readable, Writable } from 'node:stream';
import type { Disk } from './disk.ts';

/** Standard input. To open it takes time, so it is asked first what it is, and what lies ready. */
export interface Input {
  /** Whether somebody types at it. */
  readonly isTTY: boolean;
  /** All of it, where it lies ready up to its end and is no longer than a page or two; null where the stream has to be read. */
  readonly whole: () => Uint8Array | null;
  readonly open: () => Readable;
}

/** Standard output: a stream, or as much of one as a file and a pipe need. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  /** Whether its reader is gone. */
  readonly destroyed: boolean;
  /** Whether there is room for more; if not, the stream says when. */
  readonly write: (text: string | Uint8Array) => boolean;
  readonly on: (event: 'drain' | 'close' | 'error', listener: () => void) => unknown;
  readonly off: (event: 'drain' | 'close' | 'error', listener: () => void) => unknown;
}

/** Everything outside the program that a command may touch. Callers pass it in, so that tests can pass another one. */
export interface Environment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** A number in [0, 1), for a seed that nobody gave. */
  readonly chance: () => number;
  /** Milliseconds since some moment, for what is timed. */
  readonly clock: () => number;
  /** The moment, in milliseconds since 1970, for what is remembered. */
  readonly now: () => number;
  /** How many minutes the clock on the learner's wall is ahead of UTC at a moment: their days are what counts. */
  readonly zone: (time: number) => number;
  /** The folder that keeps what is remembered; null where nothing is to be kept. */
  readonly stateFolder: () => Promise<string | null>;
  readonly readFile: (path: string) => Promise<string>;
  /** The bytes of a file, for files that may not be text. */
  readonly readBytes: (path: string) => Promise<Uint8Array>;
  /** Writes a new file, or again one that this run wrote; refuses a file that was there before. */
  readonly writeFile: (path: string, content: string | Uint8Array) => Promise<void>;
  readonly disk: Disk;
  /** The folder that holds the pages of the manual. */
  readonly manualFolder: string;
  /** The folder that holds the lectures of the course. */
  readonly courseFolder: string;
  /** The folder of the lectures and problems as the build has parsed them (`course`, `problems`); null where nothing was built. */
  readonly builtFolder: string | null;
  /** The folder that holds the problems that have names. */
  readonly problemsFolder: string;
  /** The file that a grader's thread runs; null where there is none, so that grading happens in the main thread. */
  readonly graderFile: string | null;
}

/**
 * Whether answers are to be remembered: in a terminal always; from a pipe, which may be a script's or a grader's, only
 * where DVAR_STATE names a folder for them.
 */
export const isRemembered = ({ env }: Environment, piped: boolean): boolean =>
  !piped || Boolean(env.DVAR_STATE);
