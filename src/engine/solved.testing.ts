import { expect } from '@jest/globals';
import { parseProgram } from '../language/program.ts';
import type { Value } from '../ops/matrix.ts';
import type { OpName } from '../ops/table.ts';
import { opNames, table } from '../ops/table.ts';
import type { Setting } from './bind.ts';
import { kinds } from './graph.ts';
import { numberAt, slopeAt, type Worked, work } from './work.ts';

/** Values as tests write them. */
export type Values = Readonly<Record<string, Value>>;

/** For tests: a program worked at values, or an error with the refusal's words. */
export function solved(text: string, values: Values = {}, choices: Omit<Setting, 'values'> = {}): Worked {
  const program = parseProgram(text);
  if (!program.ok) throw new Error(`${text.slice(0, 80)}: ${program.trouble.message}`);
  const worked = work(program.value, { ...choices, values: new Map(Object.entries(values)) });
  if (!worked.ok) throw new Error(`${text.slice(0, 80)}: ${worked.trouble.message}`);
  return worked.value;
}

/** For tests: the slot of a name that is known to be there. */
export function slotOf(worked: Worked, name: string): number {
  const slot = worked.slots.get(name);
  if (slot === undefined) throw new Error(`there is no ${name}`);
  return slot;
}

/** For tests: the derivative of the output by a name, as the backward pass left it. */
export const gradientOf = (worked: Worked, name: string): number => slopeAt(worked, slotOf(worked, name));

/** For tests: a node's value. */
export const valueAt = (worked: Worked, name: string): number => numberAt(worked, slotOf(worked, name));

/** The ops that have derivatives: all rows but the comparisons. */
export const elementwiseOps: readonly OpName[] = opNames.filter((op) => table[op].kind === 'elementwise');

/** Whether a slot computes. */
export const isStep = (worked: Worked, slot: number): boolean => worked.graph.kind[slot] === kinds.step;

/** For tests: asserts that a number is the wanted one, but for so much of its size (or of 1); shows both if not. */
export function close(found: number, wanted: number, tolerance = 1e-7): void {
  const near = Math.abs(found - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
  expect(near ? wanted : found).toBe(wanted);
}
