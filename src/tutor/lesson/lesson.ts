import { cancellingCorners, withSlopes } from '../../engine/checks/cancelling-corners.ts';
import { kinds, operandsAt } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { derivativeAt, type Evaluation, whyMissing } from '../../engine/passes/evaluate.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { suggest } from '../../language/suggest.ts';
import { type Convention, toLectureConvention, underConvention, wordAt } from '../../symbolic/convention.ts';
import { type Readers, readersOfAll } from '../../symbolic/readers.ts';
import type { QuestionKind } from './question-kind.ts';

/** Which nodes are asked: those that the program names, every step, or the givens alone. */
export type AskedSteps = 'named' | 'all' | 'givens';

/** What a user or a teacher chooses about the questions. */
export interface Choice {
  readonly ask?: AskedSteps;
  /** Only these are asked. */
  readonly wrt?: readonly string[];
  /** These are not asked: links lead across them. */
  readonly skip?: readonly string[];
  /** How the derivatives of an example's own quantities are asked. */
  readonly convention?: Convention;
  /** Ask for the shape of each matrix's derivative first. */
  readonly shapes?: boolean;
  /** Which kinds of question are asked; the value alone if nothing is said. */
  readonly kinds?: readonly QuestionKind[];
  /** The significant digits in which answers must agree, if not the usual three. */
  readonly digits?: number;
  /** The answers that a question allows at a prompt; the last wrong one closes it. */
  readonly attempts?: number;
  /** Whether an expression must be right at other values too; `ignored`: its number is judged alone. */
  readonly reason?: 'required' | 'ignored';
  /** What answers may be made of: `expressions` have to hold at `tries` further values, too. */
  readonly answers?: 'any' | 'expressions' | 'numbers';
  readonly tries?: number;
  /** Whether hints are given; they are unless this is false. */
  readonly hints?: boolean;
}

/** A worked program, and which derivatives are asked of it in which order. */
export interface Lesson {
  readonly worked: Evaluation;
  readonly choice: Choice;
  readonly uses: Readers;
  /** The asked slots, from right to left. */
  readonly order: readonly number[];
  /** What is asked, by the questions' keys; a quiz lays out its kinds (`asked/plan.ts`), elsewhere it is the order. */
  readonly asked: readonly number[];
  /** The steps whose names a reader of the screen knows: statements, and t1, t2, ... where those are asked. */
  readonly visible: ReadonlySet<number>;
  /** Where corners cancel: the slope on both sides, which the rules of the single steps need not give. */
  readonly cancelling: ReadonlyMap<number, number>;
  /** Why some derivative is not asked, a sentence each. */
  readonly notes: readonly string[];
}

/** Lays out the questions of a worked program by the rule of the command line's contract. */
export function lessonOf(unscaled: Evaluation, choice: Choice = {}): Result<Lesson> {
  const worked = choice.convention === 'lecture' ? toLectureConvention(unscaled) : unscaled;
  const named = checked(worked, choice);
  if (!named.ok) return named;
  const { graph } = worked;
  const uses = readersOfAll(graph);
  const stops = stopsOf(worked, uses, choice.ask ?? 'named');
  const wrt = choice.wrt && new Set(choice.wrt);
  const skip = new Set(choice.skip);
  const wanted = (slot: number): boolean => {
    const name = nameAt(worked, slot);
    return (
      (wrt === undefined || wrt.has(name)) && !skip.has(name) && (choice.ask !== 'givens' || !stops.has(slot))
    );
  };
  const walked = walk(worked, stops);
  for (const name of choice.wrt ?? []) {
    if (!walked.includes(worked.slots.get(name) ?? -1)) return refuse(neverAsked(worked, uses, name));
  }
  const asked = walked.filter((slot) => graph.kind[slot] !== kinds.data && wanted(slot));
  const order = asked.filter((slot) => derivativeAt(worked, slot) !== null);
  const notes = asked.flatMap((slot) =>
    derivativeAt(worked, slot) === null
      ? [`${wordAt(worked, slot)} is not asked: ${whyMissing(worked, slot)}`]
      : [],
  );
  const cancelling = cancellingCorners(worked, order);
  const visible = new Set([...worked.own, ...stops]);
  return ok({
    worked: withSlopes(worked, cancelling),
    choice,
    uses,
    order,
    asked: order,
    visible,
    cancelling,
    notes,
  });
}

/** The same lesson under a convention: the same questions, some of them on another scale. */
export const inConvention = (lesson: Lesson, convention: Convention): Lesson => ({
  ...lesson,
  choice: { ...lesson.choice, convention },
  worked: withSlopes(underConvention(lesson.worked, convention), lesson.cancelling),
});

/** The derivatives of the output itself, whichever convention the questions follow: what witnesses speak of. */
export const answerKeyOf = (lesson: Lesson): Evaluation => inConvention(lesson, 'dvar').worked;

/** Whether a slot is a step, rather than a leaf. */
export const isStep = ({ graph }: Evaluation, slot: number): boolean => graph.kind[slot] === kinds.step;

function checked(worked: Evaluation, { wrt = [], skip = [] }: Choice): Result<null> {
  for (const [option, names] of [
    ['wrt', wrt],
    ['skip', skip],
  ] as const) {
    for (const name of names) {
      const slot = worked.slots.get(name);
      if (slot === undefined) {
        const near = suggest(name, worked.slots.keys());
        return refuse(
          `--${option} names ${name}, but the program has no ${name};${near ? ` did you mean ${near}?` : ' correct it'}`,
        );
      }
      if (option === 'wrt' && worked.graph.kind[slot] === kinds.data) {
        return refuse(
          `--wrt names ${name}, but ${name} is data, which has no derivative here; remove it from one of the two`,
        );
      }
    }
  }
  return ok(null);
}

/** Why a name of the program stands in no list of questions. */
function neverAsked({ slots, graph, output }: Evaluation, uses: Readers, name: string): string {
  if (name === output)
    return `--wrt names ${name}, and d${name}/d${name} is always 1; name something that ${name} depends on`;
  const reaches = uses.reaches(slots.get(name) ?? graph.output);
  return reaches
    ? `--wrt names ${name}, a step inside a statement; add --ask all`
    : `--wrt names ${name}, and ${output} does not depend on it; take it out`;
}

/** The steps that can be asked, and the output. */
function stopsOf(worked: Evaluation, uses: Readers, ask: AskedSteps): ReadonlySet<number> {
  const { graph, own } = worked;
  const computing = [...own].filter((slot) => graph.kind[slot] === kinds.step);
  const every = ask === 'all' || computing.length === 1;
  const stops = new Set<number>();
  for (let slot = 0; slot <= graph.output; slot++) {
    if (graph.kind[slot] !== kinds.step || !uses.reaches(slot)) continue;
    if (every || own.has(slot)) stops.add(slot);
  }
  return stops.add(graph.output);
}

/** Walks the stops from the output back; a node is asked once every use of it has been walked. */
function walk(worked: Evaluation, stops: ReadonlySet<number>): readonly number[] {
  const { graph } = worked;
  const read = new Map<number, readonly number[]>();
  const left = new Map<number, number>();
  for (const stop of stops) {
    const reads = readsOf(worked, stops, stop);
    read.set(stop, reads);
    for (const slot of reads) left.set(slot, (left.get(slot) ?? 0) + 1);
  }
  const order: number[] = [];
  for (const stop of [...stops].sort((a, b) => b - a)) {
    const reads = read.get(stop) ?? [];
    const givens = reads.filter((slot) => graph.kind[slot] !== kinds.step);
    const steps = reads.filter((slot) => graph.kind[slot] === kinds.step);
    for (const slot of [...givens, ...steps]) {
      const uses = (left.get(slot) ?? 0) - 1;
      left.set(slot, uses);
      if (uses === 0) order.push(slot);
    }
  }
  return order;
}

/** What a stop reads, directly or through steps that are no stops: each once, in written order. */
export function readsOf(worked: Evaluation, stops: ReadonlySet<number>, stop: number): readonly number[] {
  const found = new Set<number>();
  const waiting = [...operandsAt(worked.graph, stop)].reverse();
  for (let slot = waiting.pop(); slot !== undefined; slot = waiting.pop()) {
    if (worked.graph.kind[slot] === kinds.literal) continue;
    if (worked.graph.kind[slot] !== kinds.step || stops.has(slot)) found.add(slot);
    else waiting.push(...[...operandsAt(worked.graph, slot)].reverse());
  }
  return [...found];
}
