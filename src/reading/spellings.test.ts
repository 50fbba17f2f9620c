import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { before } from './beginnings.ts';
import { leftPatterns } from './left-sides.ts';
import { type Routes, routesOf, spellingParts, spoiled } from './spellings.testing.ts';

const parts = spellingParts();
const spelled = parts.filter(({ sort }) => sort !== 'none');
const right = new Set(['correct', 'close']);

/** How a text ends in the four routes. */
const endsOf = async ({ prompt, pipe, check, grade }: Routes, text: string) => ({
  prompt: prompt(text),
  pipe: pipe(text),
  check: check(text),
  grade: await grade(text),
});

test('the table is as long as was promised, and says of each spelling who writes so', () => {
  const all = spelled.flatMap(({ spellings }) => spellings);
  expect(all.length).toBeGreaterThanOrEqual(400);
  expect(new Set(all.map(({ from }) => from)).size).toBeGreaterThanOrEqual(50);
  for (const { from, text } of parts.flatMap(({ spellings }) => spellings)) {
    expect(from).not.toBe('');
    expect(text.trim()).not.toBe('');
  }
});

describe.each(spelled)('$title', (part) => {
  const routes = routesOf(part);

  test('every spelling is right, in a quiz, in a pipe, in check and in grade', async () => {
    const lost: unknown[] = [];
    for (const { from, text } of part.spellings) {
      const ends = await endsOf(routes, text);
      if (Object.values(ends).some((end) => !right.has(end))) lost.push({ from, text, ...ends });
    }
    expect(lost).toEqual([]);
  });

  test('every spelling of a wrong number is wrong, or both numbers are shown', async () => {
    const lost: unknown[] = [];
    for (const { from, text } of part.spellings) {
      const ends = await endsOf(routes, spoiled(text));
      if (Object.values(ends).some((end) => end !== 'wrong' && end !== 'asked'))
        lost.push({ from, text: spoiled(text), ...ends });
    }
    expect(lost).toEqual([]);
  });
});

describe.each(parts.filter(({ sort }) => sort === 'none'))('$title', (part) => {
  const routes = routesOf(part);

  test('what answers nothing is judged nowhere', async () => {
    const lost: unknown[] = [];
    for (const { from, text } of part.spellings) {
      const { check, grade, ...typed } = await endsOf(routes, text);
      const judged = [check, grade].filter((end) => !['missing', 'unreadable', 'asked'].includes(end));
      // A number alone, and a formula, are answers where a single answer is typed.
      if (/\p{L}/u.test(text))
        judged.push(...Object.values(typed).filter((end) => end !== 'unreadable' && end !== 'asked'));
      if (judged.length > 0) lost.push({ from, text, check, grade, ...typed });
    }
    expect(lost).toEqual([]);
  });
});

/** A number in the digits of another script. */
const inDigits = (text: string, zero: number): string =>
  text.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

/** How a number may be written, by hand and by machine. */
const renderings: readonly ((plain: string) => string)[] = [
  (plain) => plain,
  (plain) => `+${plain}`,
  (plain) => inDigits(plain, 0xff10),
  (plain) => inDigits(plain, 0x660),
  (plain) => inDigits(plain, 0x966),
  (plain) => `≈ ${plain}`,
  (plain) => `~${plain}`,
  (plain) => `about ${plain}`,
  (plain) => `1*${plain}`,
  (plain) => `${plain}×1`,
  (plain) => `${plain} · 1`,
  (plain) => `\\frac{${plain}}{1}`,
  (plain) => `${plain} (1*${plain})`,
  (plain) => `1*${plain} = ${plain}`,
  (plain) => `tensor(${plain})`,
  (plain) => `**${plain}**`,
  (plain) => `$${plain}$`,
  (plain) => `"${plain}"`,
];
const endings = [
  '',
  ';',
  '.',
  ' # chain rule',
  ' // chain rule',
  ' % chain rule',
  ' (chain rule)',
  ' [by hand]',
  ' ✓',
];
const beginnings = Object.values(before)
  .map(({ example }) => example.slice(0, example.indexOf('db')))
  // What opens here closes behind the answer: that is the table's.
  .filter((start) => !/[[{("`$*_|]$/.test(start));
const lefts = ['db', 'dJ/db', ...Object.values(leftPatterns).map(({ example }) => example)].filter(
  (left) => left !== leftPatterns.layer.example,
);
const joined = [' = ', '=', ': ', ' := ', ' -> ', ' → ', ' ≈ ', '\t', ' is ', ' ＝ '];

describe('a spelled answer has the verdict of the plain one, right or wrong', () => {
  const [part] = spelled;
  if (!part) throw new Error('the table has no parts');
  const inFile = routesOf(part);
  const typedAlone = routesOf({ ...part, sort: 'values' });
  const value = fc.oneof(
    fc.constant('6'),
    fc.constant('6.0'),
    fc.integer({ min: 0, max: 40 }).map(String),
    fc.constantFrom('6.5', '0.6', '60', '9'),
  );
  const rendered = fc.constantFrom(...renderings);
  const ended = fc.constantFrom(...endings);

  test('as a line of a file', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        fc.constantFrom(...lefts),
        fc.constantFrom(...joined),
        value,
        rendered,
        ended,
        (start, left, sign, plain, render, end) => {
          const line = `${start}${left}${sign}${render(plain)}${end}`;
          expect({ line, verdict: inFile.check(line) }).toEqual({
            line,
            verdict: inFile.check(`db = ${plain}`),
          });
        },
      ),
      { numRuns: 600 },
    );
  });

  test('alone at a prompt', () => {
    fc.assert(
      fc.property(value, rendered, ended, (plain, render, end) => {
        const line = `${render(plain)}${end}`;
        expect({ line, verdict: typedAlone.prompt(line) }).toEqual({
          line,
          verdict: typedAlone.prompt(plain),
        });
      }),
      { numRuns: 300 },
    );
  });
});
