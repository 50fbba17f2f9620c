import { outputWith } from '../engine/differences.ts';
import { figures } from '../language/figures.ts';
import type { Question } from './question.ts';
import { math, type Words } from './words.ts';

/** The lecture's nudge. */
export const nudge = 0.001;
/** Where the lecture's nudge is too coarse, this one shows the slope. */
const finer = 1e-6;
/** A nudge proves a derivative if it comes this near, in shares of it. */
const near = 0.01;

/** A nudge as proof: b from 3 to 3.001 moves J from 33 to 33.006. None where no nudge shows it. */
export function proof({ lesson: { worked }, digits }: Words, question: Question): readonly string[] {
  const { slot, name, exact } = question;
  const before = worked.value[slot] ?? Number.NaN;
  const start = worked.value[worked.graph.output] ?? Number.NaN;
  for (const size of [nudge, finer]) {
    const after = outputWith(worked.graph, slot, before + size);
    const ratio = (after - start) / size;
    if (!(Math.abs(ratio - exact) <= near * Math.max(1, Math.abs(exact)))) continue;
    // Enough digits to show what the nudge does, and none of the noise behind them.
    const fine = (value: number): string => math(figures(value, size === nudge ? 8 : 11));
    const seen = figures(ratio, digits);
    const told = figures(exact, digits);
    const far = seen === '1' ? 'just as far' : `${math(seen)} times as far`;
    const nearly = seen === told ? '' : ` A smaller nudge comes nearer to ${math(told)}.`;
    const moved =
      after === start
        ? `${worked.output} stays at ${fine(start)}`
        : `${worked.output} moves from ${fine(start)} to ${fine(after)}, ${far}`;
    return [
      `A nudge as proof: when ${name} moves from ${fine(before)} to ${fine(before + size)}, ${moved}.${nearly}`,
    ];
  }
  return [];
}

/** The nudge as a task: it can be asked where any rule would give the answer away. */
export function nudgeTask({ lesson: { worked } }: Words, { slot, name }: Question): string {
  const before = worked.value[slot] ?? Number.NaN;
  return `Move ${name} from ${math(figures(before, 8))} to ${math(figures(before + nudge, 8))} and work ${worked.output} out again: how many times as far as ${name} does it move?`;
}
