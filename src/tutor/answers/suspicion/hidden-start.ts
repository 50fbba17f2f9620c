import { gradientAt } from '../../../engine/passes/evaluate.ts';
import { number } from '../../../language/expression.ts';
import { entriesOf, everyEntry, isFiniteValue, sameShape, shapeOf, type Value } from '../../../ops/matrix.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { type Question, questionOf } from '../../lesson/question.ts';
import { hasNames } from '../../mistakes/counterfactual.ts';
import { type Diagnosis, diagnose, givenFrom } from '../../mistakes/diagnose.ts';
import { sameValue } from '../../mistakes/equality.ts';
import { candidatesOf, classesAt, type MistakeClass } from '../../mistakes/equivalence-classes.ts';
import { tiers } from '../../mistakes/families/tiers.ts';
import { amongNamedSteps, unaskedSteps, withNamedSteps } from '../../mistakes/named-steps.ts';
import { ownAt, type Start } from '../../mistakes/own-start.ts';
import { wordOf } from '../../mistakes/priors.ts';
import type { RuleName } from '../../mistakes/scalar-malrules.ts';
import type { Assessment } from '../assess.ts';
import type { Reading } from '../reading.ts';
import { forwardSlip } from './forward-slip.ts';
import {
  follows,
  type HiddenStart,
  hanging,
  isNearFrom,
  mostEarlier,
  movesAt,
  type Page,
  type StepValue,
  type Wrong,
} from './hidden-steps.ts';

/**
 * The verdict on a wrong answer that the right rules give from a wrong step which was not asked for, if earlier answers come
 * of it, too. Any other stays as it is.
 */
export function onHiddenStart(
  lesson: Lesson,
  question: Question,
  reading: Reading & { kind: 'read' | 'clash' },
  considered: Assessment,
  start: Start,
  digits: number,
): Assessment {
  const { evidence, seen } = considered;
  // Where a reason is required, a number that follows from another number does not give one.
  const isNumber = reading.kind === 'read' && !reading.before && !hasNames(reading.expression);
  if (!evidence || evidence.follows || !isNumber) return considered;
  if (lesson.choice.answers === 'expressions') return considered;
  const { value } = reading;
  const { classes } = evidence;
  const back = hiddenStart(lesson, question, value, start, digits, classes);
  // A value of the forward pass explains all wrong answers so far, a derivative those that hang on it.
  const ahead =
    typeof value === 'number' ? forwardSlip(lesson, question, value, start, digits, classes) : null;
  const hidden =
    ahead && ahead.from.length > (back?.from.length ?? 0) && !haveOneRule(lesson, ahead, start, classes)
      ? ahead
      : back;
  if (!hidden) return considered;
  const grounds = { classes: [], slip: null, seen, follows: true, started: true, hidden };
  return { ...considered, mistake: null, either: [], evidence: grounds };
}

/**
 * The wrong start between the output and what is asked: whoever is asked for `dw` and `db` alone and gets `dz` wrong has two
 * wrong answers by right rules. It is seen where two answers at least need the same one and no right answer speaks against
 * it: a single number's value follows from an answer, a matrix has to be one that a known mistake gives. Of several such steps
 * it is that which most answers need, and of those the nearest to them, which is wrong whatever was wrong before. Null where there is none.
 */
function hiddenStart(
  lesson: Lesson,
  question: Question,
  value: Value,
  start: Start,
  digits: number,
  behind: readonly MistakeClass[],
): HiddenStart | null {
  const whole = withNamedSteps(lesson);
  const steps = unaskedSteps(whole).filter(({ slot }) => slot > question.slot);
  if (steps.length === 0 || steps.length * whole.worked.gradients.length > mostEntries) return null;
  const among = (slot: number): Question => amongNamedSteps(lesson, whole, questionOf(lesson, slot));
  const others = lesson.order.filter((slot) => slot !== question.slot);
  const earlier = ownAt(start.wrong, others)
    .map(([slot, own]): Wrong => ({ question: among(slot), value: own }))
    .slice(-mostEarlier);
  if (earlier.length === 0) return null;
  const rights = others.filter((slot) => start.right.has(slot) && !start.wrong.has(slot)).map(among);
  const here: Wrong = { question: among(question.slot), value };
  const page: Page = { whole, start, digits, mine: new Map() };
  let found: Omit<HiddenStart, 'before' | 'pass'>[] = [];
  for (const { slot } of steps.reverse())
    for (const from of startsAt(page, slot, here, earlier)) {
      const near = earlier.filter((each) => isNearFrom(page, slot, from, each));
      if (near.length === 0 || !follows(page, slot, from, here)) continue;
      const given = near.filter((each) => follows(page, slot, from, each));
      const most: number = found[0]?.from.length ?? 1;
      if (given.length < most || 2 * given.length <= hanging(page, slot, earlier)) continue;
      if (rights.some((each) => !follows(page, slot, from, { question: each, value: each.exact }))) continue;
      if (!isOneMistake(page, slot, from, given, behind)) continue;
      const slots = given.map((each) => each.question.slot);
      if (found.at(0)?.from.length === slots.length) found.push({ slot, value: from, from: slots });
      else found = [{ slot, value: from, from: slots }];
    }
  const [nearest, ...before] = found;
  return nearest ? { ...nearest, before, pass: 'backward' } : null;
}

/** How much is worked out for one answer at most, in entries of derivatives. */
const mostEntries = 20_000;

/** What a step's derivative may have come out as. */
function startsAt(page: Page, slot: number, here: Wrong, earlier: readonly Wrong[]): readonly Value[] {
  const { whole } = page;
  const exact = gradientAt(whole.worked, slot);
  const found =
    typeof exact === 'number'
      ? solvedBy(page, slot, [here, ...earlier])
      : givenByMistakes(whole, questionOf(whole, slot));
  return found.filter(
    (value) =>
      isFiniteValue(value) &&
      sameShape(shapeOf(value), shapeOf(exact)) &&
      !sameValue(exact, value, true) &&
      // A start of 1 or 0 is no start, but what the local derivatives give by themselves.
      !everyEntry(value, (entry) => Math.abs(entry) === 1 || entry === 0),
  );
}

/** What the known mistakes give at a step of matrices. The mean over the examples belongs to each gradient, and is forgotten there. */
const givenByMistakes = (whole: Lesson, question: Question): readonly Value[] =>
  classesAt(candidatesOf(whole, question), whole, question).flatMap(({ ids, values: [value = null] }) =>
    value === null || ids.some((id) => ofMeans.has(id)) ? [] : [value],
  );

const ofMeans: ReadonlySet<MistakeClass['ids'][number]> = new Set(['mean-forgotten', 'mean-twice']);

/** The numbers that a step's derivative must have come out as to give one of some answers: those first that stand in an answer as they are. */
function solvedBy(page: Page, slot: number, wrong: readonly Wrong[]): readonly number[] {
  const found = wrong.flatMap((each) => {
    const value = solvedFor(page, slot, each);
    return value === null
      ? []
      : [{ value, stands: everyEntry(each.value, (entry) => Math.abs(entry) === Math.abs(value)) }];
  });
  return [...found.filter(({ stands }) => stands), ...found.filter(({ stands }) => !stands)].map(
    ({ value }) => value,
  );
}

/** The number that a step's derivative must have come out as to give an answer; null where the answer does not depend on it. */
function solvedFor(page: Page, slot: number, { question, value }: Wrong): number | null {
  const { zero, slopes } = movesAt(page, slot, question);
  const entries = entriesOf(value);
  const at = slopes.reduce((most, each, i) => (Math.abs(each) > Math.abs(slopes[most] ?? 0) ? i : most), 0);
  const slope = slopes[at] ?? 0;
  const found = ((entries[at] ?? Number.NaN) - (zero[at] ?? 0)) / slope;
  return Number.isFinite(found) ? found : null;
}

/** What may be behind a step's derivative that came out as some value: the known wrong rules, or else the rare ones. */
export function behindHidden(lesson: Lesson, { slot, value }: StepValue): Diagnosis {
  const whole = withNamedSteps(lesson);
  const question = questionOf(whole, slot);
  const answer = { value, expression: number(Number.NaN), rounded: true, own: null };
  let found: Diagnosis = { kind: 'none', all: [] };
  for (const tier of tiers) {
    if (found.all.length > 0) break;
    found = diagnose(candidatesOf(whole, question), whole, question, answer, tier);
  }
  return found;
}

/**
 * Whether answers that follow from a hidden start are better explained by it: not where one wrong rule gives all of them and
 * does not give the start, for then that rule is the one cause.
 */
function isOneMistake(
  { whole }: Page,
  slot: number,
  from: Value,
  given: readonly Wrong[],
  behind: readonly MistakeClass[],
): boolean {
  const shared = sharedRules(whole, given, behind);
  if (shared.length === 0) return true;
  const there = behindHidden(whole, { slot, value: from });
  // Who leaves out the step between has left out its slope there.
  if (there.kind === 'named' && shared.every(({ id }) => id === 'link-skipped')) return true;
  const ids = new Set(there.all.flatMap((each) => each.ids));
  return shared.some(({ id }) => ids.has(id));
}

/** The wrong rules that give every one of some answers, of those that may be behind another. */
const sharedRules = (
  whole: Lesson,
  given: readonly Wrong[],
  behind: readonly MistakeClass[],
): readonly RuleName[] =>
  given.reduce<readonly RuleName[]>(
    (rules, { question, value }) => {
      const giving = givenFrom(candidatesOf(whole, question), whole, question, value, true);
      const words = new Set(giving.flatMap((each) => each.rules.map(wordOf)));
      return rules.filter((rule) => words.has(wordOf(rule)));
    },
    behind.flatMap(({ rules }) => rules),
  );

/** Whether one wrong rule gives an answer and all earlier ones that a start explains: then that rule is the cause. */
function haveOneRule(
  lesson: Lesson,
  { from }: HiddenStart,
  { wrong }: Start,
  behind: readonly MistakeClass[],
): boolean {
  const whole = withNamedSteps(lesson);
  const given = ownAt(wrong, from).map(
    ([slot, value]): Wrong => ({ question: amongNamedSteps(lesson, whole, questionOf(lesson, slot)), value }),
  );
  return sharedRules(whole, given, behind).length > 0;
}
