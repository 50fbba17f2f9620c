import type { FormulaFrame, SharedFormulas } from '../../engine/graph/shared-formulas.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { sameShape } from '../../ops/matrix.ts';
import type { RuleName } from '../mistakes/scalar-malrules.ts';

/** So many worlds tell whether rules are the same at any values. */
const fewest = 4;

/** A question about matrices: its wrong rules, and the right one, as parts of the formulas that all questions share. */
export interface AskedOfMatrices {
  readonly right: number;
  readonly rules: readonly { readonly rule: RuleName; readonly part: number }[];
  /** Whether wrong rules go by the sign of what comes in. */
  readonly turns: boolean;
}

/** Goes on to the values of a world. */
export const loadWorld = (frame: FormulaFrame, { tape, gradients }: Evaluation): void =>
  frame.load({ values: tape.value, derivatives: gradients });

/** How near entries have to be, by the largest of them and as such: what rounding leaves is no difference. */
interface Nearness {
  readonly share: number;
  readonly least: number;
}

/** For rules of which nothing is known. */
export const strictly: Nearness = { share: 1e-9, least: 1e-21 };
/** Rules that are known to be the same differ by what rounding leaves of large numbers. */
export const loosely: Nearness = { share: 1e-6, least: 1e-9 };

/** Whether two parts are the same at the values of a frame. */
export function sameIn(
  frame: FormulaFrame,
  formulas: SharedFormulas,
  one: number,
  other: number,
  { share, least }: Nearness,
): boolean {
  if (!sameShape(formulas.shape(one), formulas.shape(other))) return false;
  const size = Math.max(frame.size(one), frame.size(other));
  const near = Math.max(least, share * size);
  // Most differ in their largest entry already; of what is no number, nothing can be said.
  if (!(Math.abs(frame.size(one) - frame.size(other)) <= near)) return false;
  const [left, right] = [frame.entries(one), frame.entries(other)];
  for (let at = 0; at < left.length; at++)
    if (Math.abs((left[at] ?? 0) - (right[at] ?? 0)) > near) return false;
  return true;
}

/** For each question the sort of each part: parts of one sort are the same in all worlds. */
export function sortsAt(
  formulas: SharedFormulas,
  asked: readonly AskedOfMatrices[],
  frame: FormulaFrame,
  worlds: readonly Evaluation[],
): ReadonlyMap<AskedOfMatrices, ReadonlyMap<number, number>> {
  const partsOf = ({ right, rules }: AskedOfMatrices): readonly number[] => [
    ...new Set([right, ...rules.map(({ part }) => part)]),
  ];
  // Few worlds would tell too little: then no two are known to be the same.
  let sorts = asked.map((question) =>
    worlds.length < fewest ? partsOf(question).map((part) => [part]) : [partsOf(question)],
  );
  for (const world of worlds) {
    loadWorld(frame, world);
    sorts = sorts.map((all) => all.flatMap((parts) => split(parts, frame, formulas)));
  }
  return new Map(
    asked.map((question, k) => [
      question,
      new Map((sorts[k] ?? []).flatMap((parts, sort) => parts.map((part) => [part, sort] as const))),
    ]),
  );
}

/** Parts in groups of those that are the same here. */
function split(
  parts: readonly number[],
  frame: FormulaFrame,
  formulas: SharedFormulas,
): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (const part of parts) {
    const group = groups.find(([first = part]) => sameIn(frame, formulas, first, part, strictly));
    if (group) group.push(part);
    else groups.push([part]);
  }
  return groups;
}
