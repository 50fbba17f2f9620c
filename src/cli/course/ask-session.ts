import type { Entry } from '../../course/memory/entry.ts';
import { withFound } from '../../course/walk/asked-session.ts';
import { line } from '../../tutor/lesson/block.ts';
import { asking, ended, promptOf, step } from '../../tutor/quiz/session.ts';
import type { Session } from '../../tutor/session/state.ts';
import type { Unstamped } from './recorder.ts';
import { type Left, nextLine, type Stage, show } from './stage.ts';

/** Where answers belong, and what is said once one was kept. */
export interface Asking {
  readonly place?: { readonly course: string; readonly step: string };
  readonly after?: (entry: Entry) => void;
}

/** Carries a quiz to its end; gives it back, or how somebody left. */
export async function askSession(
  stage: Stage,
  started: Session,
  { place, after }: Asking = {},
): Promise<Session | Left> {
  let session = started;
  let asked: number | undefined;
  let waiting: readonly string[] = [];
  while (!session.over) {
    session = withFound(session);
    const at = session.queue[0] ?? -1;
    const { lesson } = session.words;
    if (asked !== at) show(stage, asking(session), lesson);
    asked = at;
    const [again, ...rest] = waiting;
    waiting = rest;
    const came =
      again === undefined
        ? await nextLine(stage, promptOf(session))
        : ({ kind: 'line', text: again } as const);
    const cutOff = stage.piped && came.kind === 'end' && session.pending !== '';
    if (came.kind !== 'line' && !cutOff) return came;
    const stepped = came.kind === 'line' ? step(session, came.text) : ended(session);
    const entry = await stage.recorder.answer(session, stepped.session, at, place);
    session = stepped.session;
    show(stage, stepped.shown, lesson);
    if (entry) after?.(entry);
    if (stepped.wish?.kind === 'again') waiting = [...stepped.wish.lines, ...waiting];
    if (stepped.wish && stepped.wish.kind !== 'again')
      show(stage, [line('note', 'That works in a quiz of its own, not in the course.')], lesson);
    if (came.kind === 'line' && isLeft(session)) return { kind: 'end' };
    if (stepped.shown.length > 2) asked = undefined;
  }
  return isLeft(session) ? { kind: 'end' } : session;
}

/** Whether `:quit` ended a quiz: then something is still in its queue. */
const isLeft = ({ over, queue }: Session): boolean => over && queue.length > 0;

/** An entry for a step that somebody has been through. */
export const stepEntry = (course: string, step: string, skipped: boolean): Unstamped => ({
  type: 'step',
  course,
  step,
  skipped,
});

/** An entry for a step that was tried ahead of its turn, and comes back. */
export const againEntry = (course: string, step: string): Unstamped => ({ type: 'again', course, step });
