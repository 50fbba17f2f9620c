import type { Block } from '../../tutor/lesson/block.ts';
import { line } from '../../tutor/lesson/block.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import type { QuestionKind } from '../../tutor/lesson/question-kind.ts';
import { kindIn, slotIn } from '../../tutor/lesson/question-kind.ts';
import { type QuestionState, type Session, startSession, untouched } from '../../tutor/session/state.ts';
import { confirmation } from '../../tutor/teaching/confirmation.ts';
import { backwardBlocks } from '../../tutor/teaching/explain.ts';
import { questionId } from '../memory/evidence.ts';

/** Numbers on the screen of a course. */
export const courseDigits = 4;

/**
 * A quiz over some names of a lesson. Whatever comes before them on the way back, and what was answered at an earlier
 * sitting, stands on the table as found; it is not asked again, and not counted.
 */
export function sessionOver(
  lesson: Lesson,
  names: readonly string[],
  kinds: readonly QuestionKind[],
  manner: Session['manner'],
  answered: ReadonlySet<string>,
): Session {
  const laid = lessonOf(lesson.worked, {
    ...lesson.choice,
    kinds: [...new Set<QuestionKind>([...kinds, 'value'])],
  });
  const started = startSession(laid.ok ? laid.value : lesson, manner, courseDigits);
  const { asked, worked } = started.words.lesson;
  const wanted = (key: number): boolean => {
    const name = worked.names[slotIn(key)] ?? '';
    return (
      kinds.includes(kindIn(key)) &&
      (names.length === 0 || names.includes(name)) &&
      !answered.has(questionId(lesson, key))
    );
  };
  const queue = asked.filter(wanted);
  const others = asked.filter((key) => !wanted(key));
  const before = others.filter((key) => answered.has(questionId(lesson, key)));
  return withFound({
    ...started,
    queue,
    turns: new Map(before.map(foundTurn)),
    settled: before,
    extra: new Set(others),
    over: queue.length === 0,
  });
}

const foundTurn = (key: number): [number, QuestionState] => [key, { ...untouched, outcome: 'correct' }];

/**
 * The session in which everything before its next question that is not asked counts as found; later derivatives do
 * not, because they would reveal the answer.
 */
export function withFound(session: Session): Session {
  const { queue, settled, turns, extra, words } = session;
  const { asked } = words.lesson;
  const next = asked.indexOf(queue[0] ?? -1);
  const open = new Set(queue.map(slotIn));
  const found = asked.filter(
    (key, at) => at < next && extra.has(key) && !settled.includes(key) && !open.has(slotIn(key)),
  );
  if (found.length === 0) return session;
  return { ...session, settled: [...settled, ...found], turns: new Map([...turns, ...found.map(foundTurn)]) };
}

/** The lines of a backward pass, each with its reason. */
export function workedLines(lesson: Lesson, names: readonly string[]): readonly (readonly Block[])[] {
  const words = { lesson, digits: courseDigits };
  const lines = backwardBlocks(words);
  return lesson.order.flatMap((slot, at) => {
    const shown = lines[at];
    if (!shown || !(names.length === 0 || names.includes(lesson.worked.names[slot] ?? ''))) return [];
    return [[shown, line('note', notRepeating(confirmation(words, questionOf(lesson, slot)), shown))]];
  });
}

/** A reason without the line that it stands under. */
function notRepeating(reason: string, shown: Block): string {
  if (shown.kind !== 'line') return reason;
  const bare = (text: string): string => text.replaceAll('`', '');
  const [lead = '', ...rest] = reason.split(': ');
  return bare(rest.join(': ')) === `${bare(shown.text)}.` ? `${lead}.` : reason;
}
