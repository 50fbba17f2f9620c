import { kinds, operandsAt, shapeAt } from '../../engine/graph/graph.ts';
import { differentiable } from '../../engine/kernels/rules.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import {
  apply,
  derivative,
  type Expression,
  name,
  number,
  same,
  substitute,
} from '../../language/expression.ts';
import { divideSign, minusSign, negativeSign, timesSign } from '../../language/operators.ts';
import { isSingle, sameShape } from '../../ops/matrix.ts';
import { batchSize, scaleOf } from '../../symbolic/convention.ts';
import { type Link, termOf, upstreamOf } from '../../symbolic/link.ts';
import { localOf, passedOn, ruleIn, shapesIn } from '../../symbolic/rule.ts';
import { plainSum, spread, whereItFits } from '../../symbolic/simplify.ts';
import { isStep, type Lesson } from '../lesson/lesson.ts';
import { anchorsOf, type Question } from '../lesson/question.ts';
import { orShared, shared, undivided } from './families/means.ts';
import { meansForSums, type Rewriting, rewritings } from './rewrite.ts';
import { mutantsOf } from './row-mutants.ts';
import { type MistakeId, type RuleName, rates } from './scalar-malrules.ts';

/** A wrong rule for a matrix question, in the reader's letters: its value is found at any values, or its shapes clash. */
export interface MatrixMalrule extends RuleName {
  readonly rule: Expression;
}

/** Every wrong rule for a question about matrices, the likeliest first: made from the right one by changing it. */
export function matrixMalrules(lesson: Lesson, question: Question): readonly MatrixMalrule[] {
  const { worked, visible } = lesson;
  const links = question.links ?? [];
  const shares = links.map((link) => ruleIn(worked, visible, link));
  const right = plainSum(shares);
  if (right === null) return [];
  // A number is its own transpose.
  const single = isSingle(shapeAt(worked.graph, question.slot));
  const written = rewritings(right, shapesIn(worked))
    .filter(({ id }) => !(single && id === 'transposed-answer'))
    .map(({ id, rule }: Rewriting) => ({ id, op: null, rule }));
  const wrong: MatrixMalrule[] = [
    // What is known of one op says more than what could be said of any rule.
    ...slopes(lesson, links, 'structural'),
    ...written,
    ...undivided(worked, question, written),
    ...chains(lesson, question, links, shares),
    { id: 'opposite-sign', op: null, rule: apply(negativeSign, right) },
    ...slopes(lesson, links, 'elementwise'),
    ...averages(worked, question, right),
    ...meansForSums(right).map(({ id, rule }) => ({ id, op: null, rule })),
  ];
  return wrong.filter(({ rule }) => !same(rule, right));
}

/** The wrong local derivatives, or passes, of each op of a kind on the way, put into the links that lead through it. */
function slopes(
  { worked, visible }: Lesson,
  links: readonly Link[],
  kind: 'elementwise' | 'structural',
): readonly MatrixMalrule[] {
  const edges = links.flatMap((link) => link.path).filter((edge) => differentiable(edge.op).kind === kind);
  const ways = new Map(edges.map((edge) => [`${edge.op} ${edge.operand}`, edge]));
  return [...ways.values()].flatMap(({ op, operand }) =>
    mutantsOf(op, operand).flatMap(({ id, local }): readonly MatrixMalrule[] => {
      const along = (link: Link): Expression =>
        ruleIn(worked, visible, link, (edge, upstream) => {
          if (edge.op !== op || edge.operand !== operand) return null;
          return kind === 'structural' ? local : localOf(worked, visible, edge, local, upstream);
        });
      const rule = whereItFits(() => plainSum(links.map(along)));
      return rule ? [{ id, op, operand, rule }] : [];
    }),
  );
}

/** The wrong ways through the chain, among the paths, and of taking the question. */
function chains(
  lesson: Lesson,
  question: Question,
  links: readonly Link[],
  shares: readonly Expression[],
): readonly MatrixMalrule[] {
  const { worked, visible } = lesson;
  const right = plainSum(shares);
  const upstream = plainSum(links.map((link) => upstreamOf(worked, link)));
  // What comes back to the output is 1: its own slope is the whole derivative.
  const isLast = links.every(({ to }) => to === worked.graph.output);
  const local = isLast ? null : passedFrom(lesson, question, links, number(1));
  return [
    ...orShared(worked, question, named('local-only', local)),
    ...orShared(worked, question, named('upstream-only', upstream)),
    ...wrongSums(shares),
    ...named('own-value', termOf(worked, visible, question.slot)),
    ...(isLast ? named('started-from-the-output', seeded(worked, right)) : []),
    ...(isStep(worked, question.slot)
      ? rates.flatMap((rate) => named('updated-too-early', updated(worked, right, rate)))
      : descents(worked, visible, question, right)),
    ...skippedLinks(lesson, question, links),
    ...otherDerivatives(worked, question, links),
  ];
}

/** A wrong rule that belongs to no op; none where there is no rule. */
const named = (id: MistakeId, rule: Expression | null | undefined): readonly MatrixMalrule[] =>
  rule ? [{ id, op: null, rule }] : [];

/** What the paths give where some are left out, or their mean is taken. */
function wrongSums(shares: readonly Expression[]): readonly MatrixMalrule[] {
  if (shares.length < 2) return [];
  const lacking = shares.length < 3 ? [] : shares.map((_, left) => shares.filter((_, i) => i !== left));
  return [
    ...named('first-path-only', shares[0]),
    ...named('last-path-only', shares.at(-1)),
    ...lacking.flatMap((others) => named('path-left-out', plainSum(others))),
    ...named('paths-averaged', apply(divideSign, plainSum(shares) ?? number(0), number(shares.length))),
  ];
}

/** What comes out where the same gradient, a number or a name, starts at the reader of every link. */
function passedFrom(
  { worked, visible }: Lesson,
  { slot }: Question,
  links: readonly Link[],
  start: Expression,
): Expression | null {
  const shapes = shapesIn(worked);
  return plainSum(
    links.map(({ path, to }) => {
      const begun = start.kind === 'number' ? spread(start, shapeAt(worked.graph, to), shapes) : start;
      const passed = path.reduceRight<Expression>(
        (upstream, edge) => passedOn(worked, visible, edge, upstream),
        begun,
      );
      return spread(passed, shapeAt(worked.graph, slot), shapes);
    }),
  );
}

/** The rule with the derivative of a step behind the reader in place of the reader's own, where the shapes fit. */
function skippedLinks(lesson: Lesson, question: Question, links: readonly Link[]): readonly MatrixMalrule[] {
  const { worked, uses } = lesson;
  const anchors = anchorsOf(lesson);
  const fits = (from: number): boolean =>
    links.every(({ to }) => sameShape(shapeAt(worked.graph, from), shapeAt(worked.graph, to)));
  const later = new Set(links.flatMap(({ to }) => uses.of(to).map(({ step }) => step)));
  return [...later]
    .filter((step) => anchors.has(step) && fits(step))
    .flatMap((step) => {
      const rules = named('link-skipped', passedFrom(lesson, question, links, derivativeAt(worked, step)));
      if (scaleOf(worked, step) <= scaleOf(worked, question.slot)) return rules;
      return rules.flatMap((each): readonly MatrixMalrule[] => [
        { ...each, rule: shared(worked, each.rule) },
        { ...each, also: 'mean-forgotten' },
      ]);
    });
}

/** The derivatives of the same shape that stand nearby: of what is used beside, and of what the asked node is made from. */
function otherDerivatives(
  worked: Evaluation,
  { slot }: Question,
  links: readonly Link[],
): readonly MatrixMalrule[] {
  const { graph, names } = worked;
  const steps = links.flatMap(({ path }) => path.map(({ step }) => step));
  const beside = new Set(steps.flatMap((step) => operandsAt(graph, step)));
  const from = new Set(operandsAt(graph, slot));
  const comparable = (other: number): boolean =>
    (names[other] ?? null) !== null && sameShape(shapeAt(graph, other), shapeAt(graph, slot));
  return [
    ...[...beside]
      .filter((other) => other !== slot && graph.kind[other] === kinds.given && comparable(other))
      .flatMap((other) => named('other-variable', derivativeAt(worked, other))),
    ...[...from].filter(comparable).flatMap((other) => named('step-too-far', derivativeAt(worked, other))),
  ];
}

const derivativeAt = ({ output, names }: Evaluation, slot: number): Expression =>
  derivative(output, names[slot] ?? '');

/** The step of descent, and the weight after it, at the rates of the lectures. */
function descents(
  worked: Evaluation,
  visible: ReadonlySet<number>,
  { slot }: Question,
  right: Expression | null,
): readonly MatrixMalrule[] {
  if (!right) return [];
  return rates.flatMap((rate): readonly MatrixMalrule[] => {
    const step = apply(timesSign, number(rate), right);
    return [
      { id: 'updated-weight', op: null, rule: apply(minusSign, termOf(worked, visible, slot), step) },
      { id: 'descent-step', op: null, rule: step },
      { id: 'descent-step', op: null, rule: apply(negativeSign, step) },
    ];
  });
}

/** The rule, begun with the output's own value. */
const seeded = (worked: Evaluation, right: Expression | null): Expression | null =>
  right && apply(timesSign, name(worked.output), right);

/** The rule with weights that have taken a step of descent; null where it speaks of none. */
function updated(
  { graph, slots, output }: Evaluation,
  right: Expression | null,
  rate: number,
): Expression | null {
  if (!right) return null;
  let moved = false;
  const rule = substitute(right, (leaf) => {
    const slot = leaf.kind === 'name' ? slots.get(leaf.name) : undefined;
    if (leaf.kind !== 'name' || slot === undefined || graph.kind[slot] !== kinds.given) return leaf;
    moved = true;
    return apply(minusSign, leaf, apply(timesSign, number(rate), derivative(output, leaf.name)));
  });
  return moved ? rule : null;
}

/** The mean over the examples forgotten, or taken twice; a derivative of the sum itself has none. */
function averages(worked: Evaluation, { slot }: Question, right: Expression): readonly MatrixMalrule[] {
  const examples = batchSize(worked);
  if (examples === null || examples === 1 || scaleOf(worked, slot) !== 1) return [];
  return [
    { id: 'mean-forgotten', op: null, rule: apply(timesSign, number(examples), right) },
    { id: 'mean-twice', op: null, rule: shared(worked, right) },
  ];
}
