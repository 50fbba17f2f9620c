import { expect, test } from '@jest/globals';
import { gradientAt } from '../../engine/passes/evaluate.ts';
import { codeStyle, print } from '../../language/print.ts';
import { ruleOf } from '../../symbolic/rule.ts';
import { plainSum } from '../../symbolic/simplify.ts';
import { widest } from '../lesson/as-shown.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { homeworkLessons, lectureLessons, randomLessons, type Titled } from '../lesson/lessons.testing.ts';
import { exactNumber, type Question, questionOf } from '../lesson/question.ts';
import { assess } from './assess.ts';
import { readAnswer } from './read-answer.ts';

// What is right is taken in every form in which somebody writes it, and what is further off than any rounding never is.

const lessons: readonly Titled[] = [...lectureLessons, ...homeworkLessons, ...randomLessons(60, 21)];

function verdictOn(lesson: Lesson, question: Question, text: string): string {
  const reading = readAnswer(lesson.worked, question, text, (slot) => gradientAt(lesson.worked, slot));
  return reading.kind === 'unreadable' ? 'unreadable' : assess(lesson, question, reading, 4).verdict;
}

/** Every question of a lesson that asks for one number and has a rule. */
const questionsOf = (lesson: Lesson): readonly Question[] =>
  lesson.order
    .map((slot) => questionOf(lesson, slot))
    .filter(({ plain, links }) => plain && links !== null && links.length > 0);

/** A right answer as people and programs write it. */
function formsOf(lesson: Lesson, question: Question): readonly string[] {
  const exact = exactNumber(question);
  const rule = plainSum((question.links ?? []).map((link) => ruleOf(lesson.worked, lesson.visible, link)));
  const numbers = [
    String(exact),
    String(Number(exact.toPrecision(4))),
    exact.toExponential(6),
    // Of a tiny number so many places hold too few digits.
    ...(Math.abs(exact) > 1e-6 ? [exact.toFixed(12)] : []),
  ];
  return [
    ...numbers,
    ...numbers.flatMap((each) => [
      ` ${each} `,
      `+${each}`.replace('+-', '-'),
      `(${each})`,
      `${question.asks} = ${each}`,
    ]),
    ...(rule
      ? [print(rule), print(rule, codeStyle), print(rule).replaceAll('^', '**'), `(${print(rule)})*1`]
      : []),
  ];
}

test('what is right is taken, however it is written', () => {
  const refused: string[] = [];
  let taken = 0;
  for (const [title, lesson] of lessons)
    for (const question of questionsOf(lesson))
      for (const text of formsOf(lesson, question)) {
        const verdict = verdictOn(lesson, question, text);
        if (verdict !== 'correct' && verdict !== 'close')
          refused.push(`${title} | ${question.asks} | ${text} | ${verdict}`);
        taken++;
      }
  expect(refused).toEqual([]);
  expect(taken).toBeGreaterThan(5000);
});

test('what is further off than any rounding is never taken', () => {
  const accepted: string[] = [];
  let tried = 0;
  for (const [title, lesson] of lessons)
    for (const question of questionsOf(lesson)) {
      const exact = exactNumber(question);
      const size = Math.abs(exact);
      // Next to what cancels a number may be nothing.
      if (size < 1e-6 || size < 1e-3 * Number(question.magnitude)) continue;
      const share = 1.2 * widest;
      for (const wrong of [
        exact * (1 + share),
        exact * (1 - share),
        -exact,
        2 * exact,
        exact / 2,
        exact * 10,
        exact / 10,
      ]) {
        tried++;
        const verdict = verdictOn(lesson, question, String(Number(wrong.toPrecision(6))));
        if (verdict !== 'wrong')
          accepted.push(`${title} | ${question.asks} = ${exact} | ${wrong} | ${verdict}`);
      }
    }
  expect(accepted).toEqual([]);
  expect(tried).toBeGreaterThan(2000);
});
