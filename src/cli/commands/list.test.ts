import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import manifest from '../../../package.json' with { type: 'json' };
import { shippedProblems } from '../program/shipped.ts';
import { ran } from '../shell/environment.testing.ts';

const files = readdirSync(new URL('../../../fixtures/problems', import.meta.url));

test('every shipped file has its line, every line its file, and both are in the package', () => {
  expect(files.map((name) => name.replace(/\.yaml$/, '')).toSorted()).toEqual(
    shippedProblems.map(({ id }) => id).toSorted(),
  );
  expect(manifest.files).toContain('fixtures/problems');
});

test.each(shippedProblems.map(({ id, questions }) => [id, questions] as const))(
  '%s asks %i questions',
  async (id, questions) => {
    const { out } = await ran([id], { stdin: '' });
    expect(out).toMatch(questions === 1 ? /^One question/m : new RegExp(`^${questions} questions`, 'm'));
  },
);

test('the list is a line a problem at 80 columns, under the lectures', async () => {
  const { out, code } = await ran(['list']);
  expect(code).toBe(0);
  for (const { id, teaches } of shippedProblems)
    expect(out).toMatch(
      new RegExp(`^  ${id} +\\d+ questions?  .*${teaches.slice(-9).replace(/[()]/g, '.')}`, 'm'),
    );
  expect(out.split('\n').filter((line) => /^Lecture \d: \w/.test(line)).length).toBe(5);
  const json = JSON.parse((await ran(['list', '--format', 'json'])).out);
  expect(json.problems.find(({ id }: { id: string }) => id === 'two-layer-relu')).toEqual({
    id: 'two-layer-relu',
    lecture: 3,
    questions: 10,
    teaches: 'a whole network, back to its weights',
  });
});

test('on 40 columns no line is longer', async () => {
  const { out } = await ran(['list'], { columns: 40, env: { NO_COLOR: '1' } });
  expect(out.split('\n').filter((line) => line.length > 40)).toEqual([]);
});

describe('a name', () => {
  test('is asked, shown and checked, with values of its own where some are given', async () => {
    expect((await ran(['running-example'], { stdin: '3\n3\n3\n6\n9\n' })).code).toBe(0);
    expect((await ran(['show', 'w-squared', 'w=5'])).out).toContain('J = w^2 = 5^2 = 25');
    const files = { 'answers.txt': 'dw = 6\n' };
    expect((await ran(['check', 'w-squared', 'answers.txt'], { files })).code).toBe(0);
    expect((await ran(['check', 'w-squared', 'w=4', 'answers.txt'], { files })).code).toBe(1);
  });

  test('that is mistyped is proposed', async () => {
    expect((await ran(['two-layer-rely'])).err).toContain('did you mean two-layer-relu?');
  });
});

test.each(['lessons', 'course', 'start', 'lecture'])('dvar %s leads to the course', async (word) => {
  expect((await ran([word, '--list'])).out).toBe((await ran(['learn', '--list'])).out);
});

test.each(['examples', 'problems', 'exercises'])('dvar %s leads to the list', async (word) => {
  expect((await ran([word])).out).toBe((await ran(['list'])).out);
});

test('like --quiz asks at once', async () => {
  const { out } = await ran(['like', 'running-example', '--quiz', '--seed', '3'], { stdin: ':answer\n' });
  expect(out).toMatch(/^1 of 5: J = 3\*v$/m);
});
