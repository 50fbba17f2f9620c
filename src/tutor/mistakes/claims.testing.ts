import { kinds, operandsAt } from '../../engine/graph/graph.ts';
import { computed, elementwiseRow, localAt, localRule, parseFormula } from '../../engine/kernels/rules.ts';
import { numberAt } from '../../engine/passes/evaluate.ts';
import { type Apply, apply, type Expression, number } from '../../language/expression.ts';
import { divideSign, minusSign, negativeSign, plusSign } from '../../language/operators.ts';
import { opNames, slipsOf, table } from '../../ops/table.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { exactNumber, type Question } from '../lesson/question.ts';
import { runOf } from './counterfactual.ts';
import { otherwise } from './other-lines.testing.ts';
import { nearly, outputSlopeOf, type StepPlace, slopeBy, stepPlace } from './places.testing.ts';

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
const instead = (place: StepPlace, changedOperands: readonly number[], out: number): number =>
  localAt(place.op, place.by, changedOperands, out);

const put = (values: readonly number[], at: number, value: number): readonly number[] =>
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

/** Everything that comes back if at the steps of one op something else is taken for the slope. */
function withTaken(
  lesson: Lesson,
  question: Question,
  changed: (place: StepPlace) => Taken | null,
  pick: number,
): number {
  return (question.links ?? []).reduce((sum, { path, to }) => {
    const along = path.reduceRight(
      (above, arrow) => {
        const place = stepPlace(lesson, arrow);
        const other = changed(place);
        const wrong = other?.(place, above, lesson)[pick];
        return above * (wrong ?? (other ? Number.NaN : slopeBy(place.op, place.by, place.operands)));
      },
      outputSlopeOf(lesson, to),
    );
    return sum + along;
  }, 0);
}

/** The most things that one rule may be taken for. */
export const mostTaken = 80;

/** Whether a number is what comes of a rule that was changed as a sentence says, at the steps of some op. */
export function givenByStep(id: string, lesson: Lesson, question: Question, typed: number): boolean {
  const rule = taken[id];
  if (!rule) return false;
  const arrows = (question.links ?? []).flatMap(({ path }) => path);
  return arrows.some((arrow) =>
    Array.from({ length: mostTaken }, (_, pick) => pick).some((pick) =>
      nearly(
        typed,
        withTaken(
          lesson,
          question,
          ({ op, by }) => (op === arrow.op && by === arrow.operand ? rule : null),
          pick,
        ),
      ),
    ),
  );
}

/** Whether a number is what comes of another value in the right rule. */
export function givenByValue(lesson: Lesson, question: Question, typed: number, value: number): boolean {
  const arrows = (question.links ?? []).flatMap(({ path }) => path);
  return arrows.some((arrow) =>
    Array.from({ length: operandsAt(lesson.worked.graph, arrow.step).length + 1 }, (_, at) => at).some(
      (at) => {
        const other: Taken = (place) => [
          at < place.operands.length
            ? instead(place, put(place.operands, at, value), place.out)
            : instead(place, place.operands, value),
        ];
        return nearly(
          typed,
          withTaken(
            lesson,
            question,
            (place) => (place.arrow.step === arrow.step && place.by === arrow.operand ? other : null),
            0,
          ),
        );
      },
    ),
  );
}

/** Whether a number is what comes of the right rule with weights that have taken a step of descent. */
export function givenByUpdate(lesson: Lesson, question: Question, typed: number): boolean {
  const { graph } = lesson.worked;
  return [0.1, 0.01].some((rate) => {
    const moved: Taken = ({ op, by, operands, arrow }) => [
      slopeBy(
        op,
        by,
        operands.map((each, k) => {
          const slot = operandsAt(graph, arrow.step)[k] ?? -1;
          return graph.kind[slot] === kinds.given ? each - rate * outputSlopeOf(lesson, slot) : each;
        }),
      ),
    ];
    return nearly(
      typed,
      withTaken(lesson, question, () => moved, 0),
    );
  });
}

/** Whether a number is the right one without some constant of the program. */
export function givenWithoutFactor({ worked }: Lesson, question: Question, typed: number): boolean {
  const { graph } = worked;
  const constants = Array.from({ length: graph.size }, (_, slot) => slot)
    .filter((slot) => graph.kind[slot] === kinds.literal)
    .map((slot) => numberAt(worked, slot));
  const right = exactNumber(question);
  return constants.some(
    (each) => nearly(typed * each, right) || nearly(typed, right * each) || nearly(typed * -each, right),
  );
}

/** Whether a number comes from the first arrows alone, times a number in the place of all that comes back behind them. */
export function givenByShortcut(lesson: Lesson, question: Question, typed: number, value: number): boolean {
  return (question.links ?? []).some(({ path }) =>
    path.some((_, k) => {
      const before = path.slice(0, k).reduce((product, arrow) => {
        const place = stepPlace(lesson, arrow);
        return product * slopeBy(place.op, place.by, place.operands);
      }, 1);
      return nearly(typed, before * value);
    }),
  );
}
