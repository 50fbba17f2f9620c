import { describe, expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

// A piped quiz of an assignment beside a check of it: what they say alike, and where they differ on purpose.

const assignment = (policy: string, numbers = 'values: { a: 5, b: 3, c: 2 }') =>
  `id: hw\nproblems:\n  - id: net\n    program: u = b*c; v = a+u; J = 3*v\n    ${numbers}\n    points: { b: 3 }\npolicy: { ${policy} }\n`;
const files = { 'hw.yaml': assignment('pass: 10%'), 'a.txt': 'dv = 3\n' };

test('a quiz names its problem and what is missing as a check does; it counts a point for each question', async () => {
  const quiz = JSON.parse((await ran(['hw.yaml', '--format', 'json'], { files, stdin: '3\n' })).out);
  const check = JSON.parse((await ran(['check', 'hw.yaml', 'a.txt', '--format', 'json'], { files })).out);
  const same = ({ results }: { results: readonly Record<string, unknown>[] }) =>
    results.map(({ problem, name, asks, verdict, answer, value }) => [
      problem,
      name,
      asks,
      verdict,
      answer,
      value,
    ]);
  expect(same(quiz)).toEqual(same(check));
  expect(quiz.results[0].problem).toBe('net');
  expect(quiz.results[4].message).toBe('No answer.');
  expect(check.results[4].message).toBe('No answer.');
  expect([quiz.maxPoints, quiz.passed]).toEqual([5, false]);
  expect([check.maxPoints, check.passed]).toEqual([7, true]);
});

test('a quiz says what is behind several answers as a check does', async () => {
  const answers = { ...files, 'b.txt': 'dv = 3\nda = 1\ndu = 1\ndb = 2\ndc = 3\n' };
  const quiz = await ran(['hw.yaml', '--format', 'json'], { files: answers, stdin: '3\n1\n1\n2\n3\n' });
  const check = await ran(['check', 'hw.yaml', 'b.txt', '--format', 'json'], { files: answers });
  const causes = ({ out }: { out: string }) =>
    JSON.parse(out).results.map(({ cause }: { cause?: object }) => cause ?? null);
  expect(causes(quiz)).toEqual(causes(check));
  expect(causes(quiz)[1]).toMatchObject({
    id: 'local-only',
    root: 'a',
    answers: ['a', 'u', 'b', 'c'],
    follows: [],
  });
});

test('where no hints are given, nobody is told of them', async () => {
  const without = { 'hw.yaml': assignment('hints: false') };
  const piped = await ran(['hw.yaml'], { files: without, stdin: '\n4\n' });
  expect(piped.out).not.toContain('hint');
  const prompted = await ran(['hw.yaml', '--plain'], {
    files: without,
    stdin: '\n4\n4\n4\n:quit\n',
    columns: 80,
  });
  expect(prompted.out).toMatch(/Not yet\.\s+Try again\./);
  expect(prompted.out).not.toContain('hint');
  expect((await ran(['hw.yaml'], { files, stdin: '' })).out).toContain('? gives a hint');
});

describe('numbers that are drawn take no others', () => {
  const drawn = {
    'hw.yaml': assignment('pass: 10%', 'draw: friendly'),
    'a.txt': '# student: alice\ndv = 3\n',
  };
  const says = 'dvar: b is drawn for each student; leave b= out\n';
  test.each([
    [['check', 'hw.yaml', 'b=3', 'a.txt']],
    [['quiz', 'hw.yaml', 'b=3', '--student', 'alice']],
    [['show', 'hw.yaml', 'b=3', '--student', 'alice']],
  ])('%j', async (argv) => {
    expect(await ran(argv, { files: drawn })).toMatchObject({ code: 2, out: '', err: says });
  });
  test("an example's may be changed", async () => {
    expect((await ran(['show', 'hw.yaml', 'b=30'], { files: drawn })).out).toContain('b = 30');
  });
});
