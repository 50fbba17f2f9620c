import { targetOf } from '../../reading/left-sides.ts';
import { readLine } from '../../reading/line.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { namesOf } from '../answers/own-names.ts';
import { type Block, line } from '../lesson/block.ts';
import { kindIn, slotIn } from '../lesson/question-kind.ts';
import { math, quoted } from '../lesson/words.ts';
import type { Session, Stepped } from '../session/state.ts';

/** A line that answers several questions at once, `db = 6, dc = 9`: what is said for each, by the key of its question. */
function answersIn({ words, queue }: Session, text: string): ReadonlyMap<number, string> | null {
  const { worked } = words.lesson;
  const found = new Map<number, string>();
  for (const { left, right, adds } of readLine(text)) {
    const target = targetOf(left, namesOf(worked));
    if (target?.kind !== 'derivative' || target.of !== worked.output || adds) return null;
    const slot = worked.slots.get(target.by);
    const key = queue.find((each) => kindIn(each) === 'value' && slotIn(each) === slot);
    // What is not asked, or not any more, or twice, is for the question at hand to speak of.
    if (key === undefined || found.has(key) || right === '') return null;
    found.set(key, right);
  }
  return found.size > 1 ? found : null;
}

/**
 * Answers several open questions of one line, each by `answer`; null where the line is no such one. Questions that stay
 * open keep their order.
 */
export function severalAnswers(
  before: Session,
  text: string,
  answer: (session: Session, key: number, typed: string) => Stepped,
): Stepped | null {
  const found = /=|:|\t|≈|→|->/.test(text) ? answersIn(before, text) : null;
  if (!found) return null;
  const shown: Block[] = [];
  let session = before;
  let effect: Stepped['effect'] = null;
  for (const [key, typed] of found) {
    const others = session.queue.filter((each) => each !== key);
    const stepped = answer({ ...session, queue: [key, ...others] }, key, typed);
    const open = new Set(stepped.session.queue);
    const kept = session.queue.filter((each) => open.has(each));
    session = { ...stepped.session, queue: kept, over: kept.length === 0 };
    shown.push(
      line('plain', math(`${wordAt(session.words.lesson.worked, slotIn(key))} = ${quoted(typed)}`)),
      ...stepped.shown,
    );
    effect ??= stepped.effect;
  }
  return { session, shown, effect };
}
