import { gradientAt } from '../../engine/passes/evaluate.ts';
import { entriesOf, everyEntry, isFiniteValue, type Value } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import type { KnownDerivatives } from '../answers/known-derivatives.ts';
import { kindIn } from '../lesson/question-kind.ts';
import type { OwnAnswers, Start } from '../mistakes/own-start.ts';
import type { QuestionState, Session } from './state.ts';

/** The slots whose derivative is on the table: settled, and told to the learner. */
export function known({ settled, turns }: Session): readonly number[] {
  return settled.filter((key) => kindIn(key) === 'value' && isTold(turns.get(key)));
}

/** Whether a question is closed and its answer told. Piped, a wrong one is the last word, and to show the true one would be a key. */
export const isTold = (turn: QuestionState | undefined): boolean =>
  turn?.outcome === 'correct' || turn?.outcome === 'close' || turn?.outcome === 'revealed';

/** Whether the number of a derivative may be said: its question is settled, or it never was one. */
export function mayBeSaid(session: Session): (slot: number) => boolean {
  const told = new Set(known(session));
  const asked = new Set(session.words.lesson.asked);
  return (slot) => told.has(slot) || !asked.has(slot);
}

/** The derivatives that an answer may use: at a prompt the true ones once closed, piped the learner's own. */
export function knownIn(session: Session): KnownDerivatives {
  const { worked, asked, order, choice } = session.words.lesson;
  // Where only other kinds are asked, no derivative is ever found.
  const owed = choice.kinds?.includes('value') === false ? [...asked, ...order] : asked;
  return (slot) => {
    const truth = gradientAt(worked, slot);
    const word = wordAt(worked, slot);
    if (!isFiniteValue(truth)) return { why: `${word} does not exist here` };
    const turn = session.turns.get(slot);
    const open = turn === undefined || turn.outcome === null;
    const leftOut = session.manner === 'prompt' && turn?.outcome === 'skipped';
    if (owed.includes(slot) && (open || leftOut)) {
      return { why: `${word} is not found yet; use what you have found so far` };
    }
    // Without a further try, as in a pipe, the true number was not told: the learner continues with their own.
    const missed = turn?.outcome === 'wrong' || turn?.outcome === 'follow-through';
    return session.manner === 'piped' || missed ? (turn?.value ?? truth) : truth;
  };
}

/** Whether a derivative was settled as wrong: without a further try, the learner continues with it. */
export const hasOwn = ({ settled, turns }: Session): boolean =>
  settled.some((key) => wrongValue(turns.get(key)) !== undefined);

const wrongValue = (turn: QuestionState | undefined): Value | undefined =>
  turn?.outcome === 'wrong' || turn?.outcome === 'follow-through' ? (turn.value ?? undefined) : undefined;

/** The value of an answer that was taken as right and is not the exact one: the learner continues with what they wrote. */
function acceptedValue({ turns, words: { lesson } }: Session, key: number): Value | undefined {
  const { outcome = null, value = null } = turns.get(key) ?? {};
  const right = outcome === 'correct' || outcome === 'close';
  if (!right || value === null || kindIn(key) !== 'value') return undefined;
  const exact = entriesOf(gradientAt(lesson.worked, key));
  const isExact = everyEntry(
    value,
    (entry, at) => !(Math.abs(entry - (exact[at] ?? 0)) > 1e-9 * Math.abs(entry)),
  );
  return isExact ? undefined : value;
}

/** Values by slots that are looked up when they are asked for: a question asks for few. */
const lookedUp = (get: (slot: number) => Value | undefined): OwnAnswers => ({
  get,
  has: (slot) => get(slot) !== undefined,
});

/** The derivatives that a learner continues with: wrong ones, and rounded ones that were taken as right. */
export const startOf = (session: Session): Start => ({
  wrong: lookedUp((slot) => wrongValue(session.turns.get(slot))),
  accepted: lookedUp((slot) => acceptedValue(session, slot)),
  right: { has: (slot) => kindIn(slot) === 'value' && isTold(session.turns.get(slot)) },
});
