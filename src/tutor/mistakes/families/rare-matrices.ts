import { type Graph, kinds, operandsAt, shapeAt } from '../../../engine/graph/graph.ts';
import type { Evaluation } from '../../../engine/passes/evaluate.ts';
import {
  applicationsIn,
  apply,
  derivative,
  type Expression,
  leaves,
  literal,
  name,
  number,
  substitute,
} from '../../../language/expression.ts';
import {
  dotTimesSign,
  plusSign,
  primeSign,
  signMeans,
  sumSign,
  timesSign,
} from '../../../language/operators.ts';
import { isSingle, sameShape, valueFrom } from '../../../ops/matrix.ts';
import { batchOf, batchSize, scaleOf } from '../../../symbolic/convention.ts';
import { linksOf } from '../../../symbolic/link.ts';
import { ruleIn, ruleOf } from '../../../symbolic/rule.ts';
import { plainSum } from '../../../symbolic/simplify.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { anchorsOf, type Question } from '../../lesson/question.ts';
import type { MatrixMalrule } from '../matrix-malrules.ts';
import { exchanged } from '../rewrite.ts';
import type { MistakeId } from '../scalar-malrules.ts';
import { dividesAt } from './means.ts';
import { isWeight, namesNear } from './names-near.ts';
import { changedPasses, forwardAgain, logLossShortcut } from './rare-passes.ts';

/** Wrong rules of matrices that are seldom seen: they are held only against what nothing else explains. */
export function rareMatrices(lesson: Lesson, question: Question): readonly MatrixMalrule[] {
  const { worked, visible } = lesson;
  const right = plainSum((question.links ?? []).map((link) => ruleIn(worked, visible, link)));
  if (right === null) return [];
  const once: readonly MatrixMalrule[] = [
    ...changedPasses(lesson, question),
    ...forwardAgain(lesson, question),
    ...logLossShortcut(lesson, question),
    ...otherNames(lesson, question, right),
    ...withoutOneFactor(worked, question, right),
    ...weightsRule(lesson, question),
    ...oneFactorMore(lesson, question, right),
    ...meanOfASum(lesson, question, right),
    ...sumsAdded(lesson, question, right),
    { id: 'added-over-passes', op: null, rule: apply(timesSign, number(2), right) },
  ];
  const single = oneExample(worked, right);
  // Under the lecture's convention a structure is seen before the mean is taken, too. Of one example nobody takes a mean, and
  // without what comes back there is nothing to take it of.
  const undivided = (rules: readonly MatrixMalrule[]): readonly MatrixMalrule[] =>
    rules.map((each) => ({ ...each, rule: apply(timesSign, number(batchSize(worked) ?? 1), each.rule) }));
  return dividesAt(worked, question)
    ? [
        ...once,
        ...single,
        ...undivided(once).map(
          (each): MatrixMalrule =>
            each.id === 'local-only' ? { ...each, shared: false } : { ...each, also: 'mean-forgotten' },
        ),
        ...undivided(single),
      ]
    : [...once, ...single];
}

/** Whether a leaf of a rule is a derivative: `dJ/dZ`, or `dZ` where it is that of the summed loss. */
function derivativeIn({ slots }: Evaluation, leaf: Expression): number | undefined {
  if (leaf.kind === 'derivative') return slots.get(leaf.by);
  if (leaf.kind === 'name' && !slots.has(leaf.name) && leaf.name.startsWith('d'))
    return slots.get(leaf.name.slice(1));
  return undefined;
}

const derivativeOf = (worked: Evaluation, slot: number): Expression =>
  scaleOf(worked, slot) === 1
    ? derivative(worked.output, worked.names[slot] ?? '')
    : name(`d${worked.names[slot]}`);

/** In the right rule another value, weight or derivative in the place of each, wherever it stands; shapes may clash. */
function otherNames(lesson: Lesson, { slot }: Question, right: Expression): readonly MatrixMalrule[] {
  const { worked } = lesson;
  const { graph, slots, names } = worked;
  const near = namesNear(lesson, slot).filter((each) => each !== graph.output);
  const put = (
    id: MistakeId,
    intruder: string,
    change: (leaf: Expression) => Expression | null,
  ): MatrixMalrule => ({
    id,
    op: null,
    intruder,
    rule: substitute(right, (leaf) => change(leaf) ?? leaf),
  });
  const spoken = new Set(
    leaves(right).flatMap((leaf) => (leaf.kind === 'name' ? (slots.get(leaf.name) ?? []) : [])),
  );
  const upstream = new Set(leaves(right).flatMap((leaf) => derivativeIn(worked, leaf) ?? []));
  return [
    ...[...spoken].flatMap((belongs) =>
      near
        .filter((other) => other !== belongs)
        .map((other) => {
          const weights = [other, belongs].every((each) => isWeight(worked, each));
          return put(weights ? 'other-weight' : 'other-value', names[other] ?? '', (leaf) =>
            leaf.kind === 'name' && slots.get(leaf.name) === belongs ? name(names[other] ?? '') : null,
          );
        }),
    ),
    ...[...upstream].flatMap((belongs) =>
      near
        // None is taken with respect to data.
        .filter((other) => other !== belongs && other !== slot && graph.kind[other] !== kinds.data)
        .map((other) =>
          put('other-gradient', `d${names[other]}`, (leaf) =>
            derivativeIn(worked, leaf) === belongs ? derivativeOf(worked, other) : null,
          ),
        ),
    ),
  ];
}

/** A product with one of its factors left out: the gradient that comes back, or a part of the rule. */
function withoutOneFactor(
  worked: Evaluation,
  question: Question,
  right: Expression,
): readonly MatrixMalrule[] {
  const comesBack = (part: Expression): boolean =>
    leaves(part).some((leaf) => derivativeIn(worked, leaf) !== undefined);
  return applicationsIn(right).flatMap((node) =>
    node.sign === timesSign || node.sign === dotTimesSign
      ? node.operands
          .filter((kept) => kept.kind !== 'number')
          .map((kept): MatrixMalrule => {
            const rule = exchanged(right, node, kept);
            return comesBack(right) && !comesBack(rule)
              ? { id: 'local-only', op: null, rule, shared: dividesAt(worked, question) }
              : { id: 'part-dropped', op: null, rule };
          })
      : [],
  );
}

/** The first example of a batch alone, or the last, where all of them have a part. */
function oneExample(worked: Evaluation, right: Expression): readonly MatrixMalrule[] {
  const batch = batchOf(worked);
  if (!batch || batch.examples < 2) return [];
  return [0, batch.examples - 1].flatMap((kept): readonly MatrixMalrule[] => {
    const mask = literal(
      valueFrom(
        { rows: 1, columns: batch.examples },
        Float64Array.from({ length: batch.examples }, (_, i) => (i === kept ? 1 : 0)),
      ),
    );
    let masked = false;
    const rule = substitute(right, (leaf) => {
      const slot = derivativeIn(worked, leaf);
      if (slot === undefined || shapeAt(worked.graph, slot).columns !== batch.examples) return leaf;
      masked = true;
      return apply(dotTimesSign, leaf, mask);
    });
    return masked ? [{ id: 'one-example-only', op: null, rule }] : [];
  });
}

/** The right rule times a value of the same shape that has no part in it. */
function oneFactorMore(
  lesson: Lesson,
  { slot, exact }: Question,
  right: Expression,
): readonly MatrixMalrule[] {
  const { worked } = lesson;
  if (typeof exact === 'number') return [];
  return namesNear(lesson, slot)
    .filter((each) => sameShape(shapeAt(worked.graph, each), exact))
    .map((each) => ({
      id: 'factor-too-many',
      op: null,
      intruder: worked.names[each] ?? '',
      rule: apply(dotTimesSign, right, name(worked.names[each] ?? '')),
    }));
}

/** Divided by the number of examples, where the output is a sum over them and no mean. */
function meanOfASum(
  { worked }: Lesson,
  { slot, links }: Question,
  right: Expression,
): readonly MatrixMalrule[] {
  if (batchSize(worked) !== null) return [];
  const counts = new Set(
    [slot, ...(links ?? []).map(({ to }) => to)].map((each) => shapeAt(worked.graph, each).columns),
  );
  return [...counts]
    .filter((count) => count > 1)
    .map((count) => ({
      id: 'divided-by-examples',
      op: null,
      rule: apply(timesSign, number(1 / count), right),
    }));
}

/** The rule of the weights of a step used for its bias. */
function weightsRule(lesson: Lesson, { slot, links }: Question): readonly MatrixMalrule[] {
  const { worked, visible, uses } = lesson;
  const { graph } = worked;
  const [first] = links ?? [];
  if (!signMeans(plusSign, first?.path[0]?.op ?? null) || graph.kind[slot] !== kinds.given) return [];
  const inside = new Set((links ?? []).flatMap(({ to }) => reachedFrom(graph, to, visible)));
  return [...inside]
    .filter((each) => each !== slot && graph.kind[each] === kinds.given)
    .flatMap((weight): readonly MatrixMalrule[] => {
      const rule = plainSum(
        (linksOf(worked, uses, anchorsOf(lesson), weight) ?? []).map((link) => ruleOf(worked, visible, link)),
      );
      // Laid out as the bias is, or as the weight; or summed, as is right for a bias alone.
      return rule
        ? [rule, apply(primeSign, rule), ...summedUp(rule)].map((each) => ({
            id: 'weights-rule-for-bias',
            op: null,
            rule: each,
          }))
        : [];
    });
}

const summedUp = (rule: Expression): readonly Expression[] => [
  apply(sumSign, rule),
  ...[1, 2].map((along) => apply(sumSign, rule, number(along))),
];

/** A sum around a product of matrices, which has added up already. */
function sumsAdded({ worked }: Lesson, { slot }: Question, right: Expression): readonly MatrixMalrule[] {
  const signs = applicationsIn(right).map(({ sign }) => sign);
  return signs.includes(timesSign) && !signs.includes(sumSign) && !isSingle(shapeAt(worked.graph, slot))
    ? summedUp(right).map((rule) => ({ id: 'sum-added', op: null, rule }))
    : [];
}

/** What a statement reads: its operands, those of its unnamed parts included. */
function reachedFrom(graph: Graph, step: number, visible: ReadonlySet<number>): readonly number[] {
  return operandsAt(graph, step).flatMap((slot) =>
    graph.kind[slot] === kinds.step && !visible.has(slot) ? reachedFrom(graph, slot, visible) : [slot],
  );
}
