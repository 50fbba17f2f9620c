import { call, structural } from './make-row.ts';
import type { Matrix, Shape } from './matrix.ts';
import { writtenShape } from './matrix.ts';
import { matrixProduct } from './product/product.ts';
import { binding } from './row.ts';

/** What makes matrices of matrices: the product, and the transpose that every product's rule needs. */
export const algebra = {
  matmul: structural({
    operands: ['A', 'B'],
    written: [{ form: 'infix', symbol: '*', binds: binding.product }],
    mathjs: 'A * B',
    numpy: 'A @ B',
    shape: ([a, b], [left, right]): Shape | string => {
      if (!a || !b) throw new Error('a product has two factors');
      if (a.columns === b.rows) return { rows: a.rows, columns: b.columns };
      return `${left} is ${writtenShape(a)} and ${right} is ${writtenShape(b)}; the inner sizes ${a.columns} and ${b.rows} must match`;
    },
    run: ([a, b], out) => {
      if (a && b) matrixProduct(a, b, out.entries, false);
    },
    add: ([a, b], into) => {
      if (a && b) matrixProduct(a, b, into.entries, true);
    },
    linear: true,
    pass: { A: "G * B'", B: "A' * G" },
    why: {
      A: 'An entry of the left factor meets a whole row of the right one. In the backward pass its contributions add up along that row: the upstream gradient times the right factor, transposed.',
      B: 'An entry of the right factor meets a whole column of the left one. In the backward pass its contributions add up along that column: the left factor, transposed, times the upstream gradient.',
    },
    samples: [
      ['[1 2 -1; 0.5 -2 3]', '[2 1; -1 4; 0.5 3]'],
      ['[1 2; 3 -4; 0.5 1]', '[2; -3]'],
      ['[2 -1 3]', '[1; 0.5; -2]'],
      ['[1; -2]', '[3 0.5 -1]'],
    ],
  }),

  transpose: structural({
    operands: ['A'],
    written: [{ form: 'postfix', symbol: "'", binds: binding.transpose }, ...call('transpose')],
    mathjs: "A'",
    numpy: 'A.T',
    shape: ([a]) => (a ? { rows: a.columns, columns: a.rows } : 'a transpose has one operand'),
    run: ([a], out) => {
      if (a) transposeInto(a, out);
    },
    view: (a) => ({ ...a, transposed: !a.transposed }),
    linear: true,
    pass: { A: "G'" },
    why: {
      A: 'A transpose only swaps rows and columns, so the gradient is transposed back.',
    },
    samples: [['[1 2 -1; 0.5 -2 3]'], ['[1; 2; 3]']],
  }),
};

function transposeInto(a: Matrix, { entries }: Matrix): void {
  for (let row = 0; row < a.rows; row++)
    for (let column = 0; column < a.columns; column++)
      entries[column * a.rows + row] = a.entries[row * a.columns + column] ?? Number.NaN;
}
