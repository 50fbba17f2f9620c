import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { slopesByNudging } from '../../engine/checks/differences.ts';
import { kinds, shapeAt } from '../../engine/graph/graph.ts';
import { type Evaluation, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { slotOf, solved, type Values } from '../../engine/solved.testing.ts';
import { readYaml } from '../../homework/assignment/yaml.ts';
import { entriesOf, isSingle, shapeOf, type Value } from '../../ops/matrix.ts';
import { questionOf, readersOf } from '../../tutor/lesson/question.ts';
import type { Predict } from '../lessons/course.ts';
import { filledIn } from '../lessons/numbers.ts';
import { readCourse } from '../lessons/read.ts';

// What the course says around sentences to choose from, worked out by forward passes where it speaks of the step's program: the
// right sentence is so, the wrong ones are not, and what is said to a wrong one is so. What is left speaks of words alone
// ("In code it is short for something longer"): people read it.

const lectures = ['1-derivative', '2-graph', '3-network', '4-matrices', '5-training'];

const choicesIn = (file: string): readonly Predict[] => {
  const path = new URL(`../../../fixtures/course/${file}.yaml`, import.meta.url);
  const document = readYaml(readFileSync(path, 'utf8'));
  const read = document.ok ? readCourse(document.value) : document;
  if (!read.ok) throw new Error(read.trouble.message);
  return read.value.lectures
    .flatMap(({ steps }) => steps)
    .flatMap((step) => (step.kind === 'predict' && step.choices.length > 0 ? [step] : []));
};

const steps: ReadonlyMap<string, Predict> = new Map(
  lectures.flatMap(choicesIn).map((step): [string, Predict] => [step.id, step]),
);

const workedIn = ({ id, example }: Predict): Evaluation => {
  if (!example) throw new Error(`${id} has no program`);
  return example.lesson.worked;
};

/** A slope of the output, by nudging. */
const slope = (worked: Evaluation, name: string): Value =>
  slopesByNudging(worked.graph, slotOf(worked, name), worked.tape.value);

const all = (value: Value): readonly number[] => Array.from(entriesOf(value));
const alike = (a: Value, b: Value): boolean => {
  const [left, right] = [all(a), all(b)];
  return left.length === right.length && left.every((each, k) => Math.abs(each - (right[k] ?? 0)) < 1e-5);
};
const valuesIn = (worked: Evaluation): Values =>
  Object.fromEntries([...worked.slots].map(([name, slot]) => [name, valueOfSlot(worked, slot)]));
/** What an expression is worth with the values of a program, and names for other matrices. */
const worth = (worked: Evaluation, text: string, others: Values = {}): Value => {
  const asked = solved(`zz = ${text}; zz_out = sum(zz)`, { ...valuesIn(worked), ...others });
  return valueOfSlot(asked, slotOf(asked, 'zz'));
};
const shape = (worked: Evaluation, name: string): readonly [number, number] => {
  const { rows, columns } = shapeAt(worked.graph, slotOf(worked, name));
  return [rows, columns];
};

const isData = (worked: Evaluation, name: string): boolean =>
  worked.graph.kind[slotOf(worked, name)] === kinds.data;

/** What a program is given, its data among it. */
const givensOf = (worked: Evaluation): readonly string[] =>
  [...worked.slots].flatMap(([name, slot]) =>
    worked.graph.kind[slot] === kinds.given || isData(worked, name) ? [name] : [],
  );

/** The program of a step at other values, or another program at its values. */
const at = (worked: Evaluation, program: string, others: Values = {}): Evaluation => {
  const given = Object.fromEntries(givensOf(worked).map((name) => [name, valuesIn(worked)[name] ?? 0]));
  return solved(program, { ...given, ...others });
};

type Fact = (step: Predict, parts: readonly string[]) => boolean;

const single = (value: Value): number => Number(value);
const descent = (step: Predict): readonly [number, number] => {
  const worked = workedIn(step);
  const { text } = step.example ?? { text: '' };
  return [single(slope(worked, 'w')), single(slope(at(worked, text, { w: 2 }), 'w'))];
};

/** The network of a step with all weights 0, and its slopes. */
const asleep = (step: Predict) => {
  const worked = workedIn(step);
  const zero = (name: string): Value => worth(worked, `0*${name}`);
  const weights = ['W1', 'b1', 'W2', 'b2'];
  const there = at(
    worked,
    step.example?.text ?? '',
    Object.fromEntries(weights.map((name) => [name, zero(name)])),
  );
  return weights.map((name) => slope(there, name));
};

/** What is said, by the step: of a sentence to choose, whether it is the right one. */
const facts: readonly (readonly [id: string, words: RegExp, fact: Fact])[] = [
  ['which-d', /^J depends on more than one variable/, (step) => givensOf(workedIn(step)).length > 1],
  [
    'which-d',
    /^∂ is for negative slopes/,
    (step) => all(slope(workedIn(step), 'a')).some((each) => each < 0),
  ],
  ['step-size', /^at -?[\d.]+, where the slope is larger/, (step) => descent(step)[0] > descent(step)[1]],
  ['step-size', /^at -?[\d.]+, because it is nearer/, (step) => descent(step)[1] > descent(step)[0]],
  ['step-size', /^the two steps are equal/, (step) => descent(step)[0] === descent(step)[1]],
  [
    'step-size',
    /^The step is α times the slope: ([\d.]+) at \S+, and ([\d.]+) at/,
    (step, parts) => parts.every((each, k) => Math.abs(Number(each) - 0.1 * (descent(step)[k] ?? 0)) < 1e-6),
  ],
  ['name', /^because a is used twice/, (step) => readers(step, 'a') > 1],
  ['name', /only one arrow leaves a\./, (step) => readers(step, 'a') === 1],
  ['name', /^because a tiny step in a becomes a step in v/, (step) => multiplies(step, '3*v')],
  ['name', /^because two things are multiplied/, (step) => !multiplies(step, 'v^2')],
  [
    'name',
    /even if J were v\^2 or sigmoid\(v\)\./,
    (step) => multiplies(step, 'v^2') && multiplies(step, 'sigmoid(v)'),
  ],
  ['code-name', /^dJ\/dv, here (-?[\d.]+)\./, (step, [v]) => alike(slope(workedIn(step), 'v'), Number(v))],
  ['no-dx', /^x has no derivative/, (step) => !all(slope(workedIn(step), 'x1')).every(Number.isFinite)],
  ['no-dx', /^it is always 0/, (step) => all(slope(workedIn(step), 'x1')).every((each) => each === 0)],
  ['no-dx', /^Nudge x, and L moves/, (step) => all(slope(workedIn(step), 'x1')).some((each) => each !== 0)],
  ['no-dx', /^It has one/, (step) => all(slope(workedIn(step), 'x1')).every(Number.isFinite)],
  ['no-dx', /^x is data/, (step) => isData(workedIn(step), 'x1')],
  ['transpose', /^a matrix is always transposed/, (step) => !backward(step)],
  ['transpose', /^Not always: in dz1 = W2ᵀ dz2 \.\* g'\(z1\) the last factor/, backward],
  [
    'transpose',
    /^W2 goes from n1 values to n2/,
    (step) => {
      const worked = workedIn(step);
      const [rows, columns] = shape(worked, 'W2');
      return rows === shape(worked, 'z2')[0] && columns === shape(worked, 'a1')[0];
    },
  ],
  ['transpose', /^to make it symmetric/, (step) => new Set(shape(workedIn(step), 'W2')).size === 1],
  [
    'transpose',
    /^W2 is (\d) by (\d) and its transpose is (\d) by (\d): neither is symmetric/,
    (step, [rows, columns, ...turned]) =>
      String([rows, columns]) === String(shape(workedIn(step), 'W2')) &&
      String(turned.reverse()) === String([rows, columns]) &&
      rows !== columns,
  ],
  ['keepdims', /^the sum stays a column, with the shape of b/, summed],
  ['keepdims', /^it divides by m/, (step) => !summed(step)],
  ['keepdims', /^A sum does not divide; the 1\/m in front of it does/, summed],
  ['keepdims', /^b is \(n,1\), so db must be \(n,1\)/, (step) => shape(workedIn(step), 'b1')[1] === 1],
  [
    'zeros',
    /^the hidden units stay alike/,
    (step) => asleep(step).every((each) => isSingle(shapeOf(each)) || new Set(all(each)).size === 1),
  ],
  [
    'zeros',
    /^it diverges/,
    (step) => asleep(step).some((each) => all(each).some((one) => Math.abs(one) > 1)),
  ],
  [
    'zeros',
    /^The slopes are small here/,
    (step) => asleep(step).every((each) => all(each).every((one) => Math.abs(one) < 1)),
  ],
  [
    'zeros',
    /^it learns as usual/,
    (step) => asleep(step).some((each) => all(each).some((one) => Math.abs(one) > 1e-9)),
  ],
  [
    'zeros',
    /tanh\(0\) is 0, and weights of 0 stop the backward pass, so no weight ever moves/,
    (step) =>
      Math.tanh(0) === 0 && asleep(step).every((each) => all(each).every((one) => Math.abs(one) < 1e-9)),
  ],
];

function readers(step: Predict, name: string): number {
  const lesson = step.example?.lesson;
  return lesson ? readersOf(questionOf(lesson, slotOf(lesson.worked, name))).length : 0;
}

/** Whether the slope with respect to a is that with respect to v, times that of v with respect to a, if J were something else of v. */
function multiplies(step: Predict, output: string): boolean {
  const there = at(workedIn(step), `u = b*c; v = a + u; J = ${output}`);
  const first = at(workedIn(step), 'u = b*c; v = a + u');
  return alike(single(slope(there, 'v')) * single(slope(first, 'a')), slope(there, 'a'));
}

/** The right rule of the hidden layer: W2 transposed, g' as it is. */
function backward(step: Predict): boolean {
  const worked = workedIn(step);
  return alike(
    worth(worked, "zz_T'*zz_d .* (a1.*(1-a1))", {
      zz_T: valueOfSlot(worked, slotOf(worked, 'W2')),
      zz_d: slope(worked, 'z2'),
    }),
    slope(worked, 'z1'),
  );
}

/** Whether the derivatives with respect to a bias are the row sums of those with respect to z, nowhere divided by a sum. */
function summed(step: Predict): boolean {
  const worked = workedIn(step);
  return alike(worth(worked, 'sum(zz_d, 2)', { zz_d: slope(worked, 'Z1') }), slope(worked, 'b1'));
}

/** Everything that a step says of its choices, and of each whether it is a choice that is wrong. */
function saidIn(step: Predict): readonly { readonly text: string; readonly wrong: boolean }[] {
  const fill = (text: string): string => {
    const filled = filledIn(step.example?.lesson.worked ?? null, text);
    if (!filled.ok) throw new Error(filled.trouble.message);
    return filled.value;
  };
  return [
    ...step.choices.map((text, k) => ({ text: fill(text), wrong: String(k + 1) !== step.answer })),
    ...[step.why, ...step.hints, ...step.traps.map(({ says }) => says)].map((text) => ({
      text: fill(text),
      wrong: false,
    })),
  ];
}

test.each(facts)('%s: %s', (id, words, fact) => {
  const step = steps.get(id);
  if (!step) throw new Error(`no step is called ${id}`);
  const met = saidIn(step).filter(({ text }) => words.test(text));
  expect(met.length).toBe(1);
  for (const { text, wrong } of met)
    expect([text, fact(step, (words.exec(text) ?? []).slice(1))]).toEqual([text, !wrong]);
});

test('each wrong choice has its answer', () => {
  for (const step of steps.values()) {
    const answered = step.traps.map(({ answer }) => 'abcdef'.indexOf(answer) + 1 || Number(answer));
    const wrong = step.choices.map((_, k) => k + 1).filter((place) => String(place) !== step.answer);
    expect([step.id, answered.sort()]).toEqual([step.id, wrong]);
  }
});
