import { join } from 'node:path';
import { kinds } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import { printProgram } from '../../language/program.ts';
import { nested } from '../../ops/matrix.ts';
import { line } from '../../tutor/lesson/block.ts';
import { seedOf } from '../../tutor/lesson/random.ts';
import { load, step } from '../../tutor/quiz/session.ts';
import type { Session } from '../../tutor/session/state.ts';
import type { QuizStart } from '../prompt/start.ts';
import type { Environment } from '../shell/environment.ts';

/** A line that was typed, or the text of a file that was loaded. */
type Typed = string | { readonly load: string };

/** What is kept of a quiz that was left in the middle: the lines that were typed, so that they can be taken again. */
export interface Unfinished {
  /** Writes down a line or a file of answers that changed the session; where that fails, the quiz goes on. */
  readonly keep: (typed: Typed) => Promise<void>;
  /** Called when everything is answered: there is nothing to continue. */
  readonly forget: () => Promise<void>;
  /** The session as far as it had come; null where nothing was left. Where attempts are counted, it may be over. */
  readonly resumed: Session | null;
}

/** The version of what is kept; raised whenever a line changes its meaning. */
const version = 1;

/** Keeps nothing: for a pipe, and where nothing is to be remembered. */
export const nothingKept: Unfinished = {
  keep: async () => {},
  forget: async () => {},
  resumed: null,
};

/**
 * The quiz about the same problem, with the same values and questions, that was left in the middle. Each problem has
 * a file beside the journal, a JSON text in each line; the first one tells the problem, the second how it is started. With `anew`, what was left is
 * not read.
 */
export async function unfinishedOf(
  environment: Environment,
  session: Session,
  start: QuizStart | null,
  anew = false,
): Promise<Unfinished> {
  const folder = await environment.stateFolder();
  if (folder === null) return nothingKept;
  const problem = problemText(session);
  const unfinished = join(folder, 'unfinished');
  const file = join(unfinished, `${seedOf(problem).toString(16).padStart(8, '0')}.jsonl`);
  const texts = environment.disk.readFrom(file, 0).then(textsIn, (): readonly Typed[] => []);
  const [head, ...typed] = anew ? [] : await texts;
  const resumed = head === problem ? replayed(session, typed) : null;
  // When somebody begins anew, the old answers are kept until the first new one comes.
  let begun = resumed !== null;
  return {
    resumed,
    async keep(text) {
      try {
        if (!begun) {
          await environment.disk.makeFolder(unfinished);
          await environment.disk.replace(file, `${JSON.stringify(problem)}\n${JSON.stringify({ start })}\n`);
        }
        begun = true;
        await environment.disk.append(file, `${JSON.stringify(text)}\n`);
      } catch {
        // The recorder has said that the folder can't be written.
      }
    },
    async forget() {
      await environment.disk.remove(file).catch(() => {});
    },
  };
}

/** The offer to continue, with the place where that would be. */
export function offerToResume({ queue, words }: Session): string {
  const { asked } = words.lesson;
  const at = asked.indexOf(queue[0] ?? -1) + 1;
  return `You left this quiz at question ${Math.max(at, 1)} of ${asked.length}. Go on there? Enter or y goes on, n starts again.`;
}

/** The session after all the lines that were kept; null where they no longer lead to one that can be continued. */
function replayed(session: Session, typed: readonly Typed[]): Session | null {
  const after = typed.reduce<Session>(
    (before, each) => (typeof each === 'string' ? step(before, each) : load(before, each.load)).session,
    session,
  );
  // Where answers are counted, those of a quiz that was finished stand as well.
  const counted = after.words.lesson.choice.attempts !== undefined && after.queue.length === 0;
  return (after.over && !counted) || after.turns.size === 0 ? null : { ...after, pending: '' };
}

/** The text by which two quizzes are the same: program, values, questions and how they are asked. */
function problemText({ words: { lesson } }: Session): string {
  const { worked, asked, choice } = lesson;
  const values = [...worked.own]
    .filter((slot) => worked.graph.kind[slot] !== kinds.step)
    .map((slot) => [nameAt(worked, slot), nested(valueOfSlot(worked, slot))]);
  const program = printProgram(worked.program, '; ');
  return JSON.stringify([
    version,
    program,
    values,
    asked,
    choice.convention ?? null,
    choice.answers ?? null,
    ...(choice.attempts === undefined ? [] : [choice.attempts]),
  ]);
}

/** The texts in a file, without a line that was cut off. */
const textsIn = (text: string): readonly Typed[] =>
  text.split('\n').flatMap((each) => {
    try {
      const read = JSON.parse(each) as Typed | null; // written here; anything else is passed over
      return typeof read === 'string' || typeof read?.load === 'string' ? [read] : [];
    } catch {
      return [];
    }
  });

/** The note to somebody who continues. */
export const resumedNote = line('note', 'Your earlier answers count again.');
