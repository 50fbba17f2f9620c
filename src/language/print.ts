import type { Matrix } from '../ops/matrix.ts';
import { binding } from '../ops/row.ts';
import { type Apply, type Expression, fold, type Leaf } from './expression.ts';
import type { Sign } from './spelling.ts';

/** How an expression is set: the words for its leaves, and the air around its signs. */
export interface Style {
  readonly leaf: (leaf: Leaf) => string;
  /** `board`: sums are spaced and products tight, as on a blackboard; `code`: every sign but `^` is spaced; `tight`: none. */
  readonly spacing: 'board' | 'code' | 'tight';
}

/** A leaf as the language spells it; a number keeps the digits it was typed with. */
export function printLeaf(leaf: Leaf): string {
  switch (leaf.kind) {
    case 'matrix':
      return leaf.text || printMatrix(leaf.value, plainNumber);
    case 'number':
      // Without the point of `5.`, which a sign behind it would make its own: `5.*x` is 5 .* x.
      return leaf.text.replace(/\.$/, '') || plainNumber(leaf.value);
    case 'name':
      return leaf.name;
    case 'derivative':
      return `d${leaf.of}/d${leaf.by}`;
  }
}

/** A number in the shortest digits that read back as the same double; never -0, never a `+` in an exponent. */
export const plainNumber = (value: number): string => String(value + 0).replace('e+', 'e');

/** `[1 2; 3 4]`: a matrix in one line, as the language reads it. */
export function printMatrix({ rows, columns, entries }: Matrix, entry: (value: number) => string): string {
  const lines = Array.from({ length: rows }, (_, row) =>
    Array.from(entries.subarray(row * columns, (row + 1) * columns), entry).join(' '),
  );
  return `[${lines.join('; ')}]`;
}

/** The styles of the blackboard, of program text, and of the narrow boxes of a drawing. */
export const boardStyle: Style = { leaf: printLeaf, spacing: 'board' };
export const codeStyle: Style = { leaf: printLeaf, spacing: 'code' };
export const tightStyle: Style = { leaf: printLeaf, spacing: 'tight' };

interface Piece {
  readonly text: string;
  /** The strength of the loosest sign that shows outside parentheses. */
  readonly binds: number;
  /** Whether a minus sign comes first. Asking the text itself would copy it, which adds up in a deep tree. */
  readonly signed: boolean;
  /** Whether it carries a stroke of its own, as dJ/du does, so that a product of it needs air to be read. */
  readonly wide: boolean;
}

/** Text that reads back as the same tree, with no parentheses but the needed ones. */
export function print(root: Expression, style: Style = boardStyle): string {
  return fold<Piece>(
    root,
    (leaf) => {
      const text = style.leaf(leaf);
      // A fraction or a negative number set as a leaf must be held together like the sign it shows.
      return {
        text,
        binds: leafBinds(leaf, text),
        signed: text.startsWith('-'),
        wide: leaf.kind === 'derivative',
      };
    },
    (apply, operands) => join(apply, operands, style),
  ).text;
}

function leafBinds(leaf: Leaf, text: string): number {
  if (leaf.kind !== 'number') return Infinity;
  if (/[^-]\//.test(text)) return binding.product;
  return text.startsWith('-') || text.startsWith('−') ? binding.sign : Infinity;
}

function join(apply: Apply, operands: readonly Piece[], style: Style): Piece {
  const { sign } = apply;
  const [first, second] = operands;
  if (!first) throw new Error('an operation without operands');
  if (sign.form === 'index') {
    const [top = '0', bottom = top, left = '0', right = left] = operands.slice(1).map(({ text }) => text);
    const side = (from: string, to: string): string =>
      from === '0' ? ':' : from === to ? from : `${from}:${to}`;
    const matrix = first.binds === Infinity && !first.wide ? first.text : parenthesised(first.text);
    return {
      text: `${matrix}(${side(top, bottom)},${side(left, right)})`,
      binds: Infinity,
      signed: false,
      wide: false,
    };
  }
  if (sign.form === 'call') {
    const inside = operands.slice(1).reduce((text, operand) => `${text}, ${operand.text}`, first.text);
    return { text: `${sign.symbol}(${inside})`, binds: Infinity, signed: false, wide: false };
  }
  if (sign.form === 'postfix')
    return {
      ...first,
      text: (first.wide ? parenthesised(first.text) : held(first, sign.binds)) + sign.symbol,
      binds: sign.binds,
      wide: false,
    };
  if (!second)
    return {
      text: sign.symbol + held(first, sign.binds),
      binds: sign.binds,
      signed: sign.symbol === '-',
      wide: first.wide,
    };
  const left = held(first, sign.binds, sign.rightward);
  const right = heldRight(second, sign.binds, sign.rightward);
  const air = aired(style, sign, first.wide || second.wide);
  const text = air ? `${left} ${sign.symbol} ${right}` : left + sign.symbol + right;
  const wide = (first.wide || second.wide) && sign.binds >= binding.product && !air;
  return { text, binds: sign.binds, signed: first.signed && left === first.text, wide };
}

function aired({ spacing }: Style, { binds, symbol }: Sign, wide: boolean): boolean {
  switch (spacing) {
    case 'board':
      // A product entry by entry has air, so that it is told from the product of matrices beside it.
      return binds < binding.product || wide || (binds === binding.product && symbol.startsWith('.'));
    case 'code':
      return binds < binding.power;
    case 'tight':
      return wide;
  }
}

const parenthesised = (text: string): string => `(${text})`;

function held(piece: Piece, binds: number, strictly = false): string {
  return piece.binds < binds || (strictly && piece.binds === binds) ? parenthesised(piece.text) : piece.text;
}

function heldRight(piece: Piece, binds: number, rightward: boolean): string {
  // a - -b, 2^-x, 3*-2 and a + -b*c are read, but nobody writes them so: a sign on the right is always held.
  if (piece.signed) return parenthesised(piece.text);
  return held(piece, binds, !rightward);
}
