import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { parseProgram } from '../../language/program.ts';
import type { Matrix, Value } from '../../ops/matrix.ts';
import { lessonOf } from '../lesson/lesson.ts';
import { type Random, seeded } from '../lesson/random.ts';
import { make } from './arithmetic.testing.ts';
import type { Problem } from './problems.testing.ts';

const bends = ['tanh', 'sigmoid', 'relu'] as const;

/** A network of matrices, and what a learner can read off its text. */
export interface Network extends Problem {
  readonly bend: (typeof bends)[number];
  /** A single number in place of the first column of biases, and no mean. */
  readonly single: boolean;
  readonly softmax: boolean;
}

/**
 * For tests: networks of one hidden layer over five examples, all sizes different, so that no mistake fits by chance: with
 * squares, with softmax, and with a bias that is one number.
 */
export function matrixProblems(count: number, seed: number): readonly Network[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i) => {
    const bend = bends[i % bends.length] ?? 'tanh';
    const kind = Math.floor(i / bends.length) % 3;
    const [single, softmax] = [kind === 1, kind === 2];
    const loss = softmax
      ? 'P = softmax(Z2); J = -1/5*sum(Y.*log(P))'
      : `J = ${single ? '' : '1/5*'}sum((Z2 - Y).*(Z2 - Y))`;
    const source = `Z1 = W1*X + b1; A1 = ${bend}(Z1); Z2 = W2*A1 + b2; ${loss}`;
    const program = parseProgram(source);
    if (!program.ok) throw new Error(program.trouble.message);
    const values = new Map<string, Value>([
      ['X', drawn(random, 3, 5)],
      ['Y', softmax ? make(2, 5, (row, column) => (column % 2 === row ? 1 : 0)) : drawn(random, 2, 5)],
      ['W1', drawn(random, 4, 3)],
      ['b1', single ? Math.round(20 * random()) / 10 + 0.05 : drawn(random, 4, 1)],
      ['W2', drawn(random, 2, 4)],
      ['b2', drawn(random, 2, 1)],
    ]);
    const worked = evaluateGraph(program.value, { values, data: ['X', 'Y'] });
    if (!worked.ok) throw new Error(worked.trouble.message);
    const lesson = lessonOf(worked.value);
    if (!lesson.ok) throw new Error(lesson.trouble.message);
    return { title: `${source}, number ${i + 1}`, lesson: lesson.value, bend, single, softmax };
  });
}

const drawn = (random: Random, rows: number, columns: number): Matrix =>
  make(rows, columns, () => Math.round(20 * (2 * random() - 1)) / 10 + 0.05);
