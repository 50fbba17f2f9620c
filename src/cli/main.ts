import { open, readFile } from 'node:fs/promises';
import { exitCodes } from './failure.ts';
import { run } from './run.ts';

// The only place that names the process's streams, and the only one that sets the exit code.
process.stdout.on('error', leaveQuietly);
process.stderr.on('error', leaveQuietly);

/** A reader that went away (`dvar show ... | head`) is no error of the user's. */
function leaveQuietly(error: Error & { code?: string }): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}

void run(process.argv.slice(2), {
  env: process.env,
  platform: process.platform,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  readFile: (path) => readFile(path, 'utf8'),
  writeFile: async (path, text) => {
    const file = await open(path, 'wx');
    await file.writeFile(text);
    await file.close();
  },
}).then(
  (code) => {
    process.exitCode = code;
  },
  (bug: unknown) => {
    // Nothing that a user does should come here; who meets it can still report it in one line.
    process.stderr.write(
      `dvar: this is a bug in dvar, not a mistake of yours: ${String(bug)}; please report it\n`,
    );
    process.exitCode = exitCodes.bug;
  },
);
