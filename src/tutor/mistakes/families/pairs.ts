import type { Value } from '../../../ops/matrix.ts';
import { table } from '../../../ops/table.ts';
import { shapesIn } from '../../../symbolic/rule.ts';
import { whereItFits } from '../../../symbolic/simplify.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { Question } from '../../lesson/question.ts';
import { counterfactualValue } from '../counterfactual.ts';
import {
  type Candidates,
  type MistakeClass,
  matrixClasses,
  matrixRules,
  scalarClasses,
  scalarRules,
} from '../equivalence-classes.ts';
import type { MatrixMalrule } from '../matrix-malrules.ts';
import { ruleWeight } from '../priors.ts';
import { type LinkView, slopeAlong, type View } from '../redraw.ts';
import { type RewriteId, rewritings, type SecondMistake } from '../rewrite.ts';
import type { Along, MistakeId, ScalarMalrule } from '../scalar-malrules.ts';
import { type Alongs, type Near, valuesHere } from './near-classes.ts';

/** What is often reported: a pair of two seldom ones says nothing. */
const often = 4;
/** The slope inside is what somebody forgets who has the rule outside wrong: there a rule counts that was reported of its op at all. */
const reportedOfOp = ({ id, op }: ScalarMalrule): boolean =>
  op !== null && (table[op].reported?.[id] ?? 0) > 0;

/** In larger questions pairs are too many to be tried, and nobody works them out by hand. */
const mostWays = 12;
const mostNumbers = 2000;

/** The wrong ways through the chain that somebody may take with a wrong slope in hand. */
const ways: ReadonlySet<MistakeId> = new Set<MistakeId>([
  'first-path-only',
  'last-path-only',
  'link-skipped',
  'upstream-twice',
  'added-instead-of-multiplied',
] satisfies (SecondMistake & MistakeId)[]);

/** The ways that leave paths out. */
const onePath: ReadonlySet<MistakeId> = new Set<MistakeId>(['first-path-only', 'last-path-only']);

/** A sign by itself is told as a second mistake already. */
const turns: ReadonlySet<MistakeId> = new Set<MistakeId>(['rule-sign-flipped', 'inner-sign-flipped']);

// Which pairs there are depends on no answer; their values here hang only on where they start.
const scalars = new WeakMap<Candidates, readonly ScalarMalrule[]>();
const matrices = new WeakMap<Candidates, readonly MatrixMalrule[]>();
const valuesFrom = new WeakMap<Candidates, readonly (Value | null)[]>();
const alongs = new WeakMap<Candidates, readonly Alongs[]>();

/** The rules that give something near an answer from where its owner starts. */
function nearFrom<Rule>(
  sights: Candidates,
  rules: readonly Rule[],
  from: () => readonly (Value | null)[],
  near: Near,
): readonly Rule[] {
  const values = valuesFrom.get(sights) ?? from();
  valuesFrom.set(sights, values);
  return rules.filter((_, i) => near(values[i] ?? Number.NaN));
}

/**
 * Two rules that are wrong in one answer, from the true derivatives or from somebody's own: a wrong slope and a wrong way through the chain, two wrong
 * slopes, one path and no upstream gradient; of matrices any frequent rule that is written wrongly as well.
 */
export function pairsAt(
  sights: Candidates,
  lesson: Lesson,
  question: Question,
  near: Near,
): readonly MistakeClass[] {
  const { view, here } = sights;
  if ((question.links ?? []).length > mostWays || here.tape.value.length > mostNumbers) return [];
  const of = sights.truth ?? sights;
  const also = (each: MistakeClass): MistakeClass => ({ ...each, also: each.rule.also ?? 'local-only' });
  if (question.plain) {
    if (!view) return [];
    const rules = scalars.get(of) ?? scalarPairs(scalarRules(sights, lesson, question));
    scalars.set(of, rules);
    return scalarClasses(
      sights,
      nearFrom(sights, rules, () => valuesHere(sights, rules, alongs), near),
    ).map(also);
  }
  const rules = matrices.get(of) ?? matrixPairs(lesson, matrixRules(sights, lesson, question));
  matrices.set(of, rules);
  const there = () => rules.map(({ rule }) => counterfactualValue(here, rule));
  const some = nearFrom(sights, rules, there, near);
  return matrixClasses(sights, lesson, question, some).map(also);
}

function scalarPairs(rules: readonly ScalarMalrule[]): readonly ScalarMalrule[] {
  const frequent = rules.filter((rule) => ruleWeight(rule) >= often);
  const slopesOf = (some: readonly ScalarMalrule[]) =>
    some.flatMap((rule) =>
      rule.op !== null && rule.along && !turns.has(rule.id) ? [{ rule, along: rule.along }] : [],
    );
  const slopes = slopesOf(frequent);
  const seldom = slopesOf(rules.filter((rule) => reportedOfOp(rule) && !frequent.includes(rule)));
  const forgotten = slopes.filter(({ rule }) => rule.id === 'slope-forgotten');
  const through = rules.filter(({ id }) => ways.has(id));
  const ofWays = through.flatMap(({ id, at }) => [
    ...slopes.map(({ rule, along }) =>
      pair(rule, id as SecondMistake, (view) => at(seen(view, along)), along),
    ),
    ...(onePath.has(id) ? [pair({ id, op: null }, 'local-only', (view) => at(withoutUpstream(view)))] : []),
  ]);
  const ofSlopes = slopes.flatMap(({ rule, along }, i) =>
    slopes
      .slice(i + 1)
      .filter(({ rule: other }) => other.op !== rule.op || other.operand !== rule.operand)
      .map((other) => ofBoth({ rule, along }, other)),
  );
  const insideForgotten = seldom.flatMap((each) =>
    forgotten
      .filter(({ rule: other }) => other.op !== each.rule.op || other.operand !== each.rule.operand)
      .map((other) => ofBoth(each, other)),
  );
  return [...ofWays, ...ofSlopes, ...insideForgotten];
}

interface WrongSlope {
  readonly rule: ScalarMalrule;
  readonly along: Along;
}

/** Two wrong slopes on one way. */
function ofBoth({ rule, along }: WrongSlope, other: WrongSlope): ScalarMalrule {
  const both: Along = (link, at, view) =>
    (along(link, at, view) * other.along(link, at, view)) / slopeAlong(link);
  return { ...pair(rule, 'another-slope', (view) => seen(view, both).right, both), along: both };
}

const pair = (
  rule: Pick<ScalarMalrule, 'id' | 'op' | 'operand'>,
  also: SecondMistake,
  at: ScalarMalrule['at'],
  along?: Along,
): ScalarMalrule => ({
  id: rule.id,
  op: rule.op,
  ...(rule.operand !== undefined && { operand: rule.operand }),
  also,
  at,
  local: (view) => (along ? view.links.reduce((sum, link, i) => sum + along(link, i, view), 0) : Number.NaN),
});

/** A question as somebody sees it who takes the local derivatives along its links for others. */
function seen(view: View, along: Along): View {
  const links = view.links.map((link, i): LinkView => {
    const [edge] = link.edges;
    return edge ? { ...link, edges: [{ ...edge, local: along(link, i, view) }] } : link;
  });
  return { ...view, links, right: links.reduce((sum, link) => sum + link.upstream * slopeAlong(link), 0) };
}

const withoutUpstream = (view: View): View => ({
  ...view,
  links: view.links.map((link) => ({ ...link, upstream: 1 })),
});

/** How a rule was written wrongly, as a second mistake. */
const written: Readonly<Record<RewriteId, SecondMistake>> = {
  'transpose-dropped': 'transposed-answer',
  'transpose-added': 'transposed-answer',
  'transposed-answer': 'transposed-answer',
  'factors-swapped': 'factors-swapped',
  'entrywise-for-product': 'entrywise-for-product',
  'product-for-entrywise': 'entrywise-for-product',
  'sum-left-out': 'summed-the-other-way',
  'summed-the-other-way': 'summed-the-other-way',
  'summed-too-little': 'summed-the-other-way',
  'summed-too-much': 'summed-the-other-way',
  'mean-for-sum': 'summed-the-other-way',
};

function matrixPairs({ worked }: Lesson, rules: readonly MatrixMalrule[]): readonly MatrixMalrule[] {
  const shapes = shapesIn(worked);
  return rules
    .filter((rule) => ruleWeight(rule) >= often && rule.also === undefined)
    .flatMap((first) =>
      (whereItFits(() => rewritings(first.rule, shapes)) ?? [])
        .filter(({ id }) => written[id] !== written[first.id as RewriteId])
        .map(({ id, rule }): MatrixMalrule => ({ ...first, rule, also: written[id] })),
    );
}
