import { operandsAt, shapeAt } from '../../engine/graph/graph.ts';
import { differentiable } from '../../engine/kernels/rules.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { addValues } from '../../engine/passes/pass-back.ts';
import { type Expression, number } from '../../language/expression.ts';
import { filledWith, isSingle, sameShape, type Value } from '../../ops/matrix.ts';
import type { OpName } from '../../ops/table.ts';
import { type Link, type LinkStep, passedAlong } from '../../symbolic/link.ts';
import { localOf, passedOn } from '../../symbolic/rule.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { type Question, readersOf } from '../lesson/question.ts';
import { counterfactualValue } from '../mistakes/counterfactual.ts';
import { allEqual, sameValue } from '../mistakes/equality.ts';
import { candidatesOf } from '../mistakes/equivalence-classes.ts';
import { mutantsOf, speaksOf } from '../mistakes/row-mutants.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';
import { ruleOver } from '../teaching/chain-rule.ts';

/** How each entry of a step moves with its own entry of the asked matrix, and with no other. */
export interface Slopes {
  readonly reader: number;
  readonly links: readonly Link[];
  /** In the reader's letters; a number where it is the same for every entry. */
  readonly rule: Expression;
  readonly value: Value;
}

/** The slopes entry by entry of the nearest step to the output that reads a matrix; null where an entry moves more than its own. */
export function slopesOf(lesson: Lesson, question: Question): Slopes | null {
  const { worked } = lesson;
  const shape = shapeAt(worked.graph, question.slot);
  const [reader] = readersOf(question);
  if (reader === undefined || isSingle(shape)) return null;
  const links = (question.links ?? []).filter((link) => link.to === reader);
  if (!links.every(({ path }) => path.every((edge) => isEntrywise(worked, edge)))) return null;
  const ones = filledWith(shape, 1);
  return {
    reader,
    links,
    rule: composed(lesson, links, () => null),
    value: links.map((link) => passedAlong(worked, link, ones)).reduce(addValues),
  };
}

/** Whether an edge joins entries one to one: nothing is spread, summed or mixed. */
function isEntrywise({ graph }: Evaluation, { step, op, operand }: LinkStep): boolean {
  const from = operandsAt(graph, step)[operand] ?? -1;
  return differentiable(op).kind === 'elementwise' && sameShape(shapeAt(graph, from), shapeAt(graph, step));
}

/** The local derivative along links that end at one step, with other rules where `changed` gives some. */
function composed(
  lesson: Lesson,
  links: readonly Link[],
  changed: (edge: LinkStep) => Expression | null,
): Expression {
  const { worked, visible } = lesson;
  const rules = links.map((link) =>
    link.path.reduceRight<Expression>(
      (above, edge) => passedOn(worked, visible, edge, above, changed(edge)),
      number(1),
    ),
  );
  return ruleOver(lesson, links, rules);
}

/** A value in the shape of a matrix: a number stands for each of its entries. */
export const spreadOver = (value: Value, matrix: Value): Value =>
  typeof value === 'number' && typeof matrix !== 'number' ? filledWith(matrix, value) : value;

/** Wrong slopes: those of the ops on the way, each with its rule changed. */
function wrongSlopes(lesson: Lesson, links: readonly Link[]) {
  const { worked, visible } = lesson;
  const edges = links.flatMap(({ path }) => path);
  const ways = new Map(edges.map((edge) => [`${edge.op} ${edge.operand}`, edge]));
  // By itself a step has no upstream gradient by which its rule could go.
  const alone = ({ op, operand }: LinkStep) =>
    mutantsOf(op, operand).filter(({ local }) => !speaksOf(local, 'G'));
  return [...ways.values()].flatMap((way) =>
    alone(way).map(({ id, local }) => ({
      id,
      op: way.op,
      rule: composed(lesson, links, (edge) =>
        edge.op === way.op && edge.operand === way.operand ? localOf(worked, visible, edge, local) : null,
      ),
    })),
  );
}

/** The wrong rules of an op that give these slopes, one for all that are the same: at all values if they were typed as a rule, else here. */
export function wrongSlopesLike(
  lesson: Lesson,
  question: Question,
  { links, value }: Slopes,
  typed: { readonly value: Value; readonly rule: Expression | null },
): readonly { readonly id: MistakeId; readonly op: OpName }[] {
  const { worlds } = candidatesOf(lesson, question);
  const given = (rule: Expression): readonly (Value | null)[] =>
    worlds.map((world) => {
      const found = counterfactualValue(world, rule);
      return found === null ? null : spreadOver(found, value);
    });
  const everywhere = typed.rule && given(typed.rule);
  const meant = wrongSlopes(lesson, links)
    .map((wrong) => ({ ...wrong, values: given(wrong.rule) }))
    .filter(({ values }) =>
      everywhere ? allEqual(values, everywhere) : sameValue(typed.value, values[0] ?? null, true),
    );
  return meant.filter(
    ({ values }, i) => !meant.slice(0, i).some((before) => allEqual(values, before.values)),
  );
}
