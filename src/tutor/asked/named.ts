import { nameAt } from '../../engine/named.ts';
import { evaluateAll } from '../../engine/values.ts';
import { gradientAt } from '../../engine/work.ts';
import type { Expression } from '../../language/expression.ts';
import { sameShape, shapeOf } from '../../ops/matrix.ts';
import type { OpName } from '../../ops/table.ts';
import type { Found } from '../answer.ts';
import { type Mistake, misshapen } from '../consider.ts';
import type { Lesson } from '../lesson.ts';
import { diagnose, sightsOf } from '../mistake/diagnose.ts';
import { mistakes } from '../mistake/sentences.ts';
import { type Question, readersOf } from '../question.ts';
import { leafValue } from '../rounding.ts';
import { quoted, stopped } from '../words.ts';
import { type Take, unread, wrong } from './asking.ts';

/** A mistake at a question, in the sentence that points to it. */
export function mistakeAt(
  { worked }: Lesson,
  question: Question,
  { id, op }: { readonly id: Mistake['id']; readonly op: OpName | null },
): Mistake {
  const reader = nameAt(worked, readersOf(question)[0] ?? worked.graph.output);
  return { id, message: mistakes[id].says({ asked: question.name, reader, output: worked.output, op }) };
}

/** A rule that is not the right one, told as an answer made of names is: by its shapes, and by the mistake that it is. */
export function wrongRule(
  lesson: Lesson,
  question: Question,
  expression: Expression,
  otherwise: string,
): Take {
  const evaluated = evaluateAll(expression, (leaf) => leafValue(lesson.worked, leaf));
  const value = evaluated.ok ? evaluated.value : null;
  const found = diagnose(sightsOf(lesson, question), lesson, question, { value, expression, rounded: false });
  const mistake = found.kind === 'named' ? mistakeAt(lesson, question, found.mistake.rule) : null;
  if (!evaluated.ok) {
    const clash = stopped(quoted(evaluated.trouble.message));
    return mistake ? wrong(`${clash} ${mistake.message}`, null, mistake) : unread(clash);
  }
  const shape = shapeOf(evaluated.value);
  const seen = sameShape(shape, shapeOf(question.exact)) ? null : misshapen(question, shape);
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
