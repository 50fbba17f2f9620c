import { differentiable, elementwiseRow, localRule, parseFormula } from '../../engine/kernels/rules.ts';
import {
  type Apply,
  applicationsIn,
  apply,
  type Expression,
  leaves,
  name,
  number,
  same,
  substitute,
} from '../../language/expression.ts';
import { divideSign, minusSign, negativeSign, plusSign, timesSign } from '../../language/operators.ts';
import { compares, knownSign } from '../../language/spelling.ts';
import { lookAlikes, type OpName, type SlipId, slipsOf } from '../../ops/table.ts';
import { exchanged } from './rewrite.ts';

/** The wrong rules that come from changing a right one; see `catalogue.ts` for what each means. */
export type MutantId =
  | 'operands-swapped'
  | 'input-for-output'
  | 'output-for-input'
  | 'rule-sign-flipped'
  | 'inner-sign-flipped'
  | 'part-dropped'
  | 'applied-twice'
  | 'neighbours-rule'
  | 'output-for-slope'
  | 'slope-forgotten'
  | 'slope-twice'
  | 'other-operands-rule';

/** A wrong local derivative, in the row's letters, `out`, and `G` for the upstream gradient of the op. */
export interface Mutant {
  readonly id: MutantId | SlipId;
  readonly local: Expression;
  /** Whether a sign was lost in it as well: what gives the same by one mistake alone is likelier. */
  readonly twofold?: boolean;
}

const power = knownSign('infix', '^');
const one = number(1);
const out = name('out');

const made = new Map<string, readonly Mutant[]>();

/**
 * Every wrong local derivative that a change of the row's own formula gives, or a slip of the row; none is the right one.
 * Of an op on whole matrices the slips of its row alone: each stands for its pass.
 */
export function mutantsOf(op: OpName, operand: number): readonly Mutant[] {
  const key = `${op} ${operand}`;
  const known = made.get(key);
  if (known) return known;
  const slips = slipsOf(op, operand).map(({ id, instead }): Mutant => ({ id, local: parseFormula(instead) }));
  if (differentiable(op).kind === 'structural') {
    made.set(key, slips);
    return slips;
  }
  const { local } = localRule(op, operand);
  const turned = signs(local);
  const all: readonly Mutant[] = [
    // Of a slope that is nothing but a sign, 1 for -1 is the sign that got lost.
    ...(isConstant(local) ? turned : []),
    ...swapped(op, local),
    ...replaced(op, local, operand),
    ...turned,
    // A row knows its slips better than any change of its formula does.
    ...slips,
    ...parts(local),
    ...neighbours(op, operand),
    ...others(op, operand),
    ...twice(op, local),
  ];
  const distinct = all.filter(
    (mutant, i) =>
      !same(mutant.local, local) && !all.slice(0, i).some((other) => same(other.local, mutant.local)),
  );
  made.set(key, distinct);
  return distinct;
}

const isConstant = (local: Expression): boolean => leaves(local).every((leaf) => leaf.kind === 'number');

/** The other operand where this one belongs: the slope of a product is the partner, not the factor itself. */
function swapped(op: OpName, local: Expression): readonly Mutant[] {
  const [a, b] = elementwiseRow(op).operands;
  if (a === undefined || b === undefined || inExponent(local)) return [];
  return [
    {
      id: 'operands-swapped',
      local: renamed(local, (letter) => (letter === a ? name(b) : letter === b ? name(a) : null)),
    },
  ];
}

/** Whether a letter stands in an exponent: it is not mistaken for the base. */
const inExponent = (local: Expression): boolean =>
  applicationsIn(local).some(
    ({ sign, operands: [, exponent] }) =>
      sign === power && exponent !== undefined && leaves(exponent).some((leaf) => leaf.kind === 'name'),
  );

/** The output for the input and the other way round; the output, or 1, in place of the whole slope. */
function replaced(op: OpName, local: Expression, operand: number): readonly Mutant[] {
  const letters = elementwiseRow(op).operands;
  const letter = letters[operand] ?? '';
  const mutants: Mutant[] = [];
  if (speaksOf(local, 'out')) {
    mutants.push({
      id: 'input-for-output',
      local: renamed(local, (word) => (word === 'out' ? name(letter) : null)),
    });
    if (letters.length === 1) {
      const again = apply(knownSignOf(op), out);
      mutants.push({
        id: 'applied-twice',
        local: renamed(local, (word) => (word === 'out' ? again : word === letter ? out : null)),
      });
    }
  }
  if (speaksOf(local, letter)) {
    mutants.push({ id: 'output-for-input', local: renamed(local, (word) => (word === letter ? out : null)) });
  }
  return [...mutants, { id: 'slope-forgotten', local: one }, { id: 'output-for-slope', local: out }];
}

const knownSignOf = (op: OpName) => {
  const [spelling] = elementwiseRow(op).written;
  if (!spelling) throw new Error(`${op} has no spelling`);
  return knownSign(spelling.form, spelling.symbol);
};

/** The whole rule turned around, and each plus and minus inside it. */
function signs(local: Expression): readonly Mutant[] {
  const turned = local.kind === 'apply' && local.sign === negativeSign ? local.operands[0] : undefined;
  const inner = applicationsIn(local)
    .filter((node) => node.sign === plusSign || node.sign === minusSign)
    .map((node): Mutant => {
      const other: Apply = { ...node, sign: node.sign === plusSign ? minusSign : plusSign };
      return { id: 'inner-sign-flipped', local: exchanged(local, node, other) };
    });
  return [{ id: 'rule-sign-flipped', local: turned ?? apply(negativeSign, local) }, ...inner];
}

/** One side of each operation left out: an exponent, a factor, a square, a term. */
function parts(local: Expression): readonly Mutant[] {
  const sides = applicationsIn(local).flatMap((node) =>
    node.sign.form === 'infix'
      ? // What is left of a comparison with 0 is no rule if it is the 0.
        node.operands
          .filter((operand) => operand.kind !== 'number' || !compares(node.sign))
          // Nor is an exponent that stands without its base.
          .filter((operand) => node.sign !== power || operand === node.operands[0])
          .map((operand): Mutant => ({ id: 'part-dropped', local: exchanged(local, node, operand) }))
      : [],
  );
  const rests = applicationsIn(local).flatMap((node): readonly Mutant[] => {
    const rest = restOf(node);
    return rest ? [{ id: 'part-dropped', local: exchanged(local, node, rest) }] : [];
  });
  return [...sides, ...rests];
}

/** What a difference without its first term, or a quotient without its numerator, still is: -t^2 of 1 - t^2, -1/b^2 of -a/b^2. */
function restOf({ sign, operands: [left, right] }: Apply): Expression | null {
  if (!left || !right) return null;
  if (sign === minusSign) return apply(negativeSign, right);
  if (sign !== divideSign) return null;
  const turned = left.kind === 'apply' && left.sign === negativeSign;
  return apply(divideSign, turned ? apply(negativeSign, one) : one, right);
}

/** The rule of an op that this one is taken for: tanh with sigmoid's. */
function neighbours(op: OpName, operand: number): readonly Mutant[] {
  const row = elementwiseRow(op);
  const letter = row.operands[operand] ?? '';
  if (row.operands.length !== 1) return [];
  return lookAlikes(op).flatMap((other) => {
    const theirs = differentiable(other);
    if (theirs.kind === 'structural') return [];
    const [theirLetter] = theirs.operands;
    if (theirs.operands.length !== 1 || theirLetter === undefined) return [];
    const local = parseFormula(theirs.local[theirLetter] ?? '1');
    return [
      {
        id: 'neighbours-rule',
        local: renamed(local, (word) => (word === theirLetter ? name(letter) : null)),
      } satisfies Mutant,
    ];
  });
}

/** The rule by the other operand: that of the numerator for the denominator. */
function others(op: OpName, operand: number): readonly Mutant[] {
  return elementwiseRow(op).operands.flatMap((_, other) => {
    if (other === operand) return [];
    const { local } = localRule(op, other);
    const bare = unsigned(local);
    const id = 'other-operands-rule' as const;
    return [{ id, local }, ...(bare ? [{ id, local: bare, twofold: true }] : [])];
  });
}

/** `a/b^2` for `-a/b^2`: a rule without the minus at its head; null where it has none, or is a number. */
function unsigned(local: Expression): Expression | null {
  if (local.kind !== 'apply' || isConstant(local)) return null;
  const [first, ...others] = local.operands;
  if (!first) return null;
  if (local.sign === negativeSign) return first;
  if (local.sign !== divideSign && local.sign !== timesSign) return null;
  const bare = unsigned(first);
  return bare && { ...local, operands: [bare, ...others] };
}

/** The slope of a bend counted twice: dZ = A - Y has that of the sigmoid in it already. */
function twice(op: OpName, local: Expression): readonly Mutant[] {
  if (elementwiseRow(op).operands.length !== 1 || !speaksOf(local, 'out')) return [];
  return [{ id: 'slope-twice', local: apply(power, local, number(2)) }];
}

/** Whether a letter stands in a formula. */
export const speaksOf = (local: Expression, letter: string): boolean =>
  leaves(local).some((leaf) => leaf.kind === 'name' && leaf.name === letter);

function renamed(expression: Expression, change: (word: string) => Expression | null): Expression {
  return substitute(expression, (leaf) => (leaf.kind === 'name' ? (change(leaf.name) ?? leaf) : leaf));
}
