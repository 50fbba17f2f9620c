import { valueFigures } from '../../language/number-format.ts';
import type { Value } from '../../ops/matrix.ts';
import { isWithin } from '../../tutor/answers/judge.ts';
import { measuresOf } from '../../tutor/answers/rounding.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import type { Problem } from '../assignment/problem.ts';
import type { AssignmentSlip } from '../assignment/slip.ts';
import { sheetDigits } from '../grading/grade.ts';
import { slipReading } from '../grading/match-slip.ts';
import { type Finding, finding, whoseNumbers } from './findings.ts';

/** Faults of slips: not about a question, unreadable, right, the same as another slip, or with a message that gives the answer away. */
export function slipFindings(problem: Problem, lesson: Lesson, student: string | null): readonly Finding[] {
  const seen: { readonly slip: AssignmentSlip; readonly value: Value }[] = [];
  return problem.slips.flatMap((slip) => {
    const say = (level: Finding['level'], message: string): Finding => ({
      ...finding(problem, level, `the slip ${slip.id} ${message}`),
      from: slip.from,
    });
    const slot = lesson.worked.slots.get(slip.name);
    if (slot === undefined || !lesson.order.includes(slot))
      return [say('error', `is about ${slip.name}, which is not asked`)];
    const reading = slipReading(lesson, slip);
    if (reading.kind !== 'read') return [say('error', `can't be read: ${reading.message}`)];
    const question = questionOf(lesson, slot);
    const measures = measuresOf(lesson, question, sheetDigits);
    const is = (value: Value, other: Value): boolean => isWithin(value, other, measures);
    const number = valueFigures(reading.value, sheetDigits);
    if (is(reading.value, question.exact))
      return [say('error', `is the right answer at ${whoseNumbers(student)}: ${slip.answer} is ${number}`)];
    const twin = seen.find((each) => each.slip.name === slip.name && is(each.value, reading.value));
    seen.push({ slip, value: reading.value });
    return [
      ...(twin
        ? [
            say(
              'warning',
              `gives ${number} at ${whoseNumbers(student)}, as ${twin.slip.id} does, so dvar can't tell which one it is`,
            ),
          ]
        : []),
      ...(student === null && numbersIn(slip.says).some((each) => is(each, question.exact))
        ? [
            say(
              'warning',
              `gives the right answer away in what it says: ${valueFigures(question.exact, sheetDigits)}`,
            ),
          ]
        : []),
    ];
  });
}

/** The numbers that stand in a sentence. */
const numbersIn = (text: string): readonly number[] =>
  [...text.matchAll(/(?<![\p{L}\d_.])[-−]?\d+(?:\.\d+)?(?:\/\d+)?(?![\p{L}\d_])/gu)].map(([word]) => {
    const [top = '', bottom = '1'] = word.replace('−', '-').split('/');
    return Number(top) / Number(bottom);
  });
