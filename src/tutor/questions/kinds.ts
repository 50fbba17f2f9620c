import { wordAt } from '../../symbolic/convention.ts';
import type { Question } from '../lesson/question.ts';
import type { QuestionKind } from '../lesson/question-kind.ts';
import type { Words } from '../lesson/words.ts';
import { codeKind } from './code.ts';
import { formulaKind } from './formula.ts';
import type { KindOfQuestion } from './kind.ts';
import { localKind } from './local.ts';
import { nudgeKind } from './nudge.ts';
import { shapeKind } from './shape.ts';
import { wrongLineKind } from './wrong-line.ts';

/** Every kind of question but that for a derivative's value. */
export const kindsOfQuestion: Readonly<Record<Exclude<QuestionKind, 'value'>, KindOfQuestion>> = {
  shape: shapeKind,
  local: localKind,
  code: codeKind,
  formula: formulaKind,
  nudge: nudgeKind,
  'wrong-line': wrongLineKind,
};

/** The word of a question: what stands before its answer. */
export const askedWord = (words: Words, question: Question): string =>
  question.kind === 'value'
    ? wordAt(words.lesson.worked, question.slot)
    : kindsOfQuestion[question.kind].word(words, question);
