import { describe, expect, test } from '@jest/globals';
import { shapeAt } from '../../engine/graph/graph.ts';
import { appliedTo, evaluateAll } from '../../engine/graph/values.ts';
import { type Evaluation, gradientAt } from '../../engine/passes/evaluate.ts';
import { addValues } from '../../engine/passes/pass-back.ts';
import { closeValue, slotOf, solved } from '../../engine/solved.testing.ts';
import { type Expression, fold } from '../../language/expression.ts';
import { shownValue } from '../../language/number-format.ts';
import { print } from '../../language/print.ts';
import {
  entriesOf,
  isSingle,
  mapped,
  matrixOf,
  sameShape,
  shapeOf,
  type Value,
  valueFrom,
} from '../../ops/matrix.ts';
import { batchOf, scaleOf } from '../../symbolic/convention.ts';
import { linkValue } from '../../symbolic/link.ts';
import { ruleOf } from '../../symbolic/rule.ts';
import { leafValue } from '../lesson/as-shown.ts';
import { answerKeyOf, type Choice, type Lesson, lessonOf } from '../lesson/lesson.ts';
import { lessonFor, matrixLectures, type Titled } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { counterfactualValue } from '../mistakes/counterfactual.ts';
import { candidatesOf, classesAt, type MistakeClass } from '../mistakes/equivalence-classes.ts';
import { matrixMalrules } from '../mistakes/matrix-malrules.ts';
import { formOf } from '../mistakes/normal-form.ts';
import { ruleOver } from './chain-rule.ts';
import {
  asNumpy,
  looked,
  questionsOf,
  randomMatrixLessons,
  shippedLessons,
  typedAs,
} from './matrix-rules.testing.ts';

const taught: readonly Titled[] = [...matrixLectures, ...shippedLessons];
const all: readonly Titled[] = [...taught, ...randomMatrixLessons(12, 11)];

test('the lessons are there', () => {
  expect([matrixLectures.length >= 8, shippedLessons.length >= 8, all.length]).toEqual([
    true,
    true,
    taught.length + 12,
  ]);
});

/** A lesson on the same program with other choices; null where nothing is left to ask. */
function otherwise(known: Lesson, choice: Choice): Lesson | null {
  const lesson = lessonOf(answerKeyOf(known), choice);
  return lesson.ok && lesson.value.order.length > 0 ? lesson.value : null;
}

const valueOfRule = (worked: Evaluation, rule: Expression): Value => {
  const found = evaluateAll(rule, (leaf) => leafValue(worked, leaf));
  if (!found.ok) throw new Error(`${print(rule)}: ${found.trouble.message}`);
  return found.value;
};

/** What links bring adds up to the gradient; rules, one by one and together, give the same in the node's shape. */
function rulesHold(lesson: Lesson): number {
  const { worked, visible } = lesson;
  let compared = 0;
  for (const { links, slot, exact } of questionsOf(lesson)) {
    if (!links || links.length === 0) continue;
    expect(sameShape(shapeOf(exact), shapeAt(worked.graph, slot))).toBe(true);
    const shares = links.map((link) => linkValue(worked, link));
    closeValue(shares.reduce(addValues), gradientAt(worked, slot), 1e-11);
    const rules = links.map((link) => ruleOf(worked, visible, link));
    for (const [at, rule] of rules.entries()) closeValue(valueOfRule(worked, rule), shares[at] ?? 0, 1e-11);
    closeValue(valueOfRule(worked, ruleOver(lesson, links, rules)), gradientAt(worked, slot), 1e-10);
    compared += links.length;
  }
  return compared;
}

describe('rules', () => {
  test.each(all)('%s: what comes back adds up, and the rule in letters says the same', (_, lesson) => {
    expect(rulesHold(lesson)).toBeGreaterThan(0);
  });

  test.each(all)('%s: with any one step skipped, in both conventions', (_, lesson) => {
    const steps = [...lesson.worked.own]
      .filter((slot) => slot !== lesson.worked.graph.output && lesson.worked.sources.at(slot))
      .map((slot) => lesson.worked.names[slot] ?? '');
    let compared = 0;
    for (const skip of [...steps.map((name) => [name]), steps])
      for (const convention of ['dvar', 'lecture'] as const) {
        const other = otherwise(lesson, { skip, convention });
        if (other) compared += rulesHold(other);
      }
    expect(compared).toBeGreaterThan(steps.length - 1);
  });

  test('in the lecture’s convention the columns of examples are m times as large, and nothing else', () => {
    for (const [, lesson] of taught) {
      const plain = otherwise(lesson, {});
      const lecture = otherwise(lesson, { convention: 'lecture' });
      if (!plain || !lecture) throw new Error('nothing is asked');
      const batch = batchOf(plain.worked);
      for (const slot of plain.order) {
        const times = batch?.steps.has(slot) ? batch.examples : 1;
        expect(scaleOf(lecture.worked, slot)).toBe(times);
        closeValue(
          gradientAt(lecture.worked, slot),
          mapped(gradientAt(plain.worked, slot), (each) => times * each),
          1e-14,
        );
      }
    }
    const batches = taught.map(([title, { worked }]) => [title, batchOf(worked)?.examples ?? null]);
    expect(Object.fromEntries(batches)).toMatchObject({
      'batch-of-three': 3,
      'batch-of-four': 4,
      'batch.yaml': 4,
      'logistic-batch.yaml': 4,
      'softmax.yaml': 2,
      'matrix-net-tanh': null,
      'tied-weights.yaml': null,
      'attention.yaml': null,
    });
  });
});

/** The right rule worked out with the numbers on the screen, each step kept as `kept` says. */
function onPaper(worked: Evaluation, rule: Expression, kept: (entry: number, step: number) => number): Value {
  let step = 0;
  return fold<Value>(
    rule,
    (leaf) => (leaf.kind === 'number' ? leaf.value : shownValue(leafValue(worked, leaf) ?? Number.NaN)),
    (node, operands) => {
      const found = appliedTo(node, operands);
      if (typeof found === 'string') throw new Error(found);
      step++;
      return mapped(found, (each) => kept(each, step));
    },
  );
}

describe('right answers', () => {
  test.each(all)('%s: in every form in which they can be written', (_, lesson) => {
    for (const question of questionsOf(lesson)) {
      const { exact, name, links, asks } = question;
      const rule =
        links &&
        ruleOver(
          lesson,
          links,
          links.map((link) => ruleOf(lesson.worked, lesson.visible, link)),
        );
      const literal = typedAs(exact);
      const forms = [
        literal,
        asNumpy(exact),
        typedAs(exact, 12),
        `${asks} = ${literal}`,
        `d${name}=${literal}`,
        ...(rule ? [print(rule), `${asks} = ${print(rule)}`] : []),
      ];
      for (const form of forms) {
        const { verdict, mistake } = looked(lesson, question, form);
        expect([question.asks, form, verdict === 'wrong', mistake?.id]).toEqual([
          question.asks,
          form,
          false,
          undefined,
        ]);
      }
      const zero = Array.from(entriesOf(exact)).every((each) => Math.abs(each) < 1e-6);
      if (!zero)
        expect([asks, looked(lesson, question, typedAs(mapped(exact, (each) => -each))).verdict]).toEqual([
          asks,
          'wrong',
        ]);
    }
  });

  test.each(all)('%s: by the right rule with the numbers on the screen, rounded on the way', (_, lesson) => {
    for (const question of questionsOf(lesson)) {
      const { links, asks } = question;
      if (!links || links.length === 0) continue;
      const rule = ruleOver(
        lesson,
        links,
        links.map((link) => ruleOf(lesson.worked, lesson.visible, link)),
      );
      const three = (each: number): number => Number(each.toPrecision(3));
      const ways = [(each: number) => each, three];
      for (const way of ways) {
        const text = typedAs(onPaper(lesson.worked, rule, way), 12);
        expect([asks, print(rule), text, looked(lesson, question, text).verdict]).not.toEqual([
          asks,
          print(rule),
          text,
          'wrong',
        ]);
      }
    }
  });
});

const turned = (value: Value): Value => {
  const { rows, columns, entries } = matrixOf(value);
  return valueFrom(
    { rows: columns, columns: rows },
    Float64Array.from(entries, (_, at) => entries[(at % rows) * columns + Math.floor(at / rows)] ?? 0),
  );
};

describe('shapes are looked at before numbers', () => {
  test.each(all)('%s', (_, lesson) => {
    for (const question of questionsOf(lesson)) {
      const { exact } = question;
      const shape = shapeOf(exact);
      const wide = valueFrom(
        { rows: shape.rows, columns: shape.columns + 1 },
        new Float64Array(shape.rows * (shape.columns + 1)).fill(0.123),
      );
      const { verdict, seen } = looked(lesson, question, typedAs(wide));
      expect([verdict, seen]).toEqual([
        'wrong',
        expect.stringMatching(/^A derivative has the same shape as its variable: /),
      ]);
      if (isSingle(shape) || shape.rows === shape.columns) continue;
      const back = looked(lesson, question, typedAs(turned(exact), 12));
      expect([back.verdict, back.seen !== null]).toEqual(['wrong', true]);
      expect([question.asks, back.mistake?.id ?? back.either]).toEqual([question.asks, 'transposed-answer']);
    }
  });

  test('right shape, wrong entries: how many, and which is the first', () => {
    const lesson = lessonFor(
      solved('Z = W*X; J = sum(Z.^2)/2', { W: '[1 2; 3 4]', X: '[1 2 3; -1 0 2]' }),
      {},
    );
    const question = questionOf(lesson, slotOf(lesson.worked, 'W'));
    expect(typedAs(question.exact)).toBe('[24 15; 62 35]');
    const seen = (text: string) => looked(lesson, question, text).seen;
    expect(seen('[24 15; 62 36]')).toBe('1 of 4 entries is not right, in row 2, column 2.');
    expect(seen('[24 14; 63 35]')).toBe('2 of 4 entries are not right; the first is in row 1, column 2.');
    expect(seen('[1 1; 1 1]')).toBe('None of the 4 entries is right.');
    expect(seen('[24 15 62 35]')).toMatch(/shape/);
    expect(seen('25')).toMatch(/shape/);
  });
});

/** The mistakes about matrices whose rules are formulas. */
const written = new Set<string>([
  'transpose-dropped',
  'transpose-added',
  'factors-swapped',
  'entrywise-for-product',
  'product-for-entrywise',
  'sum-left-out',
  'summed-the-other-way',
  'summed-too-much',
  'mean-for-sum',
  'cross-terms-forgotten',
  'started-from-the-output',
  'step-too-far',
  'transposed-answer',
  'mean-forgotten',
  'mean-twice',
]);

describe('mistakes are named', () => {
  const met = new Map<string, number>();

  test.each(taught)('%s: where a wrong rule is typed, and where its numbers are', (_, lesson) => {
    const { worked } = lesson;
    for (const question of questionsOf(lesson)) {
      if (question.plain) continue;
      const sights = candidatesOf(lesson, question);
      const classes = classesAt(sights, lesson, question);
      for (const { id, rule } of matrixMalrules(lesson, question)) {
        if (!written.has(id)) continue;
        const text = print(rule);
        const here = counterfactualValue(worked, rule);
        const form = here === null ? formOf(rule, worked.output) : null;
        const of = classes.find(
          (each) =>
            each.ids.includes(id) &&
            (form === null ? each.form === null && agreesHere(each, here) : each.form === form),
        );
        // What always agrees with the right rule is no mistake, and a batch asked the lecture's way is the lecture's.
        if (!of || (here !== null && looked(lesson, question, text).meant)) continue;
        const found = looked(lesson, question, text);
        // A star that only goes entry by entry, where that is the answer, is read so.
        if (id === 'product-for-entrywise' && here === null && found.verdict === 'correct') continue;
        // Of several that always give the same, the one that was written.
        const as = (form === null && of.written.get(formOf(rule, worked.output))?.id) || of.rule.id;
        expect([question.asks, text, found.verdict, found.mistake?.id]).toEqual([
          question.asks,
          text,
          'wrong',
          as,
        ]);
        met.set(as, (met.get(as) ?? 0) + 1);
        if (here === null) continue;
        const alike = classes.filter((each) => agreesHere(each, here));
        const numbers = looked(lesson, question, typedAs(here, 12));
        if (alike.length === 1 && numbers.verdict === 'wrong' && numbers.either.length === 0)
          expect([question.asks, text, numbers.mistake?.id]).toEqual([
            question.asks,
            text,
            of.ids.includes('transposed-answer') ? 'transposed-answer' : of.rule.id,
          ]);
        if (new Set(alike.map((each) => each.rule.id)).size > 1) expect(numbers.mistake).toBeNull();
      }
    }
  });

  test('every one of them, somewhere', () => {
    expect([...written].filter((id) => !met.has(id))).toEqual([]);
  });
});

/** Whether a class gives this value at the lesson's own values. */
function agreesHere({ values: [value] }: MistakeClass, here: Value | null): boolean {
  if (here === null || value === null || value === undefined) return false;
  if (!sameShape(shapeOf(here), shapeOf(value))) return false;
  const others = entriesOf(value);
  return Array.from(entriesOf(here)).every(
    (each, at) => Math.abs(each - (others[at] ?? Number.NaN)) <= 1e-9 * Math.max(1, Math.abs(each)),
  );
}
