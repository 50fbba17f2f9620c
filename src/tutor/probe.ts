import { nameAt } from '../engine/named.ts';
import type { Worked } from '../engine/work.ts';
import { readAnswer } from './answer.ts';
import { line } from './block.ts';
import type { Probe, Suspect } from './consider.ts';
import { localValue } from './link.ts';
import { sameAnswer } from './mistake/match.ts';
import { type Question, readersOf } from './question.ts';
import { foundIn, type Session, type Stepped, stay, untouched, withTurn } from './turn.ts';
import { counted, math } from './words.ts';

/** The probe that separates some mistakes; null where their local derivatives do not differ, or are the answer itself. */
export function probeFor(worked: Worked, question: Question, suspects: readonly Suspect[]): Probe | null {
  const [reader, ...others] = readersOf(question);
  if (reader === undefined || others.length > 0 || reader === worked.graph.output) return null;
  const locals = new Set(suspects.flatMap((suspect) => suspect.locals));
  return locals.size > 1 && suspects.every((suspect) => suspect.locals.length > 0)
    ? { reader, suspects }
    : null;
}

const wordOf = (worked: Worked, { reader }: Probe, { name }: Question): string =>
  `d${nameAt(worked, reader)}/d${name}`;

/** How a probe is offered: it may be passed over. */
export function offered(worked: Worked, question: Question, probe: Probe): string {
  const word = wordOf(worked, probe, question);
  const count = counted(probe.suspects.length, 'mistake');
  return `Not yet, and ${count} would give that number. To see which: what is ${math(word)} by itself? Answer ${math(`${word} = ...`)}, or just try again.`;
}

/** Takes `du/db = 2` where that is what a probe asked; null for any other line. */
export function probed(session: Session, question: Question, text: string): Stepped | null {
  const turn = session.turns.get(question.key) ?? untouched;
  const { worked } = session.words.lesson;
  if (!turn.probe) return null;
  const word = wordOf(worked, turn.probe, question);
  const [left = '', right, ...more] = text.split('=');
  if (left.replaceAll('∂', 'd').trim() !== word || right === undefined || more.length > 0) return null;
  const reading = readAnswer(worked, question, right, foundIn(session));
  if (reading.kind !== 'read' || typeof reading.value !== 'number')
    return stay(
      session,
      line('trouble', `${math(word)} is a number; write it, or an expression with the names on the screen.`),
    );
  const { value } = reading;
  const exact = (question.links ?? []).reduce((total, link) => total + localValue(worked, link), 0);
  const meant = turn.probe.suspects.filter(({ locals }) =>
    locals.some((local) => sameAnswer(value, local, true)),
  );
  const [only] = meant;
  const after = withTurn(session, question.key, {
    ...turn,
    probe: null,
    mistake: meant.length === 1 && only ? only.mistake : turn.mistake,
  });
  if (only && meant.length === 1) return stay(after, line('wrong', only.mistake.message));
  const reader = nameAt(worked, turn.probe.reader);
  if (sameAnswer(value, exact, true))
    return stay(
      after,
      line(
        'note',
        `${math(word)} is right. What does it take beside, to get from ${reader} on to ${worked.output}?`,
      ),
    );
  return stay(
    after,
    line(
      'wrong',
      `${math(word)} is another number: how far does ${reader} move when ${question.name} moves a little?`,
    ),
  );
}
