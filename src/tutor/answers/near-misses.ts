import { halfUnit } from '../../language/number-format.ts';
import { entriesOf, type Value } from '../../ops/matrix.ts';
import { judgedDigits, type Measure } from './judge.ts';

/** Whether an answer was taken only because rounding is forgiven. */
export function forgiven(value: Value, exact: Value, measures: readonly Measure[]): boolean {
  const answers = entriesOf(value);
  return Array.from(entriesOf(exact)).some(
    (entry, at) =>
      Math.abs((answers[at] ?? Number.NaN) - entry) >
      halfUnit(entry, measures[at]?.digits ?? judgedDigits) * (1 + 1e-9),
  );
}

/** Whether an answer is nearer to what a mistake gives than to the truth, at every entry. */
export function nearer(value: Value, mistaken: Value | null, exact: Value): boolean {
  if (mistaken === null) return false;
  const answers = entriesOf(value);
  const wrong = entriesOf(mistaken);
  return Array.from(entriesOf(exact)).every((entry, at) => {
    const answer = answers[at] ?? Number.NaN;
    return Math.abs(answer - (wrong[at] ?? Number.NaN)) < Math.abs(answer - entry);
  });
}
