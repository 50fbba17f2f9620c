import { gradientAt } from '../engine/work.ts';
import { print } from '../language/print.ts';
import type { Value } from '../ops/matrix.ts';
import type { Lesson } from '../tutor/lesson.ts';
import { wholeRule } from '../tutor/matrices.ts';
import { questionOf } from '../tutor/question.ts';
import { sheetDigits } from './grade.ts';
import { writtenAs } from './written.ts';

/** The rule that is the key where expressions are asked; null where numbers are, and where a rule has too many ways for words. */
export function ruleKey(lesson: Lesson, slot: number): string | null {
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
  return rule === null ? writtenAs(word, shown(gradientAt(lesson.worked, slot))) : [`${word} = ${rule}`];
}
