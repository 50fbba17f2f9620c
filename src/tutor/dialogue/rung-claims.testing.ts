import { nameAt } from '../../engine/graph/names.ts';
import { readersOf } from '../lesson/question.ts';
import { mistakeMessages } from '../mistakes/messages.ts';
import { nearly, outputSlopeOf } from '../mistakes/places.testing.ts';
import { localOf } from '../mistakes/spoken.testing.ts';
import { type Claim, readsIn, rightNumber, type Spoken } from './claims.testing.ts';

// For tests: what is said towards the piece that somebody lacked at other questions, before anything is typed here.

const onlyReader = (spoken: Spoken, name: string): boolean => {
  const [step = -1, another] = readersOf(spoken.question);
  return another === undefined && nameAt(spoken.words.lesson.worked, step) === name;
};

const between: Claim = (spoken, [name = '', output = '']) =>
  name === spoken.question.name &&
  output === spoken.words.lesson.worked.output &&
  readersOf(spoken.question).every((step) => step !== spoken.words.lesson.worked.graph.output);

const isAsked: Claim = (spoken, [name = '']) => name === spoken.question.name;
const inStatement: Claim = (spoken, [statement = '']) => readsIn(spoken, spoken.question.name, statement);

export const ofRungs: readonly (readonly [RegExp, Claim])[] = [
  [
    /^At `\S+`(?: and `\S+`)? the mistake was this: (.+)\.$/,
    ({ mistake }, [means]) => mistakeMessages[mistake as keyof typeof mistakeMessages].means === means,
  ],
  [/^What lies between (\S+) and (\S+) here\?$/, between],
  [/^Two slopes lie between (\S+) and (\S+), one after the other\.$/, between],
  [/^What do you do with them\?$/, () => true],
  [
    /^First (\S+) moves (\S+), in `(.+)`; then \S+ moves (\S+)\.$/,
    (spoken, [name = '', step = '', statement = '']) =>
      isAsked(spoken, [name]) && onlyReader(spoken, step) && readsIn(spoken, name, statement),
  ],
  [/^The second slope is `(.+)`\.$/, (spoken, [text = '']) => rightNumber(spoken, text)],
  [
    /^First (\S+) moves (\S+), and \S+ then moves \S+ by a multiple of that\.$/,
    (spoken, [name = '', step = '']) => isAsked(spoken, [name]) && onlyReader(spoken, step),
  ],
  [/^Which step uses (\S+) here\?$/, isAsked],
  [/^That step is `(.+)`\.$/, inStatement],
  [/^What does `(.+)` do to a nudge of \S+\?$/, inStatement],
  [
    /^`(.+)` only says how (\S+) moves with (\S+)\.$/,
    (spoken, [text = '', , step = '']) => rightNumber(spoken, text) && onlyReader(spoken, step),
  ],
  [
    /^The slope of (\S+) with respect to (\S+) is still to be found\.$/,
    (spoken, [step = '', name = '']) => onlyReader(spoken, step) && isAsked(spoken, [name]),
  ],
  [
    /^Look at `(.+)`: only (\S+) moves\.$/,
    (spoken, [statement = '', name = '']) => readsIn(spoken, name, statement),
  ],
  [/^What does that do to (\S+)\?$/, (spoken, [step = '']) => onlyReader(spoken, step)],
  [
    /^Think of the sign first: when (\S+) goes up a little, in `(.+)`, does (\S+) go up or down\?$/,
    (spoken, [name = '', statement = '']) => readsIn(spoken, name, statement),
  ],
  [
    /^The other sign is that of `(.+)`: it says what \S+ does when (\S+) goes up\.$/,
    (spoken, [text = '', step = '']) => rightNumber(spoken, text) && onlyReader(spoken, step),
  ],
  [
    /^Here, too, the question is how much (\S+) changes when (\S+) changes\.$/,
    (spoken, [output, name = '']) => output === spoken.words.lesson.worked.output && isAsked(spoken, [name]),
  ],
  [/^Which step uses (\S+)\?$/, isAsked],
  [
    /^How many arrows leave (\S+)\?$/,
    (spoken, [name = '']) => isAsked(spoken, [name]) && readersOf(spoken.question).length > 1,
  ],
  [
    /^(\S+) stands in (.+)\.$/,
    (spoken, [name = '', where = '']) =>
      [...where.matchAll(/`([^`]+)`/g)].every(([, each = '']) => readsIn(spoken, name, each)),
  ],
  [/^Take one path at a time\.$/, ({ question }) => (question.links?.length ?? 0) > 1],
  [
    /^In `(.+)`, when (\S+) moves by a tiny `ε`, by how many `ε` does (\S+) move\?$/,
    (spoken, [statement = '', name = '']) => readsIn(spoken, name, statement),
  ],
  [/^The contributions of all paths are added\.$/, ({ question }) => (question.links?.length ?? 0) > 1],
  // The right rule has both factors, and the slope that is missing is no 1.
  [
    /^The (?:local derivative|upstream gradient) is only one of two factors\.$/,
    (spoken) => readersOf(spoken.question).every((step) => step !== spoken.words.lesson.worked.graph.output),
  ],
  [/^Slopes in a row are multiplied, each once\.$/, multiplied],
  [/^The backward pass goes through every step\.$/, () => true],
];

/** Whether the derivative is the product of the two slopes. */
function multiplied(spoken: Spoken): boolean {
  const { words, question } = spoken;
  const [step = -1] = readersOf(question);
  return nearly(
    outputSlopeOf(words.lesson, step) * localOf(words.lesson, step, question),
    outputSlopeOf(words.lesson, question.slot),
  );
}
