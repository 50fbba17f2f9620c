import { call, structural } from './make-row.ts';
import { type Matrix, type Shape, sameShape, type Value, valueFrom, writtenShape } from './matrix.ts';
import { matrixProduct } from './product/product.ts';

const ofAnEntry =
  'Nudge one entry and the result moves by that nudge times the entry in the same place of the other vector.';

const isVector = ({ rows, columns }: Shape): boolean => rows === 1 || columns === 1;

const dotted = (a: Matrix, b: Matrix): number =>
  a.entries.reduce((total, each, i) => total + each * (b.entries[i] ?? Number.NaN), 0);

const identity = (size: number): Value =>
  valueFrom(
    { rows: size, columns: size },
    Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0)),
  );

const one: Shape = { rows: 1, columns: 1 };

/** What is made of vectors, and the trace. */
export const vectors = {
  dot: structural({
    operands: ['a', 'b'],
    written: call('dot'),
    mathjs: 'dot(flatten(a), flatten(b))',
    numpy: 'np.vdot(a, b)',
    shape: ([a, b], [left, right]) => {
      if (!a || !b) throw new Error('dot has two operands');
      if (isVector(a) && sameShape(a, b)) return one;
      return `${left} is ${writtenShape(a)} and ${right} is ${writtenShape(b)}; dot takes two columns, or two rows, of the same length`;
    },
    run: ([a, b], out) => {
      if (a && b) out.entries[0] = dotted(a, b);
    },
    linear: true,
    pass: { a: 'G .* b', b: 'G .* a' },
    why: {
      a: ofAnEntry,
      b: ofAnEntry,
    },
    samples: [
      ['[1; 2; -1]', '[0.5; -2; 3]'],
      ['[2 -1]', '[3 0.5]'],
    ],
  }),

  norm: structural({
    operands: ['v'],
    written: call('norm'),
    mathjs: "norm(v, 'fro')",
    numpy: 'np.linalg.norm(v)',
    shape: ([v], [word]) => {
      if (!v) throw new Error('norm has one operand');
      return isVector(v)
        ? one
        : `${word} is ${writtenShape(v)}; norm is the length of a row or a column; for a matrix write sqrt(sum(A.^2))`;
    },
    run: ([v], out) => {
      if (v) out.entries[0] = Math.hypot(...v.entries);
    },
    pass: { v: 'G .* v / out' },
    missing: { v: { when: 'out == 0', says: 'where all entries are 0: the length has a corner there' } },
    why: { v: 'The slope of the length with respect to an entry is that entry divided by the length.' },
    samples: [['[3; 4]'], ['[1 -2 0.5]']],
  }),

  outer: structural({
    operands: ['a', 'b'],
    written: call('outer'),
    mathjs: "a * b'",
    numpy: 'np.outer(a, b)',
    shape: ([a, b], [left, right]) => {
      if (!a || !b) throw new Error('outer has two operands');
      if (a.columns === 1 && b.columns === 1) return { rows: a.rows, columns: b.rows };
      return `${left} is ${writtenShape(a)} and ${right} is ${writtenShape(b)}; outer takes two columns; transpose a row to make it a column`;
    },
    run: ([a, b], out) => {
      if (a && b) matrixProduct(a, { ...b, transposed: true }, out.entries, false);
    },
    linear: true,
    pass: { a: 'G * b', b: "G' * a" },
    why: {
      a: 'Each entry is in a whole row of products, one for each entry of the other vector: the contributions add up.',
      b: 'Each entry is in a whole column of products, one for each entry of the other vector: the contributions add up.',
    },
    samples: [
      ['[1; 2; -1]', '[0.5; -2]'],
      ['[2; -1]', '[3; 0.5; 1]'],
    ],
  }),

  trace: structural({
    operands: ['A'],
    written: call('trace'),
    mathjs: 'trace(A)',
    numpy: 'np.trace(A)',
    tex: '\\operatorname{tr}',
    shape: ([a], [word]) => {
      if (!a) throw new Error('a trace has one operand');
      return a.rows === a.columns ? one : `${word} is ${writtenShape(a)}; only a square matrix has a trace`;
    },
    run: ([a], out) => {
      let total = 0;
      for (let at = 0; a && at < a.entries.length; at += a.columns + 1) total += a.entries[at] ?? Number.NaN;
      out.entries[0] = total;
    },
    linear: true,
    pass: { A: 'G .* I' },
    letters: { I: ([a]) => identity(a?.rows ?? 1) },
    why: {
      A: 'Only the diagonal shows in the trace: each of its entries gets the gradient, and all others get 0.',
    },
    samples: [['[1 2; -1 0.5]'], ['[1 2 3; 0 -1 4; 2 2 2]']],
  }),
};
