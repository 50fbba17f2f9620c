import { inWords } from '../../engine/graph/givens.ts';
import { oneCause } from '../diagnosis/cause-words.ts';
import { type ReasonChoice, reasonChoice } from '../dialogue/reason-choice.ts';
import { type Block, line } from '../lesson/block.ts';
import { questionOf } from '../lesson/question.ts';
import { math } from '../lesson/words.ts';
import { mistakeMessages } from '../mistakes/messages.ts';
import { askedWord } from '../questions/kinds.ts';
import { mayBeSaid } from '../session/in-hand.ts';
import { wordsAt } from '../session/question-block.ts';
import { type QuestionState, type Session, type Stepped, stay, untouched } from '../session/state.ts';
import { statementsOf } from '../teaching/question-screen.ts';
import { runCommand } from './run-command.ts';
import { summary } from './summary.ts';
import { undoAnswer } from './undo.ts';
import { whyClosed } from './why.ts';

/** The words that can be typed once all is answered, with what they do. */
const endings = {
  why: 'explains the last answer, or another one, as in `:why b`',
  another: 'asks the same graph again, with other numbers',
  next: 'goes on to the next problem',
  back: 'asks the last question again',
  undo: 'takes the last answer back',
  graph: 'draws the graph with all its derivatives',
  values: 'lists the forward values and the derivatives',
  save: 'writes the answers to a file, as in `:save answers.txt`',
  help: 'lists these commands',
  quit: 'leaves, as Enter does',
} as const;

type Ending = keyof typeof endings;

/** Other words that mean one of them. */
const alike: Readonly<Record<string, Ending>> = {
  '': 'quit',
  q: 'quit',
  exit: 'quit',
  bye: 'quit',
  '?': 'help',
  again: 'another',
  more: 'another',
  previous: 'back',
};

/** The screen after the last answer: what was right at once, what is worth another look, and the ways on. `next` names the problem that `:next` asks. */
export function ending(session: Session, next: string): readonly Block[] {
  const reason = reasonAsked(session);
  const { shown, tells } = lookedBack(session, reason);
  // What is asked is not told beside it.
  const isTold = (text: string): boolean =>
    tells.has(text) || (reason !== null && text.includes(reason.means));
  return [
    ...summary(session).flatMap((text) => (isTold(text) ? [] : [line('plain', text)])),
    ...shown,
    ...(reason === null ? [] : reasonLines(reason.choice)),
    line(
      'note',
      `${math(':why')} explains the last answer, ${math(':another')} asks this graph with other numbers, ${math(':next')} goes on to ${next}, Enter leaves.`,
    ),
  ];
}

/** What is shown of the questions, and the sentences about a cause that this says as well. */
interface LookedBack {
  readonly shown: readonly Block[];
  readonly tells: ReadonlySet<string>;
}

/**
 * Looks back: the questions that were right at once (where not all were), then the others, each with the name of its
 * mistake; those of the same mistake together.
 */
function lookedBack(session: Session, reason: Reason | null): LookedBack {
  const { words, turns, extra } = session;
  const asked = words.lesson.asked.filter((key) => !extra.has(key));
  const turnOf = (key: number): QuestionState => turns.get(key) ?? untouched;
  const again = asked.filter((key) => !atOnce(turnOf(key)));
  if (again.length === 0 || asked.length === 1) return { shown: [], tells: new Set() };
  const wordOf = (key: number): string => {
    const question = questionOf(words.lesson, key);
    return question.kind === 'code'
      ? `the line for ${math(`d${question.name}`)}`
      : math(askedWord(words, question));
  };
  const right = asked.filter((key) => atOnce(turnOf(key))).map(wordOf);
  const alike = new Map<string, string[]>();
  for (const key of again) {
    const what = whatHappened(turnOf(key), lookAt(session, key));
    alike.set(what, [...(alike.get(what) ?? []), wordOf(key)]);
  }
  const lines = [...alike].map(([what, at]) => {
    const asked = `which mistake was it${at.length > 1 ? ' each time' : ''}? See below`;
    const says = what === reason?.means ? asked : what;
    return line('plain', `- ${inWords(at)}: ${says}.`);
  });
  const shown = [
    ...(right.length > 0 ? [line('plain', `Right at once: ${right.join(', ')}.`)] : []),
    line('plain', 'Look at again:'),
    ...lines,
  ];
  return { shown, tells: new Set([...alike].map(([what, at]) => oneCause(at, what))) };
}

/** The choice of a reason that is asked at the end, and the mistake that it is about. */
interface Reason {
  readonly choice: ReasonChoice;
  readonly means: string;
}

/** The reason that is asked for, once a quiz: that of the first mistake with a name that was put right; null for none. */
function reasonAsked(session: Session): Reason | null {
  const { words, turns, extra, reasoned, manner } = session;
  if (reasoned || manner === 'piped' || words.lesson.choice.hints === false || words.lesson.asked.length < 2)
    return null;
  for (const key of words.lesson.asked) {
    const { outcome, misses, swept } = turns.get(key) ?? untouched;
    const question = questionOf(words.lesson, key);
    const named = misses.findLast(({ mistake }) => mistake !== null);
    const recovered = outcome === 'correct' || outcome === 'close';
    if (extra.has(key) || swept || !recovered || question.kind !== 'value' || !named?.mistake) continue;
    const choice = reasonChoice(wordsAt(session, question), question, named, mayBeSaid(session));
    if (choice) return { choice, means: mistakeMessages[named.mistake.id].means };
  }
  return null;
}

const reasonLines = ({ asks, reasons }: ReasonChoice): readonly Block[] => [
  line('plain', asks),
  ...reasons.map((each, i) => line('plain', `${i + 1}: ${each}`)),
];

/** Takes the number of a reason; null where none was asked for, or something else was typed. */
function reasonTaken(session: Session, typed: string): Stepped | null {
  const chosen = /^\s*([12])\s*[).:]?\s*$/.exec(typed)?.[1];
  const choice = chosen === undefined ? null : reasonAsked(session)?.choice;
  if (!choice) return null;
  const isRight = Number(chosen) === choice.right;
  return stay(
    { ...session, reasoned: true },
    line(isRight ? 'right' : 'wrong', isRight ? choice.confirmed : choice.corrected),
  );
}

const atOnce = ({ outcome, tries, hints }: QuestionState): boolean =>
  (outcome === 'correct' || outcome === 'close') && tries === 1 && hints === 0;

/** Why a question is worth another look. */
function whatHappened({ mistake, misses, outcome, tries, hints, swept }: QuestionState, at: string): string {
  // Among numbers that were gone through, one or another is a mistake's by chance.
  const named = swept ? null : (mistake ?? misses.findLast((miss) => miss.mistake !== null)?.mistake);
  if (named) return mistakeMessages[named.id].means;
  if (outcome === 'revealed') return `you let dvar show the answer${at}`;
  if (outcome === 'skipped') return 'left out';
  if (tries > 1) return `right after ${tries} tries${swept ? ', some of them guesses' : ''}${at}`;
  return hints > 0 ? 'right with a hint' : 'not answered';
}

/** The longest statement that is repeated at the end. */
const mostRepeated = 40;

/** Where to look again: the statement that a question was about; empty where that is too long, or more than one. */
function lookAt(session: Session, key: number): string {
  const question = questionOf(session.words.lesson, key);
  const [statement = '', another] = statementsOf(wordsAt(session, question), question);
  return statement === '' || another !== undefined || statement.length > mostRepeated
    ? ''
    : `; look at ${math(statement)}`;
}

/** Takes what is typed after the last answer. */
export function afterwards(session: Session, typed: string): Stepped {
  const reason = reasonTaken(session, typed);
  if (reason) return reason;
  const [first = '', ...rest] = typed.trim().replace(/^:/, '').split(/\s+/u);
  const bare = first.toLowerCase();
  const word = Object.hasOwn(alike, bare) ? alike[bare] : bare;
  const last = session.settled.at(-1) ?? -1;
  switch (word) {
    case 'why':
      return stay(session, ...whyClosed(session, rest.join(' ')));
    case 'another':
    case 'next':
      return { session, shown: [], effect: { kind: word } };
    case 'undo':
      return undoAnswer(session);
    case 'back': {
      const stepped = runCommand(session, last, 'back', '');
      return { ...stepped, session: { ...stepped.session, over: false } };
    }
    case 'graph':
    case 'values':
    case 'save':
      return runCommand(session, last, word, rest.join(' '));
    case 'help':
      return stay(
        session,
        ...Object.entries(endings).map(([each, does]) => line('plain', `${math(`:${each}`)} ${does}.`)),
      );
    case 'quit':
      return { session, shown: [], effect: { kind: 'leave' } };
    default:
      return stay(
        session,
        line(
          'note',
          `All questions are answered. ${math(':another')} asks again, ${math(':help')} lists what you can type, Enter leaves.`,
        ),
      );
  }
}
