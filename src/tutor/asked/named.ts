import { evaluateAll } from '../../engine/values.ts';
import { gradientAt } from '../../engine/work.ts';
import type { Expression } from '../../language/expression.ts';
import { isSingle, type Shape, sameShape, shapeOf, writtenShape } from '../../ops/matrix.ts';
import { type Found, isUnusable } from '../found.ts';
import type { Lesson } from '../lesson.ts';
import { sightsOf } from '../mistake/classes.ts';
import { diagnose } from '../mistake/diagnose.ts';
import { mistakeAt } from '../mistake/scene.ts';
import { leafValue } from '../paper.ts';
import type { Question } from '../question.ts';
import { math, quoted, stopped } from '../words.ts';
import { type Take, unread, wrong } from './asking.ts';
import { inCode } from './hole.ts';

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
  const evaluated = evaluateAll(inCode(worked, expression), (leaf) => leafValue(worked, leaf), {
    most: Math.max(mostEntries, worked.tape.value.length),
    advise: false,
  });
  const value = evaluated.ok ? evaluated.value : null;
  const found = diagnose(sightsOf(lesson, question), lesson, question, {
    value,
    expression,
    rounded: false,
    asRule: true,
  });
  const mistake = found.kind === 'named' ? mistakeAt(lesson, question, found.mistake.rule) : null;
  if (!evaluated.ok) {
    const clash = stopped(quoted(evaluated.trouble.message));
    return mistake ? wrong(`${clash} ${mistake.message}`, null, mistake) : unread(clash);
  }
  const [given, wanted] = [shapeOf(evaluated.value), shapeOf(question.exact)];
  const seen = sameShape(given, wanted)
    ? null
    : `A derivative has the shape of what it is taken by: ${question.name} is ${shapeWord(wanted)}, and this gives ${shapeWord(given)}.`;
  const says = [seen, mistake?.message].filter((part) => part != null).join(' ');
  return wrong(says === '' ? otherwise : says, value, mistake);
}

/** Where symbols are asked, a derivative may be named before its number is found. */
export const inSymbols =
  ({ worked }: Lesson, found: Found): Found =>
  (slot) => {
    const known = found(slot);
    return typeof known === 'object' && 'why' in known ? gradientAt(worked, slot) : known;
  };

/** Said of the whole derivative where one step of it is asked; it is called by its name only where it is found already. */
export function tooFar({ worked }: Lesson, question: Question, reader: string, found: Found): string {
  const what = isUnusable(found(question.slot))
    ? `That goes further than ${reader}`
    : `That is ${math(question.asks)}, all the way to ${worked.output}`;
  return `${what}. Asked is the one step into ${reader}.`;
}
