import { gradientAt, valueAt, work } from '../../engine/work.ts';
import { number } from '../../language/expression.ts';
import { parseProgram } from '../../language/program.ts';
import {
  entriesOf,
  type Matrix,
  matrixOf,
  sameShape,
  shapeOf,
  type Value,
  valueFrom,
} from '../../ops/matrix.ts';
import { consider } from '../consider.ts';
import { lessonOf } from '../lesson.ts';
import type { MistakeId } from '../mistake/wrong.ts';
import { questionOf } from '../question.ts';
import { type Random, seeded } from '../random.ts';
import type { Problem } from './problems.testing.ts';

// A little arithmetic of matrices, by hand: what the engine can do is not used to say what a learner would write.

const make = (rows: number, columns: number, entry: (row: number, column: number) => number): Matrix => ({
  rows,
  columns,
  entries: Float64Array.from({ length: rows * columns }, (_, at) =>
    entry(Math.floor(at / columns), at % columns),
  ),
});
const at = (a: Matrix, row: number, column: number): number =>
  a.entries[row * a.columns + column] ?? Number.NaN;
const turned = (a: Matrix): Matrix => make(a.columns, a.rows, (row, column) => at(a, column, row));
const times = (factor: number, a: Matrix): Matrix =>
  make(a.rows, a.columns, (row, column) => factor * at(a, row, column));
const both = (a: Matrix, b: Matrix, join: (x: number, y: number) => number): Matrix =>
  make(a.rows, a.columns, (row, column) => join(at(a, row, column), at(b, row, column)));
const product = (a: Matrix, b: Matrix): Matrix =>
  make(a.rows, b.columns, (row, column) => {
    let total = 0;
    for (let k = 0; k < a.columns; k++) total += at(a, row, k) * at(b, k, column);
    return total;
  });
const downTheColumns = (a: Matrix): Matrix =>
  product(
    make(1, a.rows, () => 1),
    a,
  );

/** For tests: networks of one hidden layer over a batch, all sizes different, so that no mistake fits by chance. */
export function matrixProblems(count: number, seed: number): readonly Problem[] {
  const random = seeded(seed);
  const bends = ['tanh', 'sigmoid', 'relu'];
  const text = (bend: string): string =>
    `Z1 = W1*X + b1; A1 = ${bend}(Z1); Z2 = W2*A1 + b2; J = 1/5*sum((Z2 - Y).*(Z2 - Y))`;
  return Array.from({ length: count }, (_, i) => {
    const source = text(bends[i % bends.length] ?? 'tanh');
    const program = parseProgram(source);
    if (!program.ok) throw new Error(program.trouble.message);
    const values = new Map<string, Value>([
      ['X', drawn(random, 3, 5)],
      ['Y', drawn(random, 2, 5)],
      ['W1', drawn(random, 4, 3)],
      ['b1', drawn(random, 4, 1)],
      ['W2', drawn(random, 2, 4)],
      ['b2', drawn(random, 2, 1)],
    ]);
    const worked = work(program.value, { values, data: ['X', 'Y'] });
    if (!worked.ok) throw new Error(worked.trouble.message);
    const lesson = lessonOf(worked.value);
    if (!lesson.ok) throw new Error(lesson.trouble.message);
    return { title: `${source}, number ${i + 1}`, lesson: lesson.value };
  });
}

const drawn = (random: Random, rows: number, columns: number): Matrix =>
  make(rows, columns, () => Math.round(20 * (2 * random() - 1)) / 10 + 0.05);

/** What learners with one mistake each hand in for the questions of such a network. */
function handedIn({ lesson: { worked } }: Problem): readonly (readonly [name: string, MistakeId, Matrix])[] {
  const slot = (name: string): number => worked.slots.get(name) ?? -1;
  const value = (name: string): Matrix => matrixOf(valueAt(worked, slot(name)));
  const rate = (name: string): Matrix => matrixOf(gradientAt(worked, slot(name)));
  const mine = ['Z2', 'W2', 'b2', 'A1', 'Z1', 'W1', 'b1'];
  const everywhere = mine.flatMap((name): readonly (readonly [string, MistakeId, Matrix])[] => [
    [name, 'opposite-sign', times(-1, rate(name))],
    [name, 'own-value', value(name)],
    [name, 'transposed-answer', turned(rate(name))],
    [name, 'mean-forgotten', times(5, rate(name))],
    [name, 'mean-twice', times(1 / 5, rate(name))],
  ]);
  const descents = ['W1', 'W2', 'b1', 'b2'].flatMap(
    (name): readonly (readonly [string, MistakeId, Matrix])[] => [
      [name, 'descent-step', times(-0.1, rate(name))],
      [name, 'updated-weight', both(value(name), rate(name), (old, step) => old - 0.1 * step)],
    ],
  );
  return [
    ...everywhere,
    ...descents,
    ['Z1', 'slope-forgotten', rate('A1')],
    ['Z1', 'upstream-only', rate('A1')],
    ['Z1', 'output-for-slope', both(rate('A1'), value('A1'), (x, y) => x * y)],
    ['W1', 'factors-swapped', product(value('X'), turned(rate('Z1')))],
    ['W2', 'factors-swapped', product(value('A1'), turned(rate('Z2')))],
    ['b1', 'sum-left-out', rate('Z1')],
    ['b2', 'sum-left-out', rate('Z2')],
    ['b1', 'summed-the-other-way', downTheColumns(rate('Z1'))],
    ['b2', 'summed-the-other-way', downTheColumns(rate('Z2'))],
    [
      'W1',
      'local-only',
      product(
        make(4, 5, () => 1),
        turned(value('X')),
      ),
    ],
    [
      'W2',
      'local-only',
      product(
        make(2, 5, () => 1),
        turned(value('A1')),
      ),
    ],
  ];
}

/** How it went with one matrix that was handed in. */
export interface MatrixTrial {
  readonly name: string;
  readonly id: MistakeId;
  readonly ending: 'named' | 'either' | 'right' | 'none' | 'misnamed';
  readonly says: readonly string[];
}

/** Every learner at every question of such a network. */
export function matrixTrials(problem: Problem): readonly MatrixTrial[] {
  const { lesson } = problem;
  const all = handedIn(problem);
  return all.map(([name, id, answer]): MatrixTrial => {
    const question = questionOf(lesson, lesson.worked.slots.get(name) ?? -1);
    const value = valueFrom(answer, answer.entries);
    const reading = { kind: 'read', value, expression: number(0), body: '', remark: null } as const;
    const { verdict, mistake, either, meant } = consider(lesson, question, reading, 4);
    if (meant || (verdict !== 'wrong' && mistake === null)) return { name, id, ending: 'right', says: [] };
    const says = mistake ? [mistake.id] : either.map((each) => each.mistake.id);
    if (!mistake) return { name, id, ending: says.length > 0 ? 'either' : 'none', says };
    // Two learners with one answer are one, whatever they had in mind.
    const theirs = all.some(
      ([other, named, matrix]) => other === name && named === mistake.id && alike(matrix, answer),
    );
    return { name, id, ending: theirs ? 'named' : 'misnamed', says };
  });
}

const alike = (a: Matrix, b: Matrix): boolean =>
  sameShape(shapeOf(a), shapeOf(b)) &&
  Array.from(entriesOf(a)).every((entry, i) => Math.abs(entry - (b.entries[i] ?? 0)) < 1e-9);
