import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ran } from '../cli/shell/environment.testing.ts';
import * as library from './library.ts';
import { backward, bind, check, forward, parse, quiz, show, unwrap } from './library.ts';
import type { Bound, Choices, Values } from './types.ts';

const bound = (text: string, values: Values, choices?: Choices): Bound =>
  unwrap(bind(unwrap(parse(text)), values, choices));
const lecture = (): Bound => bound('u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 2 });

describe('the examples in the comments', () => {
  const source = readFileSync(new URL('library.ts', import.meta.url), 'utf8');
  const comments = [...source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport function (\w+)/g)];
  const evaluate = (code: string): unknown =>
    new Function(...Object.keys(library), code)(...Object.values(library));

  test.each(comments.map(([, comment = '', name = '']) => [name, comment] as const))('%s', (_, comment) => {
    const [, example = ''] = comment.split('@example');
    const lines = example.split('\n').map((line) => line.replace(/^ \* ?/, ''));
    const code = lines.filter((line) => line.trim() !== '' && !line.startsWith('// => '));
    const [expected] = lines.filter((line) => line.startsWith('// => ')).map((line) => line.slice(6));
    expect(expected).toBeDefined();
    expect(evaluate([...code.slice(0, -1), `return ${code.at(-1)};`].join('\n'))).toEqual(
      evaluate(`return ${expected};`),
    );
  });

  test('there is one for every function', () => {
    expect(comments.map(([, , name]) => name).toSorted()).toEqual(Object.keys(library).toSorted());
  });
});

test('the page of the manual says what is so', () => {
  const page = readFileSync(new URL('../manual/library.md', import.meta.url), 'utf8');
  const [, code = ''] = /```js\nimport .* from 'dvar';\n([\s\S]*?)```/.exec(page) ?? [];
  const says = [...code.matchAll(/^(.+); \/\/ (.+)$/gm)];
  expect(says.length).toBeGreaterThanOrEqual(3);
  const silent = code.replaceAll(/^console.log.*$|^.+; \/\/ .*$/gm, '');
  for (const [, expression = '', value] of says) {
    const given = new Function(...Object.keys(library), `${silent}\nreturn ${expression};`);
    expect(String(given(...Object.values(library)))).toBe(value);
  }
  for (const name of Object.keys(library)) expect(page).toContain(`| \`${name}(`);
});

describe('what is given and taken is plain data', () => {
  test('a bound program may be stored and read again', () => {
    const stored = JSON.parse(JSON.stringify(lecture()));
    expect(stored).toEqual(lecture());
    expect(backward(stored)).toEqual({ a: 3, b: 6, c: 9, u: 3, v: 3, J: 1 });
  });

  test('so may everything else', () => {
    const all = [
      forward(lecture()),
      quiz(lecture(), ['3', '?', '4']),
      unwrap(check(lecture(), 'dv = 3', { key: true })),
    ];
    for (const each of all) expect(JSON.parse(JSON.stringify(each))).toEqual(each);
  });

  test('what bind did not give is a mistake of the programmer', () => {
    expect(() => forward({ ...lecture(), values: {} })).toThrow(TypeError);
  });
});

describe('refusals are values', () => {
  test.each([
    ['a text that is no program', () => parse('J = 3*(a'), /never closed/],
    ['a value that is missing', () => bind(unwrap(parse('J = 3*a')), {}), /a has no value/],
    [
      'a text that is no value',
      () => bind(unwrap(parse('J = 3*a')), { a: 'x' }),
      /the value of a can't be read/,
    ],
    ['rows of different lengths', () => bind(unwrap(parse('J = sum(A)')), { A: [[1, 2], [3]] }), /rows of A/],
    ['what is not finite', () => bind(unwrap(parse('J = 3*a')), { a: Number.NaN }), /a must be finite/],
    ['a choice of nothing', () => bind(unwrap(parse('J = 3*a')), { a: 1 }, { wrt: ['b'] }), /no b/],
  ])('%s', (_, made, message) => {
    const result = made();
    if (result.ok) throw new Error('it was taken');
    expect(result.trouble.message).toMatch(message);
    expect(() => unwrap(result)).toThrow(message);
  });

  test('parse says where', () => {
    expect(parse('J = 3*(a')).toMatchObject({ ok: false, trouble: { from: 6 } });
  });
});

describe('matrices', () => {
  const net = (): Bound => bound('Z = W*X; J = sum(Z.^2)', { W: [[1, 2]], X: '[1 0; 2 1]' }, { data: ['X'] });

  test('come and go as rows', () => {
    expect(forward(net()).Z).toEqual([[5, 2]]);
    // dJ/dW = 2*Z*X', by hand: [10 4] * [1 2; 0 1].
    expect(backward(net()).W).toEqual([[10, 24]]);
    expect(Object.keys(backward(net()))).not.toContain('X');
  });

  test('are drawn', () => {
    expect(show(net(), { backward: true })).toContain('Z = W*X = [5 2]');
    expect(show(net(), { ascii: true })).toMatch(/^[\x00-\x7f]*$/);
  });
});

describe('the command line says the same', () => {
  test('of a quiz', async () => {
    const lines = ['3', '3', '3', '5', '6', '9'];
    const after = quiz(lecture(), lines);
    expect(after.over).toBe(true);
    expect(after.summary).toBe('5 of 5 right: 4 at the first try, 1 after more tries.');
    expect(quiz(lecture(), lines.slice(0, 4)).results[3]?.verdict).toBe('missing');
    expect(quiz(lecture(), lines.slice(0, 3))).toMatchObject({ prompt: 'dJ/db = ', over: false });
  });

  test('of a submission', async () => {
    const argv = [
      'check',
      lecture().program.source,
      'a=5',
      'b=3',
      'c=2',
      '--answers',
      '-',
      '--format',
      'json',
    ];
    const text = 'dv = 3\nda = dv\ndu = dv\ndb = du + c\ndc = 9\n';
    const { results, ...report } = JSON.parse((await ran(argv, { stdin: text })).out);
    const checked = unwrap(check(lecture(), text));
    expect(checked).toMatchObject({ points: report.points, passed: report.passed, notes: report.notes });
    expect(checked.results).toEqual(results.map(({ problem: _, ...result }: { problem: null }) => result));
    expect(checked.results[3]?.mistake?.id).toBe('added-instead-of-multiplied');
    expect(JSON.stringify(checked)).not.toContain('expected');
    expect(unwrap(check(lecture(), text, { key: true })).results[3]?.expected).toBe(6);
  });

  test('of the graph', async () => {
    const { out } = await ran(['show', 'J = 3*(a+b*c)', 'a=5', 'b=3', 'c=2', '--backward']);
    expect(`${show(bound('J = 3*(a+b*c)', { a: 5, b: 3, c: 2 }), { backward: true })}\n`).toBe(out);
  });
});
