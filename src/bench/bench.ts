import { depth, growth } from './growth.ts';
import type { Figure } from './measure.ts';
import { againstClosures, againstTheLoop, memory } from './passes.ts';
import { small } from './small.ts';
import { startup } from './startup.ts';
import { againstMathjs } from './text.ts';

// Ratios, side by side in one run, since a time alone says more about the machine than about the program.
// `npm run bench -- text` runs one part; `--gate` fails if a target is missed.

const parts: Readonly<Record<string, () => Figure[] | Promise<Figure[]>>> = {
  startup,
  small,
  loop: againstTheLoop,
  closures: againstClosures,
  memory,
  growth,
  depth,
  text: againstMathjs,
};

const words = process.argv.slice(2).filter((word) => word !== '--gate');
const unknown = words.find((word) => !(word in parts));
if (unknown !== undefined)
  throw new Error(`no part is called ${unknown}; there are ${Object.keys(parts).join(', ')}`);

async function bench(): Promise<void> {
  let missed = 0;
  console.log(row('what', 'figure', 'target', ''));
  for (const [name, run] of Object.entries(parts)) {
    if (words.length > 0 && !words.includes(name)) continue;
    for (const { what, figure, target, met } of await run()) {
      console.log(row(what, figure, target, met ? 'met' : 'NOT MET'));
      if (!met) missed++;
    }
  }
  console.log(missed === 0 ? '\nevery target is met' : `\n${missed} not met`);
  if (missed > 0 && process.argv.includes('--gate')) process.exitCode = 1;
}

function row(what: string, figure: string, target: string, met: string): string {
  return `${what.padEnd(100)}  ${figure.padEnd(12)}  ${target.padEnd(16)}  ${met}`.trimEnd();
}

bench().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
