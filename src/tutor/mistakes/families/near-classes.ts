import type { Value } from '../../../ops/matrix.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { Question } from '../../lesson/question.ts';
import { counterfactualValue } from '../counterfactual.ts';
import { allEqual } from '../equality.ts';
import {
  type Candidates,
  classesAt,
  type MistakeClass,
  matrixClasses,
  matrixRules,
  scalarClasses,
  scalarRules,
} from '../equivalence-classes.ts';
import type { MatrixMalrule } from '../matrix-malrules.ts';
import type { ScalarMalrule } from '../scalar-malrules.ts';
import { rareMatrices } from './rare-matrices.ts';
import { rareScalars } from './rare-scalars.ts';

/** What a rule takes for the local derivative along each link. */
export type Alongs = readonly number[] | undefined;

// Which rules there are depends on no answer, and their values here only on where it starts.
const scalars = new WeakMap<Candidates, readonly ScalarMalrule[]>();
const knownHere = new WeakMap<Candidates, readonly number[]>();
const knownLocals = new WeakMap<Candidates, readonly number[]>();
const fixedLocals = new WeakMap<Candidates, readonly number[]>();
const scalarsHere = new WeakMap<Candidates, readonly number[]>();
const intruders = new WeakMap<Candidates, readonly number[]>();
const knownAlongs = new WeakMap<Candidates, readonly Alongs[]>();
const alongs = new WeakMap<Candidates, readonly Alongs[]>();
const matrices = new WeakMap<Candidates, readonly MatrixMalrule[]>();
const knownMatricesHere = new WeakMap<Candidates, readonly (Value | null)[]>();
const matricesHere = new WeakMap<Candidates, readonly (Value | null)[]>();

/** What a map holds of something, made if it holds nothing yet. */
function kept<Key extends object, Held>(map: WeakMap<Key, Held>, key: Key, make: () => Held): Held {
  const held = map.get(key) ?? make();
  map.set(key, held);
  return held;
}

/** The seldom made mistakes of a question about single numbers: the same ones whatever its values are. */
const rareScalarsOf = (sights: Candidates, lesson: Lesson, question: Question): readonly ScalarMalrule[] =>
  kept(scalars, sights.truth ?? sights, () => rareScalars(lesson, question));

/**
 * The rules with another value in the place of the right one that take the local derivative for something near an
 * answer, whatever the upstream gradient is.
 */
export function intrudersNear(
  sights: Candidates,
  lesson: Lesson,
  question: Question,
  near: Near,
): readonly ScalarMalrule[] {
  const rules = rareScalarsOf(sights, lesson, question);
  const { view: here } = sights;
  const locals = kept(intruders, sights.truth ?? sights, () =>
    rules.map((rule) =>
      here && rule.intruder !== undefined && rule.id !== 'other-gradient' ? rule.local(here) : Number.NaN,
    ),
  );
  return rules.filter((_, i) => near(locals[i] ?? Number.NaN));
}

/** Whether what a rule gives here, so many times as large, may be an answer; null is a clash of shapes. */
export type Near = (value: Value | null, times?: number) => boolean;

/** What rules of an op take the local derivative for here: most take the same wherever somebody starts. */
function localsHere({ view, truth }: Candidates, rules: readonly ScalarMalrule[]): readonly number[] {
  const from = truth?.view;
  if (!view || !truth || !from) return [];
  const everywhere = kept(fixedLocals, truth, () =>
    rules.map((rule) => (rule.op && rule.along ? rule.local(from) : Number.NaN)),
  );
  return rules.map((rule, k) => (rule.op && !rule.along ? rule.local(view) : (everywhere[k] ?? Number.NaN)));
}

/** What rules give here. Along a link most take the same, wherever somebody starts: that is found once. */
export function valuesHere(
  { view, truth }: Candidates,
  rules: readonly ScalarMalrule[],
  known: WeakMap<Candidates, readonly Alongs[]>,
): readonly number[] {
  if (!view) return [];
  if (!truth) return rules.map((rule) => rule.at(view));
  const factors = kept(known, truth, () =>
    rules.map(({ along }) => along && view.links.map((link, i) => along(link, i, view))),
  );
  const { links } = view;
  return rules.map((rule, k) => {
    const along = factors[k];
    if (!along) return rule.at(view);
    let sum = 0;
    for (let i = 0; i < links.length; i++) sum += (links[i]?.upstream ?? 0) * (along[i] ?? Number.NaN);
    return sum;
  });
}

/**
 * The known mistakes that may be behind an answer. From true derivatives they are all found once. From somebody's own
 * the question is new each time, so only rules that give something near here are tried at other values: `nearLocal`
 * holds of what those of an op take the local derivative for.
 */
export function classesNear(
  sights: Candidates,
  lesson: Lesson,
  question: Question,
  near: Near,
  nearLocal: Near | null = null,
): readonly MistakeClass[] {
  if (sights.truth === null) return classesAt(sights, lesson, question);
  if (!question.plain) {
    const rules = matrixRules(sights, lesson, question);
    const values = kept(knownMatricesHere, sights, () =>
      rules.map(({ rule }) => counterfactualValue(sights.here, rule)),
    );
    const some = rules.filter((_, i) => near(values[i] ?? null));
    return matrixClasses(sights, lesson, question, some);
  }
  const rules = scalarRules(sights, lesson, question);
  const values = kept(knownHere, sights, () => valuesHere(sights, rules, knownAlongs));
  const locals = nearLocal ? kept(knownLocals, sights, () => localsHere(sights, rules)) : [];
  const found = values.filter((value, i) => near(value) || nearLocal?.(locals[i] ?? Number.NaN));
  if (found.length === 0) return [];
  // A class is told by the likeliest of its rules, whichever of them was near.
  const some = rules.filter((_, i) => found.some((value) => allEqual([values[i] ?? null], [value])));
  return scalarClasses(sights, some);
}

/** The wrong rules that are only held against what nothing else explains: of many that are seldom made, those near an answer. */
export function rareClassesAt(
  sights: Candidates,
  lesson: Lesson,
  question: Question,
  near: Near,
): readonly MistakeClass[] {
  if (question.plain) {
    const rules = rareScalarsOf(sights, lesson, question);
    const values = kept(scalarsHere, sights, () => valuesHere(sights, rules, alongs));
    const some = rules.filter((_, i) => near(values[i] ?? Number.NaN));
    return scalarClasses(sights, some);
  }
  const rules = kept(matrices, sights.truth ?? sights, () => rareMatrices(lesson, question));
  const values = kept(matricesHere, sights, () =>
    rules.map(({ rule }) => counterfactualValue(sights.here, rule)),
  );
  return matrixClasses(
    sights,
    lesson,
    question,
    rules.filter((_, i) => near(values[i] ?? null)),
  );
}
