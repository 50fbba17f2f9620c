import { evaluateAll } from '../../engine/graph/values.ts';
import { gradientAt } from '../../engine/passes/evaluate.ts';
import type { Expression } from '../../language/expression.ts';
import { isSingle, type Shape, sameShape, shapeOf, type Value, writtenShape } from '../../ops/matrix.ts';
import { isUnusable, type KnownDerivatives } from '../answers/known-derivatives.ts';
import { suspected, weighingOf } from '../answers/suspicion/suspects.ts';
import { eitherSaid } from '../dialogue/probe-offers.ts';
import { leafValue } from '../lesson/as-shown.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import { math, quoted, stopped } from '../lesson/words.ts';
import { tiers } from '../mistakes/families/tiers.ts';
import type { Mistake } from '../mistakes/messages.ts';
import { mistakeAt } from '../mistakes/placing.ts';
import { gapCode } from './gap.ts';
import { type Take, unreadTake, wrongTake } from './kind.ts';

/** A shape in a sentence. */
export const shapeWord = (shape: Shape): string =>
  isSingle(shape) ? 'a single number' : math(writtenShape(shape));

/** No line of code is meant to make a larger matrix, unless the graph itself has one. */
const mostEntries = 100_000;

/** A rule that is not the right one, told as an answer made of names is: by its shapes, and by the mistake that it is. */
export function wrongRule(
  lesson: Lesson,
  question: Question,
  expression: Expression,
  otherwise: string,
): Take {
  const { worked } = lesson;
  // What would fit is for the learner to find.
  const evaluated = evaluateAll(gapCode(worked, expression), (leaf) => leafValue(worked, leaf), {
    most: Math.max(mostEntries, worked.tape.value.length),
    advise: false,
  });
  const value = evaluated.ok ? evaluated.value : null;
  const answer = { value, expression, rounded: false, asRule: true };
  const found = suspected(weighingOf(lesson, question), answer, tiers);
  const mistake =
    found.diagnosis.kind === 'named'
      ? mistakeAt(found.lesson, found.question, found.diagnosis.mistake.rule)
      : null;
  if (!evaluated.ok) {
    const clash = stopped(quoted(evaluated.trouble.message));
    return mistake ? wrongTake(`${clash} ${mistake.message}`, null, mistake) : unreadTake(clash);
  }
  const [given, wanted] = [shapeOf(evaluated.value), shapeOf(question.exact)];
  const seen = sameShape(given, wanted)
    ? null
    : `A derivative has the same shape as its variable: ${question.name} is ${shapeWord(wanted)}, and yours is ${shapeWord(given)}.`;
  const says = [seen, mistake?.message].filter((part) => part != null).join(' ');
  return wrongTake(says === '' ? otherwise : says, value, mistake);
}

/** Where symbols are asked, a derivative may be named before its number is found. */
export const inSymbols =
  ({ worked }: Lesson, found: KnownDerivatives): KnownDerivatives =>
  (slot) => {
    const known = found(slot);
    return typeof known === 'object' && 'why' in known ? gradientAt(worked, slot) : known;
  };

/** Said of the whole derivative where one step of it is asked; it is called by its name only where it is found already. */
export function tooFar(
  { worked }: Lesson,
  question: Question,
  reader: string,
  found: KnownDerivatives,
): string {
  const what = isUnusable(found(question.slot))
    ? `That goes further than ${reader}`
    : `That is ${math(question.asks)}, all the way to ${worked.output}`;
  return `${what}. The question is only about the step into ${reader}.`;
}

/**
 * Two mistakes that explain one wrong slope, both named, with what tells them apart; null where there are none, or more.
 * `seen`: what was said of its entries before.
 */
export function suspectedSlopes(
  { choice }: Lesson,
  word: string,
  value: Value,
  ids: readonly Mistake['id'][],
  seen: string | null = null,
): Take | null {
  const either = ids.length === 2 ? eitherSaid(ids) : null;
  if (either === null) return null;
  const asks = `To tell which, write it with names, as in ${math(`${word} = ...`)}, or just try again.`;
  const says = `${seen === null ? 'Not yet: it' : `${seen} It`} is ${either}.`;
  return wrongTake(says, value, null, choice.answers === 'numbers' ? null : asks);
}
