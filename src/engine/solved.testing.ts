import { expect } from '@jest/globals';
import { parseProgram } from '../language/program.ts';
import { entriesOf, shapeOf, type Value } from '../ops/matrix.ts';
import type { OpName } from '../ops/table.ts';
import { opNames, table } from '../ops/table.ts';
import type { GivenValue } from './graph/givens.ts';
import { kinds } from './graph/graph.ts';
import { readValue } from './graph/value-text.ts';
import { type Evaluation, evaluateGraph, numberAt, slopeAt } from './passes/evaluate.ts';

/** Values as tests write them. */
export type Values = Readonly<Record<string, Value>>;

/** Values with matrices among them, as text in the language or as they are. */
export type MatrixValues = Readonly<Record<string, string | Value>>;

/** For tests: a value from text in the language. */
export function asValue(text: string | Value): Value {
  if (typeof text !== 'string') return text;
  const read = readValue(text);
  if (!read.ok) throw new Error(`${text}: ${read.trouble.message}`);
  return read.value;
}

/** For tests: a program worked at values, or an error with the refusal's words. */
export function solved(
  text: string,
  values: MatrixValues = {},
  choices: Omit<GivenValue, 'values'> = {},
): Evaluation {
  const program = parseProgram(text);
  if (!program.ok) throw new Error(`${text.slice(0, 80)}: ${program.trouble.message}`);
  const worked = evaluateGraph(program.value, {
    ...choices,
    values: new Map(Object.entries(values).map(([name, value]) => [name, asValue(value)])),
  });
  if (!worked.ok) throw new Error(`${text.slice(0, 80)}: ${worked.trouble.message}`);
  return worked.value;
}

/** For tests: the slot of a name that is known to be there. */
export function slotOf(worked: Evaluation, name: string): number {
  const slot = worked.slots.get(name);
  if (slot === undefined) throw new Error(`there is no ${name}`);
  return slot;
}

/** For tests: the derivative of the output by a name, as the backward pass left it. */
export const gradientOf = (worked: Evaluation, name: string): number => slopeAt(worked, slotOf(worked, name));

/** For tests: a node's value. */
export const valueAt = (worked: Evaluation, name: string): number => numberAt(worked, slotOf(worked, name));

/** The ops that have derivatives: all rows but the comparisons. */
export const elementwiseOps: readonly OpName[] = opNames.filter((op) => table[op].kind === 'elementwise');

/** Whether a slot computes. */
export const isStep = (worked: Evaluation, slot: number): boolean => worked.graph.kind[slot] === kinds.step;

/** For tests: asserts that a number is the wanted one, but for so much of its size (or of 1); shows both if not. */
export function close(found: number, wanted: number, tolerance = 1e-7): void {
  const near = Math.abs(found - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
  expect(near ? wanted : found).toBe(wanted);
}

/** For tests: asserts that a value has the wanted one's shape, and each entry its number as `close` does; shows both if not. */
export function closeValue(found: Value, wanted: Value, tolerance = 1e-7): void {
  const { rows, columns } = shapeOf(wanted);
  const others = entriesOf(wanted);
  const entries = Array.from(entriesOf(found), (entry, at) => {
    const other = others[at] ?? Number.NaN;
    return Math.abs(entry - other) <= tolerance * Math.max(1, Math.abs(other)) ? other : entry;
  });
  const shape = shapeOf(found);
  expect({ rows: shape.rows, columns: shape.columns, entries }).toEqual({
    rows,
    columns,
    entries: Array.from(others),
  });
}
