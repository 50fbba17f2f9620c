import { kinds } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { derivativeAt } from '../../engine/passes/evaluate.ts';
import type { Expression } from '../../language/expression.ts';
import { valueFigures } from '../../language/number-format.ts';
import { print, printLeaf } from '../../language/print.ts';
import { linksOf } from '../../symbolic/link.ts';
import { localRuleOf, ruleOf } from '../../symbolic/rule.ts';
import { sumOf } from '../../symbolic/simplify.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { questionOf } from '../lesson/question.ts';
import { inChain, type Words, withNumbers } from '../lesson/words.ts';

/** A derivative as a formula longer than this is given step by step instead. */
const longest = 80;

/**
 * A derivative as a formula in the letters of the program, put together from the rows along every way to the output:
 * `2*w` for `J = w^2`. Where that grows long it stops at the next named steps, and their derivatives stand in it as words;
 * null where even those ways are too many to be written down.
 */
export function slopeFormula(lesson: Lesson, slot: number): Expression | null {
  const { worked, uses } = lesson;
  const output = worked.graph.output;
  const ways = linksOf(worked, uses, new Set([output]), slot);
  const whole = ways && sumOf(ways.map((way) => localRuleOf(worked, new Set(worked.own), way)));
  if (whole && print(whole).length <= longest) return whole;
  const { links } = questionOf(lesson, slot);
  return links && sumOf(links.map((link) => ruleOf(worked, lesson.visible, link)));
}

/** The sign of a derivative: d where the output depends on one variable, ∂ where on several. */
function dee({ worked, uses }: Lesson): 'd' | '∂' {
  const { graph } = worked;
  let variables = 0;
  for (let slot = 0; slot < graph.size; slot++) {
    if (graph.kind[slot] === kinds.given && uses.reaches(slot)) variables++;
  }
  return variables > 1 ? '∂' : 'd';
}

/** Why a derivative is written with ∂ here; nothing where it is written with d. */
export const aboutCurly = (lesson: Lesson): readonly string[] =>
  dee(lesson) === '∂'
    ? [`(∂ instead of d, because ${lesson.worked.output} depends on several variables.)`]
    : [];

/** `dJ/dw`, or `∂J/∂w` where there are other variables. */
function derivativeWord(lesson: Lesson, slot: number): string {
  const d = dee(lesson);
  return `${d}${lesson.worked.output}/${d}${nameAt(lesson.worked, slot)}`;
}

/** `dJ/dw = 2*w = 2*3 = 6`: word, formula, numbers and value, equal ones said once. */
export function slopeLine(words: Words, slot: number): string {
  const { lesson, digits } = words;
  const exact = valueFigures(derivativeAt(lesson.worked, slot) ?? Number.NaN, digits);
  const formula = slopeFormula(lesson, slot);
  const between = formula
    ? [inChain(formula, printSlope(lesson, formula)), inChain(withNumbers(words, formula))]
    : [];
  return [derivativeWord(lesson, slot), ...between, exact]
    .filter((part, i, all) => part !== all[i - 1])
    .join(' = ');
}

/** A formula as text, its derivative words with the sign of this lesson. */
function printSlope(lesson: Lesson, formula: Expression): string {
  const d = dee(lesson);
  return print(formula, {
    spacing: 'board',
    leaf: (leaf) => (leaf.kind === 'derivative' ? `${d}${leaf.of}/${d}${leaf.by}` : printLeaf(leaf)),
  });
}
