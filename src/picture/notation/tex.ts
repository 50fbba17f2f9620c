import { type Apply, type Expression, fold, type Leaf } from '../../language/expression.ts';
import { formatNumber } from '../../language/number-format.ts';
import { entriesOf, type Value } from '../../ops/matrix.ts';
import { binding } from '../../ops/row.ts';
import { table } from '../../ops/table.ts';
import type { TexNames } from './tex-names.ts';

/** How a formula is set: names, digits, and whether it has a line to itself, where fractions may be high. */
export interface TexStyle {
  readonly names: TexNames;
  readonly digits: number;
  readonly inline: boolean;
}

interface Piece {
  readonly tex: string;
  readonly binds: number;
  /** Whether it begins with a digit or a sign, so that nothing may stand right before it. */
  readonly figure: boolean;
  /** Of parts in brackets, the text between the brackets. */
  readonly inside?: string;
}

/** Functions that TeX has a command for, by the same name. */
const COMMANDS: ReadonlySet<string> = new Set(
  'exp log ln sin cos tan sinh cosh tanh arcsin arccos arctan max min'.split(' '),
);

const SIGNS: Readonly<Record<string, string>> = {
  '+': '+',
  '-': '-',
  '.*': '\\odot',
  './': '\\oslash',
  '>': '>',
  '<': '<',
  '>=': '\\ge',
  '<=': '\\le',
  '==': '=',
  '!=': '\\ne',
};

/** Signs that ask: what they give is 1 or 0, which mathematics writes as an indicator. */
const COMPARED: ReadonlySet<string> = new Set(['>', '<', '>=', '<=', '==', '!=']);
const INDICATOR = '\\mathbf{1}';

/** An expression as mathematics in TeX. */
export function texOf(root: Expression, style: TexStyle): string {
  return fold<Piece>(
    root,
    (leaf) => leafPiece(leaf, style),
    (apply, operands) => joined(apply, operands, style),
  ).tex;
}

/** A derivative: ∂J/∂w, high in a line of its own. */
export function derivativeTex(of: string, by: string, { names, inline }: TexStyle): string {
  const [above, below] = [`\\partial ${names(of)}`, `\\partial ${names(by)}`];
  return inline ? `${above}/${below}` : `\\frac{${above}}{${below}}`;
}

/** A value: a number, or a matrix in brackets; of a large one its shape. */
export function valueTex(value: Value, digits: number): string {
  if (typeof value === 'number') return numberTex(formatNumber(value, digits));
  if (value.rows * value.columns > MOST_ENTRIES) return `(${value.rows} \\times ${value.columns})`;
  const entries = Array.from(entriesOf(value), (entry) => numberTex(formatNumber(entry, digits)));
  const rows = Array.from({ length: value.rows }, (_, row) =>
    entries.slice(row * value.columns, (row + 1) * value.columns).join(' & '),
  );
  return `\\begin{bmatrix} ${rows.join(' \\\\ ')} \\end{bmatrix}`;
}

/** A matrix of more entries than this has no place in a line. */
const MOST_ENTRIES = 16;

/** `1.2e-5` as a power of ten. */
function numberTex(text: string): string {
  const [mantissa = text, exponent] = text.split('e');
  if (exponent === undefined) return text === 'infinity' ? '\\infty' : text;
  return `${mantissa === '1' ? '' : `${mantissa} \\cdot `}10^{${exponent}}`;
}

function leafPiece(leaf: Leaf, style: TexStyle): Piece {
  switch (leaf.kind) {
    case 'name':
      return { tex: style.names(leaf.name), binds: Number.POSITIVE_INFINITY, figure: false };
    case 'derivative': {
      const tex = derivativeTex(leaf.of, leaf.by, style);
      return { tex, binds: style.inline ? binding.product : binding.sign, figure: false };
    }
    case 'matrix':
      return { tex: valueTex(leaf.value, style.digits), binds: Number.POSITIVE_INFINITY, figure: false };
    case 'number': {
      const tex = numberTex(formatNumber(leaf.value, Math.max(style.digits, digitsIn(leaf.text))));
      const negative = tex.startsWith('-');
      const binds = negative
        ? binding.sign
        : tex.includes('cdot')
          ? binding.product
          : Number.POSITIVE_INFINITY;
      return { tex, binds, figure: true };
    }
  }
}

/** The number of digits that were typed. */
const digitsIn = (text: string): number => Math.min(15, text.replaceAll(/\D/g, '').length);

function joined({ sign }: Apply, operands: readonly Piece[], style: TexStyle): Piece {
  const [first, second] = operands;
  if (!first) throw new Error('an operation without operands');
  const whole = (tex: string): Piece => ({ tex, binds: Number.POSITIVE_INFINITY, figure: false });
  switch (sign.form) {
    case 'index':
      return whole(`${held(first, binding.transpose)}_{${places(operands.slice(1))}}`);
    case 'brackets':
      return stacked(operands);
    case 'call':
      return whole(called(sign, operands));
    case 'postfix':
      return { tex: `${raised(held(first, sign.binds + 1))}^{\\mathsf T}`, binds: sign.binds, figure: false };
    case 'prefix':
      return { tex: `-${held(first, sign.binds)}`, binds: sign.binds, figure: true };
    case 'infix':
      if (!second) throw new Error('an infix sign has two operands');
      return infix(sign, first, second, style);
  }
}

function infix({ symbol, binds }: Apply['sign'], left: Piece, right: Piece, style: TexStyle): Piece {
  const { figure } = left;
  if (symbol === '^' || symbol === '.^') {
    const power = symbol === '^' ? right.tex : `\\circ ${right.tex}`;
    const base = held(left, binds + 1);
    return {
      tex: `${base.includes('^') && !isClosed(base) ? parenthesised(base) : base}^{${power}}`,
      binds,
      figure,
    };
  }
  if (symbol === '/') {
    if (!style.inline)
      return { tex: `\\frac{${left.tex}}{${right.tex}}`, binds: binding.product, figure: false };
    return { tex: `${held(left, binds)}/${heldRight(right, binds)}`, binds, figure };
  }
  const [before, behind] = [held(left, binds), heldRight(right, binds)];
  if (COMPARED.has(symbol)) {
    const tex = `${INDICATOR}[${left.tex} ${SIGNS[symbol]} ${right.tex}]`;
    return { tex, binds: Number.POSITIVE_INFINITY, figure: true };
  }
  if (SIGNS[symbol]) return { tex: `${before} ${SIGNS[symbol]} ${behind}`, binds, figure };
  // A product: letters side by side, a dot where figures would run together.
  const dot = (/^[\d(-]/.test(behind) || behind.startsWith(INDICATOR)) && right.figure;
  return { tex: `${before}${dot ? ' \\cdot ' : ' \\, '}${behind}`, binds, figure };
}

/** Whether a text is one pair of parentheses with all that is between them. */
function isClosed(tex: string): boolean {
  let depth = 0;
  for (const [at, letter] of [...tex].entries()) {
    if (letter === '(') depth++;
    if (letter === ')') depth--;
    if (depth === 0 && at < tex.length - 1) return false;
  }
  return tex.startsWith('(');
}

/** What is transposed: a letter that has something above it already gets braces. */
const raised = (tex: string): string => (tex.includes('^') ? `{${tex}}` : tex);
const parenthesised = (tex: string): string => `(${tex})`;
const held = (piece: Piece, binds: number): string =>
  piece.binds < binds ? parenthesised(piece.tex) : piece.tex;
const heldRight = (piece: Piece, binds: number): string =>
  piece.binds <= binds || piece.tex.startsWith('-') ? parenthesised(piece.tex) : piece.tex;

/** A call, as TeX has it by its command or by the word of the op's row; a name of its own else. */
function called({ symbol, ops }: Apply['sign'], operands: readonly Piece[]): string {
  const texts = operands.map(({ tex }) => tex);
  const [only = ''] = texts;
  const word = COMMANDS.has(symbol) ? `\\${symbol}` : table[ops[0]].tex;
  if (word?.includes('#1')) return word.replace('#1', () => only);
  const name = word ?? `\\operatorname{${symbol.replaceAll('_', '\\_')}}`;
  return `${name}(${texts.join(', ')})`;
}

/** The places that are picked, as the language counts them: `2,:`. */
function places(numbers: readonly Piece[]): string {
  const [top = '0', bottom = top, left = '0', right = left] = numbers.map(({ tex }) => tex);
  const side = (from: string, to: string): string =>
    from === '0' ? ':' : from === to ? from : `${from}{:}${to}`;
  return `${side(top, bottom)},${side(left, right)}`;
}

function stacked([first, second, dimension]: readonly Piece[]): Piece {
  if (!first || !second) throw new Error('brackets hold two parts');
  const inside = `${first.inside ?? first.tex} ${dimension?.tex === '1' ? '\\\\' : '&'} ${second.inside ?? second.tex}`;
  const tex = `\\begin{bmatrix} ${inside} \\end{bmatrix}`;
  return { tex, binds: Number.POSITIVE_INFINITY, figure: false, inside };
}
