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

/** J at the start and after each step of descent by hand: slopes are differences, and no code of `train` has a part in it. */
function descended(
  text: string,
  start: Values,
  names: readonly string[],
  by: number,
  steps: number,
): number[] {
  let at: Values = { ...start };
  const outputs = [outputAt(text, at)];
  for (let step = 0; step < steps && Math.abs(outputs.at(-1) ?? 0) < 1e9; step++) {
    const slopes = names.map((name) => nudged(text, at, name));
    at = {
      ...at,
      ...Object.fromEntries(names.map((name, i) => [name, Number(at[name]) - by * (slopes[i] ?? 0)])),
    };
    outputs.push(outputAt(text, at));
  }
  return outputs;
}

/** Programs with a bottom, without one, with a long way, and with a corner, at learning rates that are short, long, and far too long. */
const runs = fc.record({
  program: fc.constantFrom(
    { text: 'J = w^2', values: { w: 3 } },
    { text: 'J = (w - 2)^4 + w', values: { w: 3 } },
    { text: 'J = -w^2', values: { w: 1 } },
    // Its bottom lies far below where descent is stopped.
    { text: 'J = 0.001*w^4 - 1000*w^2', values: { w: 1 } },
    { text: 'J = (w*v - 6)^2', values: { w: 2, v: 1 } },
    { text: 'J = w^2 + 3*v^2', values: { w: 1, v: -2 } },
    { text: 'J = log(1 + exp(-2*w)) + 0.1*w^2', values: { w: -3 } },
  ),
  by: fc.constantFrom(0.001, 0.05, 0.2, 0.5, 1, 1.5, 4),
  steps: fc.integer({ min: 1, max: 30 }),
});

/** Numbers that `--plain` spells for a reader aloud, in figures: `minus 2 times 10 to the power 6`. */
const inFigures = (text: string): string =>
  text.replaceAll(/\bminus (?=\d)/g, '-').replaceAll(/ times 10 to the power (-?\d+)/g, 'e$1');

test('what is said of how descent ended is so', async () => {
  const ends = new Set<string>();
  await fc.assert(
    fc.asyncProperty(runs, async ({ program: { text, values }, by, steps }) => {
      const given = Object.entries(values).map(([name, value]) => `${name}=${value}`);
      const { out } = await ran([
        'train',
        text,
        ...given,
        '--rate',
        String(by),
        '--steps',
        String(steps),
        '--plain',
      ]);
      const said = inFigures(out.replaceAll(/\s+/g, ' '));
      const names = Object.keys(values);
      const down = descended(text, values, names, by, steps);
      const [first = 0, last = 0] = [down[0], down.at(-1)];
      const ended = new RegExp(`After (?:\\w+) steps? J is (${figure})`).exec(said);
      if (ended) {
        ends.add('finished');
        expect(Math.abs(Number(ended[1]) - last)).toBeLessThanOrEqual(2e-3 * Math.max(1e-2, Math.abs(last)));
        if (/which is more than at the start/.test(said)) ends.add('more');
        expect(/which is more than at the start/.test(said)).toBe(
          last > first * (1 + 1e-9) && !/as at the start/.test(said),
        );
      }
      if (/It diverged/.test(said)) {
        ends.add('diverged');
        expect(Math.max(...down.map(Math.abs))).toBeGreaterThan(1e3);
      }
      if (/keeps falling/.test(said)) {
        ends.add('bottomless');
        expect(down.every((output, i) => i === 0 || output < (down[i - 1] ?? 0))).toBe(true);
        expect(last).toBeLessThan(first - 1e3);
        // Nobody can know from so far whether there is a bottom.
        expect(said).toContain('Perhaps it has no smallest value');
      }
      const calmer = new RegExp(`learning rate of (${figure}): with it J goes down`).exec(said);
      if (calmer) {
        ends.add('calmer');
        expect(descended(text, values, names, Number(calmer[1]), steps).at(-1)).toBeLessThan(first);
      }
    }),
    { numRuns: 80, seed: 11 },
  );
  expect([...ends].sort()).toEqual(['bottomless', 'calmer', 'diverged', 'finished', 'more']);
});
