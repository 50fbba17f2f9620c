import { opForShapes } from '../engine/graph/shapes.ts';
import { type Apply, type Expression, fold, type Leaf } from '../language/expression.ts';
import { plainNumber } from '../language/print.ts';
import { entriesOf, type Shape, shapeOf, type Value } from '../ops/matrix.ts';
import { spelledIn, table } from '../ops/table.ts';
import type { ShapeOf } from './simplify.ts';

/** A part of an expression in NumPy, its shape, and how tightly its outermost sign holds. */
interface Piece {
  readonly text: string;
  readonly shape: Shape;
  readonly binds: number;
}

/** How tightly Python's signs hold, loosest first; what needs no parentheses anywhere holds best. */
const holds = { whole: 0, comparison: 1, sum: 2, product: 3, sign: 4, power: 5, atom: 6 } as const;

/** Words that Python keeps for itself. */
const keywords: ReadonlySet<string> = new Set(
  'and as assert async await class def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield np'.split(
    ' ',
  ),
);

/** A name of the program as a name of Python. */
export const numpyName = (name: string): string => {
  const plain = name.normalize('NFKC');
  return keywords.has(plain) ? `${plain}_` : plain;
};

/** A value as NumPy writes it: a number, or rows between brackets. */
export function numpyValue(value: Value): string {
  if (typeof value === 'number') return plainNumber(value);
  const { columns } = shapeOf(value);
  const entries = Array.from(entriesOf(value), plainNumber);
  const rows = Array.from({ length: value.rows }, (_, row) =>
    entries.slice(row * columns, (row + 1) * columns).join(', '),
  );
  return `np.array([${rows.map((row) => `[${row}]`).join(', ')}])`;
}

/**
 * An expression as NumPy writes it, by the spelling in each op's row; null where a row says that NumPy has none. Which op
 * a sign means hangs on shapes, as everywhere.
 */
export function numpyText(
  expression: Expression,
  shapes: ShapeOf,
  derivative: (name: string) => string,
): string | null {
  const piece = fold<Piece | null>(
    expression,
    (leaf) => ({ ...leafText(leaf, derivative), shape: shapes(leaf) }),
    (node, parts) => (parts.every((part) => part !== null) ? joined(node, parts as readonly Piece[]) : null),
  );
  return piece?.text ?? null;
}

function leafText(leaf: Leaf, derivative: (name: string) => string): { text: string; binds: number } {
  switch (leaf.kind) {
    case 'number':
      return { text: plainNumber(leaf.value), binds: leaf.value < 0 ? holds.sign : holds.atom };
    case 'matrix':
      return { text: numpyValue(leaf.value), binds: holds.atom };
    case 'name':
      return { text: numpyName(leaf.name), binds: holds.atom };
    case 'derivative':
      return { text: derivative(leaf.by), binds: holds.atom };
  }
}

function joined(node: Apply, parts: readonly Piece[]): Piece | null {
  const [maker] = node.sign.ops;
  if (maker && table[maker].kind === 'maker')
    return {
      text: `np.${node.sign.symbol}((${parts.map((part) => part.text).join(', ')}))`,
      shape: { rows: wholeIn(parts[0]), columns: wholeIn(parts[1]) },
      binds: holds.atom,
    };
  const meaning = opForShapes(
    node,
    parts.map((part) => part.shape),
    () => parts.map((part) => part.text),
    false,
  );
  if (typeof meaning === 'string') return null;
  const row = table[meaning.op];
  const template = spelledIn(row.numpy, meaning.settings);
  if (template === null) return null;
  const letters: readonly string[] = row.operands;
  const text = template.replaceAll(
    /(?<![\w.])([A-Za-z]\w*)(?![\w(=])/g,
    (word: string, _: string, at: number, whole: string) => {
      const part = parts[letters.indexOf(word)];
      return part ? heldIn(part, whole, at, word.length) : word;
    },
  );
  return { text, shape: meaning.shape, binds: strengthOf(template) };
}

/** The whole number that a maker's operand is. */
const wholeIn = (part: Piece | undefined): number => Number(part?.text ?? 1);

/** An operand in the place of its letter: alone between the parentheses of a call it needs none of its own. */
function heldIn({ text, binds }: Piece, template: string, at: number, length: number): string {
  const before = template.slice(0, at).trimEnd();
  const after = template.slice(at + length).trimStart();
  const alone = /[([,]$/.test(before) && /^[)\],]/.test(after);
  if (alone || binds === holds.atom) return text;
  const left = strengthAt(/(\*\*|[-+*/@<>]|[<>=!]=)$/.exec(before)?.[1], before);
  const right = strengthAt(/^(\*\*|[-+*/@<>]|[<>=!]=|\.T|\[)/.exec(after)?.[1], '.');
  // A sign on the left holds its right side more tightly than one of its own kind: a - (b - c).
  return binds > left && binds >= right && !(text.startsWith('-') && before !== '') ? text : `(${text})`;
}

function strengthAt(sign: string | undefined, before: string): number {
  switch (sign) {
    case undefined:
      return -1;
    case '.T':
    case '[':
      return holds.atom;
    case '**':
      return holds.atom;
    case '*':
    case '/':
    case '@':
      return holds.product;
    case '+':
      return holds.sum;
    case '-':
      return before === '-' ? holds.product : holds.sum;
    default:
      return holds.comparison;
  }
}

/** How tightly a spelling holds by itself: a call or a view best, a sign as Python has it, anything else least. */
function strengthOf(template: string): number {
  if (/^(np\.\w+\([^()]*(\([^()]*\))?[^()]*\)|\w+(\.T|\[[^\]]*\])?)$/.test(template)) return holds.atom;
  const sign = /^\w+ (\*\*|[-+*/@<>]|[<>=!]=) \w+$/.exec(template)?.[1];
  switch (sign) {
    case '**':
      return holds.power;
    case '*':
    case '/':
    case '@':
      return holds.product;
    case '+':
    case '-':
      return holds.sum;
    case undefined:
      return /^-\w+$/.test(template) ? holds.sign : holds.whole;
    default:
      return holds.comparison;
  }
}
