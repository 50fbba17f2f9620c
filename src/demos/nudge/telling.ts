import type { Site } from '../../engine/checks/differences.ts';
import { kinds, shapeAt } from '../../engine/graph/graph.ts';
import { nameAt, siteName } from '../../engine/graph/names.ts';
import { gradientAt, whyMissing } from '../../engine/passes/evaluate.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { Expression } from '../../language/expression.ts';
import { formatNumber, shownDigits } from '../../language/number-format.ts';
import { suggest } from '../../language/suggest.ts';
import { entriesOf, isSingle, writtenShape } from '../../ops/matrix.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import { counting, inChain, isComparison, math, statementOf, type Words } from '../../tutor/lesson/words.ts';
import { timesEpsilon } from '../../tutor/teaching/confirmation.ts';
import { wholeRule } from '../../tutor/teaching/matrix-rules.ts';
import { aboutCurly, slopeFormula, slopeLine } from '../../tutor/teaching/slope-words.ts';
import { type Nudge, nudge } from './nudge.ts';

/** One number nudged once or several times, and its derivative beside. */
export interface Nudging extends Site {
  readonly name: string;
  /** Whether it was chosen from a matrix, as the entry with the largest derivative. */
  readonly chosen: boolean;
  /** Null where there is none. */
  readonly exact: number | null;
  /** The derivative as a formula in the program's names; null where it would be too long. */
  readonly formula: Expression | null;
  readonly nudges: readonly [Nudge, ...Nudge[]];
}

/** Nudges a number by each of some amounts. */
export function nudging(lesson: Lesson, spot: NudgedSpot, amounts: readonly number[]): Result<Nudging> {
  const { worked } = lesson;
  const { slot, entry } = spot;
  const nudges: Nudge[] = [];
  for (const by of amounts) {
    const one = nudge(worked, spot, by);
    if (!one.ok) return one;
    nudges.push(one.value);
  }
  const [first, ...others] = nudges;
  if (!first) throw new Error('a nudging without a nudge');
  const derivative = entriesOf(gradientAt(worked, slot))[entry] ?? Number.NaN;
  const exact = Number.isFinite(derivative) ? derivative + 0 : null;
  const formula = exact === null ? null : formulaOf(lesson, slot);
  return ok({ ...spot, name: siteName(worked, spot), exact, formula, nudges: [first, ...others] });
}

/** A derivative as a formula: for single numbers in the program's names, for matrices as the rule on the blackboard. */
const formulaOf = (lesson: Lesson, slot: number): Expression | null =>
  lesson.worked.graph.layout
    ? wholeRule({ lesson, digits: shownDigits }, questionOf(lesson, slot))
    : slopeFormula(lesson, slot);

/** A number to be nudged, and whether it was chosen among the entries of a matrix. */
export interface NudgedSpot extends Site {
  readonly chosen: boolean;
}

/** The number that a user wants nudged: `b`, or `W(2,1)`. For a matrix without indices it is the entry with the largest derivative. */
export function nudgedSpot(lesson: Lesson, written: string | null): Result<NudgedSpot> {
  const { worked } = lesson;
  const [, name = written, row, column] =
    /^([^(]*[^(\s])\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)$/u.exec(written?.trim() ?? '') ?? [];
  const slot = nudgedSlot(lesson, name);
  if (!slot.ok) return slot;
  const { rows, columns } = shapeAt(worked.graph, slot.value);
  if (row === undefined || column === undefined) {
    const sizes = Array.from(entriesOf(gradientAt(worked, slot.value)), Math.abs);
    const largest = sizes.reduce((best, size, i) => (size > (sizes[best] ?? 0) ? i : best), 0);
    return ok({ slot: slot.value, entry: largest, chosen: rows * columns > 1 });
  }
  const [i, j] = [Number(row) - 1, Number(column) - 1];
  if (rows * columns === 1)
    return refuse(`--var names ${written}, but ${name} is a single number; write ${name}`);
  if (i < 0 || j < 0 || i >= rows || j >= columns)
    return refuse(
      `--var names ${written}, and ${name} is ${writtenShape({ rows, columns })}: rows go from 1 to ${rows} and columns from 1 to ${columns}`,
    );
  return ok({ slot: slot.value, entry: i * columns + j, chosen: false });
}

/** The slot of that name; without a name the only parameter, if there is just one. */
function nudgedSlot({ worked, uses }: Lesson, name: string | null): Result<number> {
  const { graph, slots, output } = worked;
  if (name === null) {
    const parameters = [...slots].filter(
      ([, slot]) => graph.kind[slot] === kinds.given && uses.reaches(slot),
    );
    const [only] = parameters;
    if (only && parameters.length === 1) return ok(only[1]);
    const names = parameters.map(([parameter]) => parameter);
    return refuse(
      `say what to nudge, as in --var ${names[0] ?? 'b'}${names.length > 1 ? `; you can nudge ${names.join(', ')}` : ''}`,
    );
  }
  const slot = slots.get(name);
  if (slot === undefined) {
    const near = suggest(name, slots.keys());
    return refuse(
      `--var names ${name}, but the program has no ${name};${near ? ` did you mean ${near}?` : ' correct it'}`,
    );
  }
  if (graph.kind[slot] === kinds.data)
    return refuse(
      `--var names ${name}, but ${name} is data, which has no derivative here; remove it from one of the two`,
    );
  if (slot === graph.output)
    return refuse(`--var names ${name}, and d${output}/d${output} is 1; name what ${output} depends on`);
  return ok(slot);
}

/** The digits of a change and of a ratio that are shown: as many as a double has left after a small nudge. */
const telling = 10;
export const tellingOfMatrices = 6;

/** A value before or after a nudge, with enough digits to show the nudge, but without the rounding noise behind them. */
export function fine(value: number, change: number, digits = telling): string {
  if (change === 0 || value === 0) return formatNumber(value, digits);
  const leading = Math.ceil(Math.log10(Math.abs(value / change)));
  return formatNumber(value, Math.min(15, Math.max(digits, leading + digits - 1)));
}

/** A change or a ratio, with as many digits as mean anything. */
export const coarse = (value: number, digits = telling): string => formatNumber(value, digits);

/** A difference, with one digit. */
export const roughly = (error: number): string => formatNumber(Number(error.toPrecision(1)));

/** The sentences that compare the nudges with the derivative. */
export function nudgeSentences(words: Words, seen: Nudging): readonly string[] {
  const { worked } = words.lesson;
  const [first, ...others] = seen.nudges;
  const { exact, slot, formula, name, chosen } = seen;
  const choice = chosen
    ? [`Of all entries of ${nameAt(worked, slot)} this one has the largest derivative: ${math(name)}.`]
    : [];
  const aside = formula && isComparison(formula) ? [`(${counting})`] : [];
  const curly = worked.graph.layout === null && exact !== null ? aboutCurly(words.lesson) : [];
  if (exact === null)
    return [
      ...choice,
      movement(words, seen),
      `There is no derivative to compare it with: ${whyMissing(worked, slot)}.`,
    ];
  const matrices = worked.graph.layout !== null;
  const equation = math(matrices ? entryLine(words, seen) : slopeLine(words, slot));
  const corner = seen.nudges.find((each) => each.corner !== null && off(each, exact) > same)?.corner ?? null;
  if (corner !== null)
    return [
      ...choice,
      movement(words, seen),
      `${math(statementOf(words, corner))} has a corner here, and a nudge that reaches or crosses it does not show the derivative.`,
      `By the rule, ${equation}.`,
      ...curly,
      ...aside,
    ];
  const tie = tieIn(seen, exact);
  if (tie?.corner != null && tie.otherWay !== null)
    return [
      ...choice,
      movement(words, seen),
      `${math(statementOf(words, tie.corner))} has a corner here: the other way the ratio is ${math(coarse(tie.otherWay))}. So there is no derivative; by the rule for such a corner, ${equation}.`,
      ...curly,
      ...aside,
    ];
  const judged =
    others.length > 0 ? settling(words, seen, exact, equation) : verdict(words, first, exact, equation);
  const origin =
    formula && !isSingle(shapeAt(worked.graph, slot))
      ? [`That is an entry of ${math(`d${worked.output}/d${nameAt(worked, slot)} = ${inChain(formula)}`)}.`]
      : [];
  return [...choice, movement(words, seen), judged, ...origin, ...curly, ...aside];
}

/** `dJ/dW(2,1) = 0.25`, and where the node is a single number its rule between. */
function entryLine({ lesson: { worked }, digits }: Words, { name, exact, formula, slot }: Nudging): string {
  const rule = formula && isSingle(shapeAt(worked.graph, slot)) ? [inChain(formula)] : [];
  const parts = [`d${worked.output}/d${name}`, ...rule, formatNumber(exact ?? Number.NaN, digits)];
  return parts.filter((part, i) => part !== parts[i - 1]).join(' = ');
}

/** `A step of ε = 0.001 in b moved J by 0.006, which is 6ε.` */
function movement({ lesson: { worked } }: Words, { name, nudges: [{ by, moves, ratio }] }: Nudging): string {
  const { output } = worked;
  const change = moves.at(-1)?.change ?? 0;
  const step = `A step of ${math(`ε = ${coarse(by)}`)} in ${name}`;
  if (change === 0) return `${step} did not move ${output}.`;
  return `${step} moved ${output} by ${math(coarse(change))}, which is ${math(timesEpsilon(coarse(ratio)))}.`;
}

/** How far a ratio is from the derivative, as a share of it (of 1 where the derivative is smaller). */
const off = ({ ratio }: Nudge, exact: number): number =>
  Math.abs(ratio - exact) / Math.max(1, Math.abs(exact));

/** A ratio that is this near to the derivative is said to show it. */
const near = 0.01;
/** Rounding alone can move a ratio this far from the derivative. */
const same = 1e-9;
/** A nudge of less than this share of the nudged value has few digits left. */
const lost = 1e-8;

/** A nudge at a corner that moves the output as the rule says, while the other way it moves by another ratio. */
const tieIn = ({ nudges }: Nudging, exact: number): Nudge | undefined =>
  nudges.find(
    (each) =>
      each.corner !== null &&
      off(each, exact) <= same &&
      each.otherWay !== null &&
      Math.abs(each.otherWay - exact) > near * Math.max(1, Math.abs(exact)),
  );

function verdict({ digits }: Words, nudge: Nudge, exact: number, equation: string): string {
  const error = off(nudge, exact);
  if (error <= same) return `That is the derivative: ${equation}.`;
  if (error <= near) return `The smaller the nudge, the nearer this comes to the derivative: ${equation}.`;
  const before = nudge.moves[0]?.before ?? 0;
  const tiny = Math.abs(nudge.by) < lost * Math.max(1, Math.abs(before));
  const why = tiny
    ? 'That nudge is so small that rounding leaves too few digits'
    : 'That nudge is too big to show the derivative';
  const instead = tiny ? '0.001' : formatNumber(nudge.by / 1000, digits);
  return `${why}: ${equation}. Try --by ${math(instead)}.`;
}

/** The sentences about several nudges: what the ratio settles on, and where rounding begins to spoil it. */
function settling({ digits }: Words, { nudges }: Nudging, exact: number, equation: string): string {
  const bySize = [...nudges].sort((a, b) => Math.abs(b.by) - Math.abs(a.by));
  const errors = bySize.map((nudge) => off(nudge, exact));
  const least = Math.min(...errors);
  const spoiled = bySize
    .slice(errors.indexOf(least) + 1)
    .find((nudge) => off(nudge, exact) > Math.max(same, 10 * least));
  const settles = errors.every((error) => error <= same)
    ? 'Every nudge gives the same ratio, the derivative'
    : least <= near
      ? 'As the nudge shrinks, the ratio settles on the derivative'
      : 'None of these nudges shows the derivative';
  const rounding = spoiled
    ? `; at ${math(formatNumber(spoiled.by, digits))} rounding begins to spoil it: a number holds about 16 digits, and few of them are left for the change`
    : '';
  return `${settles}, ${equation}${rounding}.`;
}
