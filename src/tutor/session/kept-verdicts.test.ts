import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { number } from '../../language/expression.ts';
import { type Assessment, assess } from '../answers/assess.ts';
import type { Reading } from '../answers/reading.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLessons, lessonFor } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { noStart, type OwnAnswers, type Start } from '../mistakes/own-start.ts';
import { type AnswerSource, judgedAlone } from '../quiz/whole-submission.ts';
import { deedOf, heldAt, isWhole, passOver } from '../simulated/page-making.testing.ts';
import { keptVerdicts } from './kept-verdicts.ts';

const running = lectureLessons.find(([title]) => title === 'running-example')?.[1] as Lesson; // it is there: the first lecture
const slotOf = (name: string): number => running.worked.slots.get(name) ?? -1;

const read = (value: number): Reading & { kind: 'read' } => ({
  kind: 'read',
  value,
  expression: number(value),
  body: `${value}`,
  remark: null,
});

/** How often answers have to be judged, each given as a name, a number and where it starts. */
function judgedOf(answers: readonly (readonly [string, number, Start])[], most?: number): number {
  const kept = keptVerdicts(most);
  let judged = 0;
  for (const [name, value, start] of answers) {
    const question = questionOf(running, slotOf(name));
    const judge = (): Assessment => {
      judged += 1;
      return assess(running, question, read(value), 4, start);
    };
    kept.of({ lesson: running, question, reading: read(value), digits: 4, start }, judge);
  }
  return judged;
}

const wrongAt = (...own: readonly (readonly [string, number])[]): Start => {
  const wrong: OwnAnswers = new Map(own.map(([name, value]) => [slotOf(name), value]));
  return { ...noStart, wrong };
};

describe('the verdicts of a class', () => {
  test('the same answer from the same start is judged once', () => {
    expect(judgedOf([...Array(40)].map(() => ['b', 2, noStart]))).toBe(1);
  });

  test('another question, another number and another start are judged anew', () => {
    expect(
      judgedOf([
        ['b', 2, noStart],
        ['c', 2, noStart],
        ['b', 3, noStart],
        ['b', 2, wrongAt(['u', 1])],
        ['b', 2, wrongAt(['u', 4])],
        ['b', 2, { ...noStart, accepted: new Map([[slotOf('u'), 3.001]]) }],
        ['b', 2, { ...noStart, right: new Set([slotOf('u')]) }],
      ]),
    ).toBe(7);
  });

  test('a wrong answer that has no part in a verdict changes nothing', () => {
    expect(
      judgedOf([
        ['b', 2, wrongAt(['u', 1])],
        ['b', 2, wrongAt(['u', 1], ['c', 77])],
      ]),
    ).toBe(1);
  });

  test('another lesson has verdicts of its own, if it is of the same program at other numbers', () => {
    const kept = keptVerdicts();
    const verdicts = [running, lessonFor(solved('u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 4 }))].map(
      (lesson) => {
        const question = questionOf(lesson, lesson.worked.slots.get('b') ?? -1);
        const answer = { lesson, question, reading: read(6), digits: 4, start: noStart };
        return kept.of(answer, () => assess(lesson, question, read(6), 4)).verdict;
      },
    );
    expect(verdicts).toEqual(['correct', 'wrong']);
  });

  test('no more are kept than their number', () => {
    const answers = [1, 2, 3, 1].map((value) => ['b', value, noStart] as const);
    expect(judgedOf(answers, 4)).toBe(3);
    expect(judgedOf(answers, 2)).toBe(4);
  });
});

test('pages are judged alike with the verdicts of others and without', () => {
  for (const [title, lesson] of lectureLessons) {
    if (!isWhole(lesson) || !['running-example', 'one-unit', 'logistic-y-1'].includes(title)) continue;
    const kept = keptVerdicts();
    const { ids, at } = heldAt(lesson);
    for (const id of ids) {
      const numbers = passOver(lesson, (slot, going, right) => {
        const deed = deedOf(at(slot, id), going);
        return deed && Number.isFinite(deed.answer) ? deed.answer : right;
      });
      const handed: AnswerSource = new Map(
        [...numbers].map(([slot, value]) => [slot, { reading: read(value), text: `${value}` }]),
      );
      const shared = judgedAlone(lesson, 4, handed, [], kept);
      const alone = judgedAlone({ ...lesson }, 4, handed);
      expect(told(shared)).toEqual(told(alone));
    }
  }
});

const told = ({ turns }: ReturnType<typeof judgedAlone>) =>
  [...turns].map(([slot, { outcome, message, evidence }]) => [
    slot,
    outcome,
    message,
    evidence?.classes.map(({ rule, carried }) => [rule.id, rule.op, carried]),
  ]);
