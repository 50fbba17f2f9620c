import { type Evaluation, gradientAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import type { Leaf } from '../../language/expression.ts';
import type { Value } from '../../ops/matrix.ts';
import { constants } from '../../ops/table.ts';
import { examplesNamed } from '../../symbolic/convention.ts';
import type { Lesson } from './lesson.ts';

/** The digits that people on paper keep at each step, unless more are asked for. */
const paperDigits = 3;
/** The largest share by which rounding may excuse an answer, however much it may add up to. */
export const widest = 0.1;

/** A step's result with the digits that are kept on paper. */
export const asShown = ({ choice }: Lesson): ((value: number) => number) => {
  const digits = Math.max(paperDigits, choice.digits ?? 0);
  return (value) => Number(value.toPrecision(digits));
};

/** The value that a leaf of a rule stands for. */
export function leafValue(worked: Evaluation, leaf: Leaf): Value | undefined {
  switch (leaf.kind) {
    case 'number':
    case 'matrix':
      return leaf.value;
    case 'name': {
      const slot = worked.slots.get(leaf.name);
      if (slot !== undefined) return valueOfSlot(worked, slot);
      const by = leaf.name.startsWith('d') ? worked.slots.get(leaf.name.slice(1)) : undefined;
      const constant = constants.get(leaf.name) ?? examplesNamed(worked, leaf.name);
      return constant ?? (by === undefined ? undefined : gradientAt(worked, by));
    }
    case 'derivative': {
      const slot = worked.slots.get(leaf.by);
      return slot === undefined ? undefined : gradientAt(worked, slot);
    }
  }
}
