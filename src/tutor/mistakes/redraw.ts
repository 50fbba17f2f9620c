import { sidesOf } from '../../engine/checks/sides.ts';
import { kinds, operandsAt, placeAt, valueIn } from '../../engine/graph/graph.ts';
import { localAt } from '../../engine/kernels/rules.ts';
import { type Evaluation, numberAt, slopeAt } from '../../engine/passes/evaluate.ts';
import { forwardFrom, type Tape } from '../../engine/passes/tape.ts';
import type { OpName } from '../../ops/table.ts';
import type { LinkStep } from '../../symbolic/link.ts';
import { labelsIn } from '../../symbolic/one-hot.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { anchorsOf, laterDerivatives, type Question } from '../lesson/question.ts';
import { seeded } from '../lesson/random.ts';
import { drawnOnce } from './gates/drawn-once.ts';
import { mutantsOf, speaksOf } from './row-mutants.ts';

/** One arrow of a question at certain values: everything that a rule, right or wrong, may look at. */
export interface EdgeView {
  readonly op: OpName;
  readonly operand: number;
  readonly operands: readonly number[];
  /** How far descent at a rate of one would lower each operand: the derivative of a weight, 0 of all else. */
  readonly steps: readonly number[];
  readonly out: number;
  /** The right local derivative here. */
  readonly local: number;
}

/** One link of a question at certain values. */
export interface LinkView {
  readonly upstream: number;
  /** Whether it ends at the output, where the upstream gradient is 1 and is not written. */
  readonly last: boolean;
  readonly edges: readonly EdgeView[];
  /** The derivatives of the asked steps next to this link's reader: what is used when a link is skipped. */
  readonly later: readonly number[];
}

/** The local derivative along a link. */
export const slopeAlong = ({ edges }: LinkView): number =>
  edges.reduce((product, { local }) => product * local, 1);

/** A question at certain values. */
export interface View {
  /** All the values and derivatives there are. */
  readonly world: Evaluation;
  readonly links: readonly LinkView[];
  readonly right: number;
  /** The asked node's own value, and the output's. */
  readonly own: number;
  /** Whether the asked node is a given, which descent would move. */
  readonly parameter: boolean;
  readonly output: number;
  /** The output after a small nudge of the asked node; NaN where only a given can be nudged. */
  readonly nudged: number;
  /** The derivatives of the other nodes that the same steps read. */
  readonly siblings: readonly number[];
  /** The derivatives of what the asked node reads itself. */
  readonly behind: readonly number[];
}

const mostBeside = 16; // values of a statement that are looked through for another variable

/**
 * How a question stands at the values of one worked graph or another: what depends on no value is found out once. `same`:
 * a view of the same values, where only derivatives are others.
 */
export type Redrawer = (worked: Evaluation, same?: View) => View;

export function redrawer(lesson: Lesson, question: Question): Redrawer {
  const { graph } = lesson.worked;
  const anchors = anchorsOf(lesson);
  const links = question.links ?? [];
  const later = laterDerivatives(lesson, question);
  const beside = new Set<number>();
  for (const { path } of links)
    for (const { step } of path) for (const operand of operandsAt(graph, step)) beside.add(operand);
  // Beside b in w*x + b stand w and x, behind an unnamed step; of a long sum nobody takes one term for another.
  for (const slot of beside.size > mostBeside ? [] : beside)
    if (graph.kind[slot] === kinds.step && !anchors.has(slot))
      for (const each of operandsAt(graph, slot)) if (beside.size < mostBeside) beside.add(each);
  const told = (slot: number): boolean =>
    slot !== question.slot && (graph.kind[slot] === kinds.given || anchors.has(slot));
  const siblings = [...beside].filter(told);
  const behind = [...new Set(operandsAt(graph, question.slot))].filter(told);
  return (worked, same) => viewOf(worked, question, { later, siblings, behind }, same);
}

/** The steps near a question whose derivatives may be mistaken for others. */
interface Near {
  readonly later: readonly (readonly number[])[];
  readonly siblings: readonly number[];
  readonly behind: readonly number[];
}

function viewOf(worked: Evaluation, question: Question, near: Near, same?: View): View {
  const { graph } = worked;
  const value = (slot: number): number => numberAt(worked, slot);
  const gradient = (slot: number): number => slopeAt(worked, slot);
  const links = (question.links ?? []).map((link, i): LinkView => {
    const edges = link.path.map((edge, k): EdgeView => {
      const before = same?.links[i]?.edges[k];
      if (!before) return edgeAt(worked, edge);
      const steps = stepsOf(worked, edge);
      return steps.every((step, at) => step === before.steps[at]) ? before : { ...before, steps };
    });
    const later = (near.later[i] ?? []).map(gradient);
    return { upstream: gradient(link.to), last: link.to === graph.output, edges, later };
  });
  return {
    world: worked,
    links,
    right: gradient(question.slot),
    own: value(question.slot),
    parameter: graph.kind[question.slot] === kinds.given,
    output: value(graph.output),
    nudged:
      same?.nudged ??
      (graph.kind[question.slot] === kinds.given ? afterNudge(worked, question.slot) : Number.NaN),
    siblings: near.siblings.map(gradient),
    behind: near.behind.map(gradient),
  };
}

/** How far descent would lower each operand of an arrow's step. */
const stepsOf = (worked: Evaluation, { step }: LinkStep): readonly number[] =>
  operandsAt(worked.graph, step).map((slot) =>
    worked.graph.kind[slot] === kinds.given ? slopeAt(worked, slot) : 0,
  );

// Long ways over hidden steps share most of their arrows.
const edgesOf = new WeakMap<Evaluation, Map<number, EdgeView>>();

/** An arrow at the values of a world. */
function edgeAt(worked: Evaluation, arrow: LinkStep): EdgeView {
  const { step, op, operand } = arrow;
  const known = edgesOf.get(worked) ?? new Map<number, EdgeView>();
  edgesOf.set(worked, known);
  const key = 256 * step + operand;
  const before = known.get(key);
  if (before) return before;
  const operands = operandsAt(worked.graph, step).map((slot) => numberAt(worked, slot));
  const out = numberAt(worked, step);
  const local = localAt(op, operand, operands, out);
  const found = { op, operand, operands, steps: stepsOf(worked, arrow), out, local };
  known.set(key, found);
  return found;
}

/** The nudge of the lectures. */
export const malruleNudge = 0.001;

// Whoever goes on with derivatives of their own has the same values.
const nudgedOutputs = new WeakMap<Tape, Map<string, number>>();

/** The output when one given is nudged and the other leaves stay as they are. */
export function afterNudge({ graph, tape }: Evaluation, slot: number, nudge: number = malruleNudge): number {
  const known = nudgedOutputs.get(tape) ?? new Map<string, number>();
  nudgedOutputs.set(tape, known);
  const key = `${slot} ${nudge}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const place = placeAt(graph, slot);
  const moved = forwardFrom(tape, place, (tape.value[place] ?? Number.NaN) + nudge);
  const after = valueIn(graph, moved.value, graph.output);
  const output = typeof after === 'number' ? after : Number.NaN;
  known.set(key, output);
  return output;
}

/** How many other value sets tell whether two rules are the same rule. */
export const redrawCount = 6;

/**
 * The same graph at other values of its givens, every kink on its side: what two rules have in common at all of them
 * they have in common. Fewer where the graph breaks too easily. Always the same ones for the same graph. Rules are told
 * apart at other data too (`withData`: all of them, or those at these slots); a learner's reason need only hold for the
 * data at hand.
 */
export const redraws = (
  worked: Evaluation,
  withData: boolean | ReadonlySet<number>,
): readonly Evaluation[] => [...redrawing(worked, withData)];

/** The same, each made when it is asked for: most need a pass, and many tries, for values that stay on their sides. */
export function* redrawing(
  worked: Evaluation,
  withData: boolean | ReadonlySet<number>,
): Generator<Evaluation> {
  const { graph } = worked;
  const random = seeded(graph.size);
  const isFree = (slot: number): boolean =>
    withData instanceof Set ? withData.has(slot) : withData === true;
  const givens = Array.from({ length: graph.size }, (_, slot) => slot).filter(
    (slot) =>
      (graph.kind[slot] === kinds.given && (withData === true || labelsIn(worked, slot) === null)) ||
      (isFree(slot) && graph.kind[slot] === kinds.data),
  );
  const sides = sidesOf(graph, worked.tape.value);
  const stays = (value: Float64Array): boolean => sidesOf(graph, value).every((side, i) => side === sides[i]);
  let found = 0;
  for (let tries = 0; tries < 20 * redrawCount && found < redrawCount; tries++) {
    // Wide draws tell rules apart best; after some failures, nearer ones stay within the graph's domain.
    const reach = tries < 10 * redrawCount ? 1 : 0.3;
    const drawn = drawnOnce(worked, givens, reach, random, stays);
    if (!drawn) continue;
    found++;
    yield drawn;
  }
}

/** Whether a wrong rule on the way goes by the sign of the upstream gradient; that of the output itself is always 1. */
export const looksUpstream = ({ worked: { graph } }: Lesson, { links }: Question): boolean =>
  (links ?? []).some(({ path }) =>
    path.some(({ op, operand }) => mutantsOf(op, operand).some(({ local }) => speaksOf(local, 'G'))),
  ) && (links ?? []).every(({ to }) => to !== graph.output);

/** The same values under an output of the opposite sign, which turns every derivative around but the output's own. */
export function turnedAround(worked: Evaluation): Evaluation {
  const known = turned.get(worked) ?? freshlyTurned(worked);
  turned.set(worked, known);
  return known;
}

// Every question of a program asks for the same world.
const turned = new WeakMap<Evaluation, Evaluation>();

function freshlyTurned(worked: Evaluation): Evaluation {
  const { graph, tape, gradients } = worked;
  const output = placeAt(graph, graph.output);
  const value = tape.value.map((each, place) => (place === output ? -each : each));
  const against = gradients.map((each, place) => (place === output ? each : -each));
  return { ...worked, tape: { ...tape, value }, gradients: against };
}

/** What a rule gives through a view; null without one. It keeps the rule alone, not the view at which it was found. */
export const seenThrough =
  (rule: { readonly at: (view: View) => number }) =>
  (_: unknown, view: View | null): number | null =>
    view ? rule.at(view) : null;
