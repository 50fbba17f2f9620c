import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Result } from '../diagnostic.ts';
import { longTexts } from '../long-texts.testing.ts';
import { type Program, parseInFull, parseProgram } from '../program.ts';
import { plainTexts, spoiledTexts } from './plain.testing.ts';
import { readPlain } from './read-plain.ts';

const isPlain = (text: string): boolean => readPlain(text, 'J') !== null;

/** What was read, statement by statement, each tree as a list: a part names its operands by their places in it. */
function flat(read: Result<Program>) {
  if (!read.ok) return read.trouble;
  const { source, statements, header, data, rewritten } = read.value;
  const lists = statements.map(({ name, expression, postfix, names, from, to }) => {
    const places = new Map(postfix.map((part, place) => [part, place]));
    const parts = postfix.map((part) =>
      part.kind === 'apply'
        ? { ...part, sign: part.sign.symbol, operands: part.operands.map((each) => places.get(each)) }
        : part,
    );
    return {
      name,
      from,
      to,
      parts,
      root: places.get(expression),
      names: names.map((each) => places.get(each)),
    };
  });
  return { source, lists, header, data, rewritten };
}

/** The same text read either way: as any program is, and word by word. */
function expectTheSame(text: string): void {
  expect(JSON.stringify(flat(parseProgram(text)))).toBe(JSON.stringify(flat(parseInFull(text))));
}

test('programs of names, numbers, signs and parentheses are read as the parser reads them', () => {
  fc.assert(
    fc.property(plainTexts, (text) => {
      expect({ text, plain: isPlain(text) }).toEqual({ text, plain: true });
      expectTheSame(text);
    }),
    { numRuns: 300 },
  );
});

test('what is read the short way is always what the parser reads, and what is refused is refused with its reason', () => {
  let [plain, others] = [0, 0];
  fc.assert(
    fc.property(spoiledTexts, (text) => {
      if (isPlain(text)) plain++;
      else others++;
      expectTheSame(text);
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(plain, others)).toBeGreaterThan(100);
});

test.each(longTexts(5_000))('%s: read the same either way', (_, text) => {
  expectTheSame(text);
});

test.each([
  ['J = 3*(a+b*c)', true],
  ['3*(a+b*c)', true],
  ['a = 5; b = -3\n\nJ = a^-b^2 + relu(a) - .5', false],
  ['a = 5; b = -3\n\nJ = a^-b^2 + relu (a) - 0.5', true],
  ['\tJ = (a\r\n  + b)\r\n;', true],
  ['J = a**b', false],
  ['J = 2a', false],
  ['J = 2e3*a', false],
  ['J = max(a, b)', false],
  ['J = sum(a)', false],
  ["J = a'", false],
  ['J = a # data: a', false],
  ['J(a) = a*b', false],
  ['J = a; J = b', false],
  ['J = a*u; u = 3', false],
  ['a; b', false],
  ['J*2', false],
  ['J = relu', false],
  ['J = mod*2', false],
  ['J = á*2', false],
  ['J = aá*2', false],
  ['J = a == b', false],
  ['J = (a', false],
  ['J = a)', false],
  ['J =', false],
  ['', false],
])('%j: whether it is read the short way', (text, plain) => {
  expect(isPlain(text)).toBe(plain);
  expectTheSame(text);
});
