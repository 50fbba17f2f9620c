import { outputWith, valuesWith } from '../../engine/checks/differences.ts';
import { operandsAt, valueIn } from '../../engine/graph/graph.ts';
import { computed } from '../../engine/kernels/rules.ts';
import { numberAt } from '../../engine/passes/evaluate.ts';
import { backward } from '../../engine/passes/tape.ts';
import type { OpName } from '../../ops/table.ts';
import type { LinkStep } from '../../symbolic/link.ts';
import type { Lesson } from '../lesson/lesson.ts';

// For tests: the steps on the way back, and slopes that are differences.

/** One step on the way back at the lesson's values: the op, which operand moves, and what it computes. */
export interface StepPlace {
  readonly op: OpName;
  readonly by: number;
  readonly operands: readonly number[];
  readonly out: number;
  readonly arrow: LinkStep;
}

/** Whether two numbers may be the same to somebody who rounded each step to three digits, as the tutor allows. */
export const nearly = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 6e-3 * Math.max(1e-2, Math.abs(a), Math.abs(b));

/** The slope of an op by an operand: a difference. */
export function slopeBy(op: OpName, by: number, operands: readonly number[]): number {
  const at = operands[by] ?? Number.NaN;
  const h = 1e-5 * Math.max(1, Math.abs(at));
  const there = (value: number): number =>
    computed(
      op,
      operands.map((each, k) => (k === by ? value : each)),
    );
  return (there(at + h) - there(at - h)) / (2 * h);
}

/** The derivative of the output by a slot: a difference. */
export function outputSlopeOf({ worked }: Lesson, slot: number): number {
  if (slot === worked.graph.output) return 1;
  const at = numberAt(worked, slot);
  const h = 1e-5 * Math.max(1, Math.abs(at));
  return (outputWith(worked.graph, slot, at + h) - outputWith(worked.graph, slot, at - h)) / (2 * h);
}

/** The same where a value of the forward pass is held at a number: the slope from there on, and that up to it. */
export function slopeWithHeld({ worked }: Lesson, asked: number, slot: number, value: number): number {
  const { graph, tape } = worked;
  const held = valuesWith(graph, slot, value);
  // Up to the step that is held, slopes are those of its own op at the value that it has: the backward pass sees no other.
  const gradients = backward({ graph, value: held });
  return tape.value.length === held.length ? Number(valueIn(graph, gradients, asked)) : Number.NaN;
}

export function stepPlace({ worked }: Lesson, arrow: LinkStep): StepPlace {
  const { graph, tape } = worked;
  const operands = operandsAt(graph, arrow.step).map((slot) => Number(valueIn(graph, tape.value, slot)));
  return { op: arrow.op, by: arrow.operand, operands, out: numberAt(worked, arrow.step), arrow };
}
