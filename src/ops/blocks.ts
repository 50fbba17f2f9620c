import { call, dim, slip, structural } from './make-row.ts';
import {
  filledWith,
  type Matrix,
  type Shape,
  single,
  type Value,
  valueFrom,
  writtenShape,
} from './matrix.ts';
import type { Setting, Settings } from './row.ts';

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

/** Ones that put what was picked everywhere; 1 where all was picked. */
const ones = (rows: number, columns: number): Value =>
  rows === columns ? 1 : filledWith({ rows, columns }, 1);

function picked(a: Shape, word: string, [top, bottom, left, right]: Settings): Shape | string {
  const sides = [
    { name: 'row', count: a.rows, ends: range(top, bottom, a.rows) },
    { name: 'column', count: a.columns, ends: range(left, right, a.columns) },
  ];
  for (const { name, count, ends } of sides) {
    const beyond = ends.find((end) => end > count);
    if (beyond !== undefined)
      return `${word} is ${writtenShape(a)} and has no ${name} ${beyond}; they are counted from 1`;
    if (ends[0] > ends[1]) return `${name}s can only be picked upwards, as in 1:${count}`;
  }
  const [rows = 0, columns = 0] = sides.map(({ ends }) => ends[1] - ends[0] + 1);
  return { rows, columns };
}

const othersPart = slip({
  id: 'other-parts-gradient',
  means: 'the part of the gradient that belongs to the other matrix in the brackets',
  says: 'That part belongs to the other matrix in the brackets. Which rows or columns of the whole belong to this one?',
});

/** Where the gradient of an operand lies in that of the whole: from so many rows or columns on; 0 to 0 for all of them. */
const blockOf = (which: 'A' | 'B', row: boolean, last: boolean) => {
  return ([a = single, b = single]: readonly Shape[], _: unknown, [dimension = 2]: Settings): number => {
    if (row !== (dimension === 1)) return 0;
    const [before, own] = row ? [a.rows, b.rows] : [a.columns, b.columns];
    if (which === 'A') return last ? before : 1;
    return last ? before + own : before + 1;
  };
};

function joined(a: Shape, b: Shape, [left, right]: readonly string[], dimension: number): Shape | string {
  const [side, fits] = dimension === 1 ? ['columns', a.columns === b.columns] : ['rows', a.rows === b.rows];
  const place = dimension === 1 ? 'one above the other' : 'side by side';
  if (!fits)
    return `${left} is ${writtenShape(a)} and ${right} is ${writtenShape(b)}; ${place} they need the same number of ${side}`;
  return dimension === 1
    ? { rows: a.rows + b.rows, columns: a.columns }
    : { rows: a.rows, columns: a.columns + b.columns };
}

/** Copies a matrix into a larger one, its first entry at a place there. */
function copyInto(from: Matrix, into: Matrix, at: number): void {
  for (let row = 0; row < from.rows; row++)
    into.entries.set(
      from.entries.subarray(row * from.columns, (row + 1) * from.columns),
      at + row * into.columns,
    );
}

/** What takes a matrix apart and puts it together: picking an entry, a row, a column or a block; standing side by side. */
export const blocks = {
  pick: structural({
    operands: ['A'],
    written: [{ form: 'index', symbol: '(' }],
    mathjs: ([top = 0, bottom = 0, left = 0, right = 0]) => {
      const side = (from: number, to: number): string =>
        from === 0 ? ':' : from === to ? `${from}` : `${from}:${to}`;
      return `A[${side(top, bottom)}, ${side(left, right)}]`;
    },
    // A range keeps its dimension there; an entry alone is a number.
    numpy: ([top = 0, bottom = 0, left = 0, right = 0]) => {
      const side = (from: number, to: number): string => (from === 0 ? ':' : `${from - 1}:${to}`);
      return top === bottom && left === right && top > 0 && left > 0
        ? `A[${top - 1}, ${left - 1}]`
        : `A[${side(top, bottom)}, ${side(left, right)}]`;
    },
    settings: [bound('top'), bound('bottom'), bound('left'), bound('right')],
    settingSamples: [
      [1, 1, 2, 2],
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
      everyRow: ([a = single], out) => ones(a.rows, out.rows),
      everyColumn: ([a = single], out) => ones(out.columns, a.columns),
    },
    why: { A: 'The picked entries get the gradient back, in their places; all others get 0.' },
    slips: {
      A: [
        {
          id: 'picked-everywhere',
          instead: 'everyRow * G * everyColumn',
          means:
            'the gradient of what was picked put into every row or column, also where nothing was picked',
          says: 'It looks as if the whole matrix was picked. Nudge an entry that was not picked: does anything move?',
        },
      ],
    },
    samples: [['[1 2 -1; 0.5 -2 3]'], ['[1 2; 2 4; 3 1]']],
  }),

  concat: structural({
    operands: ['A', 'B'],
    written: [{ form: 'brackets', symbol: '[' }, ...call('concat')],
    mathjs: ([dimension = 2]) => `concat(A, B, ${dimension})`,
    numpy: ([dimension = 2]) => (dimension === 1 ? 'np.block([[A], [B]])' : 'np.block([[A, B]])'),
    settings: [dim(2)],
    shape: ([a, b], words, [dimension = 2]) =>
      a && b ? joined(a, b, words, dimension) : 'concat has two operands',
    run: ([a, b], out, [dimension = 2]) => {
      if (!a || !b) return;
      copyInto(a, out, 0);
      copyInto(b, out, dimension === 1 ? a.entries.length : a.columns);
    },
    pass: { A: 'G(topA:bottomA, leftA:rightA)', B: 'G(topB:bottomB, leftB:rightB)' },
    letters: {
      topA: blockOf('A', true, false),
      bottomA: blockOf('A', true, true),
      leftA: blockOf('A', false, false),
      rightA: blockOf('A', false, true),
      topB: blockOf('B', true, false),
      bottomB: blockOf('B', true, true),
      leftB: blockOf('B', false, false),
      rightB: blockOf('B', false, true),
    },
    why: {
      A: 'The first part is passed on unchanged, so it gets its own rows or columns of the gradient back.',
      B: 'The second part is passed on unchanged, so it gets its own rows or columns of the gradient back.',
    },
    slips: {
      A: [othersPart('G(topB:bottomB, leftB:rightB)')],
      B: [othersPart('G(topA:bottomA, leftA:rightA)')],
    },
    samples: [
      ['[1 2; 0.5 -2]', '[3 -1; 2 0.5]'],
      ['[1 -2; 0.5 3]', '[2 1; -1 4]'],
    ],
  }),
};
