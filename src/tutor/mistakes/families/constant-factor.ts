import { type Graph, kinds, operandsAt } from '../../../engine/graph/graph.ts';
import { differentiable, localRule } from '../../../engine/kernels/rules.ts';
import { number } from '../../../language/expression.ts';
import { hasUnitSlopes } from '../../../ops/table.ts';
import { batchSize } from '../../../symbolic/convention.ts';
import type { LinkStep } from '../../../symbolic/link.ts';
import { ruleIn } from '../../../symbolic/rule.ts';
import { plainSum, whereItFits } from '../../../symbolic/simplify.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { Question } from '../../lesson/question.ts';
import type { MatrixMalrule } from '../matrix-malrules.ts';
import { speaksOf } from '../row-mutants.ts';
import type { ScalarMalrule } from '../scalar-malrules.ts';

/** Whether a slot is a number of the program itself, such as the 1/2 of a loss. */
function isNumber(graph: Graph, slot: number): boolean {
  if (graph.kind[slot] === kinds.literal) return true;
  return graph.kind[slot] === kinds.step && operandsAt(graph, slot).every((each) => isNumber(graph, each));
}

/** Whether an arrow only multiplies by a number of the program, or divides by one. */
function scales(graph: Graph, { op, operand, step }: LinkStep): boolean {
  const row = differentiable(op);
  if (row.kind === 'structural' || row.operands.length < 2 || hasUnitSlopes(op)) return false;
  const { local } = localRule(op, operand);
  const letter = row.operands[operand] ?? '';
  const others = operandsAt(graph, step).filter((_, at) => at !== operand);
  return !speaksOf(local, letter) && !speaksOf(local, 'out') && others.every((slot) => isNumber(graph, slot));
}

/** The arrows inside longer statements that scale: where a statement is nothing else, its slope is the factor itself. */
const scalingIn = (graph: Graph, { links }: Question): ReadonlySet<LinkStep> =>
  new Set(
    (links ?? []).flatMap(({ path }) => (path.length > 1 ? path.filter((edge) => scales(graph, edge)) : [])),
  );

/** The 1/2 of `1/2*d^2` forgotten: the rule of the rest alone. */
export function withoutFactor({ worked: { graph } }: Lesson, question: Question): readonly ScalarMalrule[] {
  const left = scalingIn(graph, question);
  if (left.size === 0) return [];
  const along = (edges: readonly { readonly local: number }[], i: number): number =>
    edges.reduce((product, { local }, k) => {
      const edge = question.links?.[i]?.path[k];
      return product * (edge && left.has(edge) ? 1 : local);
    }, 1);
  const summed = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
  return [
    {
      id: 'factor-forgotten',
      op: null,
      at: ({ links }) => summed(links.map(({ edges, upstream }, i) => upstream * along(edges, i))),
      local: ({ links }) => summed(links.map(({ edges }, i) => along(edges, i))),
    },
  ];
}

/** The same of matrices: the 1/2 of `1/2*sum((A - Y).^2)`. */
export function withoutFactorIn({ worked, visible }: Lesson, question: Question): readonly MatrixMalrule[] {
  const left = scalingIn(worked.graph, question);
  // The 1/m of a mean has its own name.
  if (left.size === 0 || batchSize(worked) !== null) return [];
  const rule = whereItFits(() =>
    plainSum(
      (question.links ?? []).map((link) =>
        ruleIn(worked, visible, link, (edge) => (left.has(edge) ? number(1) : null)),
      ),
    ),
  );
  return rule ? [{ id: 'factor-forgotten', op: null, rule }] : [];
}
