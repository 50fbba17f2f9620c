import { valueFigures } from '../../language/number-format.ts';
import { print } from '../../language/print.ts';
import { shapeOf, writtenShape } from '../../ops/matrix.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import { codeGapOf } from '../../tutor/questions/code.ts';
import { kindsOfQuestion } from '../../tutor/questions/kinds.ts';
import { step } from '../../tutor/quiz/session.ts';
import { wordsAt } from '../../tutor/session/question-block.ts';
import type { Session } from '../../tutor/session/state.ts';

/** Digits that are enough whatever an assignment asks for. */
const digits = 10;

/**
 * An answer that is accepted at the question at hand: its value, or what the quiz itself reveals. Null where it
 * accepts neither, so that nobody could answer.
 */
export function solutionOf(session: Session): string | null {
  const at = session.queue[0];
  if (at === undefined) return null;
  return candidatesAt(session, at).find((text) => isRight(session, at, text)) ?? null;
}

function candidatesAt(session: Session, at: number): readonly string[] {
  const question = questionOf(session.words.lesson, at);
  const value = valueFigures(question.exact, digits);
  if (question.kind === 'value') return [value];
  if (question.kind === 'shape') return [writtenShape(shapeOf(question.exact))];
  const words = wordsAt(session, question);
  const gap = question.kind === 'code' ? codeGapOf(words, question) : null;
  const told = kindsOfQuestion[question.kind].told(words, question);
  // In `dJ/dw = 2*w.` each part after an equals sign may be the answer.
  const parts = told.split(/`|=|\.\s|\.$/u).map((part) => part.trim());
  return [...(gap ? [print(gap.missing)] : []), '+=', ...parts.filter((part) => part !== ''), value];
}

function isRight(session: Session, at: number, text: string): boolean {
  const outcome = step(session, text).session.turns.get(at)?.outcome;
  return outcome === 'correct' || outcome === 'close';
}
