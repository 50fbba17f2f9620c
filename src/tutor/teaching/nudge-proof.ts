import { outputWith } from '../../engine/checks/differences.ts';
import { numberAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { formatNumber } from '../../language/number-format.ts';
import { entriesOf, mapped, type Value } from '../../ops/matrix.ts';
import { scaleOf } from '../../symbolic/convention.ts';
import type { Question } from '../lesson/question.ts';
import { math, type Words } from '../lesson/words.ts';

/** The lecture's nudge. */
export const proofNudge = 0.001;
/** Where the lecture's nudge is too coarse, this one shows the slope. */
const finer = 1e-6;
/** A nudge proves a derivative if it comes this near, in shares of it. */
const near = 0.01;

/** A nudge as proof: b from 3 to 3.001 moves J from 33 to 33.006. None where no nudge shows it. */
export function nudgeProof({ lesson: { worked }, digits }: Words, question: Question): readonly string[] {
  const { slot } = question;
  const entry = tellingEntry(question.exact);
  const exact = (entriesOf(question.exact)[entry] ?? Number.NaN) / scaleOf(worked, slot);
  const name = entryName(question, entry);
  const held = valueOfSlot(worked, slot);
  const before = entriesOf(held)[entry] ?? Number.NaN;
  const start = numberAt(worked, worked.graph.output);
  for (const size of [proofNudge, finer]) {
    const nudged = mapped(held, (each, i) => (i === entry ? each + size : each));
    const after = outputWith(worked.graph, slot, nudged);
    const ratio = (after - start) / size;
    if (!(Math.abs(ratio - exact) <= near * Math.max(1, Math.abs(exact)))) continue;
    // Enough digits to show what the nudge does, and none of the noise behind them.
    const fine = (value: number): string => math(formatNumber(value, size === proofNudge ? 8 : 11));
    const seen = formatNumber(ratio, digits);
    const told = formatNumber(exact, digits);
    const far = seen === '1' ? 'the same step' : `${math(seen)} times that step`;
    const nearly = seen === told ? '' : ` A smaller nudge comes closer to ${math(told)}.`;
    const moved =
      after === start
        ? `${worked.output} stays at ${fine(start)}`
        : `${worked.output} goes from ${fine(start)} to ${fine(after)}, ${far}`;
    const scale = scaleOf(worked, slot);
    const whole = math(formatNumber(exact * scale, digits));
    const summed =
      scale === 1 ? '' : ` ${worked.output} is the mean: the summed loss moves ${whole} times that step.`;
    return [
      `Check with a nudge: when ${name} goes from ${fine(before)} to ${fine(before + size)}, ${moved}.${nearly}${summed}`,
    ];
  }
  return [];
}

/** The entry whose nudge shows most: the one with the largest derivative. */
function tellingEntry(exact: Value): number {
  const sizes = Array.from(entriesOf(exact), Math.abs);
  return sizes.indexOf(Math.max(...sizes));
}

/** `b`, or `the entry of W1 in row 1, column 2`. */
function entryName({ name, exact }: Question, entry: number): string {
  if (typeof exact === 'number') return name;
  return `the entry of ${name} in row ${Math.floor(entry / exact.columns) + 1}, column ${(entry % exact.columns) + 1}`;
}

/** The nudge as a task: it can be asked where any rule would give the answer away. */
export function nudgeTask({ lesson: { worked } }: Words, question: Question): string {
  const name = entryName(question, 0);
  const before = entriesOf(valueOfSlot(worked, question.slot))[0] ?? Number.NaN;
  return `Change ${name} from ${math(formatNumber(before, 8))} to ${math(formatNumber(before + proofNudge, 8))} and compute ${worked.output} again. How many times that step does ${worked.output} move?`;
}
