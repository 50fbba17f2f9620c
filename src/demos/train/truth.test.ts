import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ran } from '../../cli/shell/environment.testing.ts';
import { smoothPrograms } from '../../engine/random.testing.ts';
import { close, solved, type Values, valueAt } from '../../engine/solved.testing.ts';
import type { Value } from '../../ops/matrix.ts';

// What `train` says of its first update and of its end is so: by forward passes alone, before the step and after it, with the
// derivative from a small nudge to both sides.

const rate = 0.01;
const figure = String.raw`-?\d+(?:\.\d+)?(?:e[+-]?\d+)?`;
const update = new RegExp(
  String.raw`(\w+) = \1 - rate\*d\1 = (${figure}) (-) (${figure})\*\(?(${figure})\)? = (${figure})`,
  'g',
);

const outputAt = (text: string, values: Values): number => valueAt(solved(text, values), 'J');

const nudged = (text: string, values: Values, name: string): number => {
  const by = 1e-5;
  const moved = (step: number): number => outputAt(text, { ...values, [name]: Number(values[name]) + step });
  return (moved(by) - moved(-by)) / (2 * by);
};

test('the first update goes by the derivatives, and leads to where it says', async () => {
  let updates = 0;
  await fc.assert(
    fc.asyncProperty(smoothPrograms, async ({ text, values }) => {
      // A program need not read every value that is drawn.
      const read = Object.fromEntries(
        Object.entries(values).filter(([name]) => new RegExp(String.raw`\b${name}\b`).test(text)),
      );
      const given = Object.entries(read).map(([name, value]) => `${name}=${value}`);
      const { out, err } = await ran([
        ...['train', text, ...given, '--rate', String(rate)],
        ...['--steps', '1', '--digits', '12'],
      ]);
      expect(err).toBe('');
      const said = out.replaceAll(/\s+/g, ' ');
      const start: Record<string, Value> = { ...read };
      const after: Record<string, number> = {};
      for (const [, name = '', before, , length, slope, end] of said.matchAll(update)) {
        updates++;
        // A statement such as s2 = 0.25 gives an input its value in the program.
        if (name in start) close(Number(before), Number(start[name]));
        else start[name] = Number(before);
        close(Number(length), rate);
        close(Number(slope), nudged(text, start, name), 1e-5);
        close(Number(end), Number(before) - rate * Number(slope));
        after[name] = Number(end);
      }
      const taken = new RegExp(`It takes J from (${figure}) to (${figure})`).exec(said);
      const all = Object.keys(after).length === Object.keys(start).length;
      if (!taken || !all) return;
      close(Number(taken[1]), outputAt(text, start));
      close(Number(taken[2]), outputAt(text, { ...start, ...after }));
      const ended = new RegExp(`After one step J is (${figure})`).exec(said);
      if (ended) close(Number(ended[1]), Number(taken[2]));
    }),
    { numRuns: 60, seed: 7 },
  );
  // Where J is flat there is no update to speak of; elsewhere there is.
  expect(updates).toBeGreaterThan(60);
});
