import { kinds } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { batchOf } from '../../symbolic/convention.ts';
import type { Command } from '../answers/command-words.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { questionOf } from '../lesson/question.ts';
import { kindIn } from '../lesson/question-kind.ts';
import { math, type Words } from '../lesson/words.ts';

/** How an answer is given, with a name of the lesson's own; the first screen says it, and the help. */
export function answeringHelp({ lesson: { worked, asked } }: Words): string {
  const asks = new Set(asked.map(kindIn));
  const [first = 0] = worked.own;
  const example = math(`2*${nameAt(worked, first)}`);
  const literal = worked.graph.layout
    ? `a number, a matrix like ${math('[1 2; 3 4]')}`
    : `a number like ${math('6')}, a fraction like ${math('1/2')}`;
  const inNumbers = (['value', 'local', 'nudge'] as const).some((kind) => asks.has(kind));
  const inNames = asks.has('formula') || asks.has('code');
  return [
    inNumbers
      ? `Type ${literal} or a formula like ${example}.`
      : inNames
        ? `Type a formula with the names on the screen, like ${example}.`
        : '',
    asks.has('shape') ? `Type a shape as ${math('(3,4)')}.` : '',
    asks.has('wrong-line') ? `For the wrong line, type its number, or ${math('none')}.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Where nothing says what is data and every input is asked, nobody should have to guess how to leave some out. */
function aboutData({ worked, order, asked }: Lesson): string {
  const input = order.findLast((slot) => worked.graph.kind[slot] === kinds.given);
  const said = worked.program.header !== null || worked.graph.kind.includes(kinds.data);
  const every = Array.from(worked.graph.kind).every(
    (kind, slot) => kind !== kinds.given || asked.includes(slot),
  );
  if (said || input === undefined || order.length < 2 || !every) return '';
  return ` You are asked about every input. If ${worked.names[input]} is data, as x and y often are, start again with ${math(`--data ${worked.names[input]}`)}: then it is not asked.`;
}

/** Why it is d here and ∂ in a textbook; said where all else is that can be typed. */
const aboutDees = ({ worked: { output } }: Lesson): string =>
  `A textbook writes ${math(`∂${output}`)} where ${output} depends on several variables. Here, as in code, d is written for both.`;

/** How matrices are asked in NumPy's words: it is read here anyway, but not written. */
const aboutNumPy = `NumPy is read as well, as in ${math('dZ @ X.T')}; with ${math('--dialect numpy')} a quiz also asks in NumPy.`;

/** Where commands are typed: not everything works everywhere. */
export type HelpPlace = 'prompt' | 'piped' | 'course';

/** One line about commands that belong together, and which of them it is about. */
interface HelpLine {
  readonly of: readonly Command[];
  readonly says: string;
  /** What is said elsewhere; nothing where these commands do not work. */
  readonly elsewhere: Readonly<Partial<Record<Exclude<HelpPlace, 'prompt'>, string | null>>>;
}

/** Every command, in as few lines as a screen has room for above the question. */
const helpLines: readonly HelpLine[] = [
  {
    of: ['hint', 'answer'],
    says: '`?` or `:hint` gives a hint, more each time; `:answer` shows the answer.',
    elsewhere: {},
  },
  {
    of: ['skip', 'back'],
    says: '`:skip` leaves a question for the end; `:back` asks the last one again.',
    elsewhere: { piped: '`:skip` leaves the question.', course: '`:skip` leaves a question for the end.' },
  },
  {
    of: ['undo'],
    says: '`:undo` takes your last line back, as if you had not typed it.',
    elsewhere: { piped: null },
  },
  {
    of: ['why'],
    says: '`:why` explains the last answer, right or wrong; `:why NAME` explains an earlier one.',
    elsewhere: {},
  },
  {
    of: ['graph', 'values'],
    says: '`:graph` draws what has been found, `:values` lists it; `:graph svg step.svg` makes a picture.',
    elsewhere: { course: '`:graph` draws what has been found, `:values` lists it.' },
  },
  {
    of: ['open'],
    says: '`:open` asks the unnamed steps of a question one by one.',
    elsewhere: { piped: null },
  },
  {
    of: ['convention'],
    says: '`:convention lecture` asks a batch as the lecture does.',
    elsewhere: { piped: null },
  },
  {
    of: ['another'],
    says: '`:another` asks the same graph with other numbers.',
    elsewhere: { piped: null, course: null },
  },
  {
    of: ['save', 'load'],
    says: '`:save answers.txt` writes the answers to a file, `:load answers.txt` reads them.',
    elsewhere: { piped: null, course: null },
  },
  { of: ['help', 'quit'], says: '`:help` shows this; `:quit` leaves, with a summary.', elsewhere: {} },
];

/** What stands in place of the name in the help: one that can be asked about. */
const nameIn = ({ lesson }: Words): string => {
  const [last = 0] = lesson.asked.slice(-1);
  return questionOf(lesson, last).name;
};

/** The words that can be typed, each with what it does. */
function commandHelp(words: Words, place: HelpPlace): readonly string[] {
  const isBatch = batchOf(words.lesson.worked) !== null;
  return (
    helpLines
      // Conventions differ in a batch alone.
      .filter(({ of }) => isBatch || !of.includes('convention'))
      .map(({ says, elsewhere }) => {
        const other = place === 'prompt' ? undefined : elsewhere[place];
        return other === undefined ? says : other;
      })
      .filter((says) => says !== null)
      .map((says) => says.replace('NAME', nameIn(words)))
  );
}

/** What `:help` says. */
export const helpTexts = (words: Words, place: HelpPlace): readonly string[] => [
  answeringHelp(words) + (place === 'course' ? '' : aboutData(words.lesson)),
  ...commandHelp(words, place),
  ...(words.lesson.worked.graph.layout === null ? [] : [aboutNumPy]),
  aboutDees(words.lesson),
];
