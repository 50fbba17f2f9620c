import { gradientAt } from '../../engine/passes/evaluate.ts';
import { entriesOf, isFiniteValue, type Value } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import type { Grounds, Probe } from '../answers/assess.ts';
import type { Verdict } from '../answers/judge.ts';
import type { KnownDerivatives } from '../answers/known-derivatives.ts';
import type { Block } from '../lesson/block.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lessonAt, type Question } from '../lesson/question.ts';
import { kindIn } from '../lesson/question-kind.ts';
import type { Words } from '../lesson/words.ts';
import type { Mistake } from '../mistakes/messages.ts';
import type { OwnAnswers, Start } from '../mistakes/own-start.ts';
import { askedWord, kindsOfQuestion } from '../questions/kinds.ts';
import { planQuestions, unasked } from '../questions/plan.ts';
import { questionBlock, valueTexts } from '../teaching/question-screen.ts';
import type { Wish } from './wish.ts';

/** How a question ended. */
export type Outcome = Verdict | 'follow-through' | 'unreadable' | 'revealed' | 'skipped';

/** What has happened at one question; `outcome` is null while it is open. */
export interface QuestionState {
  readonly outcome: Outcome | null;
  readonly tries: number;
  readonly hints: number;
  readonly skips: number;
  /** Whether the answer was shown: whatever is typed after that, it counts as revealed. */
  readonly revealed: boolean;
  /** The answer that settled it, as it was typed, and its value. */
  readonly answer: string | null;
  readonly value: Value | null;
  /** What was said about it, for reports. */
  readonly message: string;
  /** The mistake that explains the answer, where exactly one does. */
  readonly mistake: Mistake | null;
  /** What may be behind it, where it was wrong. */
  readonly evidence: Grounds | null;
  /** The values of wrong tries, the latest last: a later answer may have been built on them. */
  readonly misses: readonly Value[];
  /** Whether a number alone will not do: the last one was right for a wrong reason. */
  readonly wantsReason: boolean;
  /** What would tell apart the mistakes that the last answer may come from. */
  readonly probe: Probe | null;
  /** A chain rule that waits for a slope in it, as it was typed. */
  readonly chain: string | null;
  /** The line whose reading was said last, before it costs anything. */
  readonly echoed: string | null;
}

/** What reports say of a question that nobody answered. */
export const noAnswer = 'No answer.';

/** A question that nobody has come to yet. */
export const untouched: QuestionState = {
  outcome: null,
  tries: 0,
  hints: 0,
  skips: 0,
  revealed: false,
  answer: null,
  value: null,
  message: '',
  mistake: null,
  evidence: null,
  misses: [],
  wantsReason: false,
  probe: null,
  chain: null,
  echoed: null,
};

/**
 * A quiz as a value. At a `prompt` a learner tries until the answer is right; `piped`, every line settles its
 * question, since nobody is there to try again. Both are driven by the same `step`.
 */
export interface Session {
  readonly manner: 'prompt' | 'piped';
  readonly words: Words;
  /** The keys of the questions still to be asked, the one at hand first. */
  readonly queue: readonly number[];
  readonly turns: ReadonlyMap<number, QuestionState>;
  /** The questions that were settled, in that order. */
  readonly settled: readonly number[];
  /** Steps that `:open` added: they are asked, and not counted. */
  readonly extra: ReadonlySet<number>;
  readonly over: boolean;
  /** The same quiz at further values, where answers have to hold at those, too. */
  readonly further: readonly Session[];
  /** Lines of a matrix that is still open. */
  readonly pending: string;
  /** Local derivatives that were typed and are right, as `du/db`. */
  readonly slopes: ReadonlyMap<string, number>;
  /** The session before the last line that changed it, for `:undo`; null at the start. */
  readonly before: Session | null;
}

/** A session after an event, and what is to be shown. */
export interface Stepped {
  readonly session: Session;
  readonly shown: readonly Block[];
  readonly wish: Wish;
}

// The sessions of one lesson share what is worked out of it, which is kept by the lesson itself.
const laidOuts = new WeakMap<Lesson, Lesson>();

/** A lesson with its questions laid out. */
function laidOut(laid: Lesson): Lesson {
  const lesson = laidOuts.get(laid) ?? {
    ...laid,
    asked: planQuestions(laid),
    notes: [...new Set([...laid.notes, ...unasked(laid)])],
  };
  laidOuts.set(laid, lesson);
  return lesson;
}

/** A quiz about a lesson, before its first question. */
export function startSession(
  laid: Lesson,
  manner: Session['manner'],
  digits: number,
  further: readonly Lesson[] = [],
): Session {
  const lesson = laidOut(laid);
  return {
    manner,
    words: { lesson, digits },
    queue: lesson.asked,
    turns: new Map(),
    settled: [],
    extra: new Set(),
    over: lesson.asked.length === 0,
    // At further values nobody sits at a prompt.
    further: further.map((other) => startSession(other, 'piped', digits)),
    pending: '',
    slopes: new Map(),
    before: null,
  };
}

/** The words in which one question is spoken of. */
export const wordsAt = ({ words }: Session, question: Question): Words => ({
  ...words,
  lesson: lessonAt(words.lesson, question),
});

/** A question as it is to be shown now. */
export function blockOf(session: Session, question: Question): Block & { kind: 'question' } {
  const { lesson } = session.words;
  const asked = lesson.asked.filter((key) => !session.extra.has(key));
  const number = asked.indexOf(question.key) + 1;
  const place = session.extra.has(question.key) ? 'opened step' : `${number} of ${asked.length}`;
  const words = wordsAt(session, question);
  const block = questionBlock(words, question, place, known(session));
  if (question.kind === 'value') return block;
  const shows = kindsOfQuestion[question.kind].shows(words, question);
  const beside = {
    ...block,
    ways: [],
    asks: askedWord(words, question),
    ...(shows && { statements: shows }),
  };
  // What has been found would tell which line of a worked pass is not that.
  return question.kind === 'wrong-line'
    ? {
        ...beside,
        lead: 'which line is wrong, if any?',
        values: valueTexts(words),
        found: [],
        needs: [],
        more: { statements: 0, values: 0, found: 0 },
      }
    : beside;
}

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

/** A step after which the session stands as it is given. */
export function stay(session: Session, ...shown: readonly Block[]): Stepped {
  return { session, shown, wish: null };
}

/** The session with another turn at one question. */
export function withQuestionState(session: Session, slot: number, turn: QuestionState): Session {
  return { ...session, turns: new Map([...session.turns, [slot, turn]]) };
}

/** Closes the question at hand and goes on to the next, or to the summary. */
export function closeQuestion(
  session: Session,
  question: Question,
  ending: Pick<QuestionState, 'outcome' | 'answer' | 'value'>,
  shown: readonly Block[],
): Stepped {
  const turn = session.turns.get(question.key) ?? untouched;
  const revealed = turn.revealed || ending.outcome === 'revealed';
  const outcome: QuestionState['outcome'] = revealed ? 'revealed' : ending.outcome;
  const settled = { ...turn, ...ending, outcome, revealed, message: messageIn(shown) };
  const after = withQuestionState(session, question.key, settled);
  const queue = session.queue.slice(1);
  return stay(
    {
      ...after,
      queue,
      settled: [...session.settled.filter((key) => key !== question.key), question.key],
      over: queue.length === 0,
    },
    ...shown,
  );
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
    // Whoever had no further try goes on with their own number, as in a pipe: the true one is not told.
    const missed = turn?.outcome === 'wrong' || turn?.outcome === 'follow-through';
    return session.manner === 'piped' || missed ? (turn?.value ?? truth) : truth;
  };
}

/** The wrong derivatives that were settled: what somebody goes on with who had no further try. */
export const ownAnswers = ({ turns }: Session): OwnAnswers =>
  new Map(
    [...turns].flatMap(([key, { outcome, value }]): readonly (readonly [number, Value])[] =>
      (outcome === 'wrong' || outcome === 'follow-through') && value !== null ? [[key, value]] : [],
    ),
  );

/** The answers that were taken as right and are not the exact value: their owner goes on with what they wrote. */
function acceptedAnswers({ turns, words: { lesson } }: Session): OwnAnswers {
  const accepted = [...turns].flatMap(([key, { outcome, value }]): readonly (readonly [number, Value])[] => {
    const right = outcome === 'correct' || outcome === 'close';
    if (!right || value === null || kindIn(key) !== 'value') return [];
    const exact = entriesOf(gradientAt(lesson.worked, key));
    const entries = Array.from(entriesOf(value));
    return entries.some((entry, at) => Math.abs(entry - (exact[at] ?? 0)) > 1e-9 * Math.abs(entry))
      ? [[key, value]]
      : [];
  });
  return new Map(accepted);
}

/** What somebody goes on with who was wrong, or was taken as right with a rounded number. */
export const startOf = (session: Session): Start => ({
  wrong: ownAnswers(session),
  accepted: acceptedAnswers(session),
  right: new Set(known(session)),
});

/** What blocks say, as plain text. */
const messageIn = (shown: readonly Block[]): string =>
  shown.flatMap((block) => (block.kind === 'line' ? [block.text.replaceAll('`', '')] : [])).join(' ');
