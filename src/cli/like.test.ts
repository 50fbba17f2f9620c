import { expect, test } from '@jest/globals';
import { ran } from './world.testing.ts';

test.each(['1', '2', '3', '4', '5'])(
  'a new program of level %s is a command line that runs',
  async (level) => {
    const { out, code } = await ran(['like', '--level', level, '--seed', '4']);
    expect(code).toBe(0);
    const [line = '', says = ''] = out.split('\n');
    expect(says).toMatch(/^Seed 4: of 100 known mistakes these values tell \d+ apart\.$/);
    const words = [...line.matchAll(/"([^"]*)"|\S+/g)].map(([whole, inside]) => inside ?? whole).slice(1);
    const shown = await ran(['show', ...words, '--format', 'json']);
    expect([shown.err, shown.code]).toEqual(['', 0]);
    expect(JSON.parse(shown.out).order.length).toBeGreaterThan(2);
  },
);

test('a level and a program are one too many', async () => {
  const { err, code } = await ran(['like', 'J = a*b', 'a=1', 'b=2', '--level', '2']);
  expect([err, code]).toEqual([
    'dvar: --level makes a program of its own; leave it out, or the program\n',
    2,
  ]);
});

test('what the numbers hide is said question by question, and to programs, too', async () => {
  const line = ['show', 'J = 3*(a+b*c)', 'a=5', 'b=3', 'c=2', '--explain'];
  const { out } = await ran(line);
  expect(out).toContain('dJ/dc: local-only, upstream-only give the same number.');
  const json = JSON.parse((await ran([...line, '--format', 'json'])).out);
  expect(json.discernment.map(({ name }: { name: string }) => name)).toEqual(['t2', 'a', 't1', 'b', 'c']);
});
