import { opAt, operandsAt, settingsAt, shapeAt } from '../engine/graph/graph.ts';
import { evaluateAll } from '../engine/graph/values.ts';
import { parseFormula, passRule, structuralRow, withSettings } from '../engine/kernels/rules.ts';
import { type Evaluation, valueOfSlot } from '../engine/passes/evaluate.ts';
import { letterAt } from '../engine/passes/pass-back.ts';
import { type Expression, leaves, literal, number, substitute } from '../language/expression.ts';
import { matrixOf, type Shape } from '../ops/matrix.ts';
import { type LinkStep, termOf } from './link.ts';
import { type ShapeOf, shapeIn, simplify, spread } from './simplify.ts';

/** The expression that a step on whole matrices passes back, in the reader's letters; `changed` puts another formula in the place of its rule. */
export function structuralPass(
  worked: Evaluation,
  visible: ReadonlySet<number>,
  { step, op, operand }: LinkStep,
  upstream: Expression,
  changed: Expression | null,
  shapes: ShapeOf,
): Expression {
  const row = structuralRow(op);
  const operands = operandsAt(worked.graph, step);
  const settings = settingsAt(worked.graph, step);
  const rule = withSettings(
    row,
    asWritten(worked, step, changed ?? passRule(op, operand, settings)),
    settings,
  );
  const plain =
    picksG(rule) ||
    leaves(rule).every((leaf) => leaf.kind !== 'name' || leaf.name === 'G' || row.letters?.[leaf.name]);
  // Spread as late as possible: a 1 in an entrywise product is spread by the other factor.
  const full = plain ? upstream : spread(upstream, shapeAt(worked.graph, step), shapes);
  const filled = substitute(rule, (leaf) => {
    if (leaf.kind !== 'name') return leaf;
    if (leaf.name === 'G') return full;
    if (leaf.name === 'out') return termOf(worked, visible, step);
    const matrix = (slot: number) => matrixOf(valueOfSlot(worked, slot));
    const found = row.letters?.[leaf.name]?.(operands.map(matrix), matrix(step), settings);
    if (found !== undefined) return literal(found);
    return termOf(worked, visible, operands[row.operands.indexOf(leaf.name)] ?? -1);
  });
  return simplify(picksG(rule) ? pickedEarly(filled, shapeAt(worked.graph, step), shapes) : filled, shapes);
}

/** A rule of a structural step in which letters of its row's own are written as people do, where that holds. */
function asWritten(worked: Evaluation, step: number, rule: Expression): Expression {
  const op = opAt(worked.graph, step);
  const writings = op && structuralRow(op).writings;
  if (!writings) return rule;
  const operands = operandsAt(worked.graph, step).map((slot) => valueOfSlot(worked, slot));
  const settings = settingsAt(worked.graph, step);
  const applied = { op, operands, out: valueOfSlot(worked, step), settings };
  return substitute(rule, (leaf) => {
    const writing = leaf.kind === 'name' ? writings[leaf.name] : undefined;
    if (!writing) return leaf;
    const holds = evaluateAll(parseFormula(writing.when), (each) =>
      each.kind === 'name' ? letterAt(applied, each.name, 0) : undefined,
    );
    return holds.ok && holds.value === 1 ? parseFormula(writing.written) : leaf;
  });
}

/** Whether a rule picks from the upstream gradient and does nothing else. */
const picksG = (rule: Expression): boolean =>
  rule.kind === 'apply' &&
  rule.sign.form === 'index' &&
  rule.operands[0]?.kind === 'name' &&
  rule.operands[0].name === 'G';

/** What is picked from a gradient that is to be spread later: along a side on which it is the same everywhere, all there is. */
function pickedEarly(picked: Expression, out: Shape, shapes: ShapeOf): Expression {
  const [gradient, top, bottom, left, right] = picked.kind === 'apply' ? picked.operands : [];
  if (picked.kind !== 'apply' || !gradient || !top || !bottom || !left || !right) return picked;
  const { rows, columns } = shapeIn(gradient, shapes);
  const all = number(0);
  const down = rows < out.rows ? [all, all] : [top, bottom];
  const along = columns < out.columns ? [all, all] : [left, right];
  return { ...picked, operands: [gradient, ...down, ...along] };
}
