import { operandsAt } from '../../engine/graph/graph.ts';
import { differentiable } from '../../engine/kernels/rules.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import {
  type Apply,
  apply,
  derivative,
  type Expression,
  fold,
  type Leaf,
  name,
  number,
  substitute,
} from '../../language/expression.ts';
import {
  divideSign,
  dotDivideSign,
  dotTimesSign,
  meanSign,
  sumSign,
  timesSign,
} from '../../language/operators.ts';
import { knownSign } from '../../language/spelling.ts';
import { type Link, type LinkStep, namesIn, termOf } from '../../symbolic/link.ts';
import { localOf } from '../../symbolic/rule.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { hasNames } from '../mistakes/counterfactual.ts';
import { exchanged } from '../mistakes/rewrite.ts';

/** A rule with one part of it missing. */
export interface Gap {
  /** The rule with a `?` in it. */
  readonly line: Expression;
  /** What belongs there. */
  readonly missing: Expression;
}

const products = [timesSign, dotTimesSign, divideSign, dotDivideSign];
const gathering = [sumSign, meanSign];

/** What stands for the missing part: no name of a program can be that. */
const blank = name('?');

const isBlank = (leaf: Leaf): boolean => leaf.kind === 'name' && leaf.name === blank.name;

/** The line with an expression put into its gap. */
export const filledGap = ({ line }: Gap, part: Expression): Expression =>
  substitute(line, (leaf) => (isBlank(leaf) ? part : leaf));

/** The product of an upstream gradient and what is missing: among matrices entry by entry. */
export const factorMissing = (upstream: Expression, missing: Expression, symbol: '*' | '.*'): Gap => ({
  line: apply(knownSign('infix', symbol), upstream, blank),
  missing,
});

/** Whether a leaf is a derivative of the output, under either convention's word. */
export const isUpstream = ({ slots }: Evaluation, leaf: Leaf): boolean =>
  leaf.kind === 'derivative' ||
  (leaf.kind === 'name' &&
    !slots.has(leaf.name) &&
    leaf.name.startsWith('d') &&
    slots.has(leaf.name.slice(1)));

/**
 * The part of a rule that is worth asking for: a sum that is not all of it, else the factor beside the upstream gradient,
 * transpose and all, else the whole. Null where no upstream gradient stands in it.
 */
export function gapIn(worked: Evaluation, rule: Expression): Gap | null {
  const sums: Apply[] = [];
  const factors: { readonly product: Apply; readonly place: number }[] = [];
  const holds = fold<boolean>(
    rule,
    (leaf) => isUpstream(worked, leaf),
    (node, parts) => {
      const inside = parts.includes(true);
      const place = parts.indexOf(false);
      const other = node.operands[place];
      if (inside && products.includes(node.sign) && other && hasNames(other))
        factors.push({ product: node, place });
      if (inside && gathering.includes(node.sign) && node !== rule) sums.push(node);
      return inside;
    },
  );
  if (!holds) return null;
  const holes = sums.map((sum): Gap => ({ line: exchanged(rule, sum, blank), missing: sum }));
  const [sum] = holes;
  if (sum && (factors.length === 0 || hasNames(without(sum)))) return sum;
  const [factor] = factors;
  const missing = factor?.product.operands[factor.place];
  if (!factor || !missing) return { line: blank, missing: rule };
  const { product, place } = factor;
  const operands = product.operands.map((operand, at) => (at === place ? blank : operand));
  return { line: exchanged(rule, product, { ...product, operands }), missing };
}

/** The parts of a line around its gap. */
const without = (hole: Gap): Expression => filledGap(hole, number(1));

/**
 * The ways as far as their steps bring in what is missing: the reason for a part of a line is not that of another part. All of
 * them where it is a sum, or where no step speaks of it.
 */
export function bringing(lesson: Lesson, links: readonly Link[], { missing }: Gap): readonly Link[] {
  const { worked, visible } = lesson;
  const wanted = namesIn(missing).filter((text) => worked.slots.has(text));
  const gathers = missing.kind === 'apply' && gathering.includes(missing.sign);
  const brings = (edge: LinkStep): boolean => {
    const spoken =
      differentiable(edge.op).kind === 'structural'
        ? operandsAt(worked.graph, edge.step)
            .filter((_, at) => at !== edge.operand)
            .flatMap((slot) => namesIn(termOf(worked, visible, slot)))
        : namesIn(localOf(worked, visible, edge));
    return wanted.every((text) => spoken.includes(text));
  };
  const found = links.map((link) => ({ ...link, path: link.path.filter(brings) }));
  return gathers || wanted.length === 0 || found.every(({ path }) => path.length === 0) ? links : found;
}

/** A rule as code has it: `dZ` for `dJ/dZ`, unless the program itself has a name like that. */
export const gapCode = ({ slots }: Evaluation, rule: Expression): Expression =>
  substitute(rule, (leaf) => {
    if (leaf.kind !== 'derivative') return leaf;
    const short = `d${leaf.by}`;
    return slots.has(short) ? derivative(leaf.of, leaf.by) : name(short);
  });
