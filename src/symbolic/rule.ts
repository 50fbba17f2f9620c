import { entriesAt } from '../engine/graph/entry-words.ts';
import { operandsAt, shapeAt } from '../engine/graph/graph.ts';
import { differentiable, elementwiseRow, evaluate, localRule } from '../engine/kernels/rules.ts';
import type { Evaluation } from '../engine/passes/evaluate.ts';
import { apply, type Expression, fold, type Leaf, number, substitute } from '../language/expression.ts';
import {
  divideSign,
  dotDivideSign,
  dotPowerSign,
  dotTimesSign,
  sumSign,
  timesSign,
} from '../language/operators.ts';
import { knownSign } from '../language/spelling.ts';
import { isSingle, type Shape, single } from '../ops/matrix.ts';
import { shareOf } from './convention.ts';
import { type Link, type LinkStep, termOf, upstreamOf } from './link.ts';
import { productOf, type ShapeOf, simplify, spread } from './simplify.ts';
import { structuralPass } from './structural-rule.ts';

const dotted = new Map([
  [timesSign, dotTimesSign],
  [divideSign, dotDivideSign],
  [knownSign('infix', '^'), dotPowerSign],
]);

/** The shapes of a worked graph's names; a derivative has the shape of the node that it is taken with respect to. */
export const shapesIn =
  ({ graph, slots }: Evaluation): ShapeOf =>
  (leaf: Leaf): Shape => {
    if (leaf.kind === 'matrix') return leaf.value;
    const word = leaf.kind === 'name' ? leaf.name : leaf.kind === 'derivative' ? leaf.by : '';
    // `dZ` has the shape of Z, as every derivative has.
    const slot = slots.get(word) ?? (word.startsWith('d') ? slots.get(word.slice(1)) : undefined);
    return slot === undefined ? single : shapeAt(graph, slot);
  };

/**
 * The local derivative of an entrywise step by one operand, in the reader's letters; exceptions are chosen by the values
 * here. `changed` puts another formula in its place, in which `G` is `upstream`.
 */
export function localOf(
  worked: Evaluation,
  visible: ReadonlySet<number>,
  edge: LinkStep,
  changed: Expression | null = null,
  upstream: Expression | null = null,
): Expression {
  const { step, op, operand } = edge;
  const row = elementwiseRow(op);
  const operands = operandsAt(worked.graph, step);
  const rule = localRule(op, operand);
  const excepted = rule.except && exceptedAt(worked, edge, rule.except.when);
  const local = changed ?? (excepted && rule.except ? rule.except.local : rule.local);
  return substitute(entryByEntry(worked, edge, local), (leaf) => {
    if (leaf.kind !== 'name') return leaf;
    if (leaf.name === 'out') return termOf(worked, visible, step);
    if (leaf.name === 'G' && upstream) return upstream;
    const slot = operands[row.operands.indexOf(leaf.name)];
    return slot === undefined ? leaf : termOf(worked, visible, slot);
  });
}

/** Whether the exception to a rule holds at every entry of a step. */
function exceptedAt(worked: Evaluation, { step, op }: LinkStep, when: Expression): boolean {
  const row = elementwiseRow(op);
  for (const { operands, out } of entriesAt(worked.graph, worked.tape.value, step)) {
    const at = (letter: string): number | undefined =>
      letter === 'out' ? out : operands[row.operands.indexOf(letter)];
    if (evaluate(when, at) === 0) return false;
  }
  return true;
}

/** A formula that is written for numbers, as it is written for matrices: with a dot where both sides could be told apart. */
function entryByEntry({ graph }: Evaluation, { step, op }: LinkStep, local: Expression): Expression {
  if (isSingle(shapeAt(graph, step))) return local;
  const { operands: letters } = elementwiseRow(op);
  const operands = operandsAt(graph, step);
  const shape = (letter: string): Shape => shapeAt(graph, operands[letters.indexOf(letter)] ?? step);
  return fold<{ readonly expression: Expression; readonly single: boolean }>(
    local,
    (leaf) => ({ expression: leaf, single: leaf.kind !== 'name' || isSingle(shape(leaf.name)) }),
    (node, parts) => {
      const alone = parts.every((part) => part.single);
      const [left, right] = parts;
      const plain =
        alone ||
        (node.sign.symbol === '*' && (left?.single || right?.single)) ||
        (node.sign.symbol === '/' && right?.single);
      const sign = plain ? node.sign : (dotted.get(node.sign) ?? node.sign);
      return {
        expression: { ...node, sign, operands: parts.map((part) => part.expression) },
        single: alone,
      };
    },
  ).expression;
}

/** The local derivative along a link of single numbers: d(to)/d(from) in the reader's letters, tidied. */
export const localRuleOf = (worked: Evaluation, visible: ReadonlySet<number>, link: Link): Expression =>
  link.path.reduceRight<Expression>((passed, edge) => passedOn(worked, visible, edge, passed), number(1));

/** The whole rule of a link: the upstream gradient passed back along the path, in the reader's letters, tidied. */
export const ruleOf = (worked: Evaluation, visible: ReadonlySet<number>, link: Link): Expression =>
  ruleIn(worked, visible, link);

/** A link's rule with other local derivatives where `changed` gives some, and other passes at steps on whole matrices. */
export function ruleIn(
  worked: Evaluation,
  visible: ReadonlySet<number>,
  link: Link,
  changed: (edge: LinkStep, upstream: Expression) => Expression | null = () => null,
): Expression {
  const shapes = shapesIn(worked);
  const share = shareOf(worked, link);
  const upstream = simplify(upstreamOf(worked, link), shapes);
  const passed = link.path.reduceRight<Expression>(
    (above, edge) => passedOn(worked, visible, edge, above, changed(edge, above)),
    share === 1
      ? upstream
      : productOf(
          upstream,
          share > 1 ? number(share) : apply(divideSign, number(1), number(1 / share)),
          shapes,
        ),
  );
  return spread(passed, shapeAt(worked.graph, link.from), shapes);
}

/** The expression that an edge passes back for an upstream gradient: the pass of its op, fitted to its operand's shape. */
export function passedOn(
  worked: Evaluation,
  visible: ReadonlySet<number>,
  edge: LinkStep,
  upstream: Expression,
  local: Expression | null = null,
): Expression {
  const shapes = shapesIn(worked);
  if (differentiable(edge.op).kind === 'structural')
    return structuralPass(worked, visible, edge, upstream, local, shapes);
  const { graph } = worked;
  const slot = operandsAt(graph, edge.step)[edge.operand] ?? -1;
  const passed = productOf(upstream, local ?? localOf(worked, visible, edge), shapes);
  return fitted(passed, shapeAt(graph, edge.step), shapeAt(graph, slot), shapes);
}

/** Summed where an operand was spread: `sum(dZ, 2)` for a column, `sum(dZ)` for a number. */
function fitted(passed: Expression, out: Shape, operand: Shape, shapes: ShapeOf): Expression {
  const down = operand.rows < out.rows;
  const along = operand.columns < out.columns;
  if (!down && !along) return passed;
  const whole = spread(passed, out, shapes);
  const dimension = down && along ? [] : [number(down ? 1 : 2)];
  // A row's sum along itself is the sum of all it has.
  const all = (down && out.columns === 1) || (along && out.rows === 1);
  return simplify(apply(sumSign, whole, ...(all ? [] : dimension)), shapes);
}

/** Whether a link leads over single numbers alone, so that its rule is a product of local derivatives. */
export function isPlain(worked: Evaluation, { path, from, to }: Link): boolean {
  const { graph } = worked;
  if (graph.layout === null) return true;
  const slots = [from, to, ...path.flatMap(({ step }) => [step, ...operandsAt(graph, step)])];
  return (
    slots.every((slot) => isSingle(shapeAt(graph, slot))) &&
    path.every(({ op }) => differentiable(op).kind === 'elementwise')
  );
}
