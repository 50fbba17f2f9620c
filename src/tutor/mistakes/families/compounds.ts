import { mapped, type Value } from '../../../ops/matrix.ts';
import { batchSize } from '../../../symbolic/convention.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { Question } from '../../lesson/question.ts';
import { allEqual, significant } from '../equality.ts';
import type { Candidates, MistakeClass } from '../equivalence-classes.ts';
import { ruleWeight } from '../priors.ts';
import type { SecondMistake } from '../rewrite.ts';
import type { MistakeId, RuleName, ScalarMalrule } from '../scalar-malrules.ts';
import { classesNear, intrudersNear, type Near, rareClassesAt } from './near-classes.ts';
import { pairsAt } from './pairs.ts';

/** What turns a sign by itself. */
const signs: ReadonlySet<MistakeId> = new Set<MistakeId>(['opposite-sign', 'rule-sign-flipped']);

const means: ReadonlySet<MistakeId> = new Set<MistakeId>(['mean-forgotten', 'mean-twice']);

/**
 * Two mistakes in one answer, held only against what no single one explains: any known rule with its sign turned, and a
 * wrong slope without its upstream gradient.
 */
export function compoundsAt(
  sights: Candidates,
  lesson: Lesson,
  question: Question,
  near: Near,
): readonly MistakeClass[] {
  const either: Near = (value, by = 1) => near(value, by) || near(value, -by);
  const single = classesNear(sights, lesson, question, either, near);
  const examples = batchSize(lesson.worked);
  const all = [
    ...pairsAt(sights, lesson, question, near),
    ...single.flatMap((each) => (near(hereOf(each), -1) ? turned(each) : [])),
    ...(question.plain
      ? [...withoutUpstream(sights, single, near), ...otherValueAlone(sights, lesson, question, near)]
      : examples === null || examples === 1
        ? []
        : [
            ...averaged(sights, lesson, question, near, examples, 'mean-forgotten'),
            ...averaged(sights, lesson, question, near, 1 / examples, 'mean-twice'),
          ]),
  ];
  return all.filter(({ values }) => !single.some((other) => allEqual(other.values, values)));
}

/** Rules so likely that a short number is enough to suspect them beside another mistake. */
const likely = 8;

/** What may be wrong beside any rule; other pairs are many, and take more digits to show. */
const frequent: ReadonlySet<SecondMistake> = new Set<SecondMistake>([
  'opposite-sign',
  'local-only',
  'mean-forgotten',
  'mean-twice',
]);

/** What goes wrong where several paths meet: their contributions are few numbers, of which many others are made, too. */
const ofPaths: ReadonlySet<MistakeId> = new Set<MistakeId>([
  'first-path-only',
  'last-path-only',
  'path-left-out',
  'paths-averaged',
  'paths-multiplied',
]);

/** Whether a number has enough digits to show two mistakes. */
export const showsTwo = (value: number, { id, op }: RuleName, also: SecondMistake): boolean =>
  frequent.has(also) && !ofPaths.has(id)
    ? significant(value) >= 3 || ruleWeight({ id, op }) >= likely
    : significant(value) >= 4;

const hereOf = ({ values: [here = null] }: MistakeClass): Value | null => here;

const times = (factor: number, value: Value | null): Value | null =>
  value && mapped(value, (entry) => factor * entry);

function turned(found: MistakeClass): readonly MistakeClass[] {
  if (found.values.includes(null) || found.ids.some((id) => signs.has(id))) return [];
  const values = found.values.map((value) => value && mapped(value, (entry) => -entry));
  return [{ ...found, values, also: 'opposite-sign' }];
}

/** The mean over the examples of a batch left out as well, or taken once more. */
function averaged(
  sights: Candidates,
  lesson: Lesson,
  question: Question,
  near: Near,
  factor: number,
  also: SecondMistake,
): readonly MistakeClass[] {
  const nearScaled: Near = (value, by = 1) => value !== null && near(value, factor * by);
  const found = [
    ...classesNear(sights, lesson, question, nearScaled).filter((each) => nearScaled(hereOf(each))),
    ...rareClassesAt(sights, lesson, question, nearScaled),
  ];
  return found
    .filter(({ ids }) => !ids.some((id) => means.has(id)))
    .map((each) => ({ ...each, values: each.values.map((value) => times(factor, value)), also }));
}

/** Of single numbers the wrong slope of an op alone. */
function withoutUpstream(
  sights: Candidates,
  single: readonly MistakeClass[],
  near: Near,
): readonly MistakeClass[] {
  const { view: here, truth } = sights;
  if (!here) return [];
  const localOf = ({ rule }: MistakeClass): number =>
    rule.op === null ? Number.NaN : (rule as ScalarMalrule).local(here); // a question about single numbers has no others
  // From the true derivatives the classes are the same for every answer.
  const locals = (truth === null && slopes.get(single)) || single.map(localOf);
  if (truth === null) slopes.set(single, locals);
  return single.flatMap((found, i): readonly MistakeClass[] => {
    const { local } = found.rule as ScalarMalrule;
    return near(locals[i] ?? Number.NaN)
      ? [{ ...found, values: sights.views.map((view) => local(view)), also: 'local-only' }]
      : [];
  });
}

const slopes = new WeakMap<readonly MistakeClass[], readonly number[]>();

/** Another value in the place of the right one in a rule without its upstream gradient: `x2` where x1 and the derivative of z belong. */
function otherValueAlone(
  sights: Candidates,
  lesson: Lesson,
  question: Question,
  near: Near,
): readonly MistakeClass[] {
  const { view: here, truth } = sights;
  if (!here) return [];
  return intrudersNear(sights, lesson, question, near).map((rule) => ({
    rule,
    ids: [rule.id],
    rules: [rule],
    locals: [rule.local(here)],
    written: new Map(),
    values: sights.views.map((view) => rule.local(view)),
    form: null,
    carried: truth !== null,
    also: 'local-only',
  }));
}
