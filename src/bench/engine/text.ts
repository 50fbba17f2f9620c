import { type Evaluation, evaluateGraph } from '../../engine/passes/evaluate.ts';
import { parseProgram } from '../../language/program.ts';
import { atMost, type Figure, median, ratio, takeTurns } from '../measure.ts';

/** A program's text and its values. */
export interface Text {
  readonly text: string;
  readonly values: ReadonlyMap<string, number>;
}

const numbered = (length: number, each: (i: number) => string): string[] =>
  Array.from({ length }, (_, i) => each(i));

const valued = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.map((name, i) => [name, 1 + i / names.length]));

/** Sums of so many terms: of one name, of products of few names, of names that are all different. */
export const sums = {
  terms: (count: number): Text => ({
    text: numbered(count, () => 'a').join(' + '),
    values: valued(['a']),
  }),
  products: (count: number): Text => ({
    text: numbered(count, (i) => `${'abcd'[i % 4]}*${'xyz'[i % 3]}`).join('+'),
    values: valued([...'abcdxyz']),
  }),
  names: (count: number): Text => {
    const names = numbered(count, (i) => `x${i}`);
    return { text: names.join('+'), values: valued(names) };
  },
} as const;

/** `c+x*(c+x*( ... c))`, a polynomial in x as Horner writes it, two ops deep a time; and its slope by c, a geometric sum. */
export function nestedText(times: number): Text & { readonly slopeByC: number } {
  const x = 0.99999;
  return {
    text: `${'c+x*('.repeat(times)}c${')'.repeat(times)}`,
    values: new Map([
      ['c', 1],
      ['x', x],
    ]),
    slopeByC: (1 - x ** (times + 1)) / (1 - x),
  };
}

/** From text to gradients. */
export function gradientsOf({ text, values }: Text): Evaluation {
  const program = parseProgram(text);
  if (!program.ok) throw new Error(program.trouble.message);
  const worked = evaluateGraph(program.value, { values });
  if (!worked.ok) throw new Error(worked.trouble.message);
  return worked.value;
}

/** The lengths of sums, in terms. */
const lengths = [1_000, 10_000, 100_000] as const;

/** Sums read so often that every turn reads as many terms. */
const often = (sum: Text, length: number, work: (sum: Text) => unknown) => () => {
  for (let done = 0; done < lengths[2]; done += length) work(sum);
};

/** All that we do with a long sum takes less time than mathjs takes to read it, and no longer a term in a longer one. */
export async function againstMathjs(): Promise<Figure[]> {
  const { parse } = await import('mathjs');
  const kinds = {
    'a + a + ...': sums.terms,
    'a*x + b*y + ...': sums.products,
    'x0 + x1 + ...': sums.names,
  };
  return Object.entries(kinds).flatMap(([name, sumOf]) => {
    const figures = lengths.map((length) => {
      const sum = sumOf(length);
      const times = takeTurns(
        11,
        {
          ours: often(sum, length, gradientsOf),
          theirs: often(sum, length, ({ text }) => parse(text)),
        },
        2,
      );
      const terms = length.toLocaleString('en');
      const figure = atMost(
        `${terms} terms ${name}: text to gradients to mathjs' parse alone`,
        ratio(times.ours, times.theirs),
        0.5,
        'x',
      );
      return { figure, ours: median(times.ours) };
    });
    const [shortest, , longest] = figures.map(({ ours }) => ours) as [number, number, number];
    const power = 1 + Math.log(longest / shortest) / Math.log(lengths[2] / lengths[0]);
    return [
      ...figures.map(({ figure }) => figure),
      atMost(`text to gradients, power in the terms of ${name} (1,000 to 100,000)`, power, 1.1, ''),
    ];
  });
}
