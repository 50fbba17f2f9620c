import { axisOf, call, dim, foldedIn, structural } from './make-row.ts';
import { type Matrix, type Shape, sizeOf } from './matrix.ts';

/** What is left of a shape when one of its dimensions is summed up: two dimensions are always kept. */
export function reduced(shape: Shape | undefined, dimension: number): Shape {
  if (!shape) throw new Error('a reduction has one operand');
  return { rows: dimension === 2 ? shape.rows : 1, columns: dimension === 1 ? shape.columns : 1 };
}

function sumInto(a: Matrix, { entries, columns }: Matrix, dimension: number): void {
  entries.fill(0);
  for (let row = 0; row < a.rows; row++)
    for (let column = 0; column < a.columns; column++) {
      const at = (dimension === 2 ? row : 0) * columns + (dimension === 1 ? column : 0);
      entries[at] = (entries[at] ?? 0) + (a.entries[row * a.columns + column] ?? Number.NaN);
    }
}

/** Of each column or each row, with its largest entry subtracted first, so that exp is only asked for what it can hold. */
function softmaxInto(z: Matrix, { entries }: Matrix, dimension: number): void {
  const [lines, start, step, count] =
    dimension === 2 ? [z.rows, z.columns, 1, z.columns] : [z.columns, 1, z.columns, z.rows];
  for (let line = 0; line < lines; line++) {
    const from = line * start;
    const end = from + step * count;
    let largest = -Infinity;
    let total = 0;
    for (let at = from; at < end; at += step) largest = Math.max(largest, z.entries[at] ?? Number.NaN);
    for (let at = from; at < end; at += step) {
      const power = Math.exp((z.entries[at] ?? Number.NaN) - largest);
      entries[at] = power;
      total += power;
    }
    for (let at = from; at < end; at += step) entries[at] = (entries[at] ?? 0) / total;
  }
}

/** What gathers entries up: sums, means, and the softmax that divides by one. */
export const reductions = {
  sum: structural({
    operands: ['A'],
    written: call('sum'),
    ...foldedIn('sum', 'np.sum'),
    settings: [dim()],
    shape: ([a], _, [dimension = 0]) => reduced(a, dimension),
    run: ([a], out, [dimension = 0]) => {
      if (a) sumInto(a, out, dimension);
    },
    linear: true,
    pass: { A: 'G' },
    why: {
      A: 'Nudge one entry and the sum moves by the same amount, so every entry gets the same gradient.',
    },
    samples: [['[1 2 -1; 0.5 -2 3]'], ['[1; 2; 3]'], ['[2 -1]']],
  }),

  mean: structural({
    operands: ['A'],
    written: call('mean'),
    ...foldedIn('mean', 'np.mean'),
    settings: [dim()],
    shape: ([a], _, [dimension = 0]) => reduced(a, dimension),
    run: ([a], out, [dimension = 0]) => {
      if (!a) return;
      sumInto(a, out, dimension);
      const count = averaged(a, dimension);
      for (let at = 0; at < out.entries.length; at++) out.entries[at] = (out.entries[at] ?? 0) / count;
    },
    linear: true,
    pass: { A: 'G / n' },
    letters: { n: ([a], _, [dimension = 0]) => averaged(a, dimension) },
    why: { A: 'Nudge one entry and the mean moves by that nudge divided by the number of entries.' },
    samples: [['[1 2 -1; 0.5 -2 3]'], ['[1; 2; 3]'], ['[2 -1]']],
  }),

  softmax: structural({
    operands: ['Z'],
    written: call('softmax'),
    // mathjs takes no functions entry by entry, but for `map`.
    mathjs: ([dimension = 1]) =>
      dimension === 1
        ? 'map(Z, exp) ./ sum(map(Z, exp), 1)'
        : 'map(Z, exp) ./ reshape(sum(map(Z, exp), 2), [-1, 1])',
    numpy: ([dimension = 1]) => `np.exp(Z) / np.sum(np.exp(Z)${axisOf(dimension)})`,
    settings: [dim(1)],
    gives: 'distribution',
    reported: { 'cross-terms-forgotten': 4 },
    shape: ([z]) => z ?? 'softmax has one operand',
    run: ([z], out, [dimension = 1]) => {
      if (z) softmaxInto(z, out, dimension);
    },
    pass: { Z: 'out .* (G - sum(G .* out, dim))' },
    why: {
      Z: 'The outputs of one softmax add up to 1, so what one gains the others lose. Multiply the upstream gradient by these outputs and add up; subtract that sum from the gradient, and multiply what is left by the outputs.',
    },
    slips: {
      Z: [
        {
          id: 'cross-terms-forgotten',
          instead: 'G .* out .* (1 - out)',
          means: 'softmax treated entry by entry, like a sigmoid: only s*(1-s), without the other outputs',
          says: 'It looks as if each output of softmax depended on one entry only. Raise one entry: do the other outputs of that softmax stay the same?',
        },
        {
          id: 'diagonal-alone',
          instead: 'out .* (1 - out)',
          means: 'only the diagonal of the slopes of softmax, without the upstream gradient',
          says: 'That is only how each output of softmax moves with its own entry, the diagonal of its slopes. What comes back from the next step, and through the other outputs?',
        },
      ],
    },
    samples: [['[1 2; -1 0.5; 0 3]'], ['[1; 2; -1]']],
  }),
};

/** Over how many entries a mean is taken. */
function averaged(shape: Shape | undefined, dimension: number): number {
  if (!shape) throw new Error('a mean has one operand');
  return sizeOf(shape) / sizeOf(reduced(shape, dimension));
}
