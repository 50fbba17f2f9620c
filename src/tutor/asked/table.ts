import { wordAt } from '../convention.ts';
import type { QuestionKind } from '../kind.ts';
import type { Question } from '../question.ts';
import type { Words } from '../words.ts';
import type { Asking } from './asking.ts';
import { code } from './code.ts';
import { formula } from './formula.ts';
import { local } from './local.ts';
import { nudgeAsked } from './nudged.ts';
import { shape } from './shape.ts';
import { wrongLine } from './wrongline.ts';

/** Every kind of question but that for a derivative's value. */
export const askings: Readonly<Record<Exclude<QuestionKind, 'value'>, Asking>> = {
  shape,
  local,
  code,
  formula,
  nudge: nudgeAsked,
  'wrong-line': wrongLine,
};

/** The word of a question: what stands before its answer. */
export const wordFor = (words: Words, question: Question): string =>
  question.kind === 'value'
    ? wordAt(words.lesson.worked, question.slot)
    : askings[question.kind].word(words, question);
