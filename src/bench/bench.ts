import { spawnSync } from 'node:child_process';
import { classes, drawnClass, marking } from './classes.ts';
import { draws } from './draws.ts';
import { building } from './engine/building.ts';
import { depth, growth, texts } from './engine/growth.ts';
import { law } from './engine/law.ts';
import { matrices } from './engine/matrices.ts';
import { againstClosures, againstTheLoop, memory } from './engine/passes.ts';
import { compiledRivals, networkRivals, numpySums, productRivals } from './engine/rivals.ts';
import { small } from './engine/small.ts';
import { againstMathjs } from './engine/text.ts';
import { training } from './engine/training.ts';
import { journals, kills } from './journals.ts';
import { judging } from './judging.ts';
import { judgingGrowth } from './judging-growth.ts';
import { learners } from './learners.ts';
import { type Figure, verdictOf } from './measure.ts';
import { circumstances, type PartFigures, writePage } from './page.ts';
import { python } from './python.ts';
import { startup } from './startup.ts';

// Ratios, side by side in one run, since a time alone says more about the machine than about the program. Every part runs
// in a process of its own, so that none inherits another's heap. `npm run bench -- text` runs one part; `--gate` fails if
// a target is missed; `--write` puts what a whole run found into CONTRIBUTING.

const parts: Readonly<Record<string, () => Figure[] | Promise<Figure[]>>> = {
  startup,
  small,
  loop: againstTheLoop,
  closures: againstClosures,
  building,
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
  compiled: compiledRivals,
  products: productRivals,
  network: networkRivals,
  numpy: numpySums,
  learners,
  judging,
  pages: judgingGrowth,
  draws,
  journals,
  python,
};

/** What takes minutes is measured only by its name. */
const long: typeof parts = { kills, drawn: drawnClass };

const words = process.argv.slice(2);
const options = ['--gate', '--write', '--apart'];
const chosen = words.filter((word) => !word.startsWith('--'));
const every = { ...parts, ...long };
/** Measures a part in a process of its own, which says as JSON what it found. */
function measuredApart(part: string): PartFigures {
  const again = [...process.execArgv, process.argv[1] ?? '', '--apart', part];
  const { status, stdout } = spawnSync(process.execPath, again, {
    stdio: ['inherit', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the part ${part} crashed`);
  // What a part tells beside its figures stands before them.
  const told = stdout.trimEnd().split('\n');
  const figures = told.pop() ?? '[]';
  for (const line of told) console.log(line);
  return { part, figures: JSON.parse(figures) };
}

async function bench(): Promise<void> {
  const [first] = chosen;
  const unknown = words.find((word) => !options.includes(word) && !Object.hasOwn(every, word));
  if (unknown !== undefined || (words.includes('--write') && first !== undefined)) {
    const fault =
      unknown === undefined ? '--write takes no part, but a whole run' : `there is no part ${unknown}`;
    console.error(`bench: ${fault}; there are ${[...Object.keys(every), ...options].join(', ')}`);
    process.exitCode = 2;
    return;
  }
  if (words.includes('--apart') && first !== undefined) {
    console.log(JSON.stringify((await every[first]?.()) ?? []));
    return;
  }
  console.log(`${circumstances()}\n`);
  console.log(row('what', 'figure', 'target', ''));
  const measured: PartFigures[] = [];
  for (const part of chosen.length > 0 ? chosen : Object.keys(parts)) {
    const found = measuredApart(part);
    for (const figure of found.figures)
      console.log(row(figure.what, figure.figure, figure.target, verdictOf(figure)));
    measured.push(found);
  }
  const missed = measured.flatMap(({ figures }) => figures.filter(({ met }) => !met)).length;
  console.log(missed === 0 ? '\nevery target is met' : `\n${missed} not met`);
  if (words.includes('--write')) writePage(measured);
  if (missed > 0 && words.includes('--gate')) process.exitCode = 1;
}

function row(what: string, figure: string, target: string, met: string): string {
  return `${what.padEnd(100)}  ${figure.padEnd(12)}  ${target.padEnd(16)}  ${met}`.trimEnd();
}

bench().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
