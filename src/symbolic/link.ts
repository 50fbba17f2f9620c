import { kinds, opAt, operandsAt, settingsAt } from '../engine/graph/graph.ts';
import { termAt, withOperands } from '../engine/graph/names.ts';
import { type Evaluation, gradientAt, valueOfSlot } from '../engine/passes/evaluate.ts';
import { type Applied, passedBack } from '../engine/passes/pass-back.ts';
import { derivative, type Expression, fold, name, number } from '../language/expression.ts';
import { isFiniteValue, mapped, type Value } from '../ops/matrix.ts';
import { isIdentity, type OpName } from '../ops/table.ts';
import { scaleOf, shareOf } from './convention.ts';
import type { Readers } from './readers.ts';

/** One arrow on a way back: a step, the op it applies, and the operand by which the derivative leaves it. */
export interface LinkStep {
  readonly step: number;
  readonly op: OpName;
  readonly operand: number;
}

/**
 * What joins an asked node to an asked step (or the output) that reads it: the unit of teaching. Its path may lead
 * over hidden steps; a node that is read along several paths has a link for each.
 */
export interface Link {
  readonly from: number;
  readonly to: number;
  /** From the reader next to `from` up to `to`. */
  readonly path: readonly LinkStep[];
}

/** The most paths that are shown one by one. */
export const mostLinks = 64;

/** A way from a node as far as it was gone: its last arrow, and the way before that. Ways share what they have in common. */
interface Way {
  readonly slot: number;
  readonly edge: LinkStep | null;
  readonly before: Way | null;
}

function pathOf(end: Way): readonly LinkStep[] {
  const path: LinkStep[] = [];
  for (let way: Way | null = end; way?.edge; way = way.before) path.push(way.edge);
  return path.reverse();
}

/** The links of a node to the anchors that read it, or null where there are more than can be shown. */
export function linksOf(
  worked: Evaluation,
  uses: Readers,
  anchors: ReadonlySet<number>,
  from: number,
): readonly Link[] | null {
  const links: Link[] = [];
  const waiting: Way[] = [{ slot: from, edge: null, before: null }];
  // Bounded by work, not by links alone: skipped steps may fan out for ever before the first link closes.
  let work = 0;
  for (let way = waiting.pop(); way; way = waiting.pop()) {
    for (const { step, operand } of uses.of(way.slot).toReversed()) {
      const op = opAt(worked.graph, step);
      if (!op) throw new Error('only a step reads');
      // What has no value here is not taken by the step that selects: nothing comes back that way.
      if (worked.graph.selects && !isFiniteValue(valueOfSlot(worked, step))) continue;
      const on: Way = { slot: step, edge: { step, op, operand }, before: way };
      work += 1;
      if (anchors.has(step)) links.push({ from, to: step, path: pathOf(on) });
      else waiting.push(on);
    }
    if (links.length > mostLinks || work > 50 * mostLinks) return null;
  }
  return links.sort((a, b) => a.to - b.to || inWriting(a.path, b.path));
}

/** Paths in the order in which the places that they start from are written. */
function inWriting(a: readonly LinkStep[], b: readonly LinkStep[]): number {
  for (const [i, { step, operand }] of a.entries()) {
    const other = b[i];
    const before = other ? step - other.step || operand - other.operand : 1;
    if (before !== 0) return before;
  }
  return 0;
}

/** How hidden steps are written: each opened up to the names that a reader knows. */
export function writingOf(worked: Evaluation, visible: ReadonlySet<number>, slot: number): Expression {
  return opened(worked, visible, slot, true);
}

/** How a formula writes a slot: by its name if the reader knows that name, else by the text of its step. */
export function termOf(worked: Evaluation, visible: ReadonlySet<number>, slot: number): Expression {
  return opened(worked, visible, slot, false);
}

function opened(
  worked: Evaluation,
  visible: ReadonlySet<number>,
  root: number,
  openRoot: boolean,
): Expression {
  const closed = (slot: number): boolean =>
    worked.graph.kind[slot] !== kinds.step || (visible.has(slot) && !(openRoot && slot === root));
  // Operands stand before their readers, so the hidden steps under the root are met leaves first.
  const order: number[] = [];
  const waiting = [root];
  for (let slot = waiting.pop(); slot !== undefined; slot = waiting.pop()) {
    order.push(slot);
    if (!closed(slot)) waiting.push(...operandsAt(worked.graph, slot));
  }
  const done = new Map<number, Expression>();
  for (const slot of order.reverse()) {
    if (done.has(slot)) continue;
    if (closed(slot)) done.set(slot, termAt(worked, slot));
    else {
      const operands = operandsAt(worked.graph, slot).map((operand) => done.get(operand) as Expression); // met before
      const source = worked.sources.at(slot);
      const copied = source?.kind !== 'apply' || isIdentity(opAt(worked.graph, slot));
      const again = copied ? null : withOperands(source, operands);
      done.set(slot, again ?? (operands[0] as Expression)); // a step has an operand
    }
  }
  return done.get(root) as Expression;
}

/** The word for a link's upstream gradient: `dJ/du`; 1 at the output. */
export function upstreamOf(worked: Evaluation, link: Link): Expression {
  const to = worked.names[link.to];
  if (link.to === worked.graph.output) return number(1);
  return scaleOf(worked, link.to) === 1 ? derivative(worked.output, to ?? '') : name(`d${to}`);
}

/** One application of an op in a worked graph, at its values. */
export function appliedAt(worked: Evaluation, { step, op }: LinkStep): Applied {
  const operands = operandsAt(worked.graph, step).map((slot) => valueOfSlot(worked, slot));
  return { op, operands, out: valueOfSlot(worked, step), settings: settingsAt(worked.graph, step) };
}

/** The gradient that a link passes back if `upstream` enters at its far end, in the shape of the node where the link starts. */
export const passedAlong = (worked: Evaluation, link: Link, upstream: Value): Value =>
  link.path.reduceRight<Value>(
    (passed, edge) => passedBack(appliedAt(worked, edge), edge.operand, passed),
    upstream,
  );

/** The local derivative along a link of single numbers. */
export function localValue(worked: Evaluation, link: Link): number {
  const passed = passedAlong(worked, link, 1);
  return typeof passed === 'number' ? passed : Number.NaN;
}

/** The gradient that reaches the asked node along a link, if `upstream` is the derivative at its far end. */
export function linkValue(
  worked: Evaluation,
  link: Link,
  upstream: Value = gradientAt(worked, link.to),
): Value {
  const share = shareOf(worked, link);
  const passed = passedAlong(worked, link, upstream);
  return share === 1 ? passed : mapped(passed, (entry) => share * entry);
}

/** How often each visible name stands in an expression, in written order. */
export function namesIn(expression: Expression): readonly string[] {
  const found = new Set<string>();
  fold<void>(
    expression,
    (leaf) => {
      if (leaf.kind === 'name') found.add(leaf.name);
    },
    () => {},
  );
  return [...found];
}
