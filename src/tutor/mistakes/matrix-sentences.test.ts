import { expect, test } from '@jest/globals';
import { valuesWith } from '../../engine/checks/differences.ts';
import { shapeAt, valueIn } from '../../engine/graph/graph.ts';
import { isMatrixProduct } from '../../engine/kernels/rules.ts';
import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import { applicationsIn, type Expression, number } from '../../language/expression.ts';
import { plusSign, signMeans, timesSign } from '../../language/operators.ts';
import { print } from '../../language/print.ts';
import {
  entriesOf,
  isSingle,
  mapped,
  type Shape,
  sameShape,
  shapeOf,
  type Value,
  writtenShape,
} from '../../ops/matrix.ts';
import { batchSize, scaleOf } from '../../symbolic/convention.ts';
import type { LinkStep } from '../../symbolic/link.ts';
import { assess } from '../answers/assess.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { matrixLectures, type Titled } from '../lesson/lessons.testing.ts';
import { type Question, questionOf, readersOf } from '../lesson/question.ts';
import { matrixProblems } from '../simulated/networks.testing.ts';
import { randomMatrixLessons, shippedLessons } from '../teaching/matrix-rules.testing.ts';
import { type Scene, shownRule } from './answer-scene.testing.ts';
import { counterfactualValue } from './counterfactual.ts';
import { rareMatrices } from './families/rare-matrices.ts';
import { misreadLabels } from './label-claims.testing.ts';
import { doneWith, isLine } from './matrix-claims.testing.ts';
import { matrixMalrules } from './matrix-malrules.ts';
import { differsBy, doneAtSteps } from './matrix-step-claims.testing.ts';
import { alike, measuredSlope, worthOf } from './matrix-steps.testing.ts';
import { formOf } from './normal-form.ts';
import { ofMatrices } from './sentences/of-matrices.ts';

// Each sentence about an answer with matrices is held against the engine by what it says in words, as those about single
// numbers are: what it says somebody did gives the matrix, or the line, that was handed in; what it says of the program is so.

/** What somebody handed in: a line, and its value; null where shapes clash. Of numbers there is no line. */
interface HandedIn {
  readonly line: Expression | null;
  readonly value: Value | null;
}

/** A second mistake that is said beside the first, taken back. */
const second: readonly (readonly [RegExp, (scene: Scene) => number])[] = [
  [/The mean over the examples is missing as well\./, ({ lesson }) => 1 / (batchSize(lesson.worked) ?? 1)],
  [
    /You divided by the number of examples once too often as well\./,
    ({ lesson }) => batchSize(lesson.worked) ?? 1,
  ],
  [/The sign is wrong as well\./, () => -1],
];

function gives(id: string, scene: Scene, { line, value }: HandedIn): boolean {
  const factor = second.find(([words]) => words.test(scene.said))?.[1](scene) ?? 1;
  const typed = value === null ? null : mapped(value, (each) => factor * each);
  if (id === 'off-by-one-factor') return typed !== null && differsBy(scene, typed) === 'factor';
  if (id === 'some-signs-wrong') return typed !== null && differsBy(scene, typed) === 'signs';
  const all = doneWith[id]?.(scene) ?? [];
  const { worked } = scene.lesson;
  if (typed === null)
    return all.some(
      (each) =>
        each !== null && isLine(each) && line && formOf(each, worked.output) === formOf(line, worked.output),
    );
  const found = all.some((each) => {
    const worth = each !== null && isLine(each) ? worthOf(scene.lesson, each) : each;
    return worth !== null && alike(typed, worth);
  });
  return found || doneAtSteps(id, scene, typed);
}

const shapeIn = ({ lesson }: Scene, slot: number): Shape => shapeAt(lesson.worked.graph, slot);
const askedShape = (scene: Scene): Shape => shapeIn(scene, scene.question.slot);
const arrowsOf = ({ question }: Scene): readonly LinkStep[] =>
  (question.links ?? []).flatMap(({ path }) => path);
const firstsOf = ({ question }: Scene): readonly LinkStep[] =>
  (question.links ?? []).flatMap(({ path }) => path.slice(0, 1));

/** What a sentence says of the program and of the answer's shape; each must be so. */
const facts: readonly (readonly [RegExp, (scene: Scene, part: string, handed: HandedIn) => boolean])[] = [
  [
    /was copied/,
    (scene) => firstsOf(scene).some(({ step }) => !sameShape(askedShape(scene), shapeIn(scene, step))),
  ],
  [/An entry of \S+ moves several/, movesSeveral],
  [/is a single number/, (scene) => isSingle(askedShape(scene))],
  [/\S+ is their mean/, ({ lesson }) => batchSize(lesson.worked) !== null],
  [/`d([^`/]+)\/d\1`( already contains| twice|, the first step)/, () => false],
  // A derivative of the sum itself has no mean that could be missing.
  [
    /is the derivative of the sum over|The mean over the examples is missing as well/,
    ({ lesson, question }) => scaleOf(lesson.worked, question.slot) === 1,
  ],
  [/How does (\S+) then move/, ({ lesson }, part) => part !== lesson.worked.output],
  [
    /The product of matrices adds up/,
    (scene) => applicationsIn(shownRule(scene)).some(({ sign }) => sign === timesSign),
  ],
  [/is added, not multiplied/, (scene) => firstsOf(scene).every(({ op }) => signMeans(plusSign, op))],
  [/on which side is the factor/, (scene) => arrowsOf(scene).some(({ op }) => isMatrixProduct(op))],
  [/`\((\d+,\d+)\)`, the shape of/, (scene, part) => writtenShape(askedShape(scene)) === `(${part})`],
  [
    /The shapes fit either way/,
    (scene, _, { value }) => value !== null && sameShape(askedShape(scene), shapeOf(value)),
  ],
];

/** Whether one entry of what is asked moves more than one entry of a step that reads it: by a nudge. */
function movesSeveral({ lesson: { worked }, question }: Scene): boolean {
  const { graph, tape } = worked;
  const value = valueOfSlot(worked, question.slot);
  return Array.from(entriesOf(value), (_, entry) => entry).some((entry) => {
    const after = valuesWith(
      graph,
      question.slot,
      mapped(value, (x, i) => (i === entry ? x + 0.01 : x)),
    );
    return readersOf(question).some((step) => {
      const moved = entriesOf(valueIn(graph, after, step));
      return (
        Array.from(entriesOf(valueIn(graph, tape.value, step))).filter((each, i) => each !== moved[i])
          .length > 1
      );
    });
  });
}

const broken = (scene: Scene, handed: HandedIn): string | undefined =>
  facts
    .filter(([words, isSo]) => {
      const met = words.exec(scene.said);
      return met && !isSo(scene, met[1] ?? '', handed);
    })
    .map(([words]) => String(words))[0];

/** Answers that somebody may hand in: every wrong rule, as the line and as the matrix that it gives. */
function handedIn(lesson: Lesson, question: Question): readonly HandedIn[] {
  const labels = misreadLabels(lesson, question).map(({ value }) => ({ line: null, value }));
  const rules = [...matrixMalrules(lesson, question), ...rareMatrices(lesson, question)].flatMap(
    ({ rule }): readonly HandedIn[] => {
      const value = counterfactualValue(lesson.worked, rule);
      if (value === null) return [{ line: rule, value }];
      const worth = worthOf(lesson, rule);
      // Nobody has the derivatives with respect to data as numbers: none is asked.
      return [{ line: rule, value: worth }, ...(worth && alike(value, worth) ? [{ line: null, value }] : [])];
    },
  );
  return [...rules, ...labels];
}

const readingOf = ({ line, value }: HandedIn) => {
  const written = { expression: line ?? number(0), body: '', remark: null };
  return value === null
    ? ({ kind: 'clash', message: 'shapes clash', from: 0, to: 0, ...written } as const)
    : ({ kind: 'read', value, ...written } as const);
};

const lessons: readonly Titled[] = [
  ...matrixLectures,
  ...shippedLessons,
  ...matrixProblems(6, 7).map(({ title, lesson }): Titled => [title, lesson]),
  ...randomMatrixLessons(10, 3),
];

test('what is said of a matrix gives the matrix that was handed in', () => {
  const held = new Map<string, number>();
  const untrue: string[] = [];
  let k = 0;
  for (const [title, lesson] of lessons)
    for (const slot of lesson.order) {
      const question = questionOf(lesson, slot);
      if (question.plain || question.links === null) continue;
      expect([
        question.asks,
        alike(worthOf(lesson, shownRule({ lesson, question })) ?? 0, measuredSlope(lesson, slot)),
      ]).toEqual([question.asks, true]);
      for (const handed of handedIn(lesson, question)) {
        if (k++ % 7 > 0) continue;
        const { verdict, mistake } = assess(lesson, question, readingOf(handed), 4);
        if (verdict !== 'wrong' || !mistake) continue;
        const scene = { lesson, question, said: mistake.message };
        const fact = broken(scene, handed);
        if (fact !== undefined || !gives(mistake.id, scene, handed))
          untrue.push(
            [
              title.slice(0, 60),
              question.asks,
              handed.line ? print(handed.line) : JSON.stringify(handed.value),
              fact ?? '',
              mistake.id,
              mistake.message,
            ].join(' | '),
          );
        held.set(mistake.id, (held.get(mistake.id) ?? 0) + 1);
      }
    }
  expect(untrue).toEqual([]);
  // Of every kind that the sentences of matrices have, some were held.
  for (const id of Object.keys(ofMatrices)) expect([id, (held.get(id) ?? 0) > 0]).toEqual([id, true]);
  for (const id of [
    'local-only',
    'upstream-only',
    'other-value',
    'part-dropped',
    'sum-added',
    'one-example-only',
  ])
    expect([id, (held.get(id) ?? 0) > 20]).toEqual([id, true]);
  expect([...held.values()].reduce((sum, each) => sum + each, 0)).toBeGreaterThan(1500);
});
