import { type Evaluation, gradientAt } from '../../engine/passes/evaluate.ts';
import { once, onDemand } from '../../language/remembering/once.ts';
import { isFiniteValue, type Value } from '../../ops/matrix.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import { counterfactualValue, valueAnywhere } from './counterfactual.ts';
import { allEqual, saysNothing } from './equality.ts';
import { withoutFactor, withoutFactorIn } from './families/constant-factor.ts';
import { type MatrixMalrule, matrixMalrules } from './matrix-malrules.ts';
import { formOf } from './normal-form.ts';
import { isLikelier } from './priors.ts';
import {
  looksUpstream,
  type Redrawer,
  redrawer,
  redraws,
  seenThrough,
  turnedAround,
  type View,
} from './redraw.ts';
import { type MistakeId, type RuleName, type ScalarMalrule, scalarMalrules } from './scalar-malrules.ts';

/** Wrong rules that give the same whatever the values: no answer can tell them apart, so they are one mistake. */
export interface MistakeClass {
  /** The likeliest of them. */
  readonly rule: RuleName;
  /** What those with any of these rules would take the local derivative for, at the lesson's values. */
  readonly locals: readonly number[];
  readonly ids: readonly MistakeId[];
  /** All of them, with the ops whose rules they are. */
  readonly rules: readonly RuleName[];
  /** Those that are written in letters, by how they are written. */
  readonly written: ReadonlyMap<string, MistakeClass['rule']>;
  /** What it gives: at the lesson's values first, then at the redrawn ones; null where its shapes clash. */
  readonly values: readonly (Value | null)[];
  /** Its form, where its shapes clash and it has no value. */
  readonly form: string | null;
  /** Whether it starts from somebody's own wrong derivatives instead of the true ones; and whether either gives the same. */
  readonly carried: boolean;
  readonly anyStart?: boolean;
  /** A second mistake that was made with it. */
  readonly also?: NonNullable<RuleName['also']>;
  /** Whether the answer has too few digits to be named so by itself; the page may still show it. */
  readonly short?: boolean;
  /** What it gives at other values; a question about single numbers is seen through its view there. */
  readonly again?: (world: Evaluation, view: View | null) => Value | null;
}

/** A question seen at the lesson's values and at others: what tells rules apart. */
export interface Candidates {
  /** The question at the lesson's own values; the view is null where it goes through matrices. */
  readonly here: Evaluation;
  readonly view: View | null;
  /** Those first, then others of all its givens. */
  readonly worlds: readonly Evaluation[];
  readonly views: readonly View[];
  /** The lesson's own values first, then others of its parameters, the data unchanged. */
  readonly sameData: () => readonly Evaluation[];
  /** Sees the question in one world more. */
  readonly redraw: Redrawer;
  /** The question from the true derivatives, if some in these worlds are somebody's own; else null. */
  readonly truth: Candidates | null;
}

const drawn = new WeakMap<Evaluation, readonly Evaluation[]>();
const drawnAround = new WeakMap<Evaluation, readonly Evaluation[]>();
// What does not depend on an answer is worked out once.
const seen = new WeakMap<Lesson, Map<number, Candidates>>();
const sorted = new WeakMap<Candidates, readonly MistakeClass[]>();
const knownScalars = new WeakMap<Candidates, readonly ScalarMalrule[]>();
const knownMatrices = new WeakMap<Candidates, readonly MatrixMalrule[]>();

/** A question at the lesson's own values, first, and at redrawn ones. */
export function candidatesOf(lesson: Lesson, question: Question): Candidates {
  const bySlot = seen.get(lesson) ?? new Map<number, Candidates>();
  seen.set(lesson, bySlot);
  const sights = bySlot.get(question.slot) ?? freshSights(lesson, question);
  bySlot.set(question.slot, sights);
  return sights;
}

/** Most answers are right numbers, which are held against no rule: what tells rules apart is made when it is asked for. */
function freshSights(lesson: Lesson, question: Question): Candidates {
  const { worked } = lesson;
  const redrawn = once(() => redrawer(lesson, question));
  const redraw: Redrawer = (world, same) => redrawn()(world, same);
  const sights: Candidates = onDemand<Candidates>({
    here: () => worked,
    // What goes through matrices is told apart by its formulas, without views.
    view: () => (question.plain ? redraw(worked) : null),
    worlds: () => {
      const others = drawn.get(worked) ?? [worked, ...redraws(worked, true)];
      drawn.set(worked, others);
      // Six draws may leave an upstream gradient on one side of 0, where a rule that looks at its sign would look like another.
      return looksUpstream(lesson, question) ? [...others, turnedAround(others.at(-1) ?? worked)] : others;
    },
    views: () => (sights.view ? [sights.view, ...sights.worlds.slice(1).map((world) => redraw(world))] : []),
    // Only an answer made of names is tried at these: most are numbers.
    sameData: () => () => {
      const known = drawnAround.get(worked) ?? [worked, ...redraws(worked, false)];
      drawnAround.set(worked, known);
      return known;
    },
    redraw: () => redraw,
    truth: () => null,
  });
  return sights;
}

/** The mistakes that can be told apart at some question, those that always agree with the right rule left out. */
export function classesAt(sights: Candidates, lesson: Lesson, question: Question): readonly MistakeClass[] {
  const classes = sorted.get(sights) ?? classesOf(sights, lesson, question);
  sorted.set(sights, classes);
  return classes;
}

const classesOf = (sights: Candidates, lesson: Lesson, question: Question): readonly MistakeClass[] =>
  question.plain
    ? scalarClasses(sights, scalarRules(sights, lesson, question))
    : matrixClasses(sights, lesson, question, matrixRules(sights, lesson, question));

/** The wrong rules of a question about single numbers: the same ones whatever its values are. */
export function scalarRules(
  sights: Candidates,
  lesson: Lesson,
  question: Question,
): readonly ScalarMalrule[] {
  const of = sights.truth ?? sights;
  const rules =
    knownScalars.get(of) ?? (of.view ? [...scalarMalrules(of.view), ...withoutFactor(lesson, question)] : []);
  knownScalars.set(of, rules);
  return rules;
}

/** The same of a question about matrices. */
export function matrixRules(
  sights: Candidates,
  lesson: Lesson,
  question: Question,
): readonly MatrixMalrule[] {
  const of = sights.truth ?? sights;
  const rules = knownMatrices.get(of) ?? freshMatrixRules(lesson, question);
  knownMatrices.set(of, rules);
  return rules;
}

/** The same, found without the question's values. */
export const freshMatrixRules = (lesson: Lesson, question: Question): readonly MatrixMalrule[] => [
  ...withoutFactorIn(lesson, question),
  ...matrixMalrules(lesson, question),
];

/** The mistakes among some rules for a question about matrices, as far as these sights tell them apart. */
export function matrixClasses(
  sights: Candidates,
  lesson: Lesson,
  question: Question,
  rules: readonly MatrixMalrule[],
): readonly MistakeClass[] {
  if (rules.length === 0) return [];
  const { worlds, truth } = sights;
  const right = worlds.map((world) => gradientAt(world, question.slot));
  const classes: Classes = [];
  for (const { rule, ...named } of rules) {
    const { id } = named;
    const values = worlds.map((world) => counterfactualValue(world, rule));
    const [first = null] = values;
    const isEmpty =
      (first !== null && !isFiniteValue(first)) || (id === 'other-variable' && saysNothing(values));
    if (isEmpty || allEqual(values, right)) continue;
    const written = formOf(rule, lesson.worked.output);
    const form = values[0] === null ? written : null;
    const again = valueAnywhere(rule);
    put(classes, { rule: named, values, form, carried: truth !== null, again }, { written });
  }
  return classes;
}

/** The mistakes at a question about single numbers, as far as these sights tell them apart. */
export function mistakeClasses(
  sights: Candidates,
  more: readonly ScalarMalrule[] = [],
): readonly (MistakeClass & { readonly rule: ScalarMalrule })[] {
  const { view: here } = sights;
  return here ? scalarClasses(sights, [...scalarMalrules(here), ...more]) : [];
}

export function scalarClasses(
  sights: Candidates,
  rules: readonly ScalarMalrule[],
): readonly (MistakeClass & { readonly rule: ScalarMalrule })[] {
  const { view: here } = sights;
  if (!here || rules.length === 0) return [];
  const { views, truth } = sights;
  const carried = truth !== null;
  const right = views.map((view) => view.right);
  const classes: Classes<ScalarMalrule> = [];
  for (const rule of rules) {
    const values = views.map((view) => rule.at(view));
    const isEmpty = !Number.isFinite(values[0]) || (rule.id === 'other-variable' && saysNothing(values));
    if (isEmpty || allEqual(values, right)) continue;
    const again = seenThrough(rule);
    put(classes, { rule, values, form: null, carried, again }, { local: rule.local(here) });
  }
  return classes;
}

type Found<Rule extends MistakeClass['rule']> = Required<
  Pick<MistakeClass, 'values' | 'form' | 'carried' | 'again'>
> & {
  readonly rule: Rule;
};

type Classes<Rule extends MistakeClass['rule'] = MistakeClass['rule']> = (Omit<Found<Rule>, 'rule'> & {
  rule: Rule;
  readonly ids: MistakeId[];
  readonly rules: RuleName[];
  readonly written: Map<string, MistakeClass['rule']>;
  readonly locals: number[];
})[];

function put<Rule extends MistakeClass['rule']>(
  classes: Classes<Rule>,
  found: Found<Rule>,
  { written, local }: { readonly written?: string; readonly local?: number },
): void {
  const { rule, values, form } = found;
  const known = classes.find((other) =>
    form === null ? other.form === null && allEqual(other.values, values) : other.form === form,
  );
  const locals = local === undefined ? [] : [local];
  if (known) {
    known.ids.push(rule.id);
    known.rules.push(rule);
    if (isLikelier(known.rule, rule)) known.rule = rule;
    known.locals.push(...locals);
    if (written !== undefined && !known.written.has(written)) known.written.set(written, rule);
  } else {
    const first = new Map<string, MistakeClass['rule']>(written === undefined ? [] : [[written, rule]]);
    classes.push({ ...found, ids: [rule.id], rules: [rule], locals, written: first });
  }
}
