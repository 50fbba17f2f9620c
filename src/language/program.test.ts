import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { table } from '../ops/table.ts';
import type { Result } from './diagnostic.ts';
import { inPostfix, leaves } from './expression.ts';
import { longTexts } from './long-texts.testing.ts';
import { longestProgram, type Program, parseProgram, printProgram, type Statement } from './program.ts';

/** Asserts that a statement's postfix order, which the parser may have left, is what a walk over its tree gives. */
function expectPostfix({ expression, postfix }: Statement): void {
  const walked = inPostfix(expression);
  expect(postfix.length).toBe(walked.length);
  expect(postfix.findIndex((part, i) => part !== walked[i])).toBe(-1);
}

/** Reads a text, and asserts what holds of any: a program, or one sentence with a place that is in the text. */
function readSafely(text: string): Result<Program> {
  const read = parseProgram(text);
  if (read.ok) {
    expect(read.value.statements.length).toBeGreaterThan(0);
    const astray = read.value.statements.filter(
      ({ from, to, name }) =>
        text.slice(from, to).normalize('NFC').split('(')[0]?.trim() !== name &&
        !(name === 'J' && from === to),
    );
    expect(astray).toEqual([]);
    read.value.statements.forEach(expectPostfix);
    return read;
  }
  const { message, from, to } = read.trouble;
  expect(message).toMatch(/^\S[^\n]*\S$/u);
  expect(message).not.toMatch(/undefined|\[object|NaN |[\0-\x1f]/);
  expect(from === null ? to === null : 0 <= from && to !== null && from <= to && to <= text.length).toBe(
    true,
  );
  return read;
}

const words = [
  ...'a b c x J e pi w_1 θ du dJ/da 0 1 2 3.5 .5 5. 1e3 1e + - * / ^ .* ./ .^ ** × ÷ − ² ³ ( ) , = == > < ; # data: \' " [ ] { } . | \\ @ ! % & ~ ? : $'.split(
    ' ',
  ),
  '\n',
  ' ',
  '\t',
  'sigmoid(',
  'max(',
  'sin',
  'constructor',
  '__proto__',
  ...Object.keys(table),
];

describe('any text is read or refused, and never breaks the reader', () => {
  test('strings of all kinds', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({
        unit: fc.constantFrom('\ud83d', '\udc00', 'a', '\u0301', '\u200d', '\0', '\r', '\u2028'),
        maxLength: 12,
      }),
    );
    fc.assert(
      fc.property(text, (source) => void readSafely(source)),
      { numRuns: 400 },
    );
  });

  test('words of the language in any order', () => {
    const text = fc
      .array(fc.constantFrom(...words), { maxLength: 25 })
      .chain((list) => fc.constantFrom('', ' ').map((gap) => list.join(gap)));
    fc.assert(
      fc.property(text, (source) => void readSafely(source)),
      { numRuns: 1200 },
    );
  });

  test('programs with a slip: a letter lost, doubled, swapped or changed', () => {
    const valid = 'u = b*c # data: c\nv = a + sigmoid(u/2)^2; J(a, b) = max(3*v, -1e-3) - log(1 + x²)';
    const slip = fc.record({ at: fc.nat(valid.length), lost: fc.nat(3), put: fc.constantFrom('', ...words) });
    fc.assert(
      fc.property(fc.array(slip, { minLength: 1, maxLength: 3 }), (slips) => {
        void readSafely(
          slips.reduce((text, { at, lost, put }) => text.slice(0, at) + put + text.slice(at + lost), valid),
        );
      }),
      { numRuns: 800 },
    );
    expect(readSafely(valid).ok).toBe(true);
  });

  test('what is read is printed and read again as the same program', () => {
    let reread = 0;
    const text = fc
      .array(fc.constantFrom(...words.slice(0, 40)), { minLength: 1, maxLength: 9 })
      .map((list) => list.join(' '));
    fc.assert(
      fc.property(text, (source) => {
        const read = parseProgram(source);
        const printed = read.ok ? printProgram(read.value) : '';
        const again = parseProgram(read.ok ? printed : 'J = a');
        expect(again.ok && (read.ok ? printProgram(again.value) : '')).toBe(printed);
        if (read.ok) reread++;
      }),
      { numRuns: 1200 },
    );
    expect(reread).toBeGreaterThan(40);
  });
});

describe('long texts are read, or refused with one sentence', () => {
  test.each(longTexts())('%s', (_, text) => void readSafely(text));

  test('a text that is too long is not read at all', () => {
    const read = parseProgram(`J = a${' '.repeat(longestProgram)}`);
    expect(read.ok ? '' : read.trouble.message).toBe(
      'the program has 1000005 characters, and at most 1000000 are read; split it',
    );
  });
});

describe('what a program says beside its statements', () => {
  const program = (text: string): Program => {
    const read = parseProgram(text);
    if (!read.ok) throw new Error(read.trouble.message);
    return read.value;
  };

  test('data in comments: names with commas or blanks, several comments', () => {
    expect(program('# data: x, y\nJ = x*y # data: z w\n# Data:k').data).toEqual(['x', 'y', 'z', 'w', 'k']);
    expect(program('# my data: x\nJ = x # no data').data).toEqual([]);
  });

  test('a header names the parameters', () => {
    expect(program('J(w, b) = w*x + b').header).toEqual({ output: 'J', parameters: ['w', 'b'] });
    expect(program('J = w*x + b').header).toBeNull();
  });

  test('whether it was spelled as the tutor would', () => {
    const spelled = [
      'J = 3*v',
      'J = 3v',
      'J = 3 v',
      'J = a×b',
      'J = a**b',
      'J = a²',
      'J = max(a,b)',
      'J = max(a,b,c)',
      'J = 2(a)',
    ];
    expect(spelled.filter((text) => program(text).rewritten)).toEqual([
      'J = 3v',
      'J = 3 v',
      'J = a×b',
      'J = a**b',
      'J = a²',
      'J = max(a,b,c)',
      'J = 2(a)',
    ]);
  });

  test('names are one name in whatever way their accents are typed', () => {
    const { statements } = program('caf\u00e9 = 2*a; J = cafe\u0301');
    expect(leaves(statements[1]!.expression).map((leaf) => leaf.kind === 'name' && leaf.name)).toEqual([
      'caf\u00e9',
    ]);
  });

  test('each part knows where it stands', () => {
    const text = 'u = b*c\nJ = 3*(a + u)';
    const { statements } = program(text);
    const spots = statements.map(({ from, to, expression }) => [
      text.slice(from, to),
      text.slice(expression.from, expression.to),
      leaves(expression)
        .map((leaf) => text.slice(leaf.from, leaf.to))
        .join(' '),
    ]);
    expect(spots).toEqual([
      ['u', '*', 'b c'],
      ['J', '*', '3 a u'],
    ]);
  });

  test.each([
    '2(a + b)c',
    "-a^b^c - (d - (e/f))*g'",
    'max(a, b)*max(a)',
    '1 + max(a, b, c, d)',
    'sum(A, 2) + W(2,1)*b',
    'a + (A + B)(1,:)*c',
    'C(1:2,:)*a',
    'c*[a, b; -c, d*e]',
    'a + concat(A, B)*concat(A, B, 1)',
    'a + [[a, b], [c, d]]',
    'x² + 3y³',
  ])('the parts of %s stand in postfix order', (text) => {
    const [statement] = program(`J = ${text}`).statements;
    expectPostfix(statement!);
  });
});
