import { apply, type Expression, same } from '../../language/expression.ts';
import { valueFigures } from '../../language/number-format.ts';
import { knownSign } from '../../language/spelling.ts';
import { entriesOf, isFiniteValue, sameShape, shapeOf, type Value } from '../../ops/matrix.ts';
import { ruleOf, shapesIn } from '../../symbolic/rule.ts';
import { simplify, sumOf } from '../../symbolic/simplify.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { type Question, questionOf } from '../lesson/question.ts';
import { seeded } from '../lesson/random.ts';
import { inChain, stated, type Words } from '../lesson/words.ts';
import { counterfactualValue } from '../mistakes/counterfactual.ts';
import { matrixMalrules } from '../mistakes/matrix-malrules.ts';
import { rewritings } from '../mistakes/rewrite.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';
import { wholeRule } from '../teaching/matrix-rules.ts';
import { shareWithoutMistake, type WorkedPass, workedValues } from './worked-pass.ts';

/**
 * How often formulas stand without values. A wrong line whose shapes clash has none, so right passes must sometimes
 * have none either, or the gap would give the line away.
 */
const formulasAlone = 0.3;

/** A line of a pass with its formula wrong, and what it gives; null where its shapes clash or are not those of the node. */
interface Misruled {
  readonly id: MistakeId;
  readonly rule: Expression;
  readonly value: Value | null;
}

/** Mistakes that somebody who reads a formula can see. */
const legible: ReadonlySet<string> = new Set([
  'transpose-dropped',
  'transpose-added',
  'factors-swapped',
  'entrywise-for-product',
  'product-for-entrywise',
  'sum-left-out',
  'summed-the-other-way',
  'opposite-sign',
  'upstream-only',
  'first-path-only',
  'last-path-only',
  'mean-forgotten',
  'mean-twice',
  'part-dropped',
  'inner-sign-flipped',
  'slope-forgotten',
  'output-for-slope',
]);

/** A worked pass over matrices: each line its formula and, where all are small, its value. */
export function matrixPass(words: Words): WorkedPass {
  const { lesson, digits } = words;
  const { worked, order } = lesson;
  const random = seeded(1000 * worked.graph.size + order.length);
  const drawn = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const candidates = order
    .map((slot) => ({ slot, wrong: misruledAt(words, questionOf(lesson, slot)) }))
    .filter(({ wrong }) => wrong.length > 0);
  const place = random() < shareWithoutMistake ? undefined : drawn(candidates);
  const chosen = place && drawn(place.wrong);
  const wrong = place && chosen?.value != null ? { slot: place.slot, value: chosen.value } : null;
  const values = workedValues(lesson, wrong);
  const large = [...values.values()].some((value) => valueFigures(value, digits).startsWith('('));
  const bare = random() < formulasAlone || large || (chosen !== undefined && wrong === null);
  const lines = order.map((slot) => {
    const question = questionOf(lesson, slot);
    const rule = slot === place?.slot ? chosen?.rule : wholeRule(words, question);
    const line = rule ? `${question.asks} = ${inChain(rule)}` : question.asks;
    const value = values.get(slot);
    return bare || value === undefined || rule?.kind === 'number' ? line : stated(line, value, digits);
  });
  return { lines, wrong: place ? order.indexOf(place.slot) + 1 : 0, mistake: chosen?.id ?? null };
}

/** The wrong formulas that a line may show: each looks like the right one, and gives something else here. */
function misruledAt(words: Words, question: Question): readonly Misruled[] {
  const { lesson } = words;
  const right = wholeRule(words, question);
  if (!right) return [];
  const found = new Map<string, Misruled>();
  for (const { id, rule } of formulasFor(lesson, question, right)) {
    if (!legible.has(id)) continue;
    const value = counterfactualValue(lesson.worked, rule);
    if (value !== null && (!isFiniteValue(value) || alike(value, question.exact, words.digits))) continue;
    const fits = value !== null && sameShape(shapeOf(value), shapeOf(question.exact));
    const shown = value === null ? rule : simplify(rule, shapesIn(lesson.worked));
    const text = inChain(shown);
    if (text !== inChain(right) && !found.has(text))
      found.set(text, { id, rule: shown, value: fits ? value : null });
  }
  return [...found.values()];
}

/** Wrong formulas in the style of the right one: where that is written shorter than its links are, its own parts are changed. */
function formulasFor(
  lesson: Lesson,
  question: Question,
  right: Expression,
): readonly { readonly id: MistakeId; readonly rule: Expression }[] {
  const { worked, visible } = lesson;
  const long = sumOf(
    (question.links ?? []).map((link) => ruleOf(worked, visible, link)),
    shapesIn(worked),
  );
  if (same(long, right)) return matrixMalrules(lesson, question);
  return [
    ...rewritings(right, shapesIn(worked)),
    { id: 'opposite-sign', rule: apply(knownSign('prefix', '-'), right) },
  ];
}

/** Whether two values look the same on the screen. */
function alike(value: Value, other: Value, digits: number): boolean {
  if (!sameShape(shapeOf(value), shapeOf(other))) return false;
  const others = entriesOf(other);
  return Array.from(entriesOf(value)).every(
    (entry, at) => valueFigures(entry, digits) === valueFigures(others[at] ?? Number.NaN, digits),
  );
}
