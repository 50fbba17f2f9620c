import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lectureLesson, lectureLessons, lessonFor } from '../lesson/lessons.testing.ts';
import { lessonAt, questionOf } from '../lesson/question.ts';
import { candidatesOf, classesAt } from '../mistakes/equivalence-classes.ts';
import { mistakeMessages } from '../mistakes/messages.ts';
import { mistakeAt } from '../mistakes/placing.ts';
import { afterwards, ending } from '../quiz/afterwards.ts';
import { atPrompt, inPipe, linesIn, said, typed } from '../quiz/session.testing.ts';
import type { Session } from '../session/state.ts';
import { everything } from '../teaching/chain-rule.ts';
import { type ReasonChoice, reasonChoice } from './reason-choice.ts';

const net = lectureLesson('relu-net.txt');
const added = ['2', '3', '2', '2', '2', '2', '4', '5', '6', '7', '6', '6', '6', '6'];
const shownAtEnd = (session: Session): string =>
  ending(session, 'x').flatMap(linesIn).join('\n').replaceAll('`', '');
const done = typed(atPrompt(net), ...added).session;
const means = mistakeMessages['added-instead-of-multiplied'].means;

describe('the reason of a miss that was put right', () => {
  test('is asked for at the end, where two stand to choose from, and told nowhere beside them', () => {
    const text = shownAtEnd(done);
    expect(text).toContain(
      [
        '- dJ/dz2, dJ/da1 and dJ/dz1: which mistake was it each time? See below.',
        '- dJ/dw2: right after 2 tries; look at t2 = w2*a1.',
        'What was wrong with your 3 for dJ/dz2? Type 1 or 2, or go on.',
        '1: only the local derivative, without the upstream gradient',
        `2: ${means}`,
      ].join('\n'),
    );
    expect(text.split(means)).toHaveLength(2);
  });

  test('is told once it was chosen, right or not, and asked once', () => {
    const right = afterwards(done, '2');
    expect(said(right)).toMatch(/^That is it\. If a2 did not move with z2 at all, J would not move either\./);
    expect(said(afterwards(done, ' 1) '))).toBe(`No, that would have given 1. Your 3 was this: ${means}.`);
    expect(said(afterwards(right.session, '2'))).toMatch(/^All questions are answered\./);
    expect(shownAtEnd(right.session)).not.toContain('Type 1 or 2');
    expect(shownAtEnd(right.session)).toContain(`- dJ/dz2, dJ/da1 and dJ/dz1: ${means}.`);
  });

  test('may be passed over', () => {
    expect(afterwards(done, '').effect).toEqual({ kind: 'leave' });
    expect(said(afterwards(done, '3'))).toMatch(/^All questions are answered\./);
  });

  test('is asked of nobody in a pipe, without hints, after guesses, or whose answer was shown', () => {
    const never = 'Type 1 or 2';
    expect(shownAtEnd(typed(inPipe(net), ...added).session)).not.toContain(never);
    const silent = { ...net, choice: { ...net.choice, hints: false } };
    expect(shownAtEnd(typed(atPrompt(silent), ...added).session)).not.toContain(never);
    const rest = ['2', '2', '4', '6', '6', '6', '6', '6'];
    expect(shownAtEnd(typed(atPrompt(net), '2', '3', ':answer', ...rest).session)).not.toContain(never);
    expect(shownAtEnd(typed(atPrompt(net), '2', '3', '4', '5', '6', '2', ...rest).session)).not.toContain(
      never,
    );
  });

  test('is no slip, and none of two mistakes', () => {
    const lesson = lessonFor(solved('o = 6*v; J = 1/2*o^2', { v: 4 }));
    expect(shownAtEnd(typed(atPrompt(lesson), '42', '24', '144').session)).not.toContain('Type 1 or 2');
    expect(shownAtEnd(typed(atPrompt(net), '2', '-1', '2', ...added.slice(3)).session)).not.toContain(
      'for dJ/dz2? Type',
    );
  });
});

/** Every choice at the questions of a lesson, with the number that was missed. */
function choicesIn(lesson: (typeof lectureLessons)[number][1]) {
  return lesson.order.flatMap((slot) => {
    const question = questionOf(lesson, slot);
    if (!question.plain || question.links === null) return [];
    const words = { lesson: lessonAt(lesson, question), digits: 6 };
    const classes = classesAt(candidatesOf(lesson, question), lesson, question);
    return classes.flatMap(({ rule, values: [value = null] }) => {
      const mistake = mistakeAt(lesson, question, rule);
      const choice = reasonChoice(words, question, { value, text: String(value), mistake }, everything);
      return choice ? [{ question, classes, id: rule.id, value: Number(value), choice }] : [];
    });
  });
}

test('the other reason would have given another number, which is the one that is told', () => {
  const all = lectureLessons.flatMap(([, lesson]) => choicesIn(lesson));
  expect(all.length).toBeGreaterThan(200);
  const sides = new Set(all.map(({ choice }) => choice.right));
  expect(sides).toEqual(new Set([1, 2]));
  const wrong = all.filter(({ classes, value, id, choice }) => {
    const [isSo, isNot] = sorted(choice);
    const told = Number(/would have given `(.+?)`/.exec(choice.corrected)?.[1]);
    const ofOther = classes.filter(({ ids }) => ids.some((each) => mistakeMessages[each].means === isNot));
    const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-5 * Math.max(1e-6, Math.abs(b));
    return !(
      isSo === mistakeMessages[id].means &&
      isSo !== isNot &&
      ofOther.some(({ values: [here] }) => near(told, Number(here))) &&
      !ofOther.some(({ values: [here] }) => near(value, Number(here)))
    );
  });
  expect(wrong.map(({ question, value, choice }) => [question.asks, value, choice])).toEqual([]);
});

const sorted = ({ reasons, right }: ReasonChoice): readonly string[] =>
  right === 1 ? reasons : [reasons[1], reasons[0]];
