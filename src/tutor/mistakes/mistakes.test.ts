import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { number } from '../../language/expression.ts';
import { opNames, table } from '../../ops/table.ts';
import { lectureLessons, lessonFor } from '../lesson/lessons.testing.ts';
import { exactNumber, questionOf } from '../lesson/question.ts';
import { asks, atPrompt, inPipe, said, typed } from '../quiz/session.testing.ts';
import type { Session } from '../session/state.ts';
import { diagnose } from './diagnose.ts';
import { sameAnswer } from './equality.ts';
import { candidatesOf, classesAt } from './equivalence-classes.ts';
import type { Suspected } from './families/tiers.ts';
import { mistakeMessages } from './messages.ts';
import { placed } from './placed.testing.ts';
import { mutantsOf } from './row-mutants.ts';
import { usesRightRule } from './rule-equivalence.ts';

/** Answers all questions before the one about a name from the key, and then types these lines. */
function at(session: Session, name: string, ...lines: readonly string[]) {
  let before = session;
  while (asks(before)?.endsWith(`/d${name}`) === false) {
    const slot = before.queue[0] ?? -1;
    before = typed(before, String(before.words.lesson.worked.gradients[slot])).session;
  }
  return typed(before, ...lines);
}

/** The id that an answer to one question of a piped quiz gets; the questions before it are answered right. */
function idOf(
  program: string,
  values: Record<string, number>,
  data: readonly string[],
  name: string,
  line: string,
) {
  const { session } = at(inPipe(lessonFor(solved(program, values, { data }))), name, line);
  const slot = session.words.lesson.worked.slots.get(name) ?? -1;
  return session.turns.get(slot)?.mistake?.id ?? null;
}

// Worked by hand: J = 7(a + bc) at a = 5, b = 3, c = 2, so du = 7, db = 14, dc = 21.
const seven = ['u = b*c; v = a+u; J = 7*v', { a: 5, b: 3, c: 2 }, []] as const;
// One unit: z = w*x = 1.5, a = sigmoid(z), J = 5*a, so da = 5 and dz = 5*a*(1 - a).
const sigmoid = ['z = w*x; a = sigmoid(z); J = 5*a', { w: 0.5, x: 3 }, ['x']] as const;
const s = 1 / (1 + Math.exp(-1.5));

describe('a wrong answer gets the name of the mistake that gives it', () => {
  test.each([
    [seven, 'b', '2', 'local-only'],
    [seven, 'b', '7', 'upstream-only'],
    [seven, 'b', '9', 'added-instead-of-multiplied'],
    [seven, 'b', '-14', 'opposite-sign'],
    [seven, 'b', '98', 'upstream-twice'],
    [seven, 'b', '21', 'operands-swapped'],
    [seven, 'b', '42', 'output-for-slope'],
    [seven, 'b', '0.014', 'change-for-a-nudge'],
    [seven, 'b', '77.014', 'output-after-a-nudge'],
    [seven, 'b', '1/14', 'reciprocal'],
    [seven, 'a', '5', 'own-value'],
    [seven, 'c', 'du + b', 'added-instead-of-multiplied'],
    [seven, 'c', 'du*c', 'operands-swapped'],
    [sigmoid, 'z', String(5 * 1.5 * (1 - 1.5)), 'input-for-output'],
    [sigmoid, 'z', String(5 * s * (1 + s)), 'inner-sign-flipped'],
    [sigmoid, 'z', String(5 * (1 - s ** 2)), 'neighbours-rule'],
    [sigmoid, 'z', 'da*a', 'output-for-slope'],
    [sigmoid, 'z', 'da*(1 - a)', 'part-dropped'],
    [sigmoid, 'w', '3*5', 'link-skipped'],
    [['J = (x + y)*x', { x: 5, y: 3 }, []], 'x', '5', 'first-path-only'],
    [['J = (x + y)*x', { x: 5, y: 3 }, []], 'x', '8', 'last-path-only'],
    [['J = (x + y)*x', { x: 5, y: 3 }, []], 'x', '40', 'paths-multiplied'],
    [['J = (x + y)*x', { x: 5, y: 3 }, []], 'x', '6.5', 'paths-averaged'],
    [['a = 3*w; J = a^3', { w: 2 }, []], 'a', '36', 'part-dropped'],
    [['u = a/b; J = 4*u', { a: 6, b: 2 }, []], 'b', '6', 'opposite-sign'],
  ] as const)('%j, d%s = %s: %s', ([program, values, data], name, line, id) => {
    expect(idOf(program, values, data, name, line)).toBe(id);
  });

  test('two mistakes that give one number are both said, and none is named', () => {
    // At the lecture's own numbers 6 is b + 3 and b*2 for dc: nobody can know which.
    const { session } = at(
      inPipe(lessonFor(solved('u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 2 }))),
      'c',
      '6',
    );
    const turn = session.turns.get(session.words.lesson.worked.slots.get('c') ?? -1);
    expect(turn?.mistake).toBeNull();
    expect(turn?.message).toMatch(/^Not right: either .*added instead of multiplied, or .*swapped/);
  });

  test('an expression of names is read as a rule: what collides as a number does not as a form', () => {
    const lecture = ['u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 2 }, []] as const;
    expect(idOf(...lecture, 'c', 'du + b')).toBe('added-instead-of-multiplied');
    expect(idOf(...lecture, 'c', 'du*c')).toBe('operands-swapped');
    expect(idOf(...lecture, 'c', 'a + 1')).toBeNull();
  });
});

describe('right numbers for wrong reasons', () => {
  const lesson = lessonFor(solved('u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 2 }));

  test('u is 6, and so is db: only names can show which was meant', () => {
    const lucky = at(atPrompt(lesson), 'b', 'u');
    expect(said(lucky)).toMatch(/^The number is right, but only by luck/);
    expect(said(typed(lucky.session, '6'))).toMatch(/^Write it with names/);
    const right = typed(lucky.session, 'du*c');
    expect(said(right)).toMatch(/dJ\/du \* du\/db = 3\*c = 6/);
    expect(right.session.turns.get(lesson.worked.slots.get('b') ?? -1)?.tries).toBe(1);
  });

  test('a plain 6 is taken as it is, and a factor that stands in the statement is too', () => {
    expect(said(at(atPrompt(lesson), 'b', '6'))).toMatch(/dJ\/du \* du\/db = 3\*c = 6/);
    expect(said(at(atPrompt(lesson), 'b', '3*c'))).toMatch(/dJ\/du \* du\/db = 3\*c = 6/);
  });

  test('an active relu passes everything on: dz = da is right there', () => {
    const net = lessonFor(solved('z = w*x; a = relu(z); J = a^2', { w: 2, x: 3 }, { data: ['x'] }));
    expect(said(at(atPrompt(net), 'z', 'da'))).toMatch(/dJ\/dz = dJ\/da \* da\/dz/);
  });

  test('data are what they are: with y = 1, -1/a is the derivative of the log loss', () => {
    const loss = lessonFor(
      solved('a = sigmoid(z); L = -(y*log(a) + (1-y)*log(1-a))', { z: 0.5, y: 1 }, { data: ['y'] }),
    );
    expect(said(at(atPrompt(loss), 'a', '-1/a'))).toMatch(/^A tiny step ε in a moves L/);
  });
});

describe('the right rule after a wrong start', () => {
  const lesson = lessonFor(solved(...([seven[0], seven[1]] as const)));
  const outcomes = (...lines: readonly string[]) =>
    [...typed(inPipe(lesson), ...lines).session.turns.values()].map(({ outcome }) => outcome);

  test('dv is wrong, and all that follows is right for it', () => {
    expect(outcomes('4', '4', '4', '8', 'du*b')).toEqual([
      'wrong',
      'follow-through',
      'follow-through',
      'follow-through',
      'follow-through',
    ]);
  });

  test('a page of zeros carries no credit; a wrong 1 costs itself alone', () => {
    expect(outcomes('0', '0', '0', '0', '0')).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong']);
    expect(outcomes('1', '1', '1', '2', '3')).toEqual(['wrong', ...Array(4).fill('follow-through')]);
  });

  test('at a prompt an answer that fits an earlier one is told so, without a number that is not known', () => {
    const start = typed(atPrompt(lesson), '4', '7', '7', '7').session;
    expect(asks(start)).toBe('dJ/db');
    const back = typed(atPrompt(lesson), '7', '7', '4', '7').session;
    expect(said(typed(back, '8'))).toBe(
      'You are still using an earlier answer of yours for dJ/du. The right value: dJ/du = 7.',
    );
  });
});

describe('every op brings its mistakes along', () => {
  const cases = opNames.flatMap((op) => {
    const row = table[op];
    return row.kind === 'elementwise' ? row.operands.map((operand, k) => ({ op, operand, k })) : [];
  });

  test.each(cases)('$op by $operand', ({ op, k }) => {
    const mutants = mutantsOf(op, k);
    expect(mutants.length).toBeGreaterThan(0);
    expect(new Set(mutants.map(({ id }) => id)).size).toBeGreaterThan(0);
  });

  test('each has a sentence that tells no number', () => {
    for (const [id, { means, says }] of Object.entries(mistakeMessages)) {
      const sentence = says(placed);
      expect(sentence).toMatch(/[.?]$/);
      expect([
        id,
        sentence.replace(/per whole unit|one over|each 1 of|(above|below|of) 0|`\(3,2\)`/, '').match(/\d/),
      ]).toEqual([id, null]);
      expect(means.length).toBeGreaterThan(10);
    }
  });
});

const suspected = (value: number): Suspected => ({ value, expression: number(value), rounded: false });

describe('what is named is what was done', () => {
  test.each(lectureLessons)('%s: a number that one class alone gives is named as that class', (_, lesson) => {
    for (const slot of lesson.order) {
      const question = questionOf(lesson, slot);
      const sights = candidatesOf(lesson, question);
      const classes = classesAt(sights, lesson, question);
      for (const { rule, values } of classes) {
        const value = Number(values[0]);
        const rivals = classes.filter((other) => sameAnswer(value, Number(other.values[0])));
        const found = diagnose(sights, lesson, question, suspected(value));
        // A 0 says that nothing moves, whatever gives it; of a rate nobody was told.
        const isFaint = value === 0 ? rule.id === 'own-value' : /^(descent|updated)-/.test(rule.id);
        if (found.kind === 'none') expect([rule.id, isFaint]).toEqual([rule.id, true]);
        else if (rivals.every((rival) => rival.rule.id === rule.id))
          expect(found).toMatchObject({ kind: 'named', mistake: { rule: { id: rule.id } } });
        else expect(found.kind).toBe('either');
      }
      expect(usesRightRule(sights, lesson, question, number(exactNumber(question)))).toBe(true);
    }
  });

  test('a careless learner is given a name in at most a tenth of the wrong answers', () => {
    let named = 0;
    let wrong = 0;
    for (const [, lesson] of lectureLessons) {
      for (const slot of lesson.order) {
        const question = questionOf(lesson, slot);
        const sights = candidatesOf(lesson, question);
        for (let guess = -40; guess <= 40; guess++) {
          if (Math.abs(guess - exactNumber(question)) < 0.005 * Math.abs(exactNumber(question))) continue;
          wrong++;
          if (diagnose(sights, lesson, question, suspected(guess)).kind === 'named') named++;
        }
      }
    }
    expect(wrong).toBeGreaterThan(5000);
    expect(named / wrong).toBeLessThan(0.1);
  });
});

describe('what a newcomer stumbled over', () => {
  const seven = lessonFor(solved('J = 7*(a+b*c)', { a: 5, b: 3, c: 2 }));

  test('a question that is skipped for good keeps its answer to itself', () => {
    const skips = Array.from({ length: 9 }, () => ':skip');
    const late = typed(atPrompt(seven), ...skips);
    expect(asks(late.session)).toBe('dJ/dc');
    expect(said(typed(late.session, ':values'))).not.toMatch(/dJ\/d/);
    expect(said(typed(late.session, 'dt1*b'))).toMatch(/dJ\/dt1 is not found yet/);
  });

  test('without questions about the steps, the statement holds what is asked', () => {
    const chosen = lessonFor(solved('J = 7*(a+b*c)', { a: 5, b: 3, c: 2 }), { wrt: ['b'] });
    expect(said(typed(atPrompt(chosen), '?'))).toMatch(/^b feeds one step: J = 7\*\(a \+ b\*c\)\./);
  });

  test('next to the output there is one rate, and nothing to add', () => {
    expect(idOf('J = 3*a', { a: 5 }, [], 'a', '4')).toBeNull();
  });

  test('the right value with two digits is near, not a mistake', () => {
    const { session } = at(inPipe(lessonFor(solved('J = sigmoid(x)', { x: 5 }))), 'x', '.0067');
    const [turn] = session.turns.values();
    expect(turn).toMatchObject({
      outcome: 'wrong',
      message: 'Close, but give three digits.',
    });
  });
});
