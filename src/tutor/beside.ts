import { askings } from './asked/table.ts';
import { type Block, line } from './block.ts';
import { waysOn } from './judged.ts';
import type { QuestionKind } from './kind.ts';
import type { Question } from './question.ts';
import { foundIn, type Session, type Stepped, settle, stay, untouched, withTurn, wordsAt } from './turn.ts';
import { math, stopped, type Words } from './words.ts';

/** A question of another kind than that for a derivative's value. */
export type Beside = Question & { readonly kind: Exclude<QuestionKind, 'value'> };

/** Whether a question is of another kind. */
export const isBeside = (question: Question): question is Beside => question.kind !== 'value';

/** Takes a line typed at a question of another kind. */
export function answeredBeside(session: Session, question: Beside, text: string): Stepped {
  const asking = askings[question.kind];
  const words = wordsAt(session, question);
  const taken = asking.take(words, question, text, foundIn(session));
  const answer = text.trim();
  if (taken.kind === 'unread') {
    const said: Block = line('trouble', stopped(taken.says));
    const shown: readonly Block[] =
      taken.from === null
        ? [said]
        : [said, { kind: 'place', source: text, from: taken.from, to: taken.to ?? taken.from }];
    if (session.manner === 'prompt') return stay(session, ...shown);
    return settle(session, question, { outcome: 'unreadable', answer, value: null }, shown);
  }
  const turn = session.turns.get(question.key) ?? untouched;
  const tries = turn.tries + 1;
  const { value } = taken;
  if (taken.kind === 'right') {
    const after = withTurn(session, question.key, { ...turn, tries });
    const told = line('right', asking.told(words, question));
    return settle(after, question, { outcome: 'correct', answer, value }, [told]);
  }
  const after = withTurn(session, question.key, { ...turn, tries, mistake: taken.mistake });
  const said = line('wrong', taken.says);
  if (session.manner === 'piped') return settle(after, question, { outcome: 'wrong', answer, value }, [said]);
  const ways = waysOn(session, tries);
  return stay(after, said, ...ways);
}

/** One rung more of the ladder of a question of another kind. */
export function hintBeside(session: Session, question: Beside): Stepped {
  const turn = session.turns.get(question.key) ?? untouched;
  const rungs = askings[question.kind]
    .hints(wordsAt(session, question), question)
    .filter((rung) => rung !== '');
  const after = withTurn(session, question.key, { ...turn, hints: turn.hints + 1 });
  const rung = rungs[turn.hints];
  return stay(
    after,
    line('hint', rung ?? `That is all that a hint can say; ${math(':answer')} shows the answer.`),
  );
}

/** Shows what a question of another kind asks for. */
export const revealBeside = (session: Session, question: Beside): Stepped =>
  settle(session, question, { outcome: 'revealed', answer: null, value: null }, [
    line('told', askings[question.kind].told(wordsAt(session, question), question)),
  ]);

/** The reason behind a question of another kind that has been answered. */
export function whyBeside(words: Words, question: Beside): readonly string[] {
  const asking = askings[question.kind];
  return asking.why?.(words, question) ?? [asking.told(words, question)];
}
