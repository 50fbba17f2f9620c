import { gradientAt } from '../../engine/passes/evaluate.ts';
import { print } from '../../language/print.ts';
import type { Value } from '../../ops/matrix.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import { wholeRule } from '../../tutor/teaching/matrix-rules.ts';
import { sheetDigits } from '../grading/grade.ts';
import { asWritten } from '../submission/echo.ts';

/**
 * The rule that is the key where expressions are asked; null where numbers are asked, and where the rule has too many
 * paths to be written.
 */
function ruleKey(lesson: Lesson, slot: number): string | null {
  if (lesson.choice.answers !== 'expressions') return null;
  const rule = wholeRule({ lesson, digits: sheetDigits }, questionOf(lesson, slot));
  return rule && print(rule);
}

/** A line of a key as it may be handed in, `dv = 3` or `db = dJ/du * c`; a tall matrix has several. */
export function keyLines(
  lesson: Lesson,
  slot: number,
  word: string,
  shown: (value: Value) => Value = (value) => value,
): readonly string[] {
  const rule = ruleKey(lesson, slot);
  return rule === null ? asWritten(word, shown(gradientAt(lesson.worked, slot))) : [`${word} = ${rule}`];
}
