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

/** Where the value of a leaf of a rule is found: a node's value, or the derivative with respect to a node. */
export interface LeafSource {
  readonly slot: number;
  readonly what: 'value' | 'derivative';
}

/** What a leaf of a rule stands for: a place, or a value that is the same everywhere; undefined where it is a stranger. */
export function leafSource(worked: Evaluation, leaf: Leaf): LeafSource | Value | undefined {
  switch (leaf.kind) {
    case 'number':
    case 'matrix':
      return leaf.value;
    case 'name': {
      const slot = worked.slots.get(leaf.name);
      if (slot !== undefined) return { slot, what: 'value' };
      const by = leaf.name.startsWith('d') ? worked.slots.get(leaf.name.slice(1)) : undefined;
      const constant = constants.get(leaf.name) ?? examplesNamed(worked, leaf.name);
      return constant ?? (by === undefined ? undefined : { slot: by, what: 'derivative' });
    }
    case 'derivative': {
      const slot = worked.slots.get(leaf.by);
      return slot === undefined ? undefined : { slot, what: 'derivative' };
    }
  }
}

/** The value that a leaf of a rule stands for. */
export function leafValue(worked: Evaluation, leaf: Leaf): Value | undefined {
  const source = leafSource(worked, leaf);
  if (typeof source !== 'object' || !('slot' in source)) return source;
  return source.what === 'value' ? valueOfSlot(worked, source.slot) : gradientAt(worked, source.slot);
}
