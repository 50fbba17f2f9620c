import { type Graph, opAt, operandsAt, settingsAt, shapeAt, valueIn } from '../engine/graph/graph.ts';
import { evaluateAll } from '../engine/graph/values.ts';
import { differentiable, parseFormula, passRule, structuralRow } from '../engine/kernels/rules.ts';
import { leaves } from '../language/expression.ts';
import { matrixOf } from '../ops/matrix.ts';
import { type OpName, table } from '../ops/table.ts';

// Read off the rows: a rule that speaks neither of its operand nor of the output is the same whatever the operand is.

/** Whether an op's rule for its k-th operand uses the op's output, or one of these operands. */
function bent(op: OpName, k: number, among: readonly number[]): boolean {
  const { operands } = differentiable(op);
  const words = ['out', ...among.map((each) => operands[each])];
  return leaves(ruleAt(op, k)).some((leaf) => leaf.kind === 'name' && words.includes(leaf.name));
}

function ruleAt(op: OpName, k: number) {
  const row = differentiable(op);
  const rules: Readonly<Record<string, string>> = row.kind === 'elementwise' ? row.local : row.pass;
  return parseFormula(rules[row.operands[k] ?? ''] ?? '');
}

/**
 * The one number by which a step passes any gradient on to each entry of its k-th operand, whatever that operand is; NaN
 * where it is no one number, or where it depends on the operand.
 */
export function factorAt(graph: Graph, value: Float64Array, slot: number, k: number): number {
  const op = opAt(graph, slot);
  if (op === null) return Number.NaN;
  const slots = operandsAt(graph, slot);
  const same = [...slots.keys()].filter((each) => slots[each] === slots[k]);
  if (bent(op, k, same)) return Number.NaN;
  const { operands } = differentiable(op);
  const letters = table[op].kind === 'structural' ? structuralRow(op).letters : undefined;
  const matrix = (each: number) => matrixOf(valueIn(graph, value, each));
  const known = (name: string) =>
    name === 'G'
      ? 1
      : (letters?.[name]?.(slots.map(matrix), matrix(slot), settingsAt(graph, slot)) ??
        valueIn(graph, value, slots[operands.indexOf(name)] ?? -1));
  const rule = table[op].kind === 'structural' ? passRule(op, k, settingsAt(graph, slot)) : ruleAt(op, k);
  const found = evaluateAll(rule, (leaf) => (leaf.kind === 'name' ? known(leaf.name) : undefined));
  return found.ok && typeof found.value === 'number' ? found.value : Number.NaN;
}

/** Whether each column of a step's value comes from the column of its k-th operand that stands in the same place. */
export function keepsColumns(graph: Graph, slot: number, k: number): boolean {
  const op = opAt(graph, slot);
  if (op === null) return false;
  const { columns } = shapeAt(graph, slot);
  const slots = operandsAt(graph, slot);
  if (shapeAt(graph, slots[k] ?? -1).columns !== columns) return false;
  if (table[op].kind !== 'structural') return true;
  // Where one column more of the operand is one column more of the value, they go together.
  const wider = slots.map((each, at) => {
    const shape = shapeAt(graph, each);
    return at === k ? { ...shape, columns: columns + 1 } : shape;
  });
  const words = slots.map(() => '');
  const found = structuralRow(op).shape(wider, words, settingsAt(graph, slot));
  return typeof found !== 'string' && found.columns === columns + 1;
}
