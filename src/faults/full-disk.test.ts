import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { failingAt } from './broken-disk.testing.ts';
import { classroom, dvarIn, type Ended, quiz, rightAnswers, writers } from './classroom.testing.ts';
import { faults, testCells } from './table.testing.ts';

// Disks as the system has them: a full one, a read-only one, a folder without permission. Who may not mount has the errors
// that such disks give thrown in their place.

/** A script in a world of its own where `disk` is another disk, then dvar with its arguments. */
const onDisk = (options: string, then = ':'): string =>
  `exec unshare -rm sh -c 'mkdir -p disk && mount -t tmpfs -o ${options} none disk && ${then} && exec "$@"' sh "$@"`;
const mayMount =
  spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt'], { stdio: 'ignore' }).status === 0;
/** A superuser writes everywhere, but for one without the right to pass over permissions. */
const humble = 'exec setpriv --bounding-set -dac_override,-dac_read_search,-fowner "$@"';
const isSuperuser = process.getuid?.() === 0;
const mayBeHumble =
  !isSuperuser ||
  spawnSync('setpriv', ['--bounding-set', '-dac_override', 'true'], { stdio: 'ignore' }).status === 0;

interface Broken {
  readonly reason: string;
  readonly script: string | null;
  /** The error that such a disk gives, for where there can be none. */
  readonly code: string;
}
const disks: readonly Broken[] = [
  // The disk is filled up before, but for nothing.
  {
    reason: 'the disk is full',
    code: 'ENOSPC',
    script: mayMount ? onDisk('size=4k', 'head -c 9000 /dev/zero >disk/.filler 2>&- || :') : null,
  },
  {
    reason: 'the disk is read-only',
    code: 'EROFS',
    script: mayMount ? onDisk('size=1m', 'mount -o remount,ro disk') : null,
  },
  {
    reason: 'permission is denied',
    code: 'EACCES',
    script: mayBeHumble ? `mkdir -p disk && chmod 555 disk && ${isSuperuser ? humble : 'exec "$@"'}` : null,
  },
];

/** Runs a command whose `out` lies on each broken disk. */
async function onEach(args: readonly string[], check: (ended: Ended, reason: string) => void, input = '') {
  for (const { reason, script, code } of disks) {
    const folder = await classroom();
    const broken = args.map((word) => (word === 'out' ? 'disk/out' : word));
    const ended = script
      ? await dvarIn(folder, broken, { script, input, env: { DVAR_STATE: join(folder, 'disk', 'state') } })
      : await dvarIn(folder, args, { input, env: failingAt(1, code) });
    check(ended, reason);
    if (script) expect(existsSync(join(folder, 'disk'))).toBe(true);
    expect(readdirSync(folder).filter((name) => /part|out/.test(name))).toEqual([]);
  }
}

const writing = (args: readonly string[]) =>
  onEach(args, ({ code, out, err }, reason) => {
    const lines = err.split('\n').filter((line) => /^dvar: .*out/.test(line));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`: ${reason}; name another`));
    expect(`${out}${err}`).not.toMatch(/ {4}at |bug|Error/);
    expect(code).toBe(2);
  });

const answering = (args: readonly string[], input: string, shows: RegExp) =>
  onEach(
    args,
    ({ code, out, err }, reason) => {
      expect(out).toMatch(shows);
      expect(err).toMatch(new RegExp(`^dvar: your answers can't be saved in [^\n]*: ${reason};[^\n]*\n$`));
      expect(code).toBe(0);
    },
    input,
  );

const all: readonly string[] = Object.values(faults.full.cells).flat();
testCells('full', {
  ...Object.fromEntries(
    all.filter((name) => name in writers).map((name) => [name, () => writing(writers[name] ?? [])]),
  ),
  quiz: () => answering(quiz, rightAnswers, /^5 of 5 right/m),
  learn: () => answering(['learn', '1'], '9.006\n', /✓ J becomes/),
});
