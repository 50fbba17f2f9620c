import { figures } from '../language/figures.ts';
import { type Reading, readAnswer } from './answer.ts';
import { type Block, line } from './block.ts';
import { forwardLines } from './board.ts';
import { readCommand } from './command.ts';
import { confirmation } from './explain.ts';
import { judge, type Verdict } from './judge.ts';
import { obey } from './obey.ts';
import { type Question, questionOf } from './question.ts';
import { measureOf } from './rounding.ts';
import { summary } from './summary.ts';
import { blockOf, foundIn, type Session, type Stepped, settle, stay, untouched, withTurn } from './turn.ts';
import { math, quoted } from './words.ts';

/** The first screen: the graph, the forward pass, how many questions there are and how to answer and leave. */
export function opening(session: Session): readonly Block[] {
  const { lesson } = session.words;
  const count = lesson.order.length;
  const notes = [...lesson.worked.notes, ...lesson.notes].map((text) => line('note', `${text}.`));
  const screen: Block[] = [
    { kind: 'picture', known: new Set() },
    ...forwardLines(session.words).map((text) => line('plain', text)),
    ...notes,
  ];
  if (count === 0) return [...screen, line('note', 'There is no derivative to ask here.')];
  return [
    ...screen,
    line('plain', ''),
    line(
      'plain',
      `${count === 1 ? 'One question' : `${count} questions`}, from right to left. Answer with a number, a fraction or an expression over the names on the screen. ${math('?')} gives a hint, ${math(':help')} lists what else can be typed, ${math(':quit')} leaves.`,
    ),
  ];
}

/** The question at hand, as it is to be shown; nothing when the quiz is over. */
export function asking(session: Session): readonly Block[] {
  const at = session.queue[0];
  if (session.over || at === undefined) return [];
  return [blockOf(session, questionOf(session.words.lesson, at))];
}

/** The label of the prompt: `dJ/db = `. */
export function promptOf({ queue, words }: Session): string {
  const { worked } = words.lesson;
  return `d${worked.output}/d${worked.names[queue[0] ?? -1]} = `;
}

/** Takes one typed line: an answer or a command. */
export function step(session: Session, text: string): Stepped {
  const at = session.queue[0];
  if (session.over || at === undefined) return stay(session);
  const { lesson, digits } = session.words;
  const typed = readCommand(text, (word) => lesson.worked.slots.has(word));
  if (typed?.kind === 'command') return obey(session, at, typed.command, typed.argument);
  const question = questionOf(lesson, at);
  if (typed) return unread(session, question, text, [line('trouble', `${typed.message}.`)]);
  if (text.trim() === '')
    return stay(session, ...(session.manner === 'prompt' ? [line('note', nothingTyped)] : []));
  const reading = readAnswer(lesson.worked, question, text, foundIn(session));
  if (reading.kind === 'unreadable') return unread(session, question, text, whyUnread(text, reading));
  const verdict = judge(reading.value, measureOf(lesson, question, digits));
  const remark = reading.remark ? [line('note', `${reading.remark}.`)] : [];
  return judged(session, question, reading, verdict, remark);
}

const nothingTyped = 'Nothing was typed; `?` gives a hint, `:skip` leaves the question for later.';

function whyUnread(text: string, { message, from, to }: Reading & { kind: 'unreadable' }): readonly Block[] {
  const said = line('trouble', `${quoted(message)}.`);
  return from === null ? [said] : [said, { kind: 'place', source: text, from, to: to ?? from }];
}

/** An unreadable line: at a prompt it costs nothing, piped it was the question's only line. */
function unread(session: Session, question: Question, text: string, shown: readonly Block[]): Stepped {
  if (session.manner === 'prompt') return stay(session, ...shown);
  return settle(session, question, { outcome: 'unreadable', answer: text.trim(), value: null }, shown);
}

function judged(
  session: Session,
  question: Question,
  { value, body }: Reading & { kind: 'read' },
  verdict: Verdict,
  remark: readonly Block[],
): Stepped {
  const turn = session.turns.get(question.slot) ?? untouched;
  const tries = turn.tries + 1;
  const after = withTurn(session, question.slot, { ...turn, tries });
  const ending = { outcome: verdict, answer: body, value };
  const right = confirmation(session.words, question);
  switch (verdict) {
    case 'correct':
      return settle(after, question, ending, [...remark, line('right', right)]);
    case 'close':
      return settle(after, question, ending, [
        ...remark,
        line('right', right + exactly(session, question, value)),
      ]);
    case 'wrong':
      if (session.manner === 'piped')
        return settle(after, question, ending, [...remark, line('wrong', 'Not right.')]);
      return stay(after, ...remark, line('wrong', tries === 1 ? firstMiss : 'Not yet.'), ...waysOn(tries));
  }
}

const firstMiss = 'Not yet. Try again, or take a hint with `?`.';

/** After the third miss, the ways on: nobody is left in a dead end. */
const waysOn = (tries: number): readonly Block[] =>
  tries < 3 ? [] : [line('note', '`?` a hint · `:answer` show it · `:skip` later')];

/** Where a rounded or measured answer was taken, what it stands for. */
function exactly({ words: { digits } }: Session, { exact }: Question, value: number): string {
  const shown = figures(exact, digits);
  return figures(value, digits) === shown ? '' : ` To ${digits} digits it is ${math(shown)}.`;
}

/** The screen at the end, however it came: what was answered, and how. */
export const closing = (session: Session): readonly Block[] =>
  summary(session).map((text) => line('plain', text));
