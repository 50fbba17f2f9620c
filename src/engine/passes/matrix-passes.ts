import type { Expression } from '../../language/expression.ts';
import type { Sign } from '../../language/spelling.ts';
import { isSingle, type Matrix, matrixOf, sameShape, sizeOf } from '../../ops/matrix.ts';
import type { ProductFactor } from '../../ops/product/factor.ts';
import type { Structural } from '../../ops/row.ts';
import { type OpName, table } from '../../ops/table.ts';
import { type Graph, opAt, operandsAt, placeAt, settingsAt, shapeAt } from '../graph/graph.ts';
import { addFitted, evaluateAll } from '../graph/values.ts';
import { type EntryPlace, loopsOf } from '../kernels/entry-loops.ts';
import { isWanted } from '../kernels/op-codes.ts';
import { passRule, structuralRow } from '../kernels/rules.ts';

/** Computes every node of a graph of matrices from left to right, an op at a time. */
export function matrixForward(graph: Graph, value: Float64Array): void {
  for (let slot = 0; slot < graph.size; slot++) {
    const op = opAt(graph, slot);
    if (!op) continue;
    const operands = operandsAt(graph, slot);
    if (table[op].kind === 'structural') {
      const matrices = operands.map((operand) => lying(graph, value, operand));
      structuralRow(op).run(matrices, lying(graph, value, slot), settingsAt(graph, slot));
      continue;
    }
    const shape = shapeAt(graph, slot);
    const [rows, columns] = walked(graph, [slot, ...operands]);
    const place = (at: number): EntryPlace =>
      placed(graph, value, at, rows === 1 && sizeOf(shape) === columns);
    loopsOf(op).forward(rows, columns, place(slot), operands.map(place));
  }
}

/** Adds into `gradient` what every node passes back, from right to left; the caller has put the seed. */
export function matrixBackward(graph: Graph, value: Float64Array, gradient: Float64Array): void {
  for (let slot = graph.output; slot >= 0; slot--) {
    const op = opAt(graph, slot);
    if (!op) continue;
    const wanted = graph.code[slot] ?? 0;
    for (const [k, operand] of operandsAt(graph, slot).entries()) {
      if (!isWanted(wanted, k)) continue;
      if (table[op].kind === 'structural') passStructural(graph, op, slot, k, value, gradient);
      else passEntrywise(graph, op, slot, k, operand, value, gradient);
    }
  }
}

function passEntrywise(
  graph: Graph,
  op: OpName,
  slot: number,
  k: number,
  operand: number,
  value: Float64Array,
  gradient: Float64Array,
): void {
  const operands = operandsAt(graph, slot);
  const [rows, columns] = walked(graph, [slot, ...operands]);
  const flat = rows === 1 && sizeOf(shapeAt(graph, slot)) === columns;
  const at = (entries: Float64Array, place: number): EntryPlace => placed(graph, entries, place, flat);
  loopsOf(op, graph.selects).backward[k]?.(
    rows,
    columns,
    at(gradient, slot),
    at(value, slot),
    operands.map((each) => at(value, each)),
    at(gradient, operand),
  );
}

/** A loop over entries: one long row where all shapes are the same or single, rows and columns where some are spread. */
function walked(graph: Graph, slots: readonly number[]): readonly [rows: number, columns: number] {
  const shapes = slots.map((slot) => shapeAt(graph, slot));
  const [shape] = shapes;
  if (!shape) throw new Error('a step has a shape');
  const flat = shapes.every((other) => isSingle(other) || sameShape(other, shape));
  return flat ? [1, sizeOf(shape)] : [shape.rows, shape.columns];
}

function placed(graph: Graph, entries: Float64Array, slot: number, flat: boolean): EntryPlace {
  const { rows, columns } = shapeAt(graph, slot);
  const at = placeAt(graph, slot);
  if (flat) return { entries, at, row: 0, column: rows * columns === 1 ? 0 : 1 };
  return { entries, at, row: rows === 1 ? 0 : columns, column: columns === 1 ? 0 : 1 };
}

/** A slot's entries where they lie, as a matrix: not copied, also where there is only one. */
function lying(graph: Graph, entries: Float64Array, slot: number): Matrix {
  const { rows, columns } = shapeAt(graph, slot);
  const at = placeAt(graph, slot);
  return { rows, columns, entries: entries.subarray(at, at + rows * columns) };
}

/**
 * What a structural op passes back to its k-th operand, as its formula says. A letter, or a view of one, and an op that
 * adds to what is there are added where they belong as they are read; anything else is computed first and fitted then.
 */
function passStructural(
  graph: Graph,
  op: OpName,
  slot: number,
  k: number,
  value: Float64Array,
  gradient: Float64Array,
): void {
  const row = structuralRow(op);
  const operands = operandsAt(graph, slot);
  const settings = settingsAt(graph, slot);
  const letter = (name: string): Matrix | number => {
    if (name === 'G') return lying(graph, gradient, slot);
    if (name === 'out') return lying(graph, value, slot);
    const found = row.letters?.[name];
    if (!found) return lying(graph, value, operands[row.operands.indexOf(name)] ?? -1);
    const matrices = operands.map((operand) => lying(graph, value, operand));
    return found(matrices, lying(graph, value, slot), settings);
  };
  const rule = passRule(op, k, settings);
  const target = lying(graph, gradient, operands[k] ?? -1);
  if (graph.selects && lying(graph, gradient, slot).entries.every((each) => each === 0)) return;
  const whole = factorOf(rule, letter);
  if (whole) {
    addFitted(whole, target);
    return;
  }
  const added = addingOf(rule, letter);
  if (added) {
    added.add(added.factors, target);
    return;
  }
  const found = evaluateAll(rule, (leaf) => (leaf.kind === 'name' ? simple(letter(leaf.name)) : undefined));
  if (!found.ok) throw new Error(`the rule of ${op} does not fit: ${found.trouble.message}`);
  addFitted(matrixOf(found.value), target);
}

const simple = (value: Matrix | number): Matrix | number =>
  typeof value !== 'number' && value.entries.length === 1 ? (value.entries[0] ?? 0) : value;

/** How a rule adds to what is there, if its op knows how to and its operands are letters; null for any other rule. */
function addingOf(rule: Expression, letter: (name: string) => Matrix | number) {
  if (rule.kind !== 'apply') return null;
  const add = told(rule.sign, ({ add }) => add);
  const factors = rule.operands.map((operand) => factorOf(operand, letter));
  return add && factors.every((factor) => factor !== null) ? { add, factors } : null;
}

/** The matrix that a letter of a rule stands for, or a view of it; null for anything but a letter. */
function factorOf(part: Expression, letter: (name: string) => Matrix | number): ProductFactor | null {
  if (part.kind === 'name') {
    const matrix = letter(part.name);
    return typeof matrix === 'number' ? null : matrix;
  }
  const view = part.kind === 'apply' ? told(part.sign, ({ view }) => view) : undefined;
  const [inner] = part.kind === 'apply' ? part.operands : [];
  const seen = view && inner ? factorOf(inner, letter) : null;
  return view && seen ? view(seen) : null;
}

/** What the row that a sign means between matrices says. */
function told<T>({ ops }: Sign, says: (row: Structural) => T | undefined): T | undefined {
  for (const op of ops) {
    const row = table[op];
    const found = row.kind === 'structural' ? says(row) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
