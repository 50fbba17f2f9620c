import { line } from '../lesson/block.ts';
import { type Session, type Stepped, stay, untouched } from '../session/state.ts';

/** Whether a line changed anything that is asked or known: looking something up does not. */
export const hasChanged = (before: Session, after: Session): boolean =>
  (['turns', 'queue', 'words', 'slopes', 'settled'] as const).some((part) => before[part] !== after[part]);

/**
 * The session before the last line that changed it. What was shown stays seen: hints are counted, and an answer that was
 * revealed stays revealed.
 */
export function undoAnswer(session: Session): Stepped {
  const { attempts = Infinity } = session.words.lesson.choice;
  if (attempts !== Infinity)
    return stay(session, line('note', 'This assignment counts every try, so no answer can be taken back.'));
  if (session.before === null) return stay(session, line('note', 'There is nothing to take back.'));
  const { before } = session;
  const turns = new Map(before.turns);
  for (const [key, { hints, heard, revealed }] of session.turns)
    if (hints > 0 || heard.size > 0 || revealed)
      turns.set(key, { ...(turns.get(key) ?? untouched), hints, heard, revealed });
  return stay({ ...before, turns }, line('note', 'Taken back; type your answer again.'));
}
