import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { atMost, type Figure, happens, median } from './measure.ts';

const rounds = 40;
const dvar = join(dirname(dirname(process.argv[1] ?? '.')), 'bin', 'dvar.cjs');
const floor = ['-e', '0'];
const lesson = ['J=3*(a+b*c)', 'a=5', 'b=3', 'c=2'];
const numbers = '3\n3\n3\n6\n9\n';
const answers = 'dt2 = 3\nda = 3\ndt1 = 3\ndb = 6\ndc = 9\n';

/** Thirty statements, each of which adds a product with a weight of its own: sixty boxes. */
const sixtyBoxes = [
  Array.from({ length: 30 }, (_, k) => `u${k + 1} = ${k === 0 ? '3' : `u${k}`} + w${k}*2`).join('; '),
  ...Array.from({ length: 30 }, (_, k) => `w${k}=${k % 2 === 0 ? -2 : 0.5}`),
];

/** A command, what it is given on standard input, and how often node's own start it may take. */
type Row = readonly [name: string, words: readonly string[], most: number, input?: string];

const rows: readonly Row[] = [
  ['dvar --version', ['--version'], 1.2],
  ['dvar --help', ['--help'], 1.2],
  ["dvar show 'J=3*(a+b*c)' a=5 b=3 c=2", ['show', ...lesson], 1.35],
  ['dvar check, five answers from a pipe', ['check', ...lesson, '--answers', '-'], 1.45, answers],
  ['dvar, a quiz of five answers from a pipe', lesson, 1.5, numbers],
  ['dvar show of 60 boxes', ['show', ...sixtyBoxes], 3],
  ['dvar show two-layer-relu, a problem by its name', ['show', 'two-layer-relu'], 2.5],
  ['dvar list', ['list'], 2],
  ['dvar learn --list', ['learn', '--list'], 2.5],
  // Its input is empty, so that it ends with the first question.
  ['dvar learn 1 up to its first question', ['learn', '1'], 3],
];

// What a machine's owner adds to every start of node is no part of ours, and would hide it; so would what was answered before.
const {
  NODE_EXTRA_CA_CERTS: _certificates,
  NODE_OPTIONS: _options,
  DVAR_STATE: _state,
  ...env
} = process.env;

/** Whole processes, from start to end, to `node -e 0` in the same round; in a terminal until somebody can type. */
export function startup(): Figure[] {
  const clock = processorTime(floor) === null ? wallTime : processorTime;
  const unit = clock === wallTime ? 'x (wall time)' : 'x';
  return [
    ...rows.map(([name, words, most, input = '']) =>
      against(name, most, unit, (program) =>
        clock(program === 'node' ? floor : [dvar, ...words], { INPUT: input }),
      ),
    ),
    against('dvar in a terminal up to its first prompt', 1.6, 'x (wall time)', (program) =>
      program === 'node' ? terminalTime(floor, false) : terminalTime([dvar, ...lesson, '--no-journal'], true),
    ),
  ];
}

/** Milliseconds of node alone, or of dvar; null where it does not run. */
type Clock = (program: 'node' | 'dvar') => number | null;

function against(name: string, most: number, unit: string, clock: Clock): Figure {
  const what = `start-up, ${name} to node -e 0`;
  const ratios: number[] = [];
  for (let round = -3; round < rounds; round++) {
    const least = clock('node');
    const time = clock('dvar');
    if (least === null || time === null) return happens(what, 'does not run', `at most ${most} x`, false);
    if (round >= 0) ratios.push(time / least);
  }
  return atMost(what, median(ratios), most, unit);
}

/** Runs a program in a terminal, and tells the milliseconds until its prompt stands or, with no prompt, until it ends. */
const inTerminal = `
  const [prompt, ...words] = process.argv.slice(1);
  const start = performance.now();
  const pty = require('@lydell/node-pty').spawn(process.execPath, words, { cols: 80, rows: 30, env: process.env });
  const done = (time) => {
    process.stdout.write(String(time));
    process.exit();
  };
  let screen = '';
  pty.onData((text) => {
    screen += text;
    if (prompt === 'yes' && / =(?:\x1b\\[\\d*[A-Za-z])*$/.test(screen)) done(performance.now() - start);
  });
  pty.onExit(() => done(prompt === 'yes' ? '' : performance.now() - start));
`;

function terminalTime(words: readonly string[], prompts: boolean): number | null {
  const { stdout } = spawnSync(process.execPath, ['-e', inTerminal, '--', prompts ? 'yes' : 'no', ...words], {
    cwd: dirname(dirname(dvar)),
    env: { ...env, TERM: 'xterm-256color', LANG: 'C.UTF-8' },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return stdout ? Number(stdout) : null;
}

/**
 * Milliseconds of processor that a node process used, user and system; null where there is no bash to ask. Node itself
 * does not tell what its children used, and a child that reports on itself is slower for it; bash's `time` asks the system.
 * `INPUT` is what it reads.
 */
export function processorTime(
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
): number | null {
  const script = `printf '%s' "$INPUT" | { TIMEFORMAT='%3U %3S'; time "$@" > /dev/null 2> /dev/null; }`;
  const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...words], {
    env: { ...env, INPUT: '', ...more, LC_ALL: 'C' },
    encoding: 'utf8',
  });
  const seconds = /^(\d+\.\d+) (\d+\.\d+)$/m.exec(stderr ?? '');
  return status === 0 && seconds ? (Number(seconds[1]) + Number(seconds[2])) * 1e3 : null;
}

/** Milliseconds on the wall: worse, since it also counts the time in which a process waits for its turn. */
export function wallTime(words: readonly string[], more: Readonly<Record<string, string>> = {}): number {
  const start = performance.now();
  spawnSync(process.execPath, words, {
    env: { ...env, ...more },
    input: more.INPUT ?? '',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  return performance.now() - start;
}
