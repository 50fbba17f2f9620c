import { spawnSync } from 'node:child_process';
import { classes, drawnClass, marking } from './classes.ts';
import { depth, growth, texts } from './growth.ts';
import { journals, kills } from './journals.ts';
import { judging } from './judging.ts';
import { law } from './law.ts';
import { learners } from './learners.ts';
import { matrices } from './matrices.ts';
import type { Figure } from './measure.ts';
import { againstClosures, againstTheLoop, memory } from './passes.ts';
import { python } from './python.ts';
import { small } from './small.ts';
import { startup } from './startup.ts';
import { againstMathjs } from './text.ts';
import { training } from './training.ts';

// Ratios, side by side in one run, since a time alone says more about the machine than about the program. Every part runs
// in a process of its own, so that none inherits another's heap. `npm run bench -- text` runs one part; `--gate` fails if
// a target is missed.

const parts: Readonly<Record<string, () => Figure[] | Promise<Figure[]>>> = {
  startup,
  small,
  loop: againstTheLoop,
  closures: againstClosures,
  memory,
  growth,
  texts,
  depth,
  law,
  training,
  text: againstMathjs,
  classes,
  marking,
  matrices,
  learners,
  judging,
  journals,
  python,
};

/** What takes minutes is measured only by its name. */
const long: typeof parts = { kills, drawn: drawnClass };

/** The exit code of a bench that broke; lower ones count what is missed. */
const crashed = 100;

const words = process.argv.slice(2);
const chosen = words.filter((word) => !word.startsWith('--'));
const unknown = chosen.find((word) => !Object.hasOwn({ ...parts, ...long }, word));
if (unknown !== undefined)
  throw new Error(`no part is called ${unknown}; there are ${Object.keys({ ...parts, ...long }).join(', ')}`);

/** Measures one part and prints its rows; returns how many targets it misses. */
async function measured(part: string): Promise<number> {
  const figures = (await { ...parts, ...long }[part]?.()) ?? [];
  for (const { what, figure, target, met } of figures)
    console.log(row(what, figure, target, met ? 'met' : 'NOT MET'));
  return figures.filter(({ met }) => !met).length;
}

/** The same in a process of its own, whose exit code is the count. */
function measuredApart(part: string): number {
  const again = [...process.execArgv, process.argv[1] ?? '', '--apart', part];
  const { status } = spawnSync(process.execPath, again, { stdio: 'inherit' });
  if (status === null || status >= crashed) throw new Error(`the part ${part} crashed`);
  return status;
}

async function bench(): Promise<void> {
  const [first] = chosen;
  if (words.includes('--apart') && first !== undefined) {
    process.exitCode = await measured(first);
    return;
  }
  console.log(row('what', 'figure', 'target', ''));
  let missed = 0;
  for (const part of chosen.length > 0 ? chosen : Object.keys(parts)) missed += measuredApart(part);
  console.log(missed === 0 ? '\nevery target is met' : `\n${missed} not met`);
  if (missed > 0 && words.includes('--gate')) process.exitCode = 1;
}

function row(what: string, figure: string, target: string, met: string): string {
  return `${what.padEnd(100)}  ${figure.padEnd(12)}  ${target.padEnd(16)}  ${met}`.trimEnd();
}

bench().catch((error: unknown) => {
  console.error(error);
  process.exitCode = crashed;
});
