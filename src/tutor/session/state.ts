import type { Value } from '../../ops/matrix.ts';
import type { Grounds, Probe } from '../answers/assess.ts';
import type { Verdict } from '../answers/judge.ts';
import type { Miss } from '../dialogue/repeated.ts';
import type { Block } from '../lesson/block.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import type { Words } from '../lesson/words.ts';
import type { MistakeClass } from '../mistakes/equivalence-classes.ts';
import type { Mistake } from '../mistakes/messages.ts';
import { planQuestions, unasked } from '../questions/plan.ts';
import type { Effect } from './effect.ts';
import { withEntry } from './shared-map.ts';

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
  /** The wrong rules that give it, too, where it was right on a wrong start. */
  readonly alsoBy: readonly MistakeClass[];
  /** The wrong tries, the latest last: a later answer may have been built on them. */
  readonly misses: readonly Miss[];
  /** What has been said to lead on, word by word: nothing is said twice. */
  readonly heard: ReadonlySet<string>;
  /** The local derivative that is asked by itself just now, `du/db`; null where it is the question. */
  readonly smaller: string | null;
  /** Whether it was said here that numbers were gone through. */
  readonly swept: boolean;
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

/** The state of a question before its first answer. */
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
  alsoBy: [],
  misses: [],
  heard: new Set(),
  smaller: null,
  swept: false,
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
  /** Whether somebody has chosen a reason at the end: that is asked once. */
  readonly reasoned: boolean;
  /** The session before the last line that changed it, for `:undo`; null at the start. */
  readonly before: Session | null;
}

/** A session after an event, and what is to be shown. */
export interface Stepped {
  readonly session: Session;
  readonly shown: readonly Block[];
  readonly effect: Effect;
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
    // An answer is tried at other values without a prompt.
    further: further.map((other) => startSession(other, 'piped', digits)),
    pending: '',
    slopes: new Map(),
    reasoned: false,
    before: null,
  };
}

/** A step after which the session stands as it is given. */
export function stay(session: Session, ...shown: readonly Block[]): Stepped {
  return { session, shown, effect: null };
}

/** The session with another turn at one question. */
export function withQuestionState(session: Session, slot: number, turn: QuestionState): Session {
  return { ...session, turns: withEntry(session.turns, slot, turn) };
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

/** What blocks say, as plain text. */
const messageIn = (shown: readonly Block[]): string =>
  shown.flatMap((block) => (block.kind === 'line' ? [block.text.replaceAll('`', '')] : [])).join(' ');
