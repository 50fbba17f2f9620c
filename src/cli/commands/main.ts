import fs from 'node:fs';
import { join, resolve } from 'node:path';
import { signalCodes } from '../prompt/lines.ts';
import { disk } from '../shell/disk.ts';
import { exitCodes } from '../shell/failure.ts';
import { fileErrorReason } from '../shell/read-file.ts';
import { run } from './program.ts';

// The only place that names the process's streams, and the only one that sets the exit code.
let unwritten: unknown = null;
let hungUp = false;
const watched = new Set<NodeJS.WriteStream>();

/** A stream whose reader may go away; looked at when it is first used, since opening one costs a start its time. */
function watching(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (!watched.has(stream)) stream.on('error', lost);
  watched.add(stream);
  return stream;
}

/**
 * What a stream says when its reader went away (`dvar show ... | head`, a closed terminal). That is no error of the
 * user's: what is left to print is dropped, and the exit code is what it would have been.
 */
const gone: ReadonlySet<unknown> = new Set(['EPIPE', 'EIO', 'EOF', 'ERR_STREAM_DESTROYED']);

function lost(error: Error & { code?: string }): void {
  hungUp ||= error.code === 'EIO';
  if (unwritten !== null || gone.has(error.code)) return;
  unwritten = error;
  watching(process.stderr).write(`dvar: the output can't be written: ${fileErrorReason(error)}\n`);
  process.exitCode = exitCodes.usage;
}

/** What `:save` wrote may be written again by the next one; what was there before is never written over. */
const written = new Set<string>();

async function writeFile(path: string, content: string | Uint8Array): Promise<void> {
  if (written.has(resolve(path))) return fs.promises.writeFile(path, content);
  await disk.create(path, content);
  written.add(resolve(path));
}

/** So much of a file is read where it may be anything: enough to see that it is too large. */
const mostBytes = 64_000_000;

async function readBytes(path: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of fs.createReadStream(path, { end: mostBytes })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

void run(process.argv.slice(2), {
  env: process.env,
  platform: process.platform,
  get stdin() {
    return process.stdin;
  },
  get stdout() {
    return watching(process.stdout);
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
  readFile: (path) => fs.promises.readFile(path, 'utf8'),
  writeFile,
  disk,
  manualFolder: join(__dirname, '..', 'src', 'manual'),
  courseFolder: join(__dirname, '..', 'fixtures', 'course'),
  builtCourseFolder: join(__dirname, 'course'),
  problemsFolder: join(__dirname, '..', 'fixtures', 'problems'),
  graderFile: join(__dirname, 'grader.cjs'),
}).then(
  (code) => {
    process.exitCode = unwritten === null ? code : exitCodes.usage;
    // On its way out Node aborts where it can't put a terminal in order that is gone. The signal's own way does not try.
    setImmediate(() => {
      if (hungUp || code === signalCodes.SIGHUP) process.kill(process.pid, 'SIGHUP');
    });
  },
  (bug: unknown) => {
    // Nothing that a user does should come here; who meets it can still report it in one line.
    process.stderr.write(`dvar: this is a bug in dvar, not your mistake: ${String(bug)}; please report it\n`);
    process.exitCode = exitCodes.bug;
  },
);
