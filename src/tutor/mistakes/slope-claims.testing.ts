import { kinds, operandsAt } from '../../engine/graph/graph.ts';
import { computed, elementwiseRow, localAt, localRule, parseFormula } from '../../engine/kernels/rules.ts';
import { type Apply, apply, type Expression, number } from '../../language/expression.ts';
import { divideSign, minusSign, negativeSign, plusSign } from '../../language/operators.ts';
import { opNames, slipsOf, table } from '../../ops/table.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { runOf } from './counterfactual.ts';
import { otherwise } from './other-lines.testing.ts';
import { type StepPlace, slopeBy } from './places.testing.ts';

// For tests: what a sentence about the rule of a step says, worked out from the forward pass. Slopes are differences of what an
// op computes; only where a sentence speaks of the formula itself is the row's formula read, and then changed here.

/** What somebody may have taken for the slope of a step, by what is said of it. */
export type Taken = (place: StepPlace, above: number, lesson: Lesson) => readonly number[];

const formulaOf = ({ op, by }: StepPlace): Expression => localRule(op, by).local;

/** A formula in the letters of a row, at the values of a step; `G` is what comes back. */
function runAt(formula: Expression, { op, operands, out }: StepPlace, above: number): number {
  const letters = elementwiseRow(op).operands;
  return runOf(formula)((letter) =>
    letter === 'out' ? out : letter === 'G' ? above : (operands[letters.indexOf(letter)] ?? Number.NaN),
  );
}

const turned = (node: Apply): readonly Expression[] => {
  const [a, b] = node.operands;
  if (!a || !b || node.sign.form !== 'infix') return [];
  if (node.sign === plusSign) return [apply(minusSign, a, b)];
  return node.sign === minusSign ? [apply(plusSign, a, b)] : [];
};

const dropped = (node: Apply): readonly Expression[] => {
  const [, b] = node.operands;
  if (!b || node.sign.form !== 'infix') return node.operands;
  if (node.sign === minusSign) return [...node.operands, apply(negativeSign, b)];
  const overs = [apply(divideSign, number(1), b), apply(divideSign, number(-1), b)];
  return node.sign === divideSign ? [...node.operands, ...overs] : node.operands;
};

/** Where one letter stands in a formula, another of its step. */
export const instead = (place: StepPlace, changedOperands: readonly number[], out: number): number =>
  localAt(place.op, place.by, changedOperands, out);

export const put = (values: readonly number[], at: number, value: number): readonly number[] =>
  values.map((each, k) => (k === at ? value : each));

/** By id, what the sentence says somebody took for the slope of the step whose rule it is. */
const ofRows: Readonly<Record<string, Taken>> = {
  'operands-swapped': ({ op, by, operands }) => [slopeBy(op, by, [...operands].reverse())],
  'neighbours-rule': ({ op, by, operands, out }) =>
    opNames.flatMap((other) => {
      const row = table[other];
      if (other === op || row.kind !== 'elementwise' || row.operands.length !== operands.length) return [];
      // A rule that is written with the output is taken over with the output of the step at hand.
      return [slopeBy(other, by, operands), localAt(other, by, operands, out)];
    }),
  'applied-twice': ({ op, by, operands, out }) => [
    slopeBy(op, by, put(operands, by, out)),
    localAt(op, by, put(operands, by, out), computed(op, put(operands, by, out))),
  ],
  'other-operands-rule': ({ op, by, operands }) =>
    operands.flatMap((_, k) => {
      // With its minus or without.
      const other = slopeBy(op, k, operands);
      return k === by ? [] : [other, -other];
    }),
  'input-for-output': (place) => place.operands.map((input) => instead(place, place.operands, input)),
  'output-for-input': (place) =>
    place.operands.map((_, k) => instead(place, put(place.operands, k, place.out), place.out)),
  'inner-sign-flipped': (place, above) =>
    otherwise(formulaOf(place), turned).map((each) => runAt(each, place, above)),
  'part-dropped': (place, above) =>
    otherwise(formulaOf(place), dropped).map((each) => runAt(each, place, above)),
  'slope-twice': ({ op, by, operands }) => [slopeBy(op, by, operands) ** 2],
  'rule-sign-flipped': ({ op, by, operands }) => [-slopeBy(op, by, operands)],
  'slope-forgotten': () => [1],
  'output-for-slope': ({ out }) => [out],
  // A step of which one side is a constant.
  'factor-forgotten': ({ op, by, operands, arrow }, _above, { worked: { graph } }) =>
    operandsAt(graph, arrow.step).flatMap((slot, k) => {
      // Where the same op has no constant its slope is right.
      if (graph.kind[slot] !== kinds.literal)
        return k === by ? [] : [slopeBy(op, by, operands), slopeBy(op, by, operands)];
      const constant = operands[k] ?? Number.NaN;
      return [slopeBy(op, by, operands) / constant, slopeBy(op, by, operands) * constant];
    }),
  'forward-on-the-way-back': ({ op, operands }, above) =>
    operands.length === 1 ? [computed(op, [above]) / above] : [],
};

/** By id, what its sentence says somebody took for the slope of a step, those of the rows' own slips included. */
export const taken: Readonly<Record<string, Taken>> = {
  ...ofRows,
  ...Object.fromEntries(
    opNames.flatMap((op) =>
      table[op].operands.flatMap((_, operand) =>
        slipsOf(op, operand).map(({ id }): [string, Taken] => [
          id,
          (place, above, lesson) => [
            ...(ofRows[id]?.(place, above, lesson) ?? []),
            ...slipsOf(place.op, place.by)
              .filter((slip) => slip.id === id)
              .map(({ instead: wrong }) => runAt(parseFormula(wrong), place, above)),
          ],
        ]),
      ),
    ),
  ),
};

/** The ids whose sentence speaks of the rule of a step. */
export const ofSteps: ReadonlySet<string> = new Set(Object.keys(taken));

/** The most things that one rule may be taken for. */
export const mostTaken = 80;
