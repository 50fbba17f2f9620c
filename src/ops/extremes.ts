import { axisOf, call, dim, foldedIn, structural } from './make-row.ts';
import { type Matrix, type Value, valueFrom } from './matrix.ts';
import { reduced } from './reductions.ts';

/** Calls back with each entry of a matrix and the place in the output of a reduction that gathers it. */
function eachGathered(
  a: Matrix,
  out: Matrix,
  dimension: number,
  visit: (at: number, place: number) => void,
): void {
  for (let row = 0; row < a.rows; row++)
    for (let column = 0; column < a.columns; column++)
      visit(
        row * a.columns + column,
        (dimension === 2 ? row : 0) * out.columns + (dimension === 1 ? column : 0),
      );
}

function gather(
  a: Matrix,
  out: Matrix,
  dimension: number,
  start: number,
  join: (all: number, each: number) => number,
) {
  out.entries.fill(start);
  eachGathered(a, out, dimension, (at, place) => {
    out.entries[place] = join(out.entries[place] ?? Number.NaN, a.entries[at] ?? Number.NaN);
  });
}

/** How many entries reach the output of a max or a min: 1 where that is one each. */
function tied(a: Matrix | undefined, out: Matrix, dimension: number): Value {
  const counts = new Float64Array(out.entries.length);
  if (a)
    eachGathered(a, out, dimension, (at, place) => {
      if (a.entries[at] === out.entries[place]) counts[place] = (counts[place] ?? 0) + 1;
    });
  return counts.every((count) => count === 1) ? 1 : valueFrom(out, counts);
}

/** For each entry the product of all the others that are gathered with it, so that zeros do no harm. */
function productsOfOthers(a: Matrix | undefined, out: Matrix, dimension: number): Value {
  if (!a) throw new Error('a product has one operand');
  const others = new Float64Array(a.entries.length).fill(1);
  for (const step of [1, -1]) {
    const sofar = new Float64Array(out.entries.length).fill(1);
    const visits: [number, number][] = [];
    eachGathered(a, out, dimension, (at, place) => visits.push([at, place]));
    for (const [at, place] of step === 1 ? visits : visits.reverse()) {
      others[at] = (others[at] ?? 1) * (sofar[place] ?? 1);
      sofar[place] = (sofar[place] ?? 1) * (a.entries[at] ?? Number.NaN);
    }
  }
  return valueFrom(a, others);
}

const samples = [['[1 2 -1; 0.5 -2 3]'], ['[1; 2; 3]'], ['[2 -1]']] as const;

/** What is gathered up in other ways than by sums: the largest, the smallest, the product, and the soft largest. */
export const extremes = {
  maximum: structural({
    operands: ['A'],
    written: call('max'),
    ...foldedIn('max', 'np.max'),
    settings: [dim()],
    shape: ([a], _, [dimension = 0]) => reduced(a, dimension),
    run: ([a], out, [dimension = 0]) => {
      if (a) gather(a, out, dimension, -Infinity, Math.max);
    },
    pass: { A: 'G .* (A == out) ./ ties' },
    letters: { ties: ([a], out, [dimension = 0]) => tied(a, out, dimension) },
    kink: 'A - out',
    why: {
      A: 'Only the largest entry shows in the output: the gradient goes to it alone, and entries that tie share it.',
    },
    samples,
  }),

  minimum: structural({
    operands: ['A'],
    written: call('min'),
    ...foldedIn('min', 'np.min'),
    settings: [dim()],
    shape: ([a], _, [dimension = 0]) => reduced(a, dimension),
    run: ([a], out, [dimension = 0]) => {
      if (a) gather(a, out, dimension, Infinity, Math.min);
    },
    pass: { A: 'G .* (A == out) ./ ties' },
    letters: { ties: ([a], out, [dimension = 0]) => tied(a, out, dimension) },
    kink: 'A - out',
    why: {
      A: 'Only the smallest entry shows in the output: the gradient goes to it alone, and entries that tie share it.',
    },
    samples,
  }),

  prod: structural({
    operands: ['A'],
    written: call('prod'),
    ...foldedIn('prod', 'np.prod'),
    // mathjs multiplies all entries and no others.
    mathjs: ([dimension = 0]) => (dimension === 0 ? 'prod(A)' : null),
    settings: [dim()],
    shape: ([a], _, [dimension = 0]) => reduced(a, dimension),
    run: ([a], out, [dimension = 0]) => {
      if (a) gather(a, out, dimension, 1, (all, each) => all * each);
    },
    pass: { A: 'G .* others' },
    letters: { others: ([a], out, [dimension = 0]) => productsOfOthers(a, out, dimension) },
    writings: { others: { written: 'out ./ A', when: 'sum(A == 0) == 0' } },
    why: { A: 'Nudge one entry and the product moves by that nudge times all the other entries.' },
    samples,
  }),

  logsumexp: structural({
    operands: ['A'],
    written: call('logsumexp'),
    mathjs: ([dimension = 0]) =>
      dimension === 0 ? 'log(sum(map(A, exp)))' : `map(sum(map(A, exp), ${dimension}), f(s) = log(s))`,
    numpy: ([dimension = 0]) => `np.log(np.sum(np.exp(A)${axisOf(dimension)}))`,
    settings: [dim()],
    shape: ([a], _, [dimension = 0]) => reduced(a, dimension),
    run: ([a], out, [dimension = 0]) => {
      if (!a) return;
      // With the largest entry subtracted first, so that exp is only asked for what it can hold.
      gather(a, out, dimension, -Infinity, Math.max);
      const totals = new Float64Array(out.entries.length);
      eachGathered(a, out, dimension, (at, place) => {
        totals[place] =
          (totals[place] ?? 0) + Math.exp((a.entries[at] ?? Number.NaN) - (out.entries[place] ?? 0));
      });
      for (let at = 0; at < totals.length; at++)
        out.entries[at] = (out.entries[at] ?? 0) + Math.log(totals[at] ?? Number.NaN);
    },
    pass: { A: 'G .* exp(A - out)' },
    why: {
      A: 'Nudge one entry and the output moves by that nudge times the softmax of the entry.',
    },
    samples,
  }),
};
