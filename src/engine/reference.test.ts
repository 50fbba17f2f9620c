import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '../language/expression.ts';
import { printLeaf } from '../language/print.ts';
import { parseProgram } from '../language/program.ts';
import { readingByMathjs } from './checks/mathjs.ts';

/** What the tutor reads, in the brackets of the reference; null where it refuses. */
function reading(text: string): string | null {
  const read = parseProgram(text);
  if (!read.ok) return null;
  return read.value.statements
    .map(({ name, expression }) => {
      const tree = fold<string>(
        expression,
        (leaf) => (leaf.kind === 'number' ? String(leaf.value) : printLeaf(leaf)),
        ({ sign }, operands) => `(${sign.symbol} ${operands.join(' ')})`,
      );
      return `(= ${name} ${tree})`;
    })
    .join('\n');
}

describe('whatever the tutor reads, mathjs reads in the same way', () => {
  test.each([
    ['J = 3*(a+b*c)', '(= J (* 3 (+ a (* b c))))'],
    ['u=b*c; v=a+u; J=3*v', '(= u (* b c))\n(= v (+ a u))\n(= J (* 3 v))'],
    ['u = b\n\n# then\nJ = u # done', '(= u b)\n(= J u)'],
    ['3*a', '(= J (* 3 a))'],
    ['J(w, b) = w*x + b', '(= J (+ (* w x) b))'],
    ['J = -x^2', '(= J (- (^ x 2)))'],
    ['J = 2^-x', '(= J (^ 2 (- x)))'],
    ['J = 2^-x^y', '(= J (^ 2 (- (^ x y))))'],
    ['J = 2^3^2', '(= J (^ 2 (^ 3 2)))'],
    ['J = a.^b^c', '(= J (.^ a (^ b c)))'],
    ['J = -2x', '(= J (* (- 2) x))'],
    ['J = -a*b', '(= J (* (- a) b))'],
    ['J = a*-b', '(= J (* a (- b)))'],
    ['J = a-b-c', '(= J (- (- a b) c))'],
    ['J = a/b*c', '(= J (* (/ a b) c))'],
    ['J = a*b c', '(= J (* a (* b c)))'],
    ['J = a b^2 c', '(= J (* (* a (^ b 2)) c))'],
    ['J = 2(a+b)(c)', '(= J (* (* 2 (+ a b)) c))'],
    ['J = (a)(b)^2', '(= J (* a (^ b 2)))'],
    ['J = sin(a)(b)', '(= J (* (sin a) b))'],
    ['J = 2sin(a)cos(b)', '(= J (* (* 2 (sin a)) (cos b)))'],
    ['J = max(a,b,c)', '(= J (max (max a b) c))'],
    ['J = ln(a) + log(b)', '(= J (+ (ln a) (log b)))'],
    ['J = +a - +b', '(= J (- a b))'],
    ['J = 2.*x + 2.^y - 3./z', '(= J (- (+ (.* 2 x) (.^ 2 y)) (./ 3 z)))'],
    ['J = .5 + 5. + 1.5e-3 + 1E+2', '(= J (+ (+ (+ 0.5 5) 0.0015) 100))'],
    ['J = e + pi + i', '(= J (+ (+ e pi) i))'],
    ['J = (a +\n b)', '(= J (+ a b))'],
    ["J = a'", "(= J (' a))"],
    ["J = -a'", "(= J (- (' a)))"],
    ["J = a'*b''", "(= J (* (' a) (' (' b))))"],
    ["J = 2^a' + (a*b)'", "(= J (+ (^ 2 (' a)) (' (* a b))))"],
    ["J = a'^2", "(= J (^ (' a) 2))"],
    ['J = [1,2]', '(= J [1 2])'],
    ['W = [1,2; 3,4]; J = sum(W*x, 1)', '(= W [1 2; 3 4])\n(= J (sum (* W x) 1))'],
    ["J = [[1,2],[3,4]]'*x", "(= J (* (' [1 2; 3 4]) x))"],
    ['θ = α*2; J = θ', '(= θ (* α 2))\n(= J θ)'],
  ])('%s', (text, tree) => {
    expect(reading(text)).toBe(tree);
    expect(readingByMathjs(text)).toBe(tree);
  });

  const words =
    'a b c J e i 0 2 3.5 .5 5. 1e3 007 + + - - * / ^ .* ./ .^ ( ) ( ) , = ; sin( max( sigmoid( ln( 2a a2 end in'.split(
      ' ',
    );
  const soup = (gap: string, least: number) =>
    fc
      .array(fc.constantFrom(...words, '\n'), { minLength: least, maxLength: 12 })
      .map((list) => list.join(gap))
      // Two stars in a row are a power here, which mathjs does not read.
      .filter((text) => !text.includes('**'));

  test.each([
    ['with blanks', ' '],
    ['without', ''],
  ])('words in any order, %s', (_, gap) => {
    let both = 0;
    fc.assert(
      fc.property(soup(gap, 1), (text) => {
        const tree = reading(text);
        expect(tree === null ? null : readingByMathjs(text)).toBe(tree);
        if (tree !== null) both++;
      }),
      { numRuns: 2000 },
    );
    expect(both).toBeGreaterThan(20);
  });

  /** Expressions that mostly can be read: operands and operators in turn, signs and products strewn in. */
  const operand = fc.constantFrom(
    'a',
    'b',
    'c',
    '2',
    '3.5',
    '.5',
    '5.',
    '1e3',
    '-a',
    '-2',
    '+b',
    '--c',
    '(a)',
    '(a+b)',
    '(-2)',
    'sin(a)',
    'max(a,b,c)',
    'min(a, -b)',
    '(a^b)',
    'e',
  );
  const between = fc.constantFrom(
    '+',
    '-',
    ' - ',
    '*',
    '/',
    '^',
    '.*',
    ' ./ ',
    '.^',
    ' ',
    '',
    '*-',
    '^-',
    '+ -',
    '*\t',
    '/(a)^',
  );
  const sentence = fc
    .tuple(operand, fc.array(fc.tuple(between, operand), { maxLength: 7 }))
    .map(([first, rest]) => rest.reduce<string>((text, [sign, next]) => text + sign + next, first));

  test('operands and operators in turn', () => {
    let both = 0;
    fc.assert(
      fc.property(sentence, (text) => {
        const tree = reading(`J = ${text}`);
        expect(tree === null ? null : readingByMathjs(`J = ${text}`)).toBe(tree);
        if (tree !== null) both++;
      }),
      { numRuns: 2000 },
    );
    expect(both).toBeGreaterThan(400);
  });
});

describe('where the tutor reads more than mathjs, or refuses what mathjs takes', () => {
  test.each(['J = a ** b', 'J = a − b', 'J = x²', 'J = x₁ + 1'])(
    '%s is read, and mathjs refuses it',
    (text) => {
      expect([reading(text) === null, readingByMathjs(text)]).toEqual([false, null]);
    },
  );

  test.each([
    ['J = a×b', '(= J (* a b))'],
    ['J = a÷b', '(= J (/ a b))'],
  ])('%s is read; for mathjs it is one name', (text, tree) => {
    expect([reading(text), readingByMathjs(text)]).toEqual([tree, `(= J ${text.slice(4)})`]);
  });

  test.each([
    'J = 1/2x',
    'J = a/2 b',
    'J = a(b+c)',
    'J = sin x',
    'J = a ? b : c',
    'J = 5%',
    'J = 0x10',
    'J = a = 3',
    'J = import',
    'a = 1; a = 2',
    'J = "a"',
  ])('%s is refused, and mathjs reads it', (text) => {
    expect([reading(text) === null || text === 'J = import', readingByMathjs(text) === null]).toEqual([
      true,
      false,
    ]);
  });
});
