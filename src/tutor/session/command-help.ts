import { kinds } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { batchOf } from '../../symbolic/convention.ts';
import { commands, commandWords, onlyAtPrompts } from '../answers/command-words.ts';
import type { Lesson } from '../lesson/lesson.ts';
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
        ? `Type a formula in the names on the screen, like ${example}.`
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
  return ` You are asked about every input. To leave one out, start again with ${math(`--data ${worked.names[input]}`)}.`;
}

/** Why it is d here and ∂ in a textbook; said where all else is that can be typed. */
const aboutDees = ({ worked: { output } }: Lesson): string =>
  `A textbook writes ${math(`∂${output}`)} where ${output} depends on several variables, and ${math(`d${output}`)} where it depends on one. Both are read here, and d is written for both, as in code.`;

/** How matrices are asked in NumPy's words: it is read here anyway, but not written. */
const aboutNumPy = `Answers in NumPy are read as well, as in ${math('dZ @ X.T')}; started with ${math('--dialect numpy')}, a quiz also asks in NumPy.`;

/** The words that can be typed, each with what it does. */
function commandHelp(words: Words, piped: boolean): readonly string[] {
  return (
    commandWords
      .filter((word) => !(piped && onlyAtPrompts.has(word)))
      // Conventions differ in a batch alone.
      .filter((word) => word !== 'convention' || batchOf(words.lesson.worked) !== null)
      .map(
        (word) => `${math(`:${word}`)} ${piped && word === 'skip' ? 'leaves the question' : commands[word]}.`,
      )
  );
}

/** What `:help` says, at a prompt or in a pipe. */
export const helpTexts = (words: Words, piped: boolean): readonly string[] => [
  answeringHelp(words) + aboutData(words.lesson),
  ...commandHelp(words, piped),
  ...(words.lesson.worked.graph.layout === null ? [] : [aboutNumPy]),
  aboutDees(words.lesson),
];
