import { slopesByNudging } from '../../engine/checks/differences.ts';
import { evaluateAll, outputOf } from '../../engine/graph/values.ts';
import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import { type Applied, addValues } from '../../engine/passes/pass-back.ts';
import type { Expression } from '../../language/expression.ts';
import {
  entriesOf,
  filledWith,
  type Matrix,
  mapped,
  matrixOf,
  sameShape,
  shapeOf,
  sizeOf,
  type Value,
  valueFrom,
} from '../../ops/matrix.ts';
import { table } from '../../ops/table.ts';
import { scaleOf } from '../../symbolic/convention.ts';
import { appliedAt, type Link, type LinkStep } from '../../symbolic/link.ts';
import { leafSource } from '../lesson/as-shown.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { nearly, type StepPlace } from './places.testing.ts';

// For tests: the backward pass through matrices from differences alone. No rule of calculus has a part in it.

const measured = new WeakMap<Lesson, Map<number, Value>>();

/** The derivative with respect to a slot, under the lesson's convention: differences of the output. */
export function measuredSlope(lesson: Lesson, slot: number): Value {
  const known = measured.get(lesson) ?? new Map<number, Value>();
  measured.set(lesson, known);
  const before = known.get(slot);
  if (before !== undefined) return before;
  const { graph, tape } = lesson.worked;
  const scale = scaleOf(lesson.worked, slot);
  const found = mapped(slopesByNudging(graph, slot, tape.value), (each) => scale * each);
  known.set(slot, found);
  return found;
}

/** What an expression is worth where each derivative in it is a difference; null where its shapes clash. */
export function worthOf(lesson: Lesson, expression: Expression): Value | null {
  const found = evaluateAll(expression, (leaf) => {
    const source = leafSource(lesson.worked, leaf);
    if (typeof source !== 'object' || !('slot' in source)) return source;
    return source.what === 'value'
      ? valueOfSlot(lesson.worked, source.slot)
      : measuredSlope(lesson, source.slot);
  });
  return found.ok ? found.value : null;
}

/** Whether two values have one shape, and entries that are the same to somebody who rounds, or vanish beside the largest. */
export function alike(a: Value, b: Value): boolean {
  if (!sameShape(shapeOf(a), shapeOf(b))) return false;
  const [these, those] = [Array.from(entriesOf(a)), Array.from(entriesOf(b))];
  const small = 1e-4 * Math.max(1e-2, ...those.map(Math.abs));
  return these.every((each, i) => {
    const other = those[i] ?? Number.NaN;
    return nearly(each, other) || Math.abs(each - other) <= small;
  });
}

/** What is taken for the slope of each entry of a step, by the letters of its row; null keeps the slope as it is. */
export type Changed = (place: StepPlace, above: number) => number;

const at = ({ rows, columns, entries }: Matrix, row: number, column: number): number =>
  entries[(rows === 1 ? 0 : row) * columns + (columns === 1 ? 0 : column)] ?? Number.NaN;

/** What one application of an op passes back to an operand, by differences of what it computes. */
export function backThrough({ op, operands, out, settings }: Applied, by: number, above: Value): Value {
  const operand = operands[by] ?? Number.NaN;
  const up = entriesOf(above);
  return mapped(operand, (entry, e) => {
    const h = 1e-5 * Math.max(1, Math.abs(entry));
    const [there, here] = [h, -h].map((step) =>
      entriesOf(
        outputOf(
          op,
          operands.map((each, k) => (k === by ? mapped(each, (x, i) => (i === e ? x + step : x)) : each)),
          shapeOf(out),
          settings,
        ),
      ),
    );
    return Array.from(up).reduce(
      (sum, each, i) => sum + (each * ((there?.[i] ?? Number.NaN) - (here?.[i] ?? Number.NaN))) / (2 * h),
      0,
    );
  });
}

/** The same of an op on each entry, with something else in the place of its slope. */
function backWith(lesson: Lesson, arrow: LinkStep, above: Value, changed: Changed): Value {
  const { operands, out } = appliedAt(lesson.worked, arrow);
  const matrices = operands.map(matrixOf);
  const [outs, ups] = [matrixOf(out), matrixOf(above)];
  const into = matrixOf(filledWith(shapeOf(operands[arrow.operand] ?? 0), 0));
  const entries = Float64Array.from(into.entries);
  for (let row = 0; row < outs.rows; row++)
    for (let column = 0; column < outs.columns; column++) {
      const place: StepPlace = {
        op: arrow.op,
        by: arrow.operand,
        operands: matrices.map((each) => at(each, row, column)),
        out: at(outs, row, column),
        arrow,
      };
      const up = at(ups, row, column);
      const k = (into.rows === 1 ? 0 : row) * into.columns + (into.columns === 1 ? 0 : column);
      entries[k] = (entries[k] ?? 0) + up * changed(place, up);
    }
  return valueFrom(into, entries);
}

/** What comes back along a link from a gradient at its far end; where `changed` gives a rule, that is used at a step. */
export function backAlong(
  lesson: Lesson,
  link: Link,
  above: Value,
  changed: (arrow: LinkStep) => Changed | ((above: Value) => Value) | null = () => null,
): Value {
  const { worked } = lesson;
  const share = scaleOf(worked, link.from) / scaleOf(worked, link.to);
  const back = link.path.reduceRight<Value>((up, arrow) => {
    const other = changed(arrow);
    if (!other) return backThrough(appliedAt(worked, arrow), arrow.operand, up);
    return isElementwise(arrow)
      ? backWith(lesson, arrow, up, other as Changed)
      : (other as (above: Value) => Value)(up);
  }, above);
  return mapped(back, (each) => share * each);
}

export const isElementwise = ({ op }: LinkStep): boolean => table[op].kind === 'elementwise';

/** The sum of values of one shape. */
export const totalOf = (values: readonly Value[]): Value =>
  values.reduce((sum, each) => addValues(sum, each), filledWith(shapeOf(values[0] ?? 0), 0));

/** A value's transpose. */
export function turnedValue(value: Value): Value {
  const { rows, columns, entries } = matrixOf(value);
  return valueFrom(
    { rows: columns, columns: rows },
    Float64Array.from(
      { length: sizeOf({ rows, columns }) },
      (_, i) => entries[(i % rows) * columns + Math.floor(i / rows)] ?? Number.NaN,
    ),
  );
}
