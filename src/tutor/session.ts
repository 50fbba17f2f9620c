import { figures } from '../language/figures.ts';
import { type Found, readAnswer } from './answer.ts';
import { type Block, line } from './block.ts';
import { forwardLines } from './board.ts';
import { type Command, commands, readCommand } from './command.ts';
import { confirmation, explanation } from './explain.ts';
import { ladder } from './hint.ts';
import { judge, judgedDigits, type Verdict } from './judge.ts';
import type { Lesson } from './lesson.ts';
import { hiddenSteps, opened, type Question, questionOf } from './question.ts';
import { workingBand } from './rounding.ts';
import { questionBlock, textOf, valueTexts } from './screen.ts';
import { answersFile, summary } from './summary.ts';
import { derivativeText, math, type Words } from './words.ts';

/** How a question ended. */
export type Outcome = Verdict | 'unreadable' | 'revealed' | 'skipped';

/** What has happened at one question; `outcome` is null while it is open. */
export interface Turn {
  readonly outcome: Outcome | null;
  readonly tries: number;
  readonly hints: number;
  readonly skips: number;
  /** The answer that settled it, as it was typed, and its value. */
  readonly answer: string | null;
  readonly value: number | null;
}

const untouched: Turn = { outcome: null, tries: 0, hints: 0, skips: 0, answer: null, value: null };

/**
 * A quiz as a value. At a `prompt` a learner tries until the answer is right; `piped`, every line settles its
 * question, since nobody is there to try again. Both are driven by the same `step`.
 */
export interface Session {
  readonly manner: 'prompt' | 'piped';
  readonly words: Words;
  /** The slots still to be asked, the one at hand first. */
  readonly queue: readonly number[];
  readonly turns: ReadonlyMap<number, Turn>;
  /** The questions that were settled, in that order. */
  readonly settled: readonly number[];
  /** Steps that `:open` added: they are asked, and not counted. */
  readonly extra: ReadonlySet<number>;
  readonly over: boolean;
}

/** What a step of the quiz asks of the world: nothing, or a file to be written. */
export type Wish = { readonly kind: 'save'; readonly file: string; readonly text: string } | null;

/** A session after an event, and what is to be shown. */
export interface Stepped {
  readonly session: Session;
  readonly shown: readonly Block[];
  readonly wish: Wish;
}

/** A quiz about a lesson, before its first question. */
export function startSession(lesson: Lesson, manner: Session['manner'], digits: number): Session {
  return {
    manner,
    words: { lesson, digits },
    queue: lesson.order,
    turns: new Map(),
    settled: [],
    extra: new Set(),
    over: lesson.order.length === 0,
  };
}

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
  const example = lesson.worked.names[lesson.order[0] ?? -1];
  return [
    ...screen,
    line(
      'plain',
      `${count === 1 ? 'One question' : `${count} questions`}, from right to left. Answer with a number, a fraction or an expression such as ${math(`d${example}*2`)}. ${math('?')} gives a hint, ${math(':help')} lists what else can be typed, ${math(':quit')} leaves.`,
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

function blockOf(session: Session, question: Question): Block & { kind: 'question' } {
  const { lesson } = session.words;
  const asked = lesson.order.filter((slot) => !session.extra.has(slot));
  const number = asked.indexOf(question.slot) + 1;
  const place = session.extra.has(question.slot) ? 'opened step' : `${number} of ${asked.length}`;
  return questionBlock(session.words, question, place, [...known(session)].reverse());
}

/** The slots whose derivative is on the table: settled, and told to the learner. */
function known({ manner, settled, turns }: Session): readonly number[] {
  return settled.filter((slot) => {
    const outcome = turns.get(slot)?.outcome;
    // Piped, a wrong answer is the last word on its question; showing the true value would be a key.
    return manner === 'prompt'
      ? outcome !== null
      : outcome === 'correct' || outcome === 'close' || outcome === 'revealed';
  });
}

/** Takes one typed line: an answer or a command. */
export function step(session: Session, text: string): Stepped {
  const at = session.queue[0];
  if (session.over || at === undefined) return stay(session);
  const { lesson } = session.words;
  const typed = readCommand(text, (word) => lesson.worked.slots.has(word));
  if (typed?.kind === 'command') return obey(session, at, typed.command, typed.argument);
  const question = questionOf(lesson, at);
  if (typed) return notRead(session, question, text, [line('trouble', `${typed.message}.`)]);
  if (text.trim() === '')
    return session.manner === 'piped'
      ? stay(session)
      : stay(
          session,
          line(
            'note',
            `Nothing was typed; ${math('?')} gives a hint, ${math(':skip')} leaves the question for later.`,
          ),
        );
  const reading = readAnswer(lesson.worked, question, text, foundIn(session));
  if (reading.kind === 'unreadable') {
    const place: readonly Block[] =
      reading.from === null || /\n/.test(text)
        ? []
        : [{ kind: 'place', source: text, from: reading.from, to: reading.to ?? reading.from }];
    return notRead(session, question, text, [line('trouble', `${bounded(reading.message)}.`), ...place]);
  }
  const verdict = judge(reading.value, {
    exact: question.exact,
    magnitude: question.magnitude,
    band: workingBand(lesson, question, session.words.digits),
    digits: judgedDigits,
  });
  const remark = reading.remark ? [line('note', `${reading.remark}.`)] : [];
  return judged(session, question, { text, value: reading.value, verdict, remark });
}

/** A message of the language, with its quoted signs kept and its length bounded. */
const bounded = (text: string): string =>
  (text.length > 300 ? `${text.slice(0, 297)}...` : text).replaceAll('`', "'");

function stay(session: Session, ...shown: readonly Block[]): Stepped {
  return { session, shown, wish: null };
}

/** An unreadable line: at a prompt it costs nothing, piped it was the question's only line. */
function notRead(session: Session, question: Question, text: string, shown: readonly Block[]): Stepped {
  if (session.manner === 'prompt') return stay(session, ...shown);
  return settle(session, question, { outcome: 'unreadable', answer: text.trim(), value: null }, shown);
}

interface Judged {
  readonly text: string;
  readonly value: number;
  readonly verdict: Verdict;
  readonly remark: readonly Block[];
}

function judged(session: Session, question: Question, { text, value, verdict, remark }: Judged): Stepped {
  const turn = session.turns.get(question.slot) ?? untouched;
  const tried = { ...turn, tries: turn.tries + 1 };
  const after = withTurn(session, question.slot, tried);
  const answer = { outcome: verdict, answer: text.trim(), value };
  switch (verdict) {
    case 'correct':
      return settle(after, question, answer, [
        ...remark,
        line('right', confirmation(session.words, question)),
      ]);
    case 'close': {
      const exact = figures(question.exact, session.words.digits);
      const note =
        figures(value, session.words.digits) === exact
          ? ''
          : ` (to ${session.words.digits} digits it is ${math(exact)})`;
      return settle(after, question, answer, [
        ...remark,
        line('right', `${confirmation(session.words, question)}${note}`),
      ]);
    }
    case 'wrong': {
      const shown = [...remark, line('wrong', notYet(tried.tries))];
      if (session.manner === 'piped')
        return settle(after, question, answer, [...remark, line('wrong', 'Not right.')]);
      if (tried.tries >= 3)
        shown.push(line('note', `${math('?')} a hint · ${math(':answer')} show it · ${math(':skip')} later`));
      return stay(after, ...shown);
    }
  }
}

const notYet = (tries: number): string =>
  tries === 1 ? 'Not yet. Try again, or take a hint with `?`.' : 'Not yet.';

function withTurn(session: Session, slot: number, turn: Turn): Session {
  return { ...session, turns: new Map([...session.turns, [slot, turn]]) };
}

/** Closes the question at hand and goes on to the next, or to the summary. */
function settle(
  session: Session,
  question: Question,
  ending: Pick<Turn, 'outcome' | 'answer' | 'value'>,
  shown: readonly Block[],
): Stepped {
  const turn = session.turns.get(question.slot) ?? untouched;
  const after = withTurn(session, question.slot, { ...turn, ...ending });
  const queue = session.queue.slice(1);
  return stay(
    {
      ...after,
      queue,
      settled: [...session.settled.filter((slot) => slot !== question.slot), question.slot],
      over: queue.length === 0,
    },
    ...shown,
  );
}

/** The derivatives that an answer may use: at a prompt the true ones once closed, piped the learner's own. */
function foundIn(session: Session): Found {
  const { worked, order } = session.words.lesson;
  return (slot) => {
    const truth = worked.gradient[slot] ?? Number.NaN;
    const word = `d${worked.output}/d${worked.names[slot]}`;
    if (!Number.isFinite(truth)) return { why: `${word} does not exist here` };
    const turn = session.turns.get(slot);
    if (order.includes(slot) && (turn === undefined || turn.outcome === null)) {
      return { why: `${word} is not found yet; use what is` };
    }
    return session.manner === 'piped' ? (turn?.value ?? truth) : truth;
  };
}

function obey(session: Session, at: number, command: Command, argument: string): Stepped {
  const { words } = session;
  const { lesson } = words;
  const question = questionOf(lesson, at);
  const turn = session.turns.get(at) ?? untouched;
  switch (command) {
    case 'hint': {
      const rungs = ladder(words, question, textOf(blockOf(session, question)));
      const rung = rungs[turn.hints];
      const after = withTurn(session, at, { ...turn, hints: turn.hints + 1 });
      if (rung === undefined)
        return stay(
          after,
          line('hint', `That is all that a hint can say; ${math(':answer')} shows the answer.`),
        );
      return stay(after, line('hint', rung));
    }
    case 'answer':
      return settle(session, question, { outcome: 'revealed', answer: null, value: null }, [
        line('told', `${math(derivativeText(words, at))}. ${confirmation(words, question)}`),
      ]);
    case 'skip': {
      const last = session.queue.length === 1 || turn.skips > 0 || session.manner === 'piped';
      if (last)
        return settle(session, question, { outcome: 'skipped', answer: null, value: null }, [
          line('note', 'Skipped.'),
        ]);
      const after = withTurn(session, at, { ...turn, skips: turn.skips + 1 });
      return stay(
        { ...after, queue: [...session.queue.slice(1), at] },
        line('note', 'Skipped for now; it comes back at the end.'),
      );
    }
    case 'why': {
      const last = known(session).at(-1);
      if (last === undefined)
        return stay(
          session,
          line('note', `There is nothing to explain yet: ${math(':why')} explains the last answer.`),
        );
      return stay(
        session,
        ...explanation(words, questionOf(lesson, last)).map((text) => line('plain', text)),
      );
    }
    case 'graph':
      return stay(session, { kind: 'picture', known: new Set(known(session)) });
    case 'values':
      return stay(session, line('plain', math(valueTexts(words).join(', '))), ...foundLine(session));
    case 'open':
      return open(session, question);
    case 'back':
      return back(session);
    case 'save':
      if (argument === '')
        return stay(session, line('trouble', `Where to? Name a file, as in ${math(':save answers.txt')}.`));
      return { session, shown: [], wish: { kind: 'save', file: argument, text: answersFile(session) } };
    case 'help':
      return stay(
        session,
        line(
          'plain',
          `Answer with a number (${math('6')}), a fraction (${math('12/2')}) or an expression over the names on the screen (${math('du*c')}).`,
        ),
        ...Object.entries(commands).map(([word, says]) => line('plain', `${math(`:${word}`)} ${says}`)),
      );
    case 'quit':
      return stay({ ...session, over: true });
  }
}

function foundLine(session: Session): readonly Block[] {
  const found = known(session).map((slot) => derivativeText(session.words, slot));
  return found.length === 0 ? [] : [line('plain', `Found so far: ${math(found.join(', '))}`)];
}

/** Asks the unnamed steps inside a question before the question itself. */
function open(session: Session, question: Question): Stepped {
  const steps = hiddenSteps(session.words.lesson, question);
  if (steps.length === 0)
    return stay(session, line('note', 'There is no unnamed step inside this question.'));
  const lesson = opened(session.words.lesson, steps, question.slot);
  return stay(
    {
      ...session,
      words: { ...session.words, lesson },
      queue: [...steps, ...session.queue],
      extra: new Set([...session.extra, ...steps]),
    },
    line(
      'note',
      `${steps.length === 1 ? 'One step is' : `${steps.length} steps are`} asked first, then this question again.`,
    ),
  );
}

/** Takes the last settled question up again. */
function back(session: Session): Stepped {
  const last = session.settled.at(-1);
  if (last === undefined) return stay(session, line('note', 'There is no question before this one.'));
  const turn = session.turns.get(last) ?? untouched;
  return stay(
    {
      ...withTurn(session, last, { ...turn, outcome: null, answer: null, value: null }),
      queue: [last, ...session.queue],
      settled: session.settled.slice(0, -1),
    },
    line('note', 'Back to the last question.'),
  );
}

/** The screen at the end, however it came: what was answered, and how. */
export const closing = (session: Session): readonly Block[] =>
  summary(session).map((text) => line('plain', text));
