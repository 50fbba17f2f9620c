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
import { divideSign, minusSign, negativeSign, plusSign, timesSign } from '../../language/operators.ts';
import { isSingle, sameShape } from '../../ops/matrix.ts';
import type { OpName } from '../../ops/table.ts';
import { batchSize, scaleOf } from '../../symbolic/convention.ts';
import { type Link, termOf, upstreamOf } from '../../symbolic/link.ts';
import { localOf, passedOn, ruleIn, shapesIn } from '../../symbolic/rule.ts';
import { spread } from '../../symbolic/simplify.ts';
import { isStep, type Lesson } from '../lesson/lesson.ts';
import { anchorsOf, type Question } from '../lesson/question.ts';
import { meansForSums, type Rewriting, rewritings } from './rewrite.ts';
import { mutantsOf } from './row-mutants.ts';
import { type MistakeId, rates } from './scalar-malrules.ts';

/** A wrong rule for a matrix question, in the reader's letters: its value is found at any values, or its shapes clash. */
export interface MatrixMalrule {
  readonly id: MistakeId;
  readonly op: OpName | null;
  /** What stands in the place of something else, as it is written: `Z1`. */
  readonly intruder?: string;
  readonly rule: Expression;
}

/** Every wrong rule for a question about matrices, the likeliest first: made from the right one by changing it. */
export function matrixMalrules(lesson: Lesson, question: Question): readonly MatrixMalrule[] {
  const { worked, visible } = lesson;
  const links = question.links ?? [];
  const shares = links.map((link) => ruleIn(worked, visible, link));
  const right = total(shares);
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
    ...averages(worked, right),
    ...meansForSums(right).map(({ id, rule }) => ({ id, op: null, rule })),
  ];
  return wrong.filter(({ rule }) => !same(rule, right));
}

/** Under the lecture's convention the structure of a rule is seen before its mean is taken, too. */
function undivided(
  worked: Evaluation,
  { slot, links }: Question,
  rules: readonly MatrixMalrule[],
): readonly MatrixMalrule[] {
  const examples = batchSize(worked);
  const divides = (links ?? []).some(({ to }) => scaleOf(worked, to) !== scaleOf(worked, slot));
  if (examples === null || examples === 1 || !divides) return [];
  return rules.map((each) => ({ ...each, rule: apply(timesSign, number(examples), each.rule) }));
}

const total = (terms: readonly Expression[]): Expression | null =>
  terms.length === 0 ? null : terms.reduce((left, right) => apply(plusSign, left, right));

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
      const rule = total(
        links.map((link) =>
          ruleIn(worked, visible, link, (edge, upstream) => {
            if (edge.op !== op || edge.operand !== operand) return null;
            return kind === 'structural' ? local : localOf(worked, visible, edge, local, upstream);
          }),
        ),
      );
      return rule ? [{ id, op, rule }] : [];
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
  const shapes = shapesIn(worked);
  const shape = shapeAt(worked.graph, question.slot);
  const put = (id: MistakeId, rule: Expression | null | undefined): readonly MatrixMalrule[] =>
    rule ? [{ id, op: null, rule }] : [];
  const anchors = anchorsOf(lesson);
  const fromOnes = total(
    links.map((link) => {
      const ones = spread(number(1), shapeAt(worked.graph, link.to), shapes);
      const passed = link.path.reduceRight<Expression>(
        (upstream, edge) => passedOn(worked, visible, edge, upstream),
        ones,
      );
      return spread(passed, shape, shapes);
    }),
  );
  const later = [...new Set(links.flatMap((link) => lesson.uses.of(link.to).map(({ step }) => step)))];
  const beside = new Set(
    links.flatMap((link) => link.path.flatMap(({ step }) => operandsAt(worked.graph, step))),
  );
  const word = (slot: number): Expression => derivative(worked.output, worked.names[slot] ?? '');
  return [
    ...put('local-only', fromOnes),
    ...put('upstream-only', total(links.map((link) => upstreamOf(worked, link)))),
    ...(links.length > 1
      ? [...put('first-path-only', shares[0]), ...put('last-path-only', shares.at(-1))]
      : []),
    ...(links.length > 2
      ? shares.flatMap((_, left) => put('path-left-out', total(shares.filter((_, i) => i !== left))))
      : []),
    ...(links.length > 1
      ? put('paths-averaged', apply(divideSign, total(shares) ?? number(0), number(links.length)))
      : []),
    ...put('own-value', termOf(worked, visible, question.slot)),
    ...(links.every(({ to }) => to === worked.graph.output)
      ? put('started-from-the-output', seeded(worked, total(shares)))
      : []),
    ...(isStep(worked, question.slot)
      ? rates.flatMap((rate) => put('updated-too-early', updated(worked, total(shares), rate)))
      : descents(worked, visible, question, total(shares))),
    ...later
      .filter((step) => anchors.has(step))
      .flatMap((step) => put('link-skipped', skipping(lesson, question, links, word(step)))),
    ...[...beside]
      .filter(
        (slot) =>
          slot !== question.slot &&
          (worked.names[slot] ?? null) !== null &&
          sameShape(shapeAt(worked.graph, slot), shape) &&
          worked.graph.kind[slot] === kinds.given,
      )
      .flatMap((slot) => put('other-variable', word(slot))),
    ...[...new Set(operandsAt(worked.graph, question.slot))]
      .filter((slot) => worked.names[slot] !== null && sameShape(shapeAt(worked.graph, slot), shape))
      .flatMap((slot) => put('step-too-far', word(slot))),
  ];
}

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

/** The rule with a later step's derivative in place of the reader's; null where its shape does not fit. */
function skipping(
  { worked, visible }: Lesson,
  { slot }: Question,
  links: readonly Link[],
  later: Expression,
): Expression | null {
  const shapes = shapesIn(worked);
  if (later.kind !== 'derivative') return null;
  const from = worked.slots.get(later.by);
  const fits = links.every(
    (link) => from !== undefined && sameShape(shapeAt(worked.graph, from), shapeAt(worked.graph, link.to)),
  );
  if (!fits) return null;
  return total(
    links.map((link) =>
      spread(
        link.path.reduceRight<Expression>(
          (upstream, edge) => passedOn(worked, visible, edge, upstream),
          later,
        ),
        shapeAt(worked.graph, slot),
        shapes,
      ),
    ),
  );
}

/** The mean over the examples forgotten, or taken twice. */
function averages(worked: Evaluation, right: Expression): readonly MatrixMalrule[] {
  const examples = batchSize(worked);
  if (examples === null || examples === 1) return [];
  return [
    { id: 'mean-forgotten', op: null, rule: apply(timesSign, number(examples), right) },
    { id: 'mean-twice', op: null, rule: apply(divideSign, right, number(examples)) },
  ];
}
