import { nameAt } from '../../engine/graph/names.ts';
import { differentiable, parseFormula } from '../../engine/kernels/rules.ts';
import { gradientOnPaper, valueOnPaper } from '../../engine/passes/on-paper.ts';
import { type Expression, fold, literal } from '../../language/expression.ts';
import { shownValue, valueFigures } from '../../language/number-format.ts';
import { boardStyle, print } from '../../language/print.ts';
import { compares } from '../../language/spelling.ts';
import { withoutControls } from '../../language/unicode-names.ts';
import type { Value } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { type LinkStep, writingOf } from '../../symbolic/link.ts';
import type { Lesson } from './lesson.ts';

/** The rule about shapes, for one variable. */
export const sameShapeAs = (variable: string): string =>
  `A derivative has the same shape as its variable: ${variable}.`;

/**
 * Sentences carry their mathematics between backticks, so that a screen can colour it and a voice can spell it out.
 * The language has no backtick of its own.
 */
export const math = (content: Expression | string): string =>
  `\`${typeof content === 'string' ? content : print(content, boardStyle)}\``;

/** Text that somebody else wrote, made fit for a sentence: no backtick, no control character, not endless. */
export function quoted(text: string, most = 300): string {
  const clean = withoutControls(text.replaceAll('`', "'"));
  return clean.length > most ? `${clean.slice(0, most - 3)}...` : clean;
}

/** A sentence with its stop, unless it asks. */
export const stopped = (text: string): string => (/[.?!]`?$/.test(text) ? text : `${text}.`);

/** The words of a lesson: how its nodes are written and what its numbers look like. */
export interface Words {
  readonly lesson: Lesson;
  readonly digits: number;
}

/** A value as a leaf that prints as people see it. */
export const figure = (value: Value, digits: number): Expression => ({
  ...literal(shownValue(value, digits)),
  text: valueFigures(value, digits),
});

/** `t1 = b*c`: a step's name and how it is computed, in the names that the reader knows. */
export function statementOf({ lesson }: Words, slot: number): string {
  return `${nameAt(lesson.worked, slot)} = ${print(writingOf(lesson.worked, lesson.visible, slot))}`;
}

/** An expression with the numbers in place of its names and derivatives; a minus before a 0 is dropped, unless it `keepsMinus`. */
export function withNumbers(
  { lesson, digits }: Words,
  expression: Expression,
  keepsMinus = false,
): Expression {
  const { worked } = lesson;
  return fold<Expression>(
    expression,
    (leaf) => {
      if (leaf.kind === 'number' || leaf.kind === 'matrix') return leaf;
      const slot = worked.slots.get(leaf.kind === 'name' ? leaf.name : leaf.by);
      // A constant is its own number: nobody reads more in 2.718 than in e.
      if (slot === undefined) return leaf;
      return figure((leaf.kind === 'name' ? valueOnPaper : gradientOnPaper)(worked, slot), digits);
    },
    (node, operands) => {
      const [only] = operands;
      if (!keepsMinus && node.sign.form === 'prefix' && only?.kind === 'number' && only.value === 0)
        return only;
      return { ...node, operands };
    },
  );
}

/** An expression as a part of `a = b = c`: a comparison is held together, or it would seem to compare the parts. */
export function inChain(expression: Expression, text = print(expression, boardStyle)): string {
  return expression.kind === 'apply' && compares(expression.sign) ? `(${text})` : text;
}

/** What a reader must know of a comparison among numbers. */
export const counting = 'a comparison in parentheses is 1 if it is true, 0 if it is not';

/** Whether something is compared in an expression. */
export const isComparison = (expression: Expression): boolean =>
  fold<boolean>(
    expression,
    () => false,
    (node, operands) => compares(node.sign) || operands.includes(true),
  );

/** `b = 3`, the value of a node as people see it. */
export function valueText({ lesson, digits }: Words, slot: number): string {
  return stated(nameAt(lesson.worked, slot), valueOnPaper(lesson.worked, slot), digits);
}

/** `dJ/db = 6`. */
export function derivativeText({ lesson, digits }: Words, slot: number): string {
  const { worked } = lesson;
  return stated(wordAt(worked, slot), gradientOnPaper(worked, slot), digits);
}

/** `b = 3`; of a large matrix its shape alone: `X (784,64)`. */
export function stated(name: string, value: Value, digits: number): string {
  const text = valueFigures(value, digits);
  return text.startsWith('(') ? `${name} ${text}` : `${name} = ${text}`;
}

/** Why an edge's local derivative is what it is: the row's own sentence. */
export function whyOf(edge: LinkStep): string {
  const row = differentiable(edge.op);
  return row.why[row.operands[edge.operand] ?? ''] ?? '';
}

/** Whether an edge lets everything through as it is, so that it needs no words among others. */
export function plainEdge(edge: LinkStep): boolean {
  const row = differentiable(edge.op);
  if (row.kind === 'structural') return false;
  const local = parseFormula(row.local[row.operands[edge.operand] ?? ''] ?? '1');
  return local.kind === 'number' && local.value === 1;
}

const countingWords = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A count with its noun: `one arrow`, `two arrows`. In words, so that it is not taken for one of the numbers at hand. */
export const counted = (count: number, noun: string): string =>
  `${countingWords[count] ?? count} ${noun}${count === 1 ? '' : 's'}`;

/** A sentence that begins with a word of ours. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
