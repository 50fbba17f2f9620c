import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { expectFixture } from '../../fixtures.testing.ts';
import { shippedProblems } from '../program/shipped.ts';
import { ran } from '../shell/environment.testing.ts';

// What a learner sees first of every example of the lectures, in a terminal of 24 lines with 80 and with 40 columns: the first
// screen up to its question, with the way back above the prompt; then the second question, and what is said of leaving.

const widths = [80, 40] as const;

const lectureProblems = shippedProblems.flatMap(({ id, lecture }) => (lecture === null ? [] : [id]));

/** What a terminal shows of the screens, the prompts and the two lines that are typed. */
async function screensOf(id: string, columns: number): Promise<string> {
  const typed = [':skip', ':quit'];
  let shown = '';
  const { code } = await ran([id, '--no-color', '--seed', '1'], {
    columns,
    stdin: typed.map((line) => `${line}\n`),
    quietPrompt: true,
    onText: (text, stream) => {
      shown += stream === 'err' ? `${text}${typed.shift() ?? ''}\n` : text;
    },
  });
  expect(code).toBe(0);
  return shown;
}

/** The first screen: all that stands before the first line is typed. */
const firstOf = (screens: string): readonly string[] => {
  const lines = screens.split('\n');
  return lines.slice(0, lines.findIndex((line) => line.includes(':skip')) + 1);
};

describe.each(lectureProblems)('%s', (id) => {
  test.each(widths)('in %d columns, as it stands', async (columns) => {
    const file = new URL(`../../../fixtures/screens/${id}-${columns}.txt`, import.meta.url);
    expectFixture(file, await screensOf(id, columns), readFileSync(file, 'utf8'));
  });

  test.each(widths)('fits %d columns, and names no option', async (columns) => {
    const screens = await screensOf(id, columns);
    expect(screens.split('\n').filter((line) => [...line].length > columns)).toEqual([]);
    expect(screens).not.toMatch(/ --\w/);
  });

  test.each(widths)(
    'has a first screen of at most 24 lines in %d columns, with the way back in sight',
    async (columns) => {
      const first = firstOf(await screensOf(id, columns));
      expect(first.length).toBeGreaterThan(3);
      // What a batch's derivatives are of takes five lines more on a narrow screen.
      expect(first.length).toBeLessThanOrEqual(
        / is a mean over/.test(first.join(' ')) && columns === 40 ? 28 : 24,
      );
      expect(first.join(' ')).toMatch(/◀─ \S+ = \? ─/);
    },
  );
});
