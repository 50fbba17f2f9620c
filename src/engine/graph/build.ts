import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { type Apply, type Expression, fold } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import type { Program } from '../../language/program.ts';
import {
  isFiniteValue,
  isSingle,
  mostEntries,
  type Shape,
  shapeOf,
  single,
  spokenShape,
  type Value,
} from '../../ops/matrix.ts';
import type { Settings } from '../../ops/row.ts';
import { constants, type OpName, table } from '../../ops/table.ts';
import {
  bindGivens,
  brokenNumber,
  dataOf,
  type GivenValue,
  givensOf,
  type Refusal,
  unknownValues,
} from './givens.ts';
import { GraphBuilder, kinds, mostNodes } from './graph.ts';
import { type NamedGraph, nameTheRest, noName, withTheRest } from './names.ts';
import { opForShapes, opOfSingles, outgrown } from './shapes.ts';
import { appliedTo, shapeWordFor } from './values.ts';

/** Puts values to a program's names and lays out its graph; nothing is computed yet but parts made of numbers alone. */
export function build(program: Program, setting: GivenValue): Result<NamedGraph> {
  const givens = givensOf(program);
  const bound = bindGivens(program, givens, setting);
  if (!bound.ok) return bound;
  const { output } = bound.value;
  const data = dataOf(program, givens, setting);
  if (!data.ok) return data;

  const builder = new GraphBuilder();
  const slots = new Map<string, number>();
  const names: (string | null)[] = [];
  const sources: (Expression | null)[] = [];
  const own = new Set<number>();
  const spread = new Set<string>();

  const given = (name: string, value: Value): void => {
    const slot = builder.leaf(data.value.has(name) ? kinds.data : kinds.given, value);
    names.push(name);
    sources.push(null);
    slots.set(name, slot);
    own.add(slot);
  };

  // Givens come first, in the order in which the text names them, so that every list starts with them.
  let next = 0;
  for (const name of givens.keys()) {
    const value = bound.value.values[next++];
    // A constant that nobody gave another value is no given.
    if (value !== undefined) given(name, value);
  }
  let trouble: Refusal | null = null;
  for (const statement of program.statements) {
    if (givens.has(statement.name)) continue;
    const root = fold<Operand>(
      statement.expression,
      (leaf) => {
        if (leaf.kind === 'number' || leaf.kind === 'matrix') return { value: leaf.value, expression: leaf };
        if (leaf.kind === 'derivative') throw new Error('a program holds no derivative words');
        const slot = slots.get(leaf.name);
        if (slot !== undefined) return slot;
        const value = constants.get(leaf.name);
        if (value === undefined) throw new Error(`${leaf.name} was never bound`);
        return { value, expression: leaf };
      },
      (apply, operands) => {
        if (trouble) return 0;
        if (!operands.every(isNumbers)) {
          const plain = builder.ofSingles ? opOfSingles(apply.sign) : null;
          if (plain && !operands.some(isMatrix)) return step(plain, operands, apply);
          const shapes = operands.map(shapeFor);
          const meaning = opForShapes(apply, shapes, () => apply.operands.map(shapeWordFor));
          if (typeof meaning === 'string') {
            trouble = refuse(meaning, apply.from, apply.to);
            return 0;
          }
          const { op, shape, settings } = meaning;
          if (table[op].kind === 'elementwise' && outgrown(shapes, shape))
            spread.add(crossed(apply, shapes, shape));
          return step(op, operands.slice(0, table[op].operands.length), apply, shape, settings);
        }
        const values = operands.map((operand) => operand.value);
        const value = appliedTo(apply, values);
        if (typeof value === 'string') {
          trouble = refuse(value, apply.from, apply.to);
          return 0;
        }
        if (!isFiniteValue(value)) trouble ??= brokenNumber(statement.name, apply, values);
        return { value, expression: apply };
      },
    );
    if (trouble) return trouble;
    // A bare name is a step of its own: `J = w` copies.
    const slot =
      typeof root === 'number' && names[root] === noName
        ? root
        : step('copy', [root], statement.expression, shapeFor(root));
    slots.set(statement.name, slot);
    names[slot] = statement.name;
    own.add(slot);
    const most = builder.size > mostNodes ? `${mostNodes} nodes` : `${mostEntries} entries of matrices`;
    if (builder.size > mostNodes || builder.entries > mostEntries)
      return refuse(`the program makes more than ${most}; make it smaller`, statement.from, statement.to);
  }
  for (const name of bound.value.strangers) {
    const value = setting.values.get(name);
    if (value !== undefined) given(name, value);
  }
  nameTheRest(names, slots.keys());
  const outputSlot = slots.get(output);
  if (outputSlot === undefined) throw new Error(`${output} was checked and is not there`);
  const shape = builder.shape(outputSlot);
  if (!isSingle(shape)) return noScalar(program, output, shape);
  const strangers = bound.value.strangers.map((name) => unknownValues(name, [...givens.keys()]));
  return ok({
    program,
    graph: builder.graph(outputSlot),
    slots: withTheRest(slots, names),
    names,
    sources,
    own,
    notes: [...strangers, ...spread],
  });

  function shapeFor(operand: Operand): Shape {
    return typeof operand === 'number' ? builder.shape(operand) : shapeOf(operand.value);
  }

  function step(
    op: OpName,
    operands: readonly Operand[],
    source: Expression,
    shape: Shape = single,
    settings: Settings = [],
  ): number {
    const slot = builder.step(op, operands.map(slotOf), shape, settings);
    names.push(noName);
    sources.push(source);
    return slot;
  }

  function slotOf(operand: Operand): number {
    if (typeof operand === 'number') return operand;
    const slot = builder.leaf(kinds.literal, operand.value);
    names.push(null);
    sources.push(operand.expression);
    return slot;
  }
}

/** A part of a statement on its way into the graph: a slot, or a part made of numbers alone. */
type Operand = number | Numbers;

interface Numbers {
  readonly value: Value;
  readonly expression: Expression;
}

const isNumbers = (operand: Operand): operand is Numbers => typeof operand === 'object';

const isMatrix = (operand: Operand): boolean => isNumbers(operand) && typeof operand.value === 'object';

/** The refusal of an output that is a matrix: a derivative is that of one number. */
function noScalar(program: Program, output: string, shape: Shape): Refusal {
  const place = program.statements.find(({ name }) => name === output);
  return refuse(
    `${output} is ${spokenShape(shape)}, and the output of a program is one number; sum it up: L = sum(${output})`,
    place?.from ?? null,
    place?.to,
  );
}

/** What is said where a row meets a column entry by entry: it is allowed, and hardly ever meant. */
function crossed(node: Apply, shapes: readonly Shape[], shape: Shape): string {
  const text = print(node);
  const [left, right] = shapes.map(spokenShape);
  return `a row meets a column in ${text.length > 40 ? 'a part of the program' : text}: ${left} and ${right} make ${spokenShape(shape)}; if that is not meant, transpose one of the two`;
}
