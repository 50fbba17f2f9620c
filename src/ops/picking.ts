import { type Shape, spokenShape, type Value, valueFrom } from './matrix.ts';
import { type Setting, type Settings, structural } from './row.ts';

const bound = (name: string): Setting => ({
  name,
  absent: 0,
  may: (said) => Number.isInteger(said) && said >= 0,
  says: 'picks by a row and a column, each a whole number from 1, a colon for all, or two with a colon between them: A(2,1), A(:,1), A(1:2,:)',
});

/** From which to which place something is picked of so many, counted from 1; 0 stands for the first and for the last. */
const range = (from = 0, to = 0, count = 0): readonly [number, number] => [
  from === 0 ? 1 : from,
  to === 0 ? count : to,
];

/** A 1 for each place that is picked: in a column of its own, of as many rows as there are; 1 where all are. */
function places(from: number, to: number, count: number, upright: boolean): Value {
  const picked = to - from + 1;
  if (picked === count) return 1;
  const shape = upright ? { rows: count, columns: picked } : { rows: picked, columns: count };
  const entries = new Float64Array(count * picked);
  for (let k = 0; k < picked; k++)
    entries[upright ? (from - 1 + k) * picked + k : k * count + from - 1 + k] = 1;
  return valueFrom(shape, entries);
}

function picked(a: Shape, word: string, [top, bottom, left, right]: Settings): Shape | string {
  const sides = [
    { name: 'row', count: a.rows, ends: range(top, bottom, a.rows) },
    { name: 'column', count: a.columns, ends: range(left, right, a.columns) },
  ];
  for (const { name, count, ends } of sides) {
    const beyond = ends.find((end) => end > count);
    if (beyond !== undefined)
      return `${word} is ${spokenShape(a)} and has no ${name} ${beyond}; they are counted from 1`;
    if (ends[0] > ends[1]) return `${name}s are picked upwards, as in 1:${count}`;
  }
  const [rows = 0, columns = 0] = sides.map(({ ends }) => ends[1] - ends[0] + 1);
  return { rows, columns };
}

/** Picking an entry, a row, a column or a block out of a matrix. */
export const picking = {
  pick: structural({
    operands: ['A'],
    written: [{ form: 'index', symbol: '(' }],
    mathjs: 'A[2, :]',
    numpy: 'A[1, :]',
    settings: [bound('top'), bound('bottom'), bound('left'), bound('right')],
    settingSamples: [
      [2, 2, 1, 1],
      [1, 1, 0, 0],
      [0, 0, 1, 1],
      [1, 2, 0, 0],
      [0, 0, 0, 0],
    ],
    shape: ([a], [word = ''], settings) => (a ? picked(a, word, settings) : 'picking has one operand'),
    run: ([a], out, [top, , left]) => {
      if (!a) return;
      const [row] = range(top, 0, a.rows);
      const [column] = range(left, 0, a.columns);
      for (let i = 0; i < out.rows; i++)
        for (let j = 0; j < out.columns; j++)
          out.entries[i * out.columns + j] =
            a.entries[(row - 1 + i) * a.columns + column - 1 + j] ?? Number.NaN;
    },
    linear: true,
    pass: { A: 'rows * G * columns' },
    letters: {
      rows: ([a], _, [top, bottom]) => places(...range(top, bottom, a?.rows), a?.rows ?? 1, true),
      columns: ([a], _, [, , left, right]) =>
        places(...range(left, right, a?.columns), a?.columns ?? 1, false),
    },
    why: { A: 'What is picked gets the gradient, in the place where it was picked; everything else gets 0.' },
    samples: [['[1 2 -1; 0.5 -2 3]'], ['[1 2; 2 4; 3 1]']],
  }),
};
