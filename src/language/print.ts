import type { Matrix } from '../ops/matrix.ts';
import { binding } from '../ops/row.ts';
import { type Apply, type Expression, fold, type Leaf } from './expression.ts';
import type { Sign } from './spelling.ts';

/** How an expression is printed: the words for its leaves, and the spaces around its signs. */
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
      // Without the point of `5.`, which would become part of a sign after it: `5.*x` is 5 .* x.
      return (leaf.text.endsWith('.') ? leaf.text.slice(0, -1) : leaf.text) || plainNumber(leaf.value);
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
  /** The precedence of the loosest sign outside parentheses. */
  readonly binds: number;
  /** Whether a minus sign comes first. Asking the text itself would copy it, which adds up in a deep tree. */
  readonly signed: boolean;
  /** Whether it holds a `/` of its own, as dJ/du does, so that a product of it is read more easily with spaces. */
  readonly wide: boolean;
  /** For parts in brackets: whether they stand one above the other, and their text without the brackets. */
  readonly block?: { readonly above: boolean; readonly inside: string };
  /** Whether it holds numbers alone, which brackets would read as one matrix. */
  readonly ofNumbers?: boolean;
}

/** Text that reads back as the same tree, with no parentheses but the needed ones. */
export function print(root: Expression, style: Style = boardStyle): string {
  return fold<Piece>(
    root,
    (leaf) => {
      const text = style.leaf(leaf);
      // A leaf that prints as a fraction or a negative number needs parentheses wherever its sign would.
      return {
        text,
        binds: leafBinds(leaf, text),
        signed: text.startsWith('-'),
        wide: leaf.kind === 'derivative',
        ofNumbers: leaf.kind === 'number' || leaf.kind === 'matrix',
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
  if (sign.form === 'index') return closed(first, `(${placesText(operands)})`);
  if (sign.form === 'brackets') return bracketed(operands);
  if (sign.form === 'call') return whole(`${sign.symbol}(${operands.map(({ text }) => text).join(', ')})`);
  if (sign.form === 'postfix')
    return {
      text: (first.wide ? parenthesised(first.text) : held(first, sign.binds)) + sign.symbol,
      binds: sign.binds,
      signed: first.signed,
      wide: false,
      ofNumbers: first.ofNumbers === true,
    };
  if (!second)
    return {
      text: sign.symbol + held(first, sign.binds),
      binds: sign.binds,
      signed: sign.symbol === '-',
      wide: first.wide,
      ofNumbers: first.ofNumbers === true,
    };
  const left = held(first, sign.binds, sign.rightward);
  const right = heldRight(second, sign.binds, sign.rightward);
  const air = aired(style, sign, first.wide || second.wide);
  const text = air ? `${left} ${sign.symbol} ${right}` : left + sign.symbol + right;
  const wide = (first.wide || second.wide) && sign.binds >= binding.product && !air;
  const ofNumbers = first.ofNumbers === true && second.ofNumbers === true;
  return { text, binds: sign.binds, signed: first.signed && left === first.text, wide, ofNumbers };
}

/** A text that needs no parentheses, whatever sign stands beside it. */
const whole = (text: string): Piece => ({ text, binds: Infinity, signed: false, wide: false });

/** An operand with what is written after it, in parentheses where it needs them. */
const closed = (operand: Piece, behind: string): Piece =>
  whole(
    (operand.binds >= binding.transpose && !operand.wide ? operand.text : parenthesised(operand.text)) +
      behind,
  );

/** The places that an index picks: `2,:`, `1:2,:`. */
function placesText([, ...places]: readonly Piece[]): string {
  const [top = '0', bottom = top, left = '0', right = left] = places.map(({ text }) => text);
  const side = (from: string, to: string): string =>
    from === '0' ? ':' : from === to ? from : `${from}:${to}`;
  return `${side(top, bottom)},${side(left, right)}`;
}

/**
 * Matrices put together in brackets: `[A; B]`, `[A, B]`. Rows of parts need no brackets of their own, and neither
 * does a first part of the same kind. What brackets would read differently is printed as a call: numbers alone, and a
 * row after a row.
 */
function bracketed([first, second, dimension]: readonly Piece[]): Piece {
  if (!first || !second) throw new Error('brackets hold two parts');
  const above = dimension?.text === '1';
  const part = ({ text, block }: Piece, isFirst: boolean): string =>
    block && (isFirst ? above || !block.above : above && !block.above) ? block.inside : text;
  const inside = `${part(first, true)}${above ? '; ' : ', '}${part(second, false)}`;
  const ofNumbers = first.ofNumbers === true && second.ofNumbers === true;
  const asCall = ofNumbers || (!above && second.block?.above === false);
  const called = `concat(${first.text}, ${second.text}, ${above ? 1 : 2})`;
  return { ...whole(asCall ? called : `[${inside}]`), block: { above, inside }, ofNumbers };
}

function aired({ spacing }: Style, { binds, symbol }: Sign, wide: boolean): boolean {
  switch (spacing) {
    case 'board':
      // A product entry by entry has spaces, so that it is told apart from a product of matrices beside it.
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
  // `a - -b`, `2^-x`, `3*-2` and `a + -b*c` can be read, but nobody writes them: a sign on the right always gets
  // parentheses.
  if (piece.signed) return parenthesised(piece.text);
  return held(piece, binds, !rightward);
}
