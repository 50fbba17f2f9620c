import { nameAt } from '../../engine/graph/names.ts';
import { gradientAt } from '../../engine/passes/evaluate.ts';
import { literal } from '../../language/expression.ts';
import { plainNumber, print } from '../../language/print.ts';
import { entriesOf } from '../../ops/matrix.ts';
import { opNames, slipsOf, table } from '../../ops/table.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { discriminate, sharpness } from '../../tutor/values/discrimination.ts';
import { variantOf } from '../../tutor/values/variant.ts';
import type { Problem } from '../assignment/problem.ts';
import { type Finding, finding, whoseNumbers } from './findings.ts';

/** Numbers that tell apart a smaller share of the mistakes than this get a warning. */
const sharpEnough = 0.75;

/**
 * The slips of single ops, which get no warning of their own. One of them gates a relu by the sign of the upstream
 * gradient, which most numbers can't show.
 */
export const rare: ReadonlySet<string> = new Set(
  opNames.flatMap((op) =>
    table[op].operands.flatMap((_, operand) => slipsOf(op, operand).map((slip) => slip.id)),
  ),
);

/** The most mistakes with a right number that are named. */
const mostNamed = 2;

/** The warning about numbers at which mistakes can't be seen, with others at which they can. */
export function hiddenMistakes(problem: Problem, lesson: Lesson, student: string | null): readonly Finding[] {
  const { worked, order } = lesson;
  const whose = whoseNumbers(student);
  const warning = (message: string, than: number): Finding =>
    finding(problem, 'warning', message + (problem.drawn ? '' : cure(lesson, than)));
  if (order.every((slot) => Array.from(entriesOf(gradientAt(worked, slot))).every((each) => each === 0)))
    return [warning(`at ${whose} every derivative is 0, so zeros get all points`, 0)];
  const discernments = discriminate(lesson);
  const sharp = sharpness(discernments);
  const lucky = discernments.flatMap(({ question, hidden }) => {
    const [common] = hidden.filter((id) => !rare.has(id));
    return common ? [`${common} gives the right d${nameAt(worked, question.slot)}`] : [];
  });
  if (sharp >= sharpEnough && lucky.length === 0) return [];
  const said = [`${whose} tell ${percent(sharp)} of the known mistakes apart`, ...lucky.slice(0, mostNamed)];
  return [warning(said.join(', '), sharp)];
}

/** Where else to look, and numbers that could stand there instead. */
function cure(lesson: Lesson, sharp: number): string {
  const better = variantOf(lesson, 1);
  if (!better || better.sharpness <= sharp) return '; another program may show more';
  const values = [...better.values].map(
    ([name, value]) =>
      `${name}: ${typeof value === 'number' ? plainNumber(value) : `"${print(literal(value))}"`}`,
  );
  return `; dvar like finds others, which tell ${percent(better.sharpness)}: { ${values.join(', ')} }`;
}

const percent = (share: number): string => `${Math.round(100 * share)}%`;
