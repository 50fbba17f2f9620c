import { valuesWith } from '../../engine/checks/differences.ts';
import { kinds, shapeAt, valueIn } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import { applicationsIn } from '../../language/expression.ts';
import { signMeans, timesSign } from '../../language/operators.ts';
import {
  entriesOf,
  isSingle,
  type Matrix,
  mapped,
  matrixOf,
  type Shape,
  sameShape,
  writtenShape,
} from '../../ops/matrix.ts';
import { batchSize, scaleOf } from '../../symbolic/convention.ts';
import { readersOf } from '../lesson/question.ts';
import { shownRule } from '../mistakes/answer-scene.testing.ts';
import { measuredSlope } from '../mistakes/matrix-steps.testing.ts';
import { nearly } from '../mistakes/places.testing.ts';
import { type Claim, readsIn, type Spoken } from './claims.testing.ts';

// For tests: what is said of matrices on the way from a miss to the rule, with what it claims.

const worked = ({ words }: Spoken) => words.lesson.worked;
const shapeIn = (spoken: Spoken, slot: number): Shape => shapeAt(worked(spoken).graph, slot);
const slotOf = (spoken: Spoken, name: string): number => worked(spoken).slots.get(name) ?? -1;
/** The step of a derivative as it is written: `dJ/dZ`, or `dZ`. */
const spokenOf = (spoken: Spoken, word: string): number => slotOf(spoken, word.replace(/^d[^/]+\/d|^d/, ''));

/** Which entries of a step move when one entry of a name is nudged, and how many times as far. */
function moved(spoken: Spoken, from: number, entry: number, to: number): readonly number[] {
  const { graph, tape } = worked(spoken);
  const h = 1e-6;
  const after = valuesWith(
    graph,
    from,
    mapped(valueOfSlot(worked(spoken), from), (x, i) => (i === entry ? x + h : x)),
  );
  const [here, there] = [entriesOf(valueIn(graph, tape.value, to)), entriesOf(valueIn(graph, after, to))];
  return Array.from(here, (each, i) => ((there[i] ?? Number.NaN) - each) / h);
}

const lineOf = ({ rows, columns, entries }: Matrix, line: string): readonly number[] =>
  line === 'row'
    ? Array.from({ length: columns }, (_, k) => entries[k] ?? Number.NaN)
    : Array.from({ length: rows }, (_, k) => entries[k * columns] ?? Number.NaN);

/** Whether the other lines of a matrix hold nothing but 0. */
const onlyFirst = (value: Matrix, line: string): boolean =>
  Array.from(value.entries).every(
    (each, i) => each === 0 || (line === 'row' ? i < value.columns : i % value.columns === 0),
  );

/** `In Z1 = W1*X + b1, W1(1,1) meets the first row of X, and the products land in the first row of Z1.` */
const meets: Claim = (spoken, [statement = '', entry = '', line = '', other = '', , step = '']) => {
  const { question } = spoken;
  const to = slotOf(spoken, step);
  const moves = moved(spoken, question.slot, 0, to);
  const landing = {
    ...matrixOf(valueOfSlot(worked(spoken), to)),
    entries: Float64Array.from(moves, (each) => (Math.abs(each) < 1e-6 ? 0 : each)),
  };
  const met = lineOf(matrixOf(valueOfSlot(worked(spoken), slotOf(spoken, other))), line);
  return (
    entry === `${question.name}(1,1)` &&
    readsIn(spoken, question.name, statement) &&
    onlyFirst(landing, line) &&
    lineOf(landing, line).every((each, k) => Math.abs(each - (met[k] ?? Number.NaN)) < 1e-4)
  );
};

/** `what do the first row of dZ and the first row of X make of dW(1,1)?`: the sum of their products, over what the mean divides by. */
const makes: Claim = (spoken, [line = '', upstream = '', , other = '', asks = '']) => {
  const to = spokenOf(spoken, upstream);
  const back = lineOf(matrixOf(measuredSlope(spoken.words.lesson, to)), line);
  const met = lineOf(matrixOf(valueOfSlot(worked(spoken), slotOf(spoken, other))), line);
  const sum = back.reduce((so, each, k) => so + each * (met[k] ?? Number.NaN), 0);
  const share = scaleOf(worked(spoken), spoken.question.slot) / scaleOf(worked(spoken), to);
  const [first] = Array.from(entriesOf(measuredSlope(spoken.words.lesson, spoken.question.slot)));
  return asks === `d${spoken.question.name}(1,1)` && nearly(share * sum, first ?? Number.NaN);
};

const examples = (spoken: Spoken, count: string): boolean => batchSize(worked(spoken)) === Number(count);

/** Whether what is asked has a column for each example: then twice as many examples make it larger. */
const perExample = (spoken: Spoken): boolean =>
  worked(spoken).graph.kind[spoken.question.slot] === kinds.step &&
  shapeIn(spoken, spoken.question.slot).columns === batchSize(worked(spoken));

const asked = (spoken: Spoken, name: string): boolean => name === spoken.question.name;
const has = (spoken: Spoken, word: string, shape: string): boolean =>
  shape === 'a single number'
    ? isSingle(shapeIn(spoken, spokenOf(spoken, word)))
    : writtenShape(shapeIn(spoken, spokenOf(spoken, word))) === shape.replaceAll('`', '');

export const ofMatrices: readonly (readonly [RegExp, Claim])[] = [
  [
    /^`(\S+)` is the derivative of the sum over the (\d+) examples, and (\S+) is that sum divided by (\d+)\.$/,
    (spoken, [word = '', count = '']) =>
      examples(spoken, count) && scaleOf(worked(spoken), spokenOf(spoken, word)) === Number(count),
  ],
  [
    /^(\S+) is the sum over the examples divided by (\d+)\.$/,
    (spoken, [, count = '']) => examples(spoken, count),
  ],
  [
    /^Where does your answer (have to )?divide\?$/,
    ({ value }, [ahead]) => (value === null) === (ahead !== undefined),
  ],
  [
    /^The division by (\d+) is in `(\S+)` already, and everything built on it has it, too\.$/,
    (spoken, [count = '', word = '']) =>
      examples(spoken, count) && scaleOf(worked(spoken), spokenOf(spoken, word)) === 1,
  ],
  [
    /^(\S+) divides the sum over the examples by (\d+) once\.$/,
    (spoken, [, count = '']) => examples(spoken, count),
  ],
  [
    /^How often does your answer (have to )?divide\?$/,
    ({ value }, [ahead]) => (value === null) === (ahead !== undefined),
  ],
  [
    /^If every example were there twice, the mean (\S+) would be the same, and so would its derivatives\.$/,
    (spoken) => !perExample(spoken),
  ],
  [
    /^Yours would be (twice|half) as large\.$/,
    ({ mistake }, [size]) => mistake === (size === 'twice' ? 'mean-forgotten' : 'mean-twice'),
  ],
  [
    /^Take (the first entry of|the entry of) (\S+)( in the first row and first column)? by itself, in `(.+)`\.$/,
    (spoken, [, name = '', , statement = '']) => asked(spoken, name) && readsIn(spoken, name, statement),
  ],
  [
    /^If only that goes up by a tiny `ε`, (?:by how many `ε` does (?:(\S+)|`(\d+)\*(\S+)`, the loss summed over the examples,) move|which entries of (\S+) move, and by how many `ε` each)\?$/,
    (spoken, [single, times, summed, several]) => {
      const step = slotOf(spoken, single ?? summed ?? several ?? '');
      // What is asked is the slope of so many outputs; of a step between, its slope alone.
      const direct = step === worked(spoken).graph.output;
      return (
        isSingle(shapeIn(spoken, step)) === (several === undefined) &&
        Number(times ?? 1) === (direct ? scaleOf(worked(spoken), spoken.question.slot) : 1)
      );
    },
  ],
  [
    /^If all the sizes were different, your product would have another shape than (\S+), or none at all\.$/,
    (spoken) =>
      applicationsIn(shownRule({ lesson: spoken.words.lesson, question: spoken.question })).some(
        ({ sign }) => sign === timesSign,
      ),
  ],
  [
    /^If all the sizes were different, your answer would have another shape than (\S+)\.$/,
    ({ mistake }) => mistake === 'transposed-answer',
  ],
  [/^Write the shape under each factor\.$/, () => true],
  [
    /^With twice as many (columns|rows) in (\S+), (\S+) would be as large as before, but your answer would be larger\.$/,
    (spoken, [which, step = '', name = '']) => {
      const [small, large] = [shapeIn(spoken, spoken.question.slot), shapeIn(spoken, slotOf(spoken, step))];
      return (
        asked(spoken, name) && (which === 'columns' ? small.columns < large.columns : small.rows < large.rows)
      );
    },
  ],
  [/^What makes one contribution of many\?$/, () => true],
  [/^Take one entry\.$/, () => true],
  [
    /^In `(.+)`, `(.+)` meets the first (row|column) of (\S+), and the products land in the first (row|column) of (\S+)\.$/,
    meets,
  ],
  [
    /^So what do the first (row|column) of `(\S+)` and the first (row|column) of (\S+) make of `(\S+)`\?$/,
    makes,
  ],
  [
    /^Type `(d\S+\(1,1\))`, or the whole answer\.$/,
    (spoken, [word = '']) => word === `d${spoken.question.name}(1,1)`,
  ],
  [
    /^What does `(.+)` do to (\S+)\?$/,
    (spoken, [statement = '', name = '']) => readsIn(spoken, name, statement),
  ],
  [
    /^Was (\S+) copied in `(.+)`, too\?$/,
    (spoken, [name = '', statement = '']) =>
      readsIn(spoken, name, statement) &&
      (spoken.question.links ?? []).some(({ path }) =>
        path.some(({ step }) => !sameShape(shapeIn(spoken, spoken.question.slot), shapeIn(spoken, step))),
      ),
  ],
  [/^Where does the mean come in here\?$/, (spoken) => batchSize(worked(spoken)) !== null],
  [
    /^What comes back to (\S+), (?:the step that uses|where) (\S+)(?: leads)?\?$/,
    (spoken, [step = '']) => readersOf(spoken.question).some((slot) => nameAt(worked(spoken), slot) === step),
  ],
  [
    /^`(\S+)` comes back, so it has to stand in your answer\.$/,
    (spoken, [word = '']) => readersOf(spoken.question).includes(spokenOf(spoken, word)),
  ],
  [
    /^Here the step is `(.+)`\.$/,
    (spoken, [statement = '']) =>
      readsIn(spoken, spoken.question.name, statement) &&
      (spoken.question.links ?? []).some(({ path }) => path.some(({ op }) => signMeans(timesSign, op))),
  ],
  [/^Which factor is transposed in the backward pass, and on which side does it stand\?$/, () => true],
  [
    /^`(\S+)` is (a single number|`\S+`), and your answer has to be (a single number|`\S+`), like (\S+)\.$/,
    (spoken, [word = '', shape = '', mine = '', name = '']) =>
      asked(spoken, name) && has(spoken, word, shape) && has(spoken, `d${name}`, mine),
  ],
  [
    /^In `(.+)`, does an entry of (\S+) move one entry of (\S+), or several\?$/,
    (spoken, [statement = '', name = '']) => readsIn(spoken, name, statement),
  ],
];
