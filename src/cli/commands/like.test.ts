import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { executable } from '../prompt/terminal.testing.ts';
import { ran } from '../shell/environment.testing.ts';
import { discriminationCompared } from './like.ts';

test.each(['1', '2', '3', '4', '5'])(
  'a new program of level %s is a command line that runs',
  async (level) => {
    const { out, code } = await ran(['like', '--level', level, '--seed', '4']);
    expect(code).toBe(0);
    const [line = '', says = ''] = out.split('\n');
    expect(says).toMatch(/^Seed 4: with these values \d+% of the known mistakes give different answers\.$/);
    const words = [...line.matchAll(/"([^"]*)"|\S+/g)].map(([whole, inside]) => inside ?? whole).slice(1);
    const shown = await ran(['show', ...words, '--format', 'json']);
    expect([shown.err, shown.code]).toEqual(['', 0]);
    expect(JSON.parse(shown.out).order.length).toBeGreaterThan(2);
  },
);

test('a level and a program are one too many', async () => {
  const { err, code } = await ran(['like', 'J = a*b', 'a=1', 'b=2', '--level', '2']);
  expect([err, code]).toEqual(['dvar: --level makes a new program; leave out --level or your program\n', 2]);
});

test('a mistake that can be made in several ways stands at one place of a question', async () => {
  const { out } = await ran([
    'show',
    'L = -(y*log(a) + (1-y)*log(1-a))',
    'a=0.62',
    'y=0',
    '--data',
    'y',
    '--explain',
  ]);
  const told = out.replaceAll(/\s+/g, ' ').split('dL/da: ').slice(1);
  const idsOf = (line: string) => [...line.matchAll(/\(([a-z]+(?:-[a-z]+)+)\)/g)].map(([, id]) => id);
  const seen = idsOf(told.at(-1) ?? '');
  const others = told.slice(0, -1).flatMap(idsOf);
  expect(seen.length).toBeGreaterThan(3);
  expect(seen.filter((id) => others.includes(id))).toEqual([]);
  for (const line of told) expect(new Set(idsOf(line)).size).toBe(idsOf(line).length);
});

test('other values are other ones, and few that there are are soon looked through', async () => {
  for (const seed of ['1', '2', '3', '4', '5']) {
    const { out } = await ran(['like', 'J = w^2', 'w=3', '--seed', seed]);
    expect(out).not.toContain('w=3\n');
    expect(out).toContain('dvar "J = w^2" w=');
  }
});

test('what the numbers hide is said question by question, and to programs, too', async () => {
  const line = ['show', 'J = 3*(a+b*c)', 'a=5', 'b=3', 'c=2', '--explain'];
  const { out } = await ran(line);
  expect(out.replaceAll('\n', ' ')).toContain(
    'dJ/dc: cannot be told apart: only the local derivative, without the upstream gradient (local-only); only the upstream gradient, without the local derivative (upstream-only).',
  );
  const json = JSON.parse((await ran([...line, '--format', 'json'])).out);
  expect(json.discernment.map(({ name }: { name: string }) => name)).toEqual(['t2', 'a', 't1', 'b', 'c']);
});

test('values that tell as many mistakes apart as the given ones are kept', async () => {
  const network =
    'z1 = W1*x + b1; a1 = sigmoid(z1); z2 = W2*a1 + b2; a2 = sigmoid(z2); L = -sum(y.*log(a2) + (1-y).*log(1-a2))';
  const values = ['x=[1; 2]', 'y=1', 'W1=[0.1 -0.2; 0.3 0.4; -0.5 0.6]', 'b1=[0.1; -0.1; 0]'];
  const more = ['W2=[0.7 -0.8 0.9]', 'b2=0.2', '--data', 'x,y', '--seed', '1', '--format', 'json'];
  const { sharpness, before } = JSON.parse((await ran(['like', network, ...values, ...more])).out);
  expect(sharpness).toBeGreaterThanOrEqual(before);
});

test('where nothing as good is drawn, that is said', () => {
  expect(discriminationCompared(0.86, 0.89)).toBe(', with yours 89%: no others that were drawn do better');
  expect(discriminationCompared(0.89, 0.89)).toBe(', with yours 89%');
  expect(discriminationCompared(0.89, null)).toBe('');
});

test('a long program takes little memory for each question', () => {
  const terms = Array.from({ length: 1250 }, (_, k) => (k % 2 === 0 ? 'x*y' : `${(k % 9) + 1}*x`)).join(
    ' + ',
  );
  const words = ['like', `J = ${terms}`, 'x=0.5', 'y=0.3'];
  // With what each question is seen by kept until the last of them, this takes 150 MB.
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=80', executable, ...words, '--seed', '1'],
    { encoding: 'utf8', env: { PATH: process.env.PATH } },
  );
  expect([stderr, status]).toEqual([
    'dvar: no other values were found for this graph; try another --seed\n',
    2,
  ]);
});
