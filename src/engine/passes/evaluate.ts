import { ok, type Result } from '../../language/diagnostic.ts';
import type { Program } from '../../language/program.ts';
import { isFiniteValue, mapped, type Value } from '../../ops/matrix.ts';
import { build } from '../graph/build.ts';
import { entriesAt } from '../graph/entry-words.ts';
import type { GivenValue } from '../graph/givens.ts';
import { kinds, opAt, operandsAt, settingsAt, valueIn } from '../graph/graph.ts';
import { type NamedGraph, nameAt } from '../graph/names.ts';
import { stepAt, whereIn } from '../graph/step-words.ts';
import { evaluateAll } from '../graph/values.ts';
import { differentiable, localAt, parseFormula, structuralRow } from '../kernels/rules.ts';
import { noValue } from './no-value.ts';
import { letterAt } from './pass-back.ts';
import { backward, firstBroken, forward, type Tape } from './tape.ts';

/** A graph with both passes done: every value, and every derivative of the output. */
export interface Evaluation extends NamedGraph {
  readonly tape: Tape;
  /** dJ/dnode of every entry, as the graph lays them out; NaN or infinite where it does not exist as a number. */
  readonly gradients: Float64Array;
  /** Slots whose derivatives are asked so many times as large, by a convention of the teacher's; null where none is. */
  readonly scales: ReadonlyMap<number, number> | null;
  readonly output: string;
}

/** The value of a node after the forward pass. */
export const valueOfSlot = ({ graph, tape }: Evaluation, slot: number): Value =>
  valueIn(graph, tape.value, slot);

/** The derivative of the output with respect to a node, in the node's shape. */
export const gradientAt = ({ graph, gradients }: Evaluation, slot: number): Value =>
  valueIn(graph, gradients, slot);

/** The number that a node holds, where it is a single one; else NaN. */
export const numberAt = (worked: Evaluation, slot: number): number => numberIn(valueOfSlot(worked, slot));

/** The derivative with respect to a node that is a single number; NaN for any other node. */
export const slopeAt = (worked: Evaluation, slot: number): number => numberIn(gradientAt(worked, slot));

const numberIn = (value: Value): number => (typeof value === 'number' ? value : Number.NaN);

/** Computes the answer key of a program with its values, or refuses it in one sentence that says why. */
export function evaluateGraph(program: Program, setting: GivenValue): Result<Evaluation> {
  const built = build(program, setting);
  if (!built.ok) return built;
  const named = built.value;
  const tape = forward(named.graph);
  const broken = firstBroken(tape);
  if (broken !== null) return noValue(named, tape, broken);
  return ok({
    ...named,
    tape,
    gradients: backward(tape),
    scales: null,
    output: nameAt(named, named.graph.output),
  });
}

/** A slot's derivative, or null where it does not exist as a number; never -0. */
export function derivativeAt(worked: Evaluation, slot: number): Value | null {
  const gradient = gradientAt(worked, slot);
  return isFiniteValue(gradient) ? mapped(gradient, (each) => each + 0) : null;
}

/** Why a derivative is missing, in a sentence: the first step on the way to the output that has none. */
export function whyMissing(worked: Evaluation, slot: number): string {
  const { graph, tape } = worked;
  const above = new Set([slot]);
  for (let step = slot + 1; step <= graph.output; step++) {
    const operands = operandsAt(graph, step);
    const op = opAt(graph, step);
    if (!op || !operands.some((operand) => above.has(operand))) continue;
    above.add(step);
    for (const [k, operand] of operands.entries()) {
      if (!above.has(operand) || graph.kind[operand] === kinds.literal || graph.kind[operand] === kinds.data)
        continue;
      const row = differentiable(op);
      if (row.kind === 'structural') {
        const missing = missingAt(worked, step, k);
        if (missing) return `${stepAt(worked, step)}: there is no derivative ${missing}`;
        continue;
      }
      for (const entry of entriesAt(graph, tape.value, step)) {
        if (!Number.isNaN(localAt(op, k, entry.operands, entry.out))) continue;
        const says = row.missing?.[row.operands[k] ?? '']?.says ?? 'at these values';
        return `${stepAt(worked, step)}: there is no derivative ${says}${whereIn(graph, step, entry)}`;
      }
    }
  }
  return 'the derivative is larger than the largest number (about 1.8e308)';
}

/** Why an op on whole matrices has no derivative by its k-th operand, where its row knows that it has none; else null. */
function missingAt({ graph, tape }: Evaluation, step: number, k: number): string | null {
  const op = opAt(graph, step);
  if (!op) return null;
  const row = structuralRow(op);
  const missing = row.missing?.[row.operands[k] ?? ''];
  if (!missing) return null;
  const operands = operandsAt(graph, step).map((slot) => valueIn(graph, tape.value, slot));
  const applied = { op, operands, out: valueIn(graph, tape.value, step), settings: settingsAt(graph, step) };
  const found = evaluateAll(parseFormula(missing.when), (leaf) =>
    leaf.kind === 'name' ? letterAt(applied, leaf.name, 0) : undefined,
  );
  return found.ok && found.value === 1 ? missing.says : null;
}
