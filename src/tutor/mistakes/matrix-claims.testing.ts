import { operandsAt, shapeAt } from '../../engine/graph/graph.ts';
import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import { apply, type Expression, literal, name, number } from '../../language/expression.ts';
import {
  divideSign,
  dotTimesSign,
  meanSign,
  plusSign,
  primeSign,
  sumSign,
  timesSign,
} from '../../language/operators.ts';
import { filledWith, mapped, sameShape, type Value } from '../../ops/matrix.ts';
import { batchSize } from '../../symbolic/convention.ts';
import {
  derivativeFor,
  descended,
  exchanged,
  named,
  oneColumn,
  rates,
  type Scene,
  sharedBy,
  shownRule,
  spokenOf,
} from './answer-scene.testing.ts';
import { misreadAsSaid } from './label-claims.testing.ts';
import { backAlong, measuredSlope, totalOf, turnedValue } from './matrix-steps.testing.ts';
import { bare, isPrime, isProduct, layouts, onceOrTwice, otherwise, sumsOf } from './other-lines.testing.ts';
import { within } from './spoken.testing.ts';

// For tests: by the id of a mistake with matrices, what its sentence says somebody did, done here by other means: values from
// differences, and lines in which something is written otherwise.

/** Everything that somebody has who did what a sentence says: values, and lines whose shapes may clash. */
export type Done = (scene: Scene) => readonly (Value | Expression | null)[];

export const isLine = (done: Value | Expression): done is Expression =>
  typeof done === 'object' && 'kind' in done;

const linksOf = ({ question }: Scene) => question.links ?? [];

const right = ({ lesson, question }: Scene): Value => measuredSlope(lesson, question.slot);
const scaled = (value: Value, by: number): Value => mapped(value, (each) => by * each);

const shareAt = (scene: Scene): readonly Value[] =>
  linksOf(scene).map((link) => backAlong(scene.lesson, link, measuredSlope(scene.lesson, link.to)));

const but = (values: readonly Value[], k: number): Value | null =>
  values.length > 1 ? totalOf(values.filter((_, i) => i !== k)) : null;

/** What comes back where the same stands at the far end of every way. */
const from = (scene: Scene, start: (slot: number) => Value): Value =>
  totalOf(linksOf(scene).map((link) => backAlong(scene.lesson, link, start(link.to))));

const ones = ({ lesson: { worked } }: Scene, slot: number): Value =>
  filledWith(shapeAt(worked.graph, slot), 1);

const otherSums = (scene: Scene): readonly Expression[] =>
  otherwise(shownRule(scene), (node) => {
    const [inside] = node.operands;
    return node.sign === sumSign && inside
      ? [...sumsOf(inside), ...sumsOf(inside).map((each) => apply(primeSign, each))]
      : [];
  });

const dropped = (scene: Scene): readonly Expression[] =>
  otherwise(shownRule(scene), (node) => (node.sign.form === 'infix' ? node.operands : []));

/** What every name of the program has, in its own layout or turned. */
const slopes = (scene: Scene): readonly Value[] =>
  named(scene).map((slot) => measuredSlope(scene.lesson, slot));

/** By id, what its sentence says somebody did. */
export const doneWith: Readonly<Record<string, Done>> = {
  'transposed-answer': (scene) => [turnedValue(right(scene))],
  'opposite-sign': (scene) => [scaled(right(scene), -1)],
  'own-value': ({ lesson, question, said }) => {
    const [, of] = /^That is the value of ([^.]+)\./.exec(said) ?? [];
    return [valueOfSlot(lesson.worked, lesson.worked.slots.get(of ?? question.name) ?? question.slot)];
  },
  'added-over-passes': (scene) => [scaled(right(scene), 2)],
  'paths-averaged': (scene) => [scaled(right(scene), 1 / linksOf(scene).length)],
  'mean-forgotten': (scene) => [scaled(right(scene), batchSize(scene.lesson.worked) ?? Number.NaN)],
  'mean-twice': (scene) => [scaled(right(scene), 1 / (batchSize(scene.lesson.worked) ?? Number.NaN))],
  'divided-by-examples': (scene) =>
    named(scene).map((slot) => scaled(right(scene), 1 / shapeAt(scene.lesson.worked.graph, slot).columns)),
  'descent-step': (scene) =>
    rates.flatMap((rate) => [scaled(right(scene), rate), scaled(right(scene), -rate)]),
  'updated-weight': (scene) =>
    rates.map((rate) =>
      totalOf([valueOfSlot(scene.lesson.worked, scene.question.slot), scaled(right(scene), -rate)]),
    ),
  'started-from-the-output': (scene) => [
    scaled(right(scene), Number(valueOfSlot(scene.lesson.worked, scene.lesson.worked.graph.output))),
  ],
  'transpose-dropped': (scene) =>
    onceOrTwice(shownRule(scene), (node) => (isPrime(node) ? [bare(node)] : [])),
  'transpose-added': (scene) =>
    otherwise(shownRule(scene), (node) =>
      isProduct(node) ? layouts(node).map(([a, b]) => apply(timesSign, a, b)) : [],
    ),
  'factors-swapped': (scene) =>
    otherwise(shownRule(scene), (node) =>
      isProduct(node) ? layouts(node).map(([a, b]) => apply(timesSign, b, a)) : [],
    ),
  'entrywise-for-product': (scene) =>
    otherwise(shownRule(scene), (node) =>
      isProduct(node) ? layouts(node).map(([a, b]) => apply(dotTimesSign, a, b)) : [],
    ),
  'product-for-entrywise': (scene) =>
    otherwise(shownRule(scene), (node) =>
      node.sign === dotTimesSign ? layouts(node).map(([a, b]) => apply(timesSign, a, b)) : [],
    ),
  'sum-left-out': (scene) =>
    otherwise(shownRule(scene), (node) => (node.sign === sumSign ? node.operands.slice(0, 1) : [])),
  'summed-the-other-way': otherSums,
  'summed-too-little': otherSums,
  'summed-too-much': otherSums,
  'mean-for-sum': (scene) =>
    otherwise(shownRule(scene), (node) => (node.sign === sumSign ? [{ ...node, sign: meanSign }] : [])),
  'upstream-only': (scene) => {
    const [, sum = '', over = '1'] = /^\(?([^()]*?)\)?(?:\/(\d+))?$/.exec(within(scene.said)[0] ?? '') ?? [];
    const each = sum.split(' + ').map((word) => derivativeFor(scene, spokenOf(scene, word)));
    const total = each.slice(1).reduce((so, next) => apply(plusSign, so, next), each[0] ?? number(0));
    return [apply(divideSign, total, number(Number(over)))];
  },
  'upstream-twice': (scene) => {
    const again = derivativeFor(scene, spokenOf(scene, within(scene.said)[0] ?? ''));
    return [apply(dotTimesSign, literal(right(scene)), again)];
  },
  'local-only': (scene) => {
    const over = Number(/the first step, divided by (\d+)/.exec(scene.said)?.[1] ?? 1);
    const examples = sharedBy(scene);
    // A factor alone is what is left of the rule without what comes back.
    const lines = dropped(scene).filter(({ kind }) => kind !== 'number');
    return [
      scaled(
        from(scene, (slot) => ones(scene, slot)),
        examples / over,
      ),
      ...lines.map((each) => apply(timesSign, number(examples / over), each)),
    ];
  },
  'link-skipped': (scene) =>
    named(scene).flatMap((later) =>
      linksOf(scene).every(({ to }) =>
        sameShape(shapeAt(scene.lesson.worked.graph, to), shapeAt(scene.lesson.worked.graph, later)),
      )
        ? [from(scene, () => measuredSlope(scene.lesson, later))]
        : [],
    ),
  'other-variable': slopes,
  'step-too-far': (scene) =>
    operandsAt(scene.lesson.worked.graph, scene.question.slot).map((slot) =>
      measuredSlope(scene.lesson, slot),
    ),
  'first-path-only': shareAt,
  'last-path-only': shareAt,
  'path-left-out': (scene) => shareAt(scene).map((_, k, all) => but(all, k)),
  'other-value': (scene) => exchanged(scene, 'value'),
  'other-weight': (scene) => exchanged(scene, 'value'),
  'other-gradient': (scene) => exchanged(scene, 'derivative'),
  'factor-too-many': (scene) =>
    named(scene)
      .filter(
        (slot) =>
          within(scene.said).length === 0 || within(scene.said)[0] === scene.lesson.worked.names[slot],
      )
      .map((slot) => apply(dotTimesSign, shownRule(scene), name(scene.lesson.worked.names[slot] ?? ''))),
  'label-misread': ({ lesson, question, said }) => misreadAsSaid(lesson, question, said),
  'sum-added': (scene) => sumsOf(shownRule(scene)),
  'one-example-only': (scene) =>
    oneColumn(scene).flatMap((each) => [
      each,
      apply(timesSign, number(batchSize(scene.lesson.worked) ?? 1), each),
    ]),
  'updated-too-early': descended,
  'part-dropped': dropped,
  'weights-rule-for-bias': (scene) =>
    slopes(scene).flatMap((each) => {
      const line = literal(each);
      return [each, turnedValue(each), ...sumsOf(line)];
    }),
  'right-number-wrong-reason': (scene) => [right(scene)],
};
