import { arraySize, eachEntry, type NdArray } from '../arrays/ndarray.ts';
import { binaryOf, truthOf, unaryOf } from '../values/operators.ts';
import { numberValue, wholeOf } from '../values/state.ts';
import { numbers, type PyValue, unknownValue } from '../values/values.ts';
import { asMatrix, asNumbers, octaveMatrix, octaveShape, rowsAndColumns, stops } from './matrices.ts';

/** What Octave calls a sign where it stops at it. */
const signNames: Readonly<Record<string, string>> = {
  'm*': 'operator *',
  'm/': 'operator /',
  'm\\': 'operator \\',
  '*': 'product',
  '/': 'quotient',
  '**': 'operator .^',
  '==': 'nonconformant',
};

/**
 * One of Octave's signs between two values. Everything is a matrix there: `*` (here `m*`) is the product of matrices unless
 * one of them is a number, and truth values are numbers wherever they are calculated with.
 */
export function octaveBinary(sign: string, left: PyValue, right: PyValue, line: number): PyValue {
  if (left.kind === 'unknown') return left;
  if (right.kind === 'unknown') return right;
  if (left.kind === 'text' || right.kind === 'text' || sign === 'and' || sign === 'or')
    return joinedTruths(sign, left, right, line);
  const [a, b] = [octaveMatrix(left), octaveMatrix(right)];
  if (!a || !b || left.kind !== 'array' || right.kind !== 'array')
    return unknownValue(`dvar can't tell what is beside ${sign.replace(/^m/, '')}`, line);
  const plain = plainSign(sign, a, b);
  if ('why' in plain) return unknownValue(plain.why, line, plain.why.startsWith('Octave'));
  const logical = /^[&|]$/.test(plain.sign);
  const operand = (of: PyValue & { kind: 'array' }, array: NdArray): PyValue => ({
    ...of,
    array: logical ? eachEntry(array, (entry) => Number(entry !== 0), true) : asNumbers(array),
  });
  const sides = [operand(left, a), operand(right, b)] as const;
  const [first, second] = plain.turned ? [sides[1], sides[0]] : sides;
  return binaryOf(plain.sign, first, second, line);
}

/** `&&`, `||`, and texts that are compared. */
function joinedTruths(sign: string, left: PyValue, right: PyValue, line: number): PyValue {
  if (sign !== 'and' && sign !== 'or') return binaryOf(sign, left, right, line);
  const [a, b] = [left, right].map(truthOf);
  if (a === null || b === null) return unknownValue("dvar can't tell whether this is true", line);
  return numberValue(Number(sign === 'and' ? a && b : a || b));
}

/** The sign entry by entry, or that of the product of matrices, that one of Octave's means between two sizes. */
function plainSign(
  sign: string,
  a: NdArray,
  b: NdArray,
): { readonly sign: string; readonly turned?: boolean } | { readonly why: string } {
  const [rows, inner] = rowsAndColumns(a);
  const [outer, columns] = rowsAndColumns(b);
  const [one, other] = [arraySize(a) === 1, arraySize(b) === 1];
  const nonconformant = {
    why: stops(
      `${signNames[sign] ?? `operator ${sign}`}: nonconformant arguments (op1 is ${octaveShape(a)}, op2 is ${octaveShape(b)})`,
    ),
  };
  switch (sign) {
    case 'm*':
      if (one || other) return { sign: '*' };
      return inner === outer ? { sign: '@' } : nonconformant;
    case 'm/':
      if (other) return { sign: '/' };
      if (inner !== columns) return nonconformant;
      return { why: "dvar can't read / between matrices, which solves equations; ./ goes entry by entry" };
    case 'm\\':
      if (one) return { sign: '/', turned: true };
      if (rows !== outer) return nonconformant;
      return { why: "dvar can't read \\ between matrices, which solves equations" };
    case 'm^':
      if (one && other) return { sign: '**' };
      if (rows !== inner)
        return {
          why: stops(
            'for x^y, only square matrix arguments are permitted; use .^ for the power of each entry',
          ),
        };
      return { why: "dvar can't read the power of a whole matrix; .^ takes that of each entry" };
    default: {
      const fits = (x: number, y: number): boolean => x === y || x === 1 || y === 1;
      return fits(rows, outer) && fits(inner, columns) ? { sign } : nonconformant;
    }
  }
}

/** What Octave spreads over a matrix and mathematics would not: a column against a row; null elsewhere. */
export function octaveSurprise(sign: string, left: PyValue, right: PyValue): string | null {
  if (/^(?:m.|and|or)$/.test(sign)) return null;
  const [a, b] = [octaveMatrix(left), octaveMatrix(right)];
  if (!a || !b) return null;
  const [rows, inner] = rowsAndColumns(a);
  const [outer, columns] = rowsAndColumns(b);
  const odd =
    (inner === 1 && outer === 1 && rows > 1 && columns > 1) ||
    (rows === 1 && columns === 1 && inner > 1 && outer > 1);
  const shown = { '*': '.*', '/': './', '**': '.^' }[sign] ?? sign;
  return odd
    ? `dvar reads this as Octave does: ${octaveShape(a)} ${shown} ${octaveShape(b)} is a ${Math.max(rows, outer)}x${Math.max(inner, columns)} matrix`
    : null;
}

/** One of Octave's signs in front of a value. */
export function octaveUnary(sign: string, operand: PyValue, line: number): PyValue {
  if (operand.kind === 'unknown') return operand;
  const array = octaveMatrix(operand);
  if (!array || operand.kind !== 'array') return unknownValue(`dvar can't tell what is after ${sign}`, line);
  if (sign === '!') return numbers(eachEntry(array, (entry) => Number(entry === 0), true));
  const plain: PyValue = { ...operand, array: asNumbers(operand.array) };
  return sign === '--' ? plain : unaryOf(sign === '++' ? '+' : sign, plain, line);
}

/** `first:step:last` as a row. */
export function octaveRange(start: PyValue, step: PyValue | null, stop: PyValue, line: number): PyValue {
  const unknown = [start, step, stop].find((each) => each?.kind === 'unknown');
  if (unknown) return unknown;
  const [from, by, to] = [start, step ?? numberValue(1), stop].map((each) => numberIn(each));
  if (
    from === null ||
    from === undefined ||
    by === null ||
    by === undefined ||
    to === null ||
    to === undefined
  )
    return unknownValue("dvar can't tell the bounds of this range", line);
  const count = by === 0 ? 0 : Math.max(0, Math.floor((to - from) / by + 1e-10) + 1);
  if (count > mostInRange) return unknownValue('this range is too long to be read', line);
  return numbers({
    ...asMatrix({
      shape: [count],
      strides: [1],
      offset: 0,
      mask: false,
      data: Float64Array.from({ length: count }, (_, at) => from + at * by),
    }),
  });
}

const mostInRange = 5000;

const numberIn = (value: PyValue): number | null => {
  const whole = wholeOf(value);
  if (whole !== null) return whole;
  const array = octaveMatrix(value);
  return array && arraySize(array) === 1 ? (array.data[array.offset] ?? null) : null;
};
