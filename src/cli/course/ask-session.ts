import type { Entry } from '../../course/memory/entry.ts';
import { withFound } from '../../course/walk/asked-session.ts';
import { line } from '../../tutor/lesson/block.ts';
import { asking, ended, promptOf, step } from '../../tutor/quiz/session.ts';
import { whyClosed } from '../../tutor/quiz/why.ts';
import { helpTexts } from '../../tutor/session/command-help.ts';
import type { Session } from '../../tutor/session/state.ts';
import type { LineEvent } from '../prompt/lines.ts';
import { courseHelp, type Heard, hear } from './course-words.ts';
import type { Unstamped } from './recorder.ts';
import { type Left, nextLine, type Stage, say, show, showPaged } from './stage.ts';

/** The place to which answers belong, and what is called once one is kept. */
export interface Asking {
  readonly place?: { readonly course: string; readonly step: string };
  readonly after?: (entry: Entry) => void;
  /** Whether there is a step before, to go back to. */
  readonly inCourse?: boolean;
}

/** Carries a quiz to its end; gives it back, or how somebody left. */
export async function askSession(
  stage: Stage,
  started: Session,
  { place, after, inCourse = false }: Asking = {},
): Promise<Session | Left | { readonly kind: 'back' }> {
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
    const heard = came.kind === 'line' ? wordIn(stage, session, came.text) : null;
    if (heard === 'told') {
      asked = undefined;
      continue;
    }
    if (came.kind === 'line' && isWhy(came.text) && !hasBegun(session, at) && explainPast(stage)) continue;
    if (heard === 'back' && inCourse && !stage.piped && !hasOwn(session)) return { kind: 'back' };
    if (came.kind === 'line' && session.pending === '' && isHelp(came.text)) {
      explainPrompt(stage, session);
      asked = undefined;
      continue;
    }
    const stepped = came.kind === 'line' ? step(session, came.text) : ended(session);
    const entry = await stage.recorder.answer(session, stepped.session, at, place);
    session = stepped.session;
    const left = isGraph(came) ? await showPaged(stage, stepped.shown, lesson) : null;
    if (left) return left;
    if (!isGraph(came)) show(stage, stepped.shown, lesson);
    if (entry) after?.(entry);
    if (stepped.effect?.kind === 'again') waiting = [...stepped.effect.lines, ...waiting];
    if (stepped.effect && stepped.effect.kind !== 'again')
      show(stage, [line('note', 'That works in a quiz, not in the course.')], lesson);
    if (came.kind === 'line' && isLeft(session)) return { kind: 'end' };
    if (stepped.shown.length > 2) asked = undefined;
  }
  stage.past.session = session;
  return isLeft(session) ? { kind: 'end' } : session;
}

const isHelp = (typed: string): boolean => /^\s*:?help\W*$/iu.test(typed);

/** What can be typed at a question of the course. */
function explainPrompt(stage: Stage, { words }: Session): void {
  const place = stage.piped ? 'piped' : 'course';
  for (const text of helpTexts(words, place)) say(stage, text);
  say(stage, courseHelp);
}

const isGraph = (came: LineEvent): boolean => came.kind === 'line' && /^\s*:graph\W*$/iu.test(came.text);

const isWhy = (typed: string): boolean => /^\s*:?why\W*$/iu.test(typed);

/** Whether there is something in this session that `:why` may be about. */
const hasBegun = (session: Session, at: number): boolean =>
  hasOwn(session) || (session.turns.get(at)?.tries ?? 0) > 0;

/** Explains the answer before, which belonged to another step; says whether there was one. */
export function explainPast(stage: Stage): boolean {
  const { session } = stage.past;
  if (!session || !hasOwn(session)) return false;
  show(stage, whyClosed(session, ''), session.words.lesson);
  return true;
}

/** A command word of the course; null in the middle of a matrix. */
function wordIn(stage: Stage, { pending, words }: Session, typed: string): Heard {
  return pending === '' ? hear(stage, typed, (word) => words.lesson.worked.slots.has(word)) : null;
}

/** Whether a question was answered here, and not only marked as known from before. */
function hasOwn({ settled, turns }: Session): boolean {
  const last = settled.at(-1);
  return last !== undefined && (turns.get(last)?.answer ?? null) !== null;
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
