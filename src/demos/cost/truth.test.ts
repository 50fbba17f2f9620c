import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ran } from '../../cli/shell/environment.testing.ts';
import { smoothPrograms } from '../../engine/random.testing.ts';

// What `cost` counts is what a learner counts who looks at the drawing: the boxes, and the names that go into them.

const boxes = /│\w+ = /g;
const inputs = /(?<=^|\s)[a-z]\w* = -?\d[\d.]* ─/gm;

test('the counts are those of the drawing, and the sum, the product and the ratio are theirs', async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(smoothPrograms, async ({ text, values }) => {
      const read = Object.keys(values).filter((name) => new RegExp(String.raw`\b${name}\b`).test(text));
      const argv = [text, ...read.map((name) => `${name}=${values[name]}`)];
      const { out, code } = await ran(['cost', ...argv]);
      if (code !== 0) return;
      const drawn = (await ran(['show', ...argv], { columns: 2000, env: { NO_COLOR: '1' } })).out;
      const said = out.replaceAll(/\s+/g, ' ');
      const counts = /N = (\d+) nodes? and P = (\d+) parameters?/.exec(said);
      if (!counts) return;
      const [nodes, parameters] = [Number(counts[1]), Number(counts[2])];
      told++;
      expect({ text, nodes, parameters }).toEqual({
        text,
        nodes: drawn.match(boxes)?.length ?? 0,
        parameters: drawn.match(inputs)?.length ?? 0,
      });
      expect(said).toContain(`N + P = ${nodes + parameters} `);
      expect(said).toContain(`N*P = ${nodes * parameters} `);
      const ratio = Number(/ratio (\d+(?:\.\d+)?)/.exec(said)?.[1]);
      const exact = (nodes * parameters) / (nodes + parameters);
      expect(Math.abs(ratio - exact)).toBeLessThanOrEqual(0.05 * Math.max(1, exact));
    }),
    { numRuns: 7, seed: 3 },
  );
  expect(told).toBeGreaterThan(3);
});
