import { type Expression, fold } from '../language/expression.ts';
import type { Program } from '../language/program.ts';
import { ok, type Result, refuse } from '../language/trouble.ts';
import { constants, type OpName } from '../ops/table.ts';
import { bind, brokenNumber, dataOf, givensOf, type Refusal, type Setting, strange } from './bind.ts';
import { GraphBuilder, kinds, mostNodes } from './graph.ts';
import { type NamedGraph, nameTheRest, unnamed, withTheRest } from './named.ts';
import { computed, opOf } from './rules.ts';

/** Puts values to a program's names and lays out its graph; nothing is computed yet but parts made of numbers alone. */
export function build(program: Program, setting: Setting): Result<NamedGraph> {
  const givens = givensOf(program);
  const bound = bind(program, givens, setting);
  if (!bound.ok) return bound;
  const { output } = bound.value;
  const data = dataOf(program, givens, setting);
  if (!data.ok) return data;

  const builder = new GraphBuilder();
  const slots = new Map<string, number>();
  const names: (string | null)[] = [];
  const sources: (Expression | null)[] = [];
  const own = new Set<number>();

  const given = (name: string): void => {
    const value = bound.value.valueFor(name);
    // A constant that nobody gave another value is no given.
    if (value === undefined) return;
    const slot = builder.leaf(data.value.has(name) ? kinds.data : kinds.given, value);
    names.push(name);
    sources.push(null);
    slots.set(name, slot);
    own.add(slot);
  };

  // Givens come first, in the order in which the text names them, so that every list starts with them.
  for (const name of givens.keys()) given(name);
  let trouble: Refusal | null = null;
  for (const statement of program.statements) {
    if (givens.has(statement.name)) continue;
    const root = fold<Operand>(
      statement.expression,
      (leaf) => {
        if (leaf.kind === 'number') return { value: leaf.value, expression: leaf };
        if (leaf.kind === 'derivative') throw new Error('a program holds no derivative words');
        const slot = slots.get(leaf.name);
        if (slot !== undefined) return slot;
        const value = constants.get(leaf.name);
        if (value === undefined) throw new Error(`${leaf.name} was never bound`);
        return { value, expression: leaf };
      },
      (apply, operands) => {
        const op = opOf(apply.sign);
        if (!operands.every(isNumbers)) return step(op, operands, apply);
        const values = operands.map((operand) => operand.value);
        const value = computed(op, values);
        if (!Number.isFinite(value)) trouble ??= brokenNumber(statement.name, apply, values);
        return { value, expression: apply };
      },
    );
    if (trouble) return trouble;
    // A bare name is a step of its own: `J = w` copies.
    const slot =
      typeof root === 'number' && names[root] === unnamed ? root : step('copy', [root], statement.expression);
    slots.set(statement.name, slot);
    names[slot] = statement.name;
    own.add(slot);
    if (builder.size > mostNodes) {
      return refuse(
        `the program makes more than ${mostNodes} nodes; make it smaller`,
        statement.from,
        statement.to,
      );
    }
  }
  for (const name of bound.value.strangers) given(name);
  nameTheRest(names, slots.keys());
  const outputSlot = slots.get(output);
  if (outputSlot === undefined) throw new Error(`${output} was checked and is not there`);
  const strangers = bound.value.strangers.map((name) => strange(name, [...givens.keys()]));
  return ok({
    program,
    graph: builder.graph(outputSlot),
    slots: withTheRest(slots, names),
    names,
    sources,
    own,
    notes: strangers,
  });

  function step(op: OpName, operands: readonly Operand[], source: Expression): number {
    const [left, right] = operands;
    if (left === undefined) throw new Error(`${op} without operands`);
    const leftSlot = slotOf(left);
    const slot = builder.step(op, leftSlot, right === undefined ? undefined : slotOf(right));
    names.push(unnamed);
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
  readonly value: number;
  readonly expression: Expression;
}

const isNumbers = (operand: Operand): operand is Numbers => typeof operand === 'object';
