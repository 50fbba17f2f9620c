import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

// A quiz that is left in the middle is offered again; typed at a terminal that is not repainted.

const lecture = ['J = 3*(a+b*c)', 'a=5', 'b=3', 'c=2', '--plain'];
const folders: string[] = [];
const fresh = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dvar-unfinished-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const typed = async (state: string, lines: string, more: readonly string[] = []) =>
  (await ran([...lecture, ...more], { columns: 80, state, stdin: lines })).out;
const left = (state: string): readonly string[] => readdirSync(join(state, 'unfinished'));
const offered = /You left this quiz at question (\d) of 5\.\s+Go on there\?/;

test('it goes on where it was left, with its tries and hints, and is not offered once it is done', async () => {
  const state = fresh();
  expect(await typed(state, '3\n5\n?\n3\n:undo\n3\n:quit\n')).toContain(
    'Your answers are kept.\nTo continue from here:\n  dvar "J = 3*(a+b*c)" a=5 b=3 c=2\n',
  );
  const second = await typed(state, 'y\n3\n6\n9\n\n');
  expect(offered.exec(second)?.[1]).toBe('3');
  expect(second).toMatch(/5 of 5 right: 4 at the first try, 1 with hints/);
  expect(left(state)).toEqual([]);
  expect(await typed(state, '')).not.toMatch(offered);
});

test('whoever starts again keeps the old answers until the first new one', async () => {
  const state = fresh();
  await typed(state, '3\n3\n');
  expect(await typed(state, 'what\nn\n:values\n')).toContain('Question 1 of 5');
  expect(await typed(state, 'n\n3\n')).toMatch(offered);
  expect(offered.exec(await typed(state, 'q\n'))?.[1]).toBe('2');
});

test('other values, other questions and no journal are another matter', async () => {
  const state = fresh();
  await typed(state, '3\n3\n');
  const others = [['--wrt', 'b'], ['--no-journal']];
  for (const more of others) expect(await typed(state, '', more)).not.toMatch(offered);
  const { out } = await ran(['J = 3*(a+b*c)', 'a=5', 'b=3', 'c=4', '--plain'], { columns: 80, state });
  expect(out).not.toMatch(offered);
  expect(left(state).length).toBe(1);
});

test('whoever leaves at the offer is told what is answered', async () => {
  const state = fresh();
  await typed(state, '3\n3\n');
  expect(await typed(state, ':quit\n')).toMatch(/2 of 5 right so far.*3 questions are still open/);
});

test('dvar alone offers what was left last, other values and options among it', async () => {
  const state = fresh();
  const alone = async (lines: string) =>
    (await ran(['--plain'], { columns: 80, state, stdin: lines, chance: () => 0.3 })).out;
  expect(await alone('q\n')).not.toContain('You left');
  await ran(['two-steps', '--digits', '6', '--wrt', 'w', '--plain'], {
    columns: 80,
    state,
    stdin: ':another\n1\n',
    chance: () => 0.3,
  });
  const offer = await alone('q\n');
  const [command = ''] = /dvar two-steps w=-?\d+ --wrt w --digits 6/.exec(offer) ?? [];
  expect(command).not.toBe('');
  const gone = await alone('y\n');
  expect(gone).toContain('Your earlier answers count again.');
  expect(gone).toContain(`To continue from here:\n  ${command}\n`);
  const values = command.split(' ').slice(2);
  const { out } = await ran(['two-steps', ...values, '--plain'], { columns: 80, state });
  expect(out).toContain('You left this quiz');
});

test('a command that is longer than the line is not printed', async () => {
  const state = fresh();
  const { out } = await ran(['two-layer-matrices', '--plain'], {
    columns: 80,
    state,
    stdin: ':another\n1\n',
  });
  expect(out).toMatch(/start dvar alone and type y/);
});

test('the name of a shipped problem is enough at the first prompt', async () => {
  const { out } = await ran(['--plain'], { columns: 80, state: fresh(), stdin: 'two-steps\n8\n\n' });
  expect(out).toContain('Question 1 of 2');
});

test('a file that was cut off, or is none, is no obstacle', async () => {
  const state = fresh();
  await typed(state, '3\n3\n3\n');
  const [name = ''] = left(state);
  const file = join(state, 'unfinished', name);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.slice(0, -2));
  expect(offered.exec(await typed(state, ''))?.[1]).toBe('3');
  writeFileSync(file, 'nonsense\n{"load"\nnull\n');
  expect(await typed(state, '')).not.toMatch(offered);
});

test('answers from a file are gone on with as well', async () => {
  const state = fresh();
  const file = join(state, 'answers.txt');
  writeFileSync(file, '# program: J\ndt2 = 3\ndt1 = 3\n');
  await ran(lecture, { columns: 80, state, writes: true, stdin: `:load ${file}\n` });
  const { out } = await ran(lecture, { columns: 80, state, stdin: 'y\n3\n6\n9\n\n' });
  expect(out).toMatch(/5 of 5 right, all at the first try/);
});

test('after the last answer: the next problem, and the one after it', async () => {
  const { out, code } = await ran(['w-squared', '--plain'], {
    columns: 80,
    state: fresh(),
    stdin: '6\n:why\n:next\n12\n:next\n:quit\n',
  });
  expect(out).toMatch(/which is 3 squared, which is 9.*Power rule/s);
  expect(out).toContain('J equals w cubed');
  expect(out).toMatch(/You have answered no question right yet/);
  expect(code).toBe(0);
});
