import { kinds, opAt, operandsAt } from '../engine/graph.ts';
import { termAt } from '../engine/named.ts';
import { elementwiseRow, evaluate, localAt, localRule } from '../engine/rules.ts';
import type { Worked } from '../engine/work.ts';
import {
  type Apply,
  derivative,
  type Expression,
  fold,
  name,
  number,
  substitute,
} from '../language/expression.ts';
import type { OpName } from '../ops/table.ts';
import { product, tidy } from './tidy.ts';
import type { Uses } from './uses.ts';

/** One arrow on a way back: a step, the op it applies, and the operand by which the derivative leaves it. */
export interface Edge {
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
  readonly path: readonly Edge[];
}

/** More paths than this are not shown one by one. */
export const mostLinks = 64;

/** The links of a node to the anchors that read it, or null where there are more than can be shown. */
export function linksOf(
  worked: Worked,
  uses: Uses,
  anchors: ReadonlySet<number>,
  from: number,
): readonly Link[] | null {
  const links: Link[] = [];
  const waiting: { readonly slot: number; readonly path: readonly Edge[] }[] = [{ slot: from, path: [] }];
  // Bounded by work, not by links alone: skipped steps may fan out for ever before the first link closes.
  let work = 0;
  for (let way = waiting.pop(); way; way = waiting.pop()) {
    for (const { step, operand } of [...uses.of(way.slot)].reverse()) {
      const op = opAt(worked.graph, step);
      if (!op) throw new Error('only a step reads');
      const path = [...way.path, { step, op, operand }];
      work += 1;
      if (anchors.has(step)) links.push({ from, to: step, path });
      else waiting.push({ slot: step, path });
    }
    if (links.length > mostLinks || work > 50 * mostLinks) return null;
  }
  return links.sort((a, b) => a.to - b.to || inWriting(a.path, b.path));
}

/** Paths in the order in which the places that they start from are written. */
function inWriting(a: readonly Edge[], b: readonly Edge[]): number {
  for (const [i, { step, operand }] of a.entries()) {
    const other = b[i];
    const before = other ? step - other.step || operand - other.operand : 1;
    if (before !== 0) return before;
  }
  return 0;
}

/** How hidden steps are written: each opened up to the names that a reader knows. */
export function writingOf(worked: Worked, visible: ReadonlySet<number>, slot: number): Expression {
  return opened(worked, visible, slot, true);
}

/** What stands for a slot in a formula: its name where the reader knows it, its writing where not. */
export function termOf(worked: Worked, visible: ReadonlySet<number>, slot: number): Expression {
  return opened(worked, visible, slot, false);
}

function opened(worked: Worked, visible: ReadonlySet<number>, root: number, openRoot: boolean): Expression {
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
      const source = worked.sources[slot];
      const copied = source?.kind !== 'apply' || opAt(worked.graph, slot) === 'copy';
      done.set(slot, copied ? (operands[0] as Expression) : ({ ...source, operands } satisfies Apply));
    }
  }
  return done.get(root) as Expression;
}

/** The local derivative of a step by one operand, in the reader's letters; exceptions are chosen by the values here. */
export function localOf(
  worked: Worked,
  visible: ReadonlySet<number>,
  { step, op, operand }: Edge,
): Expression {
  const row = elementwiseRow(op);
  const operands = operandsAt(worked.graph, step);
  const rule = localRule(op, operand);
  const at = (letter: string): number | undefined =>
    worked.value[letter === 'out' ? step : (operands[row.operands.indexOf(letter)] ?? -1)];
  const formula = rule.except && evaluate(rule.except.when, at) !== 0 ? rule.except.local : rule.local;
  return substitute(formula, (leaf) => {
    if (leaf.kind !== 'name') return leaf;
    if (leaf.name === 'out') return termOf(worked, visible, step);
    const slot = operands[row.operands.indexOf(leaf.name)];
    return slot === undefined ? leaf : termOf(worked, visible, slot);
  });
}

/** The local derivative along a link: d(to)/d(from) in the reader's letters, tidied. */
export function localRuleOf(worked: Worked, visible: ReadonlySet<number>, link: Link): Expression {
  return composed(worked, visible, link, number(1));
}

/** The whole rule of a link: the upstream gradient passed back along the path, in the reader's letters, tidied. */
export function ruleOf(worked: Worked, visible: ReadonlySet<number>, link: Link): Expression {
  return composed(worked, visible, link, upstreamOf(worked, link));
}

/** The word for a link's upstream gradient: `dJ/du`; 1 at the output. */
export function upstreamOf(worked: Worked, link: Link): Expression {
  const to = worked.names[link.to];
  return link.to === worked.graph.output ? number(1) : derivative(worked.output, to ?? '');
}

function composed(
  worked: Worked,
  visible: ReadonlySet<number>,
  link: Link,
  upstream: Expression,
): Expression {
  return link.path.reduceRight<Expression>(
    (passed, edge) => product(passed, localOf(worked, visible, edge)),
    tidy(upstream),
  );
}

/** The local derivative along a link, as a number. */
export function localValue(worked: Worked, link: Link): number {
  return link.path.reduce((slope, { step, op, operand }) => {
    const operands = operandsAt(worked.graph, step).map((slot) => worked.value[slot] ?? Number.NaN);
    return slope * localAt(op, operand, operands, worked.value[step] ?? Number.NaN);
  }, 1);
}

/** What arrives at the asked node along a link. */
export const linkValue = (worked: Worked, link: Link): number =>
  (worked.gradient[link.to] ?? Number.NaN) * localValue(worked, link);

/** An expression with every name that has a value here replaced by that number, as people see it. */
export function filled(expression: Expression, valueOfName: (text: string) => Expression | null): Expression {
  return substitute(expression, (leaf) => {
    if (leaf.kind === 'number') return leaf;
    return valueOfName(leaf.kind === 'name' ? leaf.name : `d${leaf.by}`) ?? leaf;
  });
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

/** A name as an expression, for formulas made here. */
export const word = name;
