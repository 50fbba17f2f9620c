import { hasUnitSlopes, type OpName, table } from '../../ops/table.ts';
import type { MistakeId, RuleName } from './scalar-malrules.ts';

/** A rule as one word, by which it is found again at another answer. */
export const wordOf = ({ id, op }: RuleName): string => (op === null ? id : `${id} ${op}`);

/**
 * How often learners are seen to make a mistake, on the scale on which what nobody has reported is 1. Counted are
 * independent reports in public threads and in the literature: four or more are 8, two or three are 4, one is 2.
 * Nobody has published frequencies, so these are weights and no shares.
 */
const weights: Partial<Record<MistakeId, number>> = {
  'local-only': 8,
  'upstream-only': 5,
  'first-path-only': 8,
  'last-path-only': 8,
  'opposite-sign': 6,
  'rule-sign-flipped': 8,
  'operands-swapped': 5,
  'link-skipped': 4,
  'factor-forgotten': 6,
  'slope-forgotten': 4,
  'applied-twice': 6,
  'input-for-output': 6,
  'inner-sign-flipped': 4,
  'part-dropped': 4,
  'slope-twice': 4,
  'updated-too-early': 3,
  'mean-forgotten': 8,
  'mean-twice': 4,
  'sum-left-out': 8,
  'summed-the-other-way': 6,
  'mean-for-sum': 4,
  'transpose-dropped': 8,
  'factors-swapped': 6,
  'entrywise-for-product': 8,
  'product-for-entrywise': 6,
  'transposed-answer': 6,
  'transpose-added': 3,
  'paths-multiplied': 2,
  'neighbours-rule': 2,
  // Of a whole statement; of an op it is likelier.
  'output-for-slope': 0.4,
  // Where no rate was said.
  'descent-step': 0.8,
  'updated-weight': 0.8,
  'added-instead-of-multiplied': 1.5,
  'other-variable': 1.2,
  'other-value': 0.4,
  'other-weight': 0.4,
  'other-gradient': 0.4,
  'added-over-passes': 0.4,
  'factor-too-many': 0.4,
};

/** How likely a rule is before anything is seen of an answer; only how it compares with others means something. */
export function ruleWeight({ id, op }: RuleName): number {
  return (op === null ? undefined : ofOp(id, op)) ?? weights[id] ?? 1;
}

/** The same for the rule of one op, where the reports are about that op: its row says so. */
function ofOp(id: MistakeId, op: OpName): number | undefined {
  // A slope of 1 or -1 is hardly ever confused with another.
  if (id === 'output-for-slope') return hasUnitSlopes(op) ? 0.5 : 2;
  return table[op].reported?.[id];
}

/** What lets a link through as if nothing were there: any other reason for the same number says more. */
const everyLink: ReadonlySet<MistakeId> = new Set<MistakeId>(['upstream-only', 'slope-forgotten']);

const ofEveryKind: ReadonlySet<MistakeId> = new Set<MistakeId>([...everyLink, 'opposite-sign']);

/**
 * Whether of two rules that give the same at all values the second is what somebody did: a sign that was lost rather
 * than a whole link, a sum left out rather than a link let through, the 2 of a square rather than a value for a slope.
 * Elsewhere the more general rule has the name.
 */
export const isLikelier = (known: RuleName, other: RuleName): boolean =>
  (everyLink.has(known.id) || isFaint(known, other) || isPartOfSquare(known, other)) &&
  !ofEveryKind.has(other.id) &&
  ruleWeight(other) > ruleWeight(known);

/** Whether the value itself may be the rule of a square without its 2. */
const isPartOfSquare = (known: RuleName, other: RuleName): boolean =>
  known.id === 'own-value' && other.id === 'part-dropped';

/** Whether of two rules of ops the first is one that hardly anybody was seen to have. */
const isFaint = (known: RuleName, other: RuleName): boolean =>
  known.op !== null && other.op !== null && ruleWeight(known) <= 1;

/** A class as far as some of its rules go, named by the likeliest of them; none where none is left. */
export function withRulesThat<Each extends { readonly rule: RuleName; readonly rules: readonly RuleName[] }>(
  found: Each,
  holds: (rule: RuleName) => boolean,
): readonly Each[] {
  if (holds(found.rule)) return [found];
  const [rule] = found.rules.filter(holds).sort((a, b) => ruleWeight(b) - ruleWeight(a));
  return rule ? [{ ...found, rule }] : [];
}
