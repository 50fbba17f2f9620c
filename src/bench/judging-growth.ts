import { type Evaluation, evaluateGraph, gradientAt } from '../engine/passes/evaluate.ts';
import { backward, forward } from '../engine/passes/tape.ts';
import { literal, number } from '../language/expression.ts';
import { parseProgram } from '../language/program.ts';
import { mapped, type Value } from '../ops/matrix.ts';
import { type Lesson, lessonOf } from '../tutor/lesson/lesson.ts';
import { seeded } from '../tutor/lesson/random.ts';
import { judgeSubmission } from '../tutor/quiz/whole-submission.ts';
import { atMost, type Figure, median } from './measure.ts';

/** How the judging of a page that is all wrong grows with what it asks, and what one large answer takes. */
export function judgingGrowth(): Figure[] {
  // What is first measured is measured before it is compiled.
  pageTime(products(30));
  return [
    grows('questions, a chain of products', products, 100, 800),
    grows('questions, products that are added up', addends, 100, 800),
    grows('terms of one statement', terms, 75, 600),
    grows('steps on hidden ways', hiddenWays, 10, 40),
    ...largeAnswer(),
  ];
}

const listed = (count: number, each: (i: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, i) => each(i));

const products = (n: number): string =>
  [...listed(n, (i) => `u${i + 1} = w${i}*${i === 0 ? 'x' : `u${i}`}`), `J = 3*u${n}`].join('\n');

const addends = (n: number): string =>
  [...listed(n, (i) => `u${i} = w${i}*x`), `J = ${listed(n, (i) => `u${i}`).join(' + ')}`].join('\n');

const terms = (n: number): string => `J = ${listed(n, (i) => `w${i}*x${i}`).join(' + ')}`;

/** Twenty ways to a name, each over so many hidden sums. */
const hiddenWays = (n: number): string =>
  `J = ${listed(20, (i) => `tanh(w*(${listed(n, (k) => `x${i}_${k}`).join(' + ')}))`).join(' + ')}`;

/** The power with which the time of a page grows from one size to eight times it, or to four times. */
function grows(what: string, program: (n: number) => string, small: number, large: number): Figure {
  const times = [small, large].map((n) => median([0, 1, 2].map(() => pageTime(program(n)))));
  const [short = 0, long = 0] = times;
  const power = Math.log(long / short) / Math.log(large / small);
  return atMost(`a page judged, power in its ${what} (${small} to ${large})`, power, 1.1, '');
}

/** The processor's time for a page of a new lesson, all wrong: its questions are found and judged. */
function pageTime(text: string): number {
  const names = [...new Set(text.match(/\b[wx]\d*(?:_\d+)?\b/g))];
  const lesson = lessonAt(text, new Map(names.map((name, i) => [name, 0.9 + (i % 7) / 30])), []);
  return judged(lesson, () => lesson.order.map((slot, i) => [slot, 2.57 + 1.37 * i]));
}

/** The processor's milliseconds for certain answers. */
function judged(lesson: Lesson, answers: () => readonly (readonly [number, Value])[]): number {
  const read = answers().map(([slot, value]) => {
    const expression = typeof value === 'number' ? number(value) : literal(value);
    const reading = { kind: 'read', value, expression, body: '', remark: null } as const;
    return [slot, { reading, text: '' }] as const;
  });
  const start = process.cpuUsage();
  judgeSubmission(lesson, 4, new Map(read));
  return process.cpuUsage(start).user / 1000;
}

/** The weights of a layer of 784 inputs and 128 units, all of them wrong: 100,352 entries. */
function largeAnswer(): Figure[] {
  const random = seeded(3);
  const matrix = (rows: number, columns: number): Value => ({
    rows,
    columns,
    entries: Float64Array.from({ length: rows * columns }, () => 0.2 * random() - 0.1),
  });
  const labels = mapped(matrix(10, 16), (_, at) => (Math.floor(at / 16) === (at % 16) % 10 ? 1 : 0));
  const values = new Map<string, Value>([
    ['X', matrix(784, 16)],
    ['W1', matrix(128, 784)],
    ['b1', matrix(128, 1)],
    ['W2', matrix(10, 128)],
    ['b2', matrix(10, 1)],
    ['Y', labels],
  ]);
  const text = 'Z1 = W1*X + b1; A1 = relu(Z1); Z2 = W2*A1 + b2; P = softmax(Z2); J = -1/16*sum(Y.*log(P))';
  const lesson = lessonAt(text, values, ['X', 'Y']);
  const weights = lesson.worked.slots.get('W1') ?? -1;
  const wrong = (): Value => mapped(gradientAt(lesson.worked, weights), (entry) => entry + 0.5 + random());
  const times = listed(6, () => '').map(() => judged(lesson, () => [[weights, wrong()]]));
  const passes = median(listed(6, () => '').map(() => passTime(lesson.worked)));
  const time = median(times.slice(1));
  return [
    atMost('an answer of 100,352 entries judged, all wrong', time, 60, 'ms'),
    atMost('the same, to both passes of its graph', time / passes, 20, 'x'),
  ];
}

function passTime({ graph }: Evaluation): number {
  const start = process.cpuUsage();
  for (let i = 0; i < 5; i++) backward(forward(graph));
  return process.cpuUsage(start).user / 5000;
}

function lessonAt(text: string, values: ReadonlyMap<string, Value>, data: readonly string[]): Lesson {
  const program = parseProgram(text);
  if (!program.ok) throw new Error(program.trouble.message);
  const worked = evaluateGraph(program.value, { values, data });
  if (!worked.ok) throw new Error(worked.trouble.message);
  const lesson = lessonOf(worked.value);
  if (!lesson.ok) throw new Error(lesson.trouble.message);
  return lesson.value;
}
