import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { atMost, type Figure, happens, median } from './measure.ts';

const rounds = 40;
const dvar = join(dirname(dirname(process.argv[1] ?? '.')), 'bin', 'dvar.cjs');
const floor = ['-e', '0'];
const show = [dvar, 'show', 'J=3*(a+b*c)', 'a=5', 'b=3', 'c=2'];
const help = [dvar, '--help'];
const map = [dvar, 'learn', '--list'];
const list = [dvar, 'list'];
/** Its input is empty, so that it ends with the first question. */
const lecture = [dvar, 'learn', '1'];

// What a machine's owner adds to every start of node is no part of ours, and would hide it.
const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...env } = process.env;

/** Whole processes, from start to end, to `node -e 0` in the same round. */
export function startup(): Figure[] {
  const clock = processorTime(floor) === null ? wallTime : processorTime;
  const unit = clock === wallTime ? 'x (wall time)' : 'x';
  return [
    against(clock, unit, "dvar show 'J=3*(a+b*c)' a=5 b=3 c=2", show, 2),
    against(clock, unit, 'dvar --help', help, 1.6),
    against(clock, unit, 'dvar list', list, 2),
    against(clock, unit, 'dvar learn --list', map, 2.5),
    against(clock, unit, 'dvar learn 1 up to its first question', lecture, 3),
  ];
}

type Clock = (words: readonly string[], more?: Readonly<Record<string, string>>) => number | null;

function against(clock: Clock, unit: string, name: string, words: readonly string[], most: number): Figure {
  const what = `start-up, ${name} to node -e 0`;
  const { status, stdout } = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
  if (status !== 0 || stdout === '') return happens(what, 'does not run', `at most ${most} x`, false);
  const ratios: number[] = [];
  for (let round = -3; round < rounds; round++) {
    const least = clock(floor) ?? Number.NaN;
    const time = clock(words) ?? Number.NaN;
    if (round >= 0) ratios.push(time / least);
  }
  return atMost(what, median(ratios), most, unit);
}

/**
 * Milliseconds of processor that a node process used, user and system; null where there is no bash to ask. Node itself
 * does not tell what its children used, and a child that reports on itself is slower for it; bash's `time` asks the system.
 */
export function processorTime(
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
): number | null {
  const script = `TIMEFORMAT='%3U %3S'; time "$@" > /dev/null 2> /dev/null`;
  const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...words], {
    env: { ...env, ...more, LC_ALL: 'C' },
    encoding: 'utf8',
  });
  const seconds = /^(\d+\.\d+) (\d+\.\d+)$/m.exec(stderr ?? '');
  return status === 0 && seconds ? (Number(seconds[1]) + Number(seconds[2])) * 1e3 : null;
}

/** Milliseconds on the wall: worse, since it also counts the time in which a process waits for its turn. */
export function wallTime(words: readonly string[], more: Readonly<Record<string, string>> = {}): number {
  const start = performance.now();
  spawnSync(process.execPath, words, { env: { ...env, ...more }, stdio: 'ignore' });
  return performance.now() - start;
}
