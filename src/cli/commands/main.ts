import { createReadStream, promises, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { signalCodes } from '../prompt/lines.ts';
import { disk } from '../shell/disk.ts';
import type { Input, Output } from '../shell/environment.ts';
import { exitCodes } from '../shell/failure.ts';
import { piecesOfPipe, refusal } from '../shell/pipes.ts';
import { fileErrorReason } from '../shell/read-file.ts';
import { standardInput, standardOutput } from '../shell/standard-streams.ts';
import { run } from './run.ts';

// The only place that names the process's streams, and the only one that sets the exit code.
let unwritten: unknown = null;
let hungUp = false;
let inTerminal = false;
const watched = new Set<NodeJS.WriteStream>();

let opened: Input | null = null;
let output: Output | null = null;

/** A stream whose reader may go away. It is opened on first use, because opening one takes time at every start. */
function watching(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (!watched.has(stream)) stream.on('error', lost);
  watched.add(stream);
  return stream;
}

/**
 * The error codes of a stream whose reader went away (`dvar show ... | head`, a closed terminal). This is not the
 * user's error: what is left to print is dropped, and the exit code stays what it would have been.
 */
const lostCodes: ReadonlySet<unknown> = new Set(['EPIPE', 'EIO', 'EOF', 'ERR_STREAM_DESTROYED']);

function lost(error: Error & { code?: string }): void {
  hungUp ||= error.code === 'EIO';
  if (unwritten !== null || lostCodes.has(error.code)) return;
  unwritten = error;
  watching(process.stderr).write(`dvar: the output can't be written: ${fileErrorReason(error)}\n`);
  process.exitCode = exitCodes.usage;
}

/** Standard input, and whether it was a terminal when it was first asked for. */
function input(): Input {
  opened ??= standardInput();
  inTerminal = opened.isTTY;
  return opened;
}

/** Whether the terminal is gone. Somebody who only reads it sees its end, as after Ctrl-D. */
const isGone = async (): Promise<boolean> =>
  hungUp || (inTerminal && !(await import('node:tty')).isatty(process.stdin.fd));

/**
 * The files that `:save` has written: the next `:save` may write them again. A file that was there before is never
 * overwritten.
 */
const written = new Set<string>();

async function writeFile(path: string, content: string | Uint8Array): Promise<void> {
  if (written.has(resolve(path))) return promises.writeFile(path, content);
  await disk.create(path, content);
  written.add(resolve(path));
}

/** The most bytes of a file that are read where it may be anything: enough to see that it is too large. */
const mostBytes = 64_000_000;

async function readBytes(path: string): Promise<Uint8Array> {
  const stat = statSync(path);
  // Node takes a tenth of a start to load what reads without waiting: only what is no file may let it wait.
  if (stat.isFile() && stat.size <= mostBytes) return readFileSync(path);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stat.isFIFO() ? piecesOfPipe(path) : createReadStream(path)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostBytes) break;
  }
  return Buffer.concat(chunks);
}

/** The text of a file. What is neither a file nor a folder may never end, as /dev/zero. */
async function readFile(path: string): Promise<string> {
  const stat = statSync(path);
  if (stat.size > mostBytes) throw refusal('ERR_FS_FILE_TOO_LARGE');
  if (stat.isFile() || stat.isDirectory()) return readFileSync(path, 'utf8');
  const bytes = await readBytes(path);
  if (bytes.length > mostBytes) throw refusal('ERR_FS_FILE_TOO_LARGE');
  return Buffer.from(bytes).toString('utf8');
}

void run(process.argv.slice(2), {
  env: process.env,
  platform: process.platform,
  get stdin() {
    return input();
  },
  get stdout() {
    output ??= standardOutput(() => watching(process.stdout), lost);
    return output;
  },
  get stderr() {
    return watching(process.stderr);
  },
  chance: Math.random,
  clock: () => performance.now(),
  now: Date.now,
  zone: (time) => -new Date(time).getTimezoneOffset(),
  stateFolder: async () =>
    (await import('../shell/state-folder.ts')).stateFolder(process.env, process.platform),
  readBytes,
  readFile,
  writeFile,
  disk,
  manualFolder: join(__dirname, '..', 'src', 'manual'),
  courseFolder: join(__dirname, '..', 'fixtures', 'course'),
  builtFolder: __dirname,
  problemsFolder: join(__dirname, '..', 'fixtures', 'problems'),
  graderFile: join(__dirname, 'grader.cjs'),
}).then(
  async (code) => {
    process.exitCode = unwritten === null ? code : exitCodes.usage;
    // Node aborts at its exit if it can't restore a terminal that is gone. Ending by the signal avoids the attempt.
    const gone = await isGone();
    setImmediate(() => {
      if (gone || hungUp || code === signalCodes.SIGHUP) process.kill(process.pid, 'SIGHUP');
    });
  },
  (bug: unknown) => {
    // Nothing that a user does should lead here; one line is enough to report the bug.
    process.stderr.write(`dvar: this is a bug in dvar, not your mistake: ${String(bug)}; please report it\n`);
    process.exitCode = exitCodes.bug;
  },
);
