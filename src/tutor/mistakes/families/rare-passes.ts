import { type Graph, operandsAt, shapeAt } from '../../../engine/graph/graph.ts';
import { differentiable, parseFormula } from '../../../engine/kernels/rules.ts';
import { apply, type Expression, name, number, substitute } from '../../../language/expression.ts';
import {
  divideSign,
  dotDivideSign,
  dotTimesSign,
  minusSign,
  negativeSign,
} from '../../../language/operators.ts';
import { knownSign } from '../../../language/spelling.ts';
import { sameShape } from '../../../ops/matrix.ts';
import { givesA, slipsOf } from '../../../ops/table.ts';
import { batchSize } from '../../../symbolic/convention.ts';
import type { LinkStep } from '../../../symbolic/link.ts';
import { ruleIn } from '../../../symbolic/rule.ts';
import { plainSum, whereItFits } from '../../../symbolic/simplify.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { Question } from '../../lesson/question.ts';
import type { MatrixMalrule } from '../matrix-malrules.ts';
import type { MistakeId } from '../scalar-malrules.ts';
import { targetBeside } from './names-near.ts';

/** Another local derivative, or pass, at the edges of one op. */
function atOp(
  { worked, visible }: Lesson,
  { links }: Question,
  { op, operand }: LinkStep,
  changed: (edge: LinkStep, upstream: Expression) => Expression,
): Expression | null {
  return whereItFits(() =>
    plainSum(
      (links ?? []).map((link) =>
        ruleIn(worked, visible, link, (edge, upstream) =>
          edge.op === op && edge.operand === operand ? changed(edge, upstream) : null,
        ),
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
export function changedPasses(lesson: Lesson, question: Question): readonly MatrixMalrule[] {
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
export function forwardAgain(lesson: Lesson, question: Question): readonly MatrixMalrule[] {
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

/** The difference of a probability and its target in the place of all that comes back through both, as with the log loss. */
export function logLossShortcut({ worked, visible }: Lesson, question: Question): readonly MatrixMalrule[] {
  const links = question.links ?? [];
  const [arrow, another] = links.flatMap(({ path }) => path.filter(({ op }) => givesA('probability', op)));
  const target = arrow && targetBeside(worked.graph, arrow.step);
  const [prediction, subtracted] = [arrow?.step, target].map((slot) => worked.names[slot ?? -1]);
  if (!arrow || another || !prediction || !subtracted) return [];
  const difference = apply(minusSign, name(prediction), name(subtracted));
  const rule = plainSum(
    links.map((link) =>
      ruleIn(worked, visible, link, (edge, upstream) =>
        edge === arrow ? apply(dotDivideSign, difference, upstream) : null,
      ),
    ),
  );
  const examples = batchSize(worked) ?? 1;
  const shared = rule && examples > 1 ? apply(divideSign, rule, number(examples)) : null;
  return [rule, shared].flatMap((each) =>
    each
      ? [{ id: 'log-loss-shortcut', op: null, intruder: `${prediction} - ${subtracted}`, rule: each }]
      : [],
  );
}
