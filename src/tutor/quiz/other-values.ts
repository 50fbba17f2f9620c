import { type Block, line } from '../lesson/block.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { seedOf } from '../lesson/random.ts';
import type { Mistake } from '../mistakes/messages.ts';
import {
  type Outcome,
  type Session,
  type Stepped,
  stay,
  untouched,
  withQuestionState,
} from '../session/state.ts';
import { commonVariantOf, drawing } from '../values/variant.ts';

/** The number of further values at which expressions are judged, unless an assignment says another. */
const usualTries = 3;

/** The same lesson at further values, where its assignment takes expressions alone: they have to hold at those, too. */
export function otherValuesFor(lesson: Lesson): readonly Lesson[] {
  const { answers, tries = usualTries } = lesson.choice;
  if (answers !== 'expressions') return [];
  return Array.from({ length: tries }, (_, k) => seedOf([drawing, 'further', k].join('\n'))).flatMap(
    (seed) => commonVariantOf(lesson, seed)?.lesson ?? [],
  );
}

/** Whether an answer earns something. */
export const isCredited = (outcome: Outcome | 'missing' | null): boolean =>
  outcome === 'correct' || outcome === 'close' || outcome === 'follow-through';

/** The sentence about an answer that is right here and not at other values. */
const notElsewhere: Mistake = {
  id: 'right-number-wrong-reason',
  message: 'The number is right here, but would be wrong at other values. Write the rule with names.',
};

/**
 * A step of a quiz, held against the same answer at further values, which `there` judges. What is credited here and not
 * there was right by luck: in a pipe it is wrong, and at a prompt the question asks for the rule.
 */
export function holdsAtOtherValues(
  before: Session,
  key: number,
  stepped: Stepped,
  there: (other: Session, at: number) => Session,
): Stepped {
  const turn = stepped.session.turns.get(key) ?? untouched;
  const settles = turn.outcome !== null && stepped.session.settled !== before.settled;
  if (before.further.length === 0 || !settles) return stepped;
  const further = before.further.map(there);
  const session = { ...stepped.session, further };
  const lucky = further.some((other) => !isCredited(other.turns.get(key)?.outcome ?? null));
  const asked = session.words.lesson.order.includes(key) && !session.extra.has(key);
  if (!asked || !isCredited(turn.outcome) || !lucky) return { ...stepped, session };
  const { message } = notElsewhere;
  const shown: readonly Block[] = [line('wrong', message)];
  if (session.manner === 'prompt')
    return stay(
      withQuestionState(before, key, { ...(before.turns.get(key) ?? untouched), wantsReason: true }),
      ...shown,
    );
  return stay(
    withQuestionState(session, key, { ...turn, outcome: 'wrong', mistake: notElsewhere, message }),
    ...shown,
  );
}
