import { describe, expect, test } from '@jest/globals';
import { computed, opOf } from '../../engine/kernels/rules.ts';
import { solved } from '../../engine/solved.testing.ts';
import { type Expression, fold } from '../../language/expression.ts';
import { formatNumber, shownNumber } from '../../language/number-format.ts';
import { print } from '../../language/print.ts';
import { localOf, ruleOf } from '../../symbolic/rule.ts';
import { sumOf } from '../../symbolic/simplify.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { homeworkLessons, lectureLessons, lessonFor, randomLessons } from '../lesson/lessons.testing.ts';
import { exactNumber, type Question, questionOf } from '../lesson/question.ts';
import { asks, atPrompt, said, typed } from '../quiz/session.testing.ts';
import { judge, type Verdict } from './judge.ts';
import { readAnswer } from './read-answer.ts';
import { measureOf } from './rounding.ts';

const all = [...lectureLessons, ...homeworkLessons, ...randomLessons(300, 1)];
const digits = 4;

/** What is typed at a question whose predecessors are all found. */
function verdictOn(lesson: Lesson, question: Question, text: string): Verdict | 'unreadable' {
  const { worked } = lesson;
  const reading = readAnswer(worked, question, text, (slot) => worked.gradients[slot] ?? Number.NaN);
  return reading.kind === 'read' ? verdictOf(lesson, question, Number(reading.value)) : 'unreadable';
}

const verdictOf = (lesson: Lesson, question: Question, answer: number): Verdict =>
  judge(answer, measureOf(lesson, question, digits));

const toThree = (value: number): number => Number(value.toPrecision(3));

/** An expression worked out by hand from the numbers on the screen, each step rounded. */
function byHand({ worked }: Lesson, expression: Expression): number {
  return fold<number>(
    expression,
    (leaf) => {
      if (leaf.kind === 'number' || leaf.kind === 'matrix') return Number(leaf.value);
      const slot = worked.slots.get(leaf.kind === 'name' ? leaf.name : leaf.by) ?? -1;
      return shownNumber(
        (leaf.kind === 'name' ? worked.tape.value[slot] : worked.gradients[slot]) ?? Number.NaN,
      );
    },
    (node, operands) => toThree(computed(opOf(node.sign), operands)),
  );
}

/** The chain rule by hand: from the output's side, or the local derivatives first. */
function chained(lesson: Lesson, question: Question, upstreamFirst: boolean): number {
  const { worked, visible } = lesson;
  const shares = (question.links ?? []).map((link) => {
    const locals = link.path.map((edge) => byHand(lesson, localOf(worked, visible, edge)));
    const upstream =
      link.to === worked.graph.output ? [] : [shownNumber(worked.gradients[link.to] ?? Number.NaN)];
    const factors = upstreamFirst ? [...upstream, ...locals.reverse()] : [...locals, ...upstream];
    return factors.reduce((product, factor) => toThree(product * factor));
  });
  return shares.reduce((total, share) => toThree(total + share));
}

const questionsOf = (lesson: Lesson): readonly Question[] =>
  lesson.order.map((slot) => questionOf(lesson, slot));

/** Collects what fails, so that one run shows every case. */
function failures(check: (lesson: Lesson, question: Question) => string | null): readonly string[] {
  let asked = 0;
  const found = all.flatMap(([title, lesson]) =>
    questionsOf(lesson).flatMap((question) => {
      asked++;
      const failed = check(lesson, question);
      return failed === null ? [] : [`${title}: ${question.asks} = ${question.exact}: ${failed}`];
    }),
  );
  expect(asked).toBeGreaterThan(1000);
  return found;
}

describe('the numbers on the screen are enough', () => {
  test('the answer is right as it is shown, in every form in which it is shown', () => {
    const wrong = failures((lesson, question) => {
      const shownAnswer = formatNumber(exactNumber(question), digits);
      const forms = [
        shownAnswer,
        `= ${shownAnswer}`,
        `d${question.name} = ${shownAnswer}`,
        `${question.asks} = ${shownAnswer}`,
      ];
      const bad = forms.filter((form) => !['correct', 'close'].includes(verdictOn(lesson, question, form)));
      return bad.length > 0 ? bad.join(' | ') : null;
    });
    expect(wrong).toEqual([]);
  });

  test('its negation is not right, unless both are as good as 0', () => {
    const right = failures((lesson, question) => {
      const { band } = measureOf(lesson, question, digits);
      if (Math.abs(exactNumber(question)) <= 1e-6 || (band.low <= 0 && band.high >= 0)) return null;
      return verdictOf(lesson, question, -exactNumber(question)) === 'wrong' ? null : 'its negation is right';
    });
    expect(right).toEqual([]);
  });

  test.each([
    ['from the output on', true],
    ['local derivatives first', false],
  ])('the right rule, each step rounded to three digits, is right: %s', (_, upstreamFirst) => {
    const wrong = failures((lesson, question) => {
      const answer = chained(lesson, question, upstreamFirst);
      if (!Number.isFinite(answer)) return null;
      return verdictOf(lesson, question, answer) === 'wrong' ? `${answer} is wrong` : null;
    });
    expect(wrong).toEqual([]);
  });

  test('the rule in letters is right, and exactly so', () => {
    const wrong = failures((lesson, question) => {
      const rule = print(
        sumOf((question.links ?? []).map((link) => ruleOf(lesson.worked, lesson.visible, link))),
      );
      const verdict = verdictOn(lesson, question, rule);
      return verdict === 'correct' ? null : `${rule} is ${verdict}`;
    });
    expect(wrong).toEqual([]);
  });

  test('a slip of one in the last of three digits is not right where nothing is rounded', () => {
    const lesson = lectureLessons.find(([title]) => title === 'running-example')?.[1] as Lesson; // it is there: the first lecture
    const six = questionsOf(lesson).find((question) => question.name === 'b') as Question; // it asks b
    expect(measureOf(lesson, six, digits).band).toEqual({ low: 6, high: 6, rounded: false });
    expect(['6.05', '6.01', '5.95', '-6', '9'].map((typed) => verdictOn(lesson, six, typed))).toEqual(
      Array(5).fill('wrong'),
    );
  });

  test('where a question has too many paths to be followed, or none, its value alone is judged', () => {
    const lesson = lectureLessons.find(([title]) => title === 'running-example')?.[1] as Lesson; // it is there: the first lecture
    const [six] = questionsOf(lesson).filter((question) => question.name === 'b');
    for (const links of [null, []]) {
      const unfollowed = { ...six, links } as Question;
      expect(measureOf({ ...lesson }, unfollowed, digits).band).toEqual({ low: 6, high: 6, rounded: false });
    }
  });
});

describe('a right rule with too few digits', () => {
  const unit = lessonFor(
    solved(
      'z = w*x + b; a = sigmoid(z); d = a - y; J = d^2',
      { w: 1, x: 2, b: 1, y: 0.5 },
      { data: ['x', 'y'] },
    ),
  );
  const toZ = typed(atPrompt(unit), ':answer', ':answer').session;

  test.each(['0.9*0.95*0.05', '0.95*0.9*0.05', '0.91*0.95*(1 - 0.95)'])(
    '%s: nothing is missing',
    (answer) => {
      expect(said(typed(toZ, answer))).toBe('The rule is right: keep more digits of each factor.');
    },
  );

  test.each(['0.9*0.95', '0.9*0.95*0.5', '-0.9*0.95*0.05'])('%s is not that rule', (answer) => {
    expect(said(typed(toZ, answer))).not.toContain('keep more digits');
  });

  test('one digit behind the point is near, too', () => {
    expect(said(typed(toZ, '0.04'))).toBe('Close, but give three digits.');
  });

  test('what is exactly one path is that, however near it comes to both', () => {
    const decayed = lessonFor(
      solved(
        'z = w*x + b; a = sigmoid(z); d = a - y; J = d^2 + c*w^2',
        { w: -5, x: -2, b: -8, y: 0.5, c: 3 },
        { data: ['x', 'y', 'c'] },
      ),
    );
    const toW = typed(atPrompt(decayed), ':answer', ':answer', ':answer').session;
    expect(asks(toW)).toBe('dJ/dw');
    expect(said(typed(toW, '-30'))).toBe('You followed only one path. How many arrows leave w?');
    expect(said(typed(toW, '-30.0'))).toBe('You followed only one path. How many arrows leave w?');
    expect(said(typed(toW, '2*c*w'))).toBe('You followed only one path. How many arrows leave w?');
    expect(said(typed(toW, 'c*w*2 + 0*x'))).toBe('You followed only one path. How many arrows leave w?');
  });
});
