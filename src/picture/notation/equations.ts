import { nameAt } from '../../engine/graph/names.ts';
import { gradientOnPaper, valueOnPaper } from '../../engine/passes/on-paper.ts';
import { apply, derivative, type Expression } from '../../language/expression.ts';
import { timesSign } from '../../language/operators.ts';
import { scaleOf } from '../../symbolic/convention.ts';
import { writingOf } from '../../symbolic/link.ts';
import { isStep, type Lesson } from '../../tutor/lesson/lesson.ts';
import { type Question, questionOf } from '../../tutor/lesson/question.ts';
import { withNumbers } from '../../tutor/lesson/words.ts';
import { added, type ChainFactor, factorsOf, isDirect } from '../../tutor/teaching/chain-rule.ts';
import { wholeRule } from '../../tutor/teaching/matrix-rules.ts';
import { derivativeTex, type TexStyle, texOf, valueTex } from './tex.ts';

/** One equation: what stands left, and what it equals, step by step; all of it TeX. */
export interface TexEquation {
  readonly left: string;
  readonly equals: readonly string[];
}

/** The givens with their values. */
export function givenEquations(lesson: Lesson, style: TexStyle): readonly TexEquation[] {
  const { worked, uses } = lesson;
  return worked.names.flatMap((name, slot) =>
    name === null || isStep(worked, slot) || !uses.reaches(slot)
      ? []
      : [{ left: style.names(name), equals: [valueTex(valueOnPaper(worked, slot), style.digits)] }],
  );
}

/** The forward pass: each step with its formula, the formula in numbers, and its value. */
export function forwardEquations(lesson: Lesson, style: TexStyle): readonly TexEquation[] {
  const { worked, visible, uses } = lesson;
  const steps = [...visible]
    .filter((slot) => uses.reaches(slot) && isStep(worked, slot))
    .sort((a, b) => a - b);
  return steps.map((slot) => {
    const writing = writingOf(worked, visible, slot);
    const value = valueTex(valueOnPaper(worked, slot), style.digits);
    return {
      left: style.names(nameAt(worked, slot)),
      equals: distinct([texOf(writing, style), ...inNumbers(lesson, writing, style), value]),
    };
  });
}

/** The backward pass: each derivative by the chain rule, by its rule, in numbers, and its value. */
export function backwardEquations(lesson: Lesson, style: TexStyle): readonly TexEquation[] {
  return lesson.order.map((slot) => {
    const question = questionOf(lesson, slot);
    const rule = wholeRule({ lesson, digits: style.digits }, question);
    return {
      left: wordTex(lesson, slot, style),
      equals: distinct([
        ...chainTex(lesson, question, style),
        ...(rule ? [texOf(rule, style), ...inNumbers(lesson, rule, style)] : []),
        valueTex(gradientOnPaper(lesson.worked, slot), style.digits),
      ]),
    };
  });
}

/** The word for an asked derivative: ∂J/∂w, or dZ where the lecture's is asked. */
export function wordTex({ worked }: Lesson, slot: number, style: TexStyle): string {
  const name = nameAt(worked, slot);
  return scaleOf(worked, slot) === 1
    ? derivativeTex(worked.output, name, style)
    : `\\mathrm{d}${style.names(name)}`;
}

/** A product of derivatives for each way; nothing where matrices are on the way, or where there is one factor alone. */
function chainTex(lesson: Lesson, question: Question, style: TexStyle): readonly string[] {
  const { worked } = lesson;
  if (!question.plain) return [];
  const factors = factorsOf({ lesson, digits: style.digits }, question);
  if (factors.length === 0 || isDirect(worked, factors)) return [];
  const term = ({ reader, rule }: ChainFactor): Expression =>
    reader === worked.graph.output
      ? rule
      : apply(
          timesSign,
          derivative(worked.output, nameAt(worked, reader)),
          derivative(nameAt(worked, reader), question.name),
        );
  return [texOf(added(factors.map(term)), style)];
}

/** A formula with its numbers put in, where all of them are single numbers. */
function inNumbers(lesson: Lesson, expression: Expression, style: TexStyle): readonly string[] {
  if (lesson.worked.graph.layout !== null) return [];
  return [texOf(withNumbers({ lesson, digits: style.digits }, expression), style)];
}

const distinct = (parts: readonly string[]): readonly string[] =>
  parts.filter((part, at) => part !== parts[at - 1]);
