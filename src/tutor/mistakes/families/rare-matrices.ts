import { type Graph, kinds, operandsAt, shapeAt } from '../../../engine/graph/graph.ts';
import { differentiable, parseFormula } from '../../../engine/kernels/rules.ts';
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
  dotDivideSign,
  dotTimesSign,
  negativeSign,
  plusSign,
  signMeans,
  timesSign,
} from '../../../language/operators.ts';
import { knownSign } from '../../../language/spelling.ts';
import { sameShape, valueFrom } from '../../../ops/matrix.ts';
import { slipsOf } from '../../../ops/table.ts';
import { batchOf, scaleOf } from '../../../symbolic/convention.ts';
import { type LinkStep, linksOf } from '../../../symbolic/link.ts';
import { ruleIn, ruleOf } from '../../../symbolic/rule.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { anchorsOf, type Question } from '../../lesson/question.ts';
import type { MatrixMalrule } from '../matrix-malrules.ts';
import { exchanged } from '../rewrite.ts';
import type { MistakeId } from '../scalar-malrules.ts';
import { namesNear } from './names-near.ts';

const total = (terms: readonly Expression[]): Expression | null =>
  terms.length === 0 ? null : terms.reduce((left, right) => apply(plusSign, left, right));

/** Wrong rules of matrices that are seldom seen: they are held only against what nothing else explains. */
export function rareMatrices(lesson: Lesson, question: Question): readonly MatrixMalrule[] {
  const { worked, visible } = lesson;
  const right = total((question.links ?? []).map((link) => ruleIn(worked, visible, link)));
  if (right === null) return [];
  const once: readonly MatrixMalrule[] = [
    ...changedPasses(lesson, question),
    ...forwardAgain(lesson, question),
    ...otherNames(lesson, question, right),
    ...withoutOneFactor(right),
    ...oneExample(worked, right),
    ...weightsRule(lesson, question),
    ...oneFactorMore(lesson, question, right),
    { id: 'added-over-passes', op: null, rule: apply(timesSign, number(2), right) },
  ];
  // Under the lecture's convention a structure is seen before the mean is taken, too.
  const batch = batchOf(worked);
  const divides =
    batch && (question.links ?? []).some(({ to }) => scaleOf(worked, to) !== scaleOf(worked, question.slot));
  return divides
    ? [
        ...once,
        ...once.map((each) => ({ ...each, rule: apply(timesSign, number(batch.examples), each.rule) })),
      ]
    : once;
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
          const weights = [other, belongs].every((each) => graph.kind[each] === kinds.given);
          return put(weights ? 'other-weight' : 'other-value', names[other] ?? '', (leaf) =>
            leaf.kind === 'name' && slots.get(leaf.name) === belongs ? name(names[other] ?? '') : null,
          );
        }),
    ),
    ...[...upstream].flatMap((belongs) =>
      near
        .filter((other) => other !== belongs && other !== slot)
        .map((other) =>
          put('other-gradient', `d${names[other]}`, (leaf) =>
            derivativeIn(worked, leaf) === belongs ? derivativeOf(worked, other) : null,
          ),
        ),
    ),
  ];
}

/** A product with one of its factors left out. */
const withoutOneFactor = (right: Expression): readonly MatrixMalrule[] =>
  applicationsIn(right).flatMap((node) =>
    node.sign === timesSign || node.sign === dotTimesSign
      ? node.operands
          .filter((kept) => kept.kind !== 'number')
          .map(
            (kept): MatrixMalrule => ({ id: 'part-dropped', op: null, rule: exchanged(right, node, kept) }),
          )
      : [],
  );

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
      const rule = total(
        (linksOf(worked, uses, anchorsOf(lesson), weight) ?? []).map((link) => ruleOf(worked, visible, link)),
      );
      return rule ? [{ id: 'weights-rule-for-bias', op: null, rule }] : [];
    });
}

/** What a statement reads: its operands, those of its unnamed parts included. */
function reachedFrom(graph: Graph, step: number, visible: ReadonlySet<number>): readonly number[] {
  return operandsAt(graph, step).flatMap((slot) =>
    graph.kind[slot] === kinds.step && !visible.has(slot) ? reachedFrom(graph, slot, visible) : [slot],
  );
}

/** Another local derivative, or pass, at the edges of one op. */
function atOp(
  { worked, visible }: Lesson,
  { links }: Question,
  { op, operand }: LinkStep,
  changed: (edge: LinkStep, upstream: Expression) => Expression,
): Expression | null {
  return total(
    (links ?? []).map((link) =>
      ruleIn(worked, visible, link, (edge, upstream) =>
        edge.op === op && edge.operand === operand ? changed(edge, upstream) : null,
      ),
    ),
  );
}

const edgesOf = ({ links }: Question): readonly LinkStep[] => [
  ...new Map(
    (links ?? []).flatMap(({ path }) => path.map((edge) => [`${edge.op} ${edge.operand}`, edge])),
  ).values(),
];

/** The pass of an op on whole matrices with its sign turned, left out, taken twice, or with the output for a slope. */
function changedPasses(lesson: Lesson, question: Question): readonly MatrixMalrule[] {
  return edgesOf(question).flatMap((edge) => {
    const row = differentiable(edge.op);
    if (row.kind !== 'structural') return [];
    const pass = parseFormula(row.pass[row.operands[edge.operand] ?? ''] ?? '');
    const put = (id: MistakeId, changed: Expression): readonly MatrixMalrule[] => {
      const rule = atOp(lesson, question, edge, () => changed);
      return rule ? [{ id, op: edge.op, rule }] : [];
    };
    const alike = everyEdge(question, edge, (each) => keepsShape(lesson.worked.graph, each));
    return [
      ...put('rule-sign-flipped', apply(negativeSign, pass)),
      ...(alike
        ? [
            ...put('slope-forgotten', name('G')),
            ...put('output-for-slope', apply(dotTimesSign, name('G'), name('out'))),
            ...put('slope-twice', twice(pass, pass)),
          ]
        : []),
      // As if softmax were a sigmoid: its rule, and then each output's own slope once more.
      ...slipsOf(edge.op, edge.operand)
        .filter(({ id }) => id === 'cross-terms-forgotten')
        .flatMap(({ instead }) => put('slope-twice', twice(pass, parseFormula(instead)))),
    ];
  });
}

/** Whether something is so at every edge of an op: a weight that is used twice has several, on other shapes. */
const everyEdge = (
  { links }: Question,
  { op, operand }: LinkStep,
  holds: (edge: LinkStep) => boolean,
): boolean =>
  (links ?? []).every(({ path }) =>
    path.every((edge) => edge.op !== op || edge.operand !== operand || holds(edge)),
  );

const keepsShape = (graph: Graph, { step, operand }: LinkStep): boolean =>
  sameShape(shapeAt(graph, operandsAt(graph, step)[operand] ?? -1), shapeAt(graph, step));

/** A pass, and then a second one of what it gives. */
const twice = (pass: Expression, second: Expression): Expression =>
  substitute(second, (leaf) => (leaf.kind === 'name' && leaf.name === 'G' ? pass : leaf));

/** The function of the forward pass applied to the gradient that comes back. */
function forwardAgain(lesson: Lesson, question: Question): readonly MatrixMalrule[] {
  return edgesOf(question).flatMap((edge): readonly MatrixMalrule[] => {
    const row = differentiable(edge.op);
    const [spelling] = row.written;
    if (row.kind !== 'elementwise' || row.operands.length !== 1 || spelling?.form !== 'call') return [];
    const sign = knownSign('call', spelling.symbol);
    const rule = atOp(lesson, question, edge, (_, upstream) =>
      apply(dotDivideSign, apply(sign, upstream), upstream),
    );
    return rule ? [{ id: 'forward-on-the-way-back', op: edge.op, rule }] : [];
  });
}
