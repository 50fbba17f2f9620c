import { operandsAt, shapeAt } from '../../engine/graph.ts';
import { plus } from '../../engine/pass.ts';
import { differentiable } from '../../engine/rules.ts';
import type { Worked } from '../../engine/work.ts';
import { type Expression, number } from '../../language/expression.ts';
import { filledWith, isSingle, sameShape, type Value } from '../../ops/matrix.ts';
import type { OpName } from '../../ops/table.ts';
import { ruleOver } from '../factor.ts';
import type { Lesson } from '../lesson.ts';
import { type Edge, type Link, passedAlong } from '../link.ts';
import { sightsOf } from '../mistake/classes.ts';
import { agree, sameValue } from '../mistake/match.ts';
import { mutantsOf, speaksOf } from '../mistake/mutants.ts';
import { valueInWorld } from '../mistake/worlds.ts';
import type { MistakeId } from '../mistake/wrong.ts';
import { type Question, readersOf } from '../question.ts';
import { localOf, passedOn } from '../rule.ts';

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
    value: links.map((link) => passedAlong(worked, link, ones)).reduce(plus),
  };
}

/** Whether an edge joins entries one to one: nothing is spread, summed or mixed. */
function isEntrywise({ graph }: Worked, { step, op, operand }: Edge): boolean {
  const from = operandsAt(graph, step)[operand] ?? -1;
  return differentiable(op).kind === 'elementwise' && sameShape(shapeAt(graph, from), shapeAt(graph, step));
}

/** The local derivative along links that end at one step, with other rules where `changed` gives some. */
function composed(
  lesson: Lesson,
  links: readonly Link[],
  changed: (edge: Edge) => Expression | null,
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
  const alone = ({ op, operand }: Edge) =>
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

/** The wrong rule of an op that alone gives these slopes: at all values if they were typed as a rule, else here. */
export function wrongSlope(
  lesson: Lesson,
  question: Question,
  { links, value }: Slopes,
  typed: { readonly value: Value; readonly rule: Expression | null },
): { readonly id: MistakeId; readonly op: OpName } | null {
  const { worlds } = sightsOf(lesson, question);
  const given = (rule: Expression): readonly (Value | null)[] =>
    worlds.map((world) => {
      const found = valueInWorld(world, rule);
      return found === null ? null : spreadOver(found, value);
    });
  const everywhere = typed.rule && given(typed.rule);
  const meant = wrongSlopes(lesson, links)
    .map((wrong) => ({ ...wrong, values: given(wrong.rule) }))
    .filter(({ values }) =>
      everywhere ? agree(values, everywhere) : sameValue(typed.value, values[0] ?? null, true),
    );
  const [only, ...others] = meant;
  return only && others.every(({ values }) => agree(values, only.values)) ? only : null;
}
