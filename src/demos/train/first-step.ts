import { shapeAt } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { formatNumber } from '../../language/number-format.ts';
import { valueFrom } from '../../ops/matrix.ts';
import { type Block, line } from '../../tutor/lesson/block.ts';
import { counted, counting, isComparison, math, type Words } from '../../tutor/lesson/words.ts';
import { backwardBlocks } from '../../tutor/teaching/explain.ts';
import { valueBlock } from '../../tutor/teaching/forward-screen.ts';
import { aboutCurly, slopeFormula, slopeLine } from '../../tutor/teaching/slope-words.ts';
import type { ParameterMove } from './descent.ts';
import { partOf } from './objective.ts';

/** The most parameters that get a line each in the first step, and a column each in a table. */
export const mostShown = 6;

/** The settings of a first step. */
export interface FirstStep {
  readonly slots: readonly number[];
  readonly move: ParameterMove;
  readonly rate: number;
  /** How many examples the mean is taken over; null where the program itself holds its data. */
  readonly examples: number | null;
}

/** The first step as on a blackboard: every derivative, every update, and where it leads. */
export function firstStepBlocks(words: Words, first: FirstStep): readonly Block[] {
  const { worked } = words.lesson;
  const { before, after } = first.move;
  const figure = (value: number): string => formatNumber(value, words.digits);
  const which = first.examples === null || first.examples === 1 ? '' : ' of these examples';
  return [
    ...(worked.graph.layout ? inMatrices(words, first) : inNumbers(words, first)),
    line(
      'plain',
      `It takes ${worked.output}${which} from ${math(figure(before))} to ${math(figure(after))}.`,
    ),
  ];
}

const going = (whose: string, together: boolean): string =>
  `First update: ${together ? 'every parameter moves' : 'the parameter moves'} against ${whose}, by the rate times that derivative${together ? ', all at once, from the old values' : ''}:`;

/** For matrices: all derivatives from right to left, then all updates. */
function inMatrices(words: Words, first: FirstStep): readonly Block[] {
  const { worked } = words.lesson;
  const together = first.slots.length > 1;
  return [
    line('plain', going('its derivative', together)),
    ...backwardBlocks(words).map(briefly),
    ...first.slots.map((slot) => {
      const name = nameAt(worked, slot);
      const update = `${name} = ${name} - rate*d${name}`;
      const value = valueFrom(
        shapeAt(worked.graph, slot),
        partOf(worked.graph, first.slots, first.move.parameters, slot),
      );
      return typeof value === 'number'
        ? line('plain', math(inFigures(words, first, slot)))
        : briefly(valueBlock(update, value, words.digits));
    }),
  ];
}

/** A matrix that is too large for the screen is told by its shape. */
const briefly = (block: Block): Block =>
  isCut(block) ? line('plain', `${math(block.lead)}, ${math(block.shape)}`) : block;

/** Whether a block is a matrix that is cut to its corners. */
export const isCut = (block: Block): block is Block & { kind: 'matrix' } =>
  block.kind === 'matrix' && block.cells.some((row) => row.includes('..'));

/**
 * For single numbers: a derivative and an update each; over several examples, the derivatives at the first one, and
 * their mean.
 */
function inNumbers(words: Words, first: FirstStep): readonly Block[] {
  const shown = first.slots.slice(0, mostShown);
  const slopes = shown.map((slot) => math(slopeLine(words, slot)));
  const updates = shown.map((slot) => math(inFigures(words, first, slot)));
  const aside = shown.some((slot) => {
    const formula = slopeFormula(words.lesson, slot);
    return formula !== null && isComparison(formula);
  });
  const more = first.slots.length > mostShown ? [`And so on, for all ${first.slots.length} parameters.`] : [];
  const note = aside ? [`(${counting})`] : [];
  const together = first.slots.length > 1;
  const { examples } = first;
  const texts =
    examples === null || examples === 1
      ? [
          going('its derivative', together),
          ...slopes.flatMap((slope, i) => [slope, updates[i] ?? '']),
          ...more,
          ...aboutCurly(words.lesson),
          ...note,
        ]
      : [
          'The derivatives for the first example:',
          ...slopes,
          ...aboutCurly(words.lesson),
          ...note,
          going(`the mean derivative over ${counted(examples, 'example')}`, together),
          ...updates,
          ...more,
        ];
  return texts.map((text) => line('plain', text));
}

/** `w = w - rate*dw = 3 - 0.1*6 = 2.4`. */
function inFigures(
  { lesson: { worked }, digits }: Words,
  { slots, move, rate }: FirstStep,
  slot: number,
): string {
  const figure = (value: number): string => formatNumber(value, digits);
  const of = (all: Float64Array): number => partOf(worked.graph, slots, all, slot)[0] ?? Number.NaN;
  const [slope, to] = [of(move.gradient), of(move.parameters)];
  const from = to + rate * slope;
  const name = nameAt(worked, slot);
  const held = slope < 0 ? `(${figure(slope)})` : figure(slope);
  return `${name} = ${name} - rate*d${name} = ${figure(from)} - ${figure(rate)}*${held} = ${figure(to)}`;
}
