import { type Expression, type Leaf, taken } from '../expression.ts';
import type { Sign } from '../spelling.ts';
import { partKinds, shortSigns } from './short-signs.ts';

/**
 * A program of names, numbers, signs and parentheses alone, as numbers in a few arrays: a long one has hundreds of
 * thousands of parts, and an object for each costs more than all that is computed with them. Trees are made of it when
 * somebody asks.
 */
export interface Plain {
  readonly source: string;
  /** Every name once, in the order in which they are met. */
  readonly names: readonly string[];
  readonly idOf: ReadonlyMap<string, number>;
  /** Every number as it is written. */
  readonly numbers: readonly string[];
  /** All parts in postfix order, `partWidth` numbers each: what it is, which name or number, where it begins. */
  readonly parts: Int32Array;
  /** The statements, `statementWidth` numbers each: the name's place in `names`, from, to, and where its parts end. */
  readonly statements: readonly number[];
  /** The names that no statement computes, in order; and beside each the last part of its own value, or `noPart`. */
  readonly givens: readonly number[];
  /** Every part as a tree, in the same order; made when somebody asks first. */
  readonly trees: () => readonly Expression[];
}

export const partWidth = 3;
export const statementWidth = 4;
export const noPart = -1;

/** The part's sign; undefined for a name and for a number. */
const signOfPart = ({ parts }: PlainParts, part: number): Sign | undefined =>
  shortSigns[(parts[part * partWidth] ?? 0) - partKinds.firstSign];

/** What a plain program is before anybody asks for its trees. */
export type PlainParts = Omit<Plain, 'trees'>;

/** Every part as a tree, in postfix order: each application behind its operands, and the statements one after another. */
export function treesOf(plain: PlainParts): readonly Expression[] {
  const { statements, parts } = plain;
  const size = statements.at(-1) ?? 0;
  const trees: Expression[] = [];
  const waiting: Expression[] = [];
  for (let part = 0; part < size; part++) {
    const sign = signOfPart(plain, part);
    const from = parts[part * partWidth + 2] ?? 0;
    const tree: Expression = sign
      ? {
          kind: 'apply',
          sign,
          operands: taken(waiting, sign.arity),
          from,
          to: from + sign.symbol.length,
        }
      : leafOf(plain, part, from);
    waiting.push(tree);
    trees.push(tree);
  }
  return trees;
}

function leafOf({ names, numbers, parts }: PlainParts, part: number, from: number): Leaf {
  const which = parts[part * partWidth + 1] ?? 0;
  if (parts[part * partWidth] === partKinds.name) {
    const name = names[which] ?? '';
    return { kind: 'name', name, from, to: from + name.length };
  }
  const text = numbers[which] ?? '';
  return { kind: 'number', value: Number(text), text, from, to: from + text.length };
}
