import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { type Expression, same, substitute } from '../../language/expression.ts';
import { formatNumber } from '../../language/number-format.ts';
import { print } from '../../language/print.ts';
import type { Program } from '../../language/program.ts';
import { isFiniteValue, isSingle, mapped, type Value } from '../../ops/matrix.ts';
import { build } from '../graph/build.ts';
import { entriesAt, type MatrixEntry } from '../graph/entry-words.ts';
import type { GivenValue } from '../graph/givens.ts';
import { type Graph, kinds, opAt, operandsAt, settingsAt, shapeAt, valueIn } from '../graph/graph.ts';
import { type NamedGraph, nameAt, termAt, writingAt } from '../graph/names.ts';
import { evaluateAll } from '../graph/values.ts';
import { curesOf, differentiable, localAt, needOf, parseFormula, structuralRow } from '../kernels/rules.ts';
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

/** `, at row 1, column 2`; nothing for a single number. */
function whereIn(graph: Graph, step: number, { row, column }: MatrixEntry): string {
  return isSingle(shapeAt(graph, step)) ? '' : `, at row ${row + 1}, column ${column + 1}`;
}

/** What is longer than this is no help in a message; its name is. */
const longestSpoken = 60;

/** The words for a slot in a message: its name if the program gave it one, else the text that the program wrote there. */
function spokenAt(named: NamedGraph, slot: number): Expression {
  const source = named.sources[slot];
  const brief = source && !named.own.has(slot) && print(source).length <= longestSpoken;
  return brief ? source : termAt(named, slot);
}

/** A step in a message: `J = log(x)`, and `log(x)` alone where the program gave it no name. */
export function stepAt(named: NamedGraph, slot: number): string {
  const source = named.sources[slot];
  const text = source ? print(source) : '';
  if (text === '' || text.length > longestSpoken) {
    const writing = writingAt(named, slot);
    return writing ? `${nameAt(named, slot)} = ${print(writing)}` : nameAt(named, slot);
  }
  return named.own.has(slot) ? `${nameAt(named, slot)} = ${text}` : text;
}

/** The refusal of a program whose forward pass breaks: which node, at which operands, why, and a cure if one is known. */
function noValue(named: NamedGraph, tape: Tape, slot: number): Result<never> {
  const { graph } = named;
  const op = opAt(graph, slot);
  if (!op) throw new Error('only a step can break');
  const operands = operandsAt(graph, slot);
  const broken = brokenEntry(graph, tape, slot);
  const numbers = broken?.operands ?? [];
  const terms = operands.map((operand) => print(spokenAt(named, operand)));
  const at = operands
    .map((operand, k) => ({ operand, text: `${terms[k]} = ${formatNumber(numbers[k] ?? 0)}` }))
    .filter(({ operand }) => broken && graph.kind[operand] !== kinds.literal)
    .map(({ text }) => text);
  const where = broken ? whereIn(graph, slot, broken).replace(', at', ' at') : '';
  const head = `${stepAt(named, slot)} has no value${where}${at.length > 0 ? `${where === '' ? ' at' : ', where'} ${[...new Set(at)].join(', ')}` : ''}`;
  const need = broken && needOf(op, numbers);
  const cure = cureFor(named, slot);
  const tail = cure ? `; write ${cure}` : '';
  const place = named.sources[slot];
  const says = need
    ? `${head}: it needs ${terms[need.operand]} to be ${need.says}${tail}`
    : `${head}: the result is larger than the largest number (about 1.8e308)${tail || '; smaller values may do'}`;
  return refuse(says, place?.from ?? null, place?.to);
}

/** The first entry of a step that is no finite number; null for a step that has no entries of its own. */
function brokenEntry(graph: Graph, tape: Tape, slot: number): MatrixEntry | null {
  for (const entry of entriesAt(graph, tape.value, slot)) if (!Number.isFinite(entry.out)) return entry;
  return null;
}

/** A way of writing this step that stays finite, where the table knows one: names are looked through to their steps. */
function cureFor(named: NamedGraph, slot: number): string | null {
  const op = opAt(named.graph, slot);
  if (!op) return null;
  for (const { written, instead } of curesOf(op)) {
    const found = match(named, parseFormula(written), slot);
    if (!found) continue;
    const [[parameter, operand] = []] = [...found];
    if (parameter === undefined || operand === undefined) continue;
    const put = (text: string): string =>
      print(
        substitute(parseFormula(text), (leaf) =>
          leaf.kind === 'name' && leaf.name === parameter ? spokenAt(named, operand) : leaf,
        ),
      );
    return `${put(instead)} for ${put(written)}`;
  }
  return null;
}

/** Which slots a pattern's names stand for when it is laid over the graph at a slot; null where it does not fit. */
function match(named: NamedGraph, pattern: Expression, slot: number): Map<string, number> | null {
  const found = new Map<string, number>();
  const waiting: [Expression, number][] = [[pattern, slot]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [part, at] = next;
    if (part.kind === 'name') {
      if (named.graph.kind[at] === kinds.literal || (found.get(part.name) ?? at) !== at) return null;
      found.set(part.name, at);
    } else if (part.kind === 'apply') {
      const op = opAt(named.graph, at);
      const operands = operandsAt(named.graph, at);
      if (!op || !part.sign.ops.includes(op)) return null;
      part.operands.forEach((operand, k) => {
        const below = operands[k];
        if (below !== undefined) waiting.push([operand, below]);
      });
    } else {
      const literal = named.sources[at];
      if (!literal || !same(literal, part)) return null;
    }
  }
  return found;
}
