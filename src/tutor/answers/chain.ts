import { leaves } from '../../language/expression.ts';
import { halfUnit, valueFigures } from '../../language/number-format.ts';
import { entriesOf, sameShape, shapeOf, type Value } from '../../ops/matrix.ts';
import type { WithAsides } from '../../reading/beside/asides.ts';
import { leadingNumber } from '../../reading/beside/doubt.ts';
import { ofNumbers } from '../mistakes/counterfactual.ts';
import { judgedDigits } from './judge.ts';
import { notRead, type Reading } from './reading.ts';

/** How a refusal ends where two readings are possible. */
const asksBack = 'which do you mean?';

/**
 * The answer that all parts of a chain such as `3*2 = 6` agree on; a chain whose parts differ is refused. Null where
 * a part can't be read.
 */
export function agreed(
  parts: readonly string[],
  readings: readonly Reading[],
  kind: 'chain' | 'beside',
): Reading | null {
  const read = readings.filter((reading) => reading.kind === 'read');
  const [first] = read;
  if (!first)
    return readings.find((reading) => reading.kind === 'clash' || reading.kind === 'unreadable') ?? null;
  // A slope that is still open, or the derivative that is asked, does not contradict the numbers beside it.
  const bad = readings.find(
    (reading) =>
      reading.kind !== 'read' &&
      (reading.kind === 'clash' ||
        (reading.slope === undefined && !/ is what is asked/.test(reading.message))),
  );
  if (bad) return bad.kind === 'unreadable' ? { ...bad, from: null, to: null } : bad;
  const conflict = conflictIn(parts, readings, kind);
  if (conflict) return conflict;
  const named =
    read.find((reading) =>
      leaves(reading.expression).some((leaf) => leaf.kind !== 'number' && leaf.kind !== 'matrix'),
    ) ?? first;
  if (kind === 'chain') return { ...named, via: [...(named.via ?? []), 'chain'] };
  // What is told to be read is what is judged: the formula, where it has names, and else the number.
  const at = readings.indexOf(named);
  return { ...named, remark: `read as ${parts[at]}, which is ${parts[at === 0 ? 1 : 0]}`, via: ['beside'] };
}

/** Why nobody knows which part of a chain is meant, where two of them differ; null where all that can be read agree. */
function conflictIn(
  parts: readonly string[],
  readings: readonly Reading[],
  kind: 'chain' | 'beside',
): Reading | null {
  const at = readings.findIndex((reading) => reading.kind === 'read');
  const first = readings[at];
  const other = readings.findIndex(
    (reading) => first?.kind === 'read' && reading.kind === 'read' && !agree(first.value, reading.value),
  );
  if (other < 0) return null;
  const isPlain = (part: number): boolean => /^[-+]?[\d.]+$/.test(parts[part] ?? '');
  const [formula, number] = isPlain(at) ? [other, at] : [at, other];
  const [left, right] = [readings[formula], readings[number]];
  if (left?.kind !== 'read' || right?.kind !== 'read') return null;
  const [value, said] = [left, right].map((reading) => valueFigures(reading.value));
  const again =
    kind === 'beside' && parts.length === 2
      ? ` A product is written ${parts[number]}*(${parts[formula]})`
      : '';
  if (isPlain(formula))
    return notRead(`you wrote both ${parts[at]} and ${parts[other]}: ${asksBack}${again}`);
  return notRead(
    `you wrote ${parts[formula]} = ${parts[number]}, but ${parts[formula]} is ${value}${isPlain(number) ? '' : ` and ${parts[number]} is ${said}`}: ${asksBack}${again}`,
  );
}

/**
 * A chain whose last number alone does not follow from what stands before it: `du*c = 3*2 = 5`. Who writes that has worked
 * something out wrongly. Null where it is no such chain, or where the number is right and what leads to it is not: then
 * nobody knows which of them was meant.
 */
export function slippedAtTheEnd(
  parts: readonly string[],
  readings: readonly Reading[],
  exact: Value,
): Reading | null {
  const [last, ...others] = readings.filter((reading) => reading.kind === 'read').reverse();
  const [before] = others;
  if (!last || !before || others.length + 1 !== parts.length || !isNumber(last.body)) return null;
  if (isNumber(before.body) || !sameShape(shapeOf(last.value), shapeOf(before.value))) return null;
  const follows = others.every(({ value }) => agree(value, before.value)) && !agree(last.value, before.value);
  if (!follows || agree(last.value, exact)) return null;
  const { expression } = others.find(({ expression }) => !ofNumbers(expression)) ?? before;
  const body = parts.join(' = ');
  return { ...last, body, before: { body: before.body, value: before.value, expression } };
}

/** A number or a matrix of numbers as it is written, with nothing to work out. */
const isNumber = (body: string): boolean =>
  /^\s*[-+−]?[\d.]+(?:e[-+]?\d+)?\s*$|^\s*\[[^a-z*/]*\]\s*$/iu.test(body);

/**
 * What a line that offers a second answer beside its first gives: the first, where both are the same, and else a refusal that
 * names both. Null where one of them can't be read.
 */
export function undecided(first: string, other: string, read: (text: string) => Reading): Reading | null {
  const [one, two] = [read(first), read(other)];
  if (one.kind !== 'read') return null;
  const number = two.kind === 'read' ? null : leadingNumber(other);
  const second = number === null ? two : read(number);
  if (second.kind !== 'read') return null;
  if (agree(one.value, second.value)) return one;
  return notRead(
    `this line gives two answers, ${first} and ${number ?? other}: ${asksBack} Write that one alone`,
  );
}

/**
 * An answer with equations beside it that say what it goes by: it is read where they hold, and refused where one of them does
 * not. Null where one can't be read, or is a slope of the asked `name` that does not lead to the answer.
 */
export function besideTruths(
  { body, asides }: WithAsides,
  read: (text: string) => Reading,
  readPart: (text: string) => Reading,
  name: string,
): Reading | null {
  const answer = read(body);
  for (const parts of asides) {
    const readings = parts.map(readPart);
    const conflict = conflictIn(parts, readings, 'chain');
    if (conflict) return conflict;
    const held = agreed(parts, readings, 'chain');
    const [, of, by] = /^[d∂](.+?)\s*\/\s*[d∂](.+)$/u.exec(parts[0] ?? '') ?? [];
    if (held?.kind !== 'read') return null;
    const upstream = by === name ? readPart(`d${of}`) : null;
    if (answer.kind !== 'read' || upstream?.kind !== 'read') continue;
    const factors = [held.value, upstream.value, answer.value].filter((each) => typeof each === 'number');
    const [slope = 0, before = 0, asked = 0] = factors;
    if (factors.length === 3 && !agree(slope * before, asked)) return null;
  }
  const conflicts = answer.kind === 'unreadable' && answer.message.includes(asksBack);
  return answer.kind === 'read' || conflicts ? answer : null;
}

/** A formula with its value in parentheses behind it, `2*3 (6)`: it is read where both agree, and may else be a product. */
export function restated(text: string, read: (text: string) => Reading): Reading | null {
  const [, formula = '', number = ''] =
    /^(.*[\p{L}\d)])\s+\(\s*([-+−]?[\d.]+)\s*\)\s*[.;]?\s*$/u.exec(text) ?? [];
  if (number === '') return null;
  const [one, two] = [read(formula), read(number)];
  return one.kind === 'read' && two.kind === 'read' && agree(one.value, two.value) ? one : null;
}

/** Whether two values agree to the digits in which answers are judged. */
function agree(a: Value, b: Value): boolean {
  if (!sameShape(shapeOf(a), shapeOf(b))) return false;
  const others = entriesOf(b);
  return Array.from(entriesOf(a)).every((entry, i) => {
    const other = others[i] ?? Number.NaN;
    const most = Math.max(
      halfUnit(entry, judgedDigits),
      halfUnit(other, judgedDigits),
      1e-6 * Number(entry === 0 || other === 0),
    );
    return Math.abs(entry - other) <= most * (1 + 1e-9);
  });
}
