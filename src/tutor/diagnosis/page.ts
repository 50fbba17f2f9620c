import type { Grounds } from '../answers/assess.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { questionOf, readersOf } from '../lesson/question.ts';
import { sameValue } from '../mistakes/equality.ts';
import { candidatesOf, classesAt } from '../mistakes/equivalence-classes.ts';
import { amongNamedSteps, withNamedSteps } from '../mistakes/named-steps.ts';
import { ruleWeight, wordOf } from '../mistakes/priors.ts';
import type { RuleName } from '../mistakes/scalar-malrules.ts';
import { asTold, type Cause, causesOnPage, type PageAnswer } from './causes.ts';
import { withExchanges } from './exchanged.ts';
import { type Held, heldIn } from './held.ts';
import { certain, type PageItem, type Weighed, weighWithHeld } from './weigh.ts';

/** What a page says as a whole. */
export interface PageReading {
  /** The answers that are not right, those that follow correctly from another among them. */
  readonly wrong: readonly number[];
  readonly weighed: ReadonlyMap<number, Weighed>;
  readonly causes: readonly Cause[];
  /** The wrong rules that somebody may well hold, the likeliest first. */
  readonly held: readonly Held[];
  /** The answers that speak for a rule and against it; the rule is given by its word. */
  readonly witnesses: (rule: string) => Witnesses;
}

/** The wrong answers that a rule gives, and the answers at which it would show and does not. */
export interface Witnesses {
  readonly given: readonly number[];
  readonly notGiven: readonly number[];
}

const nothing: PageReading = {
  wrong: [],
  weighed: new Map(),
  causes: [],
  held: [],
  witnesses: () => ({ given: [], notGiven: [] }),
};

/** The most answers that are weighed together, the last ones of the page: older answers say little about the latest. */
export const mostAnswers = 60;

/**
 * Reads the answers of a page together: what is behind each of them in the light of all, and what is behind several.
 */
export function readPage(lesson: Lesson, answers: readonly PageAnswer[]): PageReading {
  const told = answers.slice(-mostAnswers);
  const wrong = told.filter(({ right, evidence }) => !right && evidence !== null);
  if (wrong.length === 0) return nothing;
  const rules = new Map<string, RuleName>();
  for (const { evidence } of wrong)
    for (const { rules: all } of evidence?.classes ?? [])
      for (const rule of all) rules.set(wordOf(rule), rule);
  const zeros = new Set(wrong.filter(({ zero }) => zero).map(({ slot }) => slot));
  const items = withExchanges(
    lesson,
    wrong,
    told
      .filter(({ right, evidence }) => right || evidence !== null)
      .map((answer) => itemOf(lesson, answer, zeros)),
  );
  const { answers: found, held } = weighWithHeld(items, (word) => {
    const rule = rules.get(word);
    return rule ? ruleWeight(rule) : 1;
  });
  const open = new Map(wrong.map(({ slot }, i) => [slot, found[i] as Weighed])); // one for each wrong answer
  const weighed = asTold(wrong, open, causesOnPage(lesson, wrong, open, rules));
  return {
    wrong: answers.filter(({ right }) => !right).map(({ slot }) => slot),
    weighed,
    causes: causesOnPage(lesson, wrong, weighed, rules),
    held: heldIn(held, rules, open),
    witnesses: (rule) => witnessesOf(items, rule),
  };
}

/** Whether a wrong rule would show at a question: it gives another number there than the right one. */
export const showsAt = (lesson: Lesson, slot: number, rule: RuleName): boolean =>
  shownAt(lesson, slot).has(wordOf(rule));

function itemOf(
  lesson: Lesson,
  { slot, right, evidence, alsoBy = [] }: PageAnswer,
  zeros: ReadonlySet<number>,
): PageItem {
  const readers = right ? [] : readersOf(questionOf(lesson, slot));
  const fromZero = readers.length > 0 && readers.every((reader) => zeros.has(reader));
  // A 0 that follows from a 0 is evidence for no rule.
  const classes = fromZero && zeros.has(slot) ? [] : (evidence?.classes ?? alsoBy);
  // If the learner's own upstream gradient is 0, a rule that adds shows its slope alone.
  const more = (rules: readonly RuleName[]): readonly RuleName[] =>
    fromZero && rules.some(({ id }) => id === 'local-only')
      ? [...rules, { id: 'added-instead-of-multiplied', op: null }]
      : rules;
  return {
    key: slot,
    right,
    classes: classes.map(({ rules, carried, anyStart = false, short = false }) => ({
      rules: wordsIn(more(rules)),
      carried: carried || anyStart,
      slipped: short,
    })),
    follows: evidence?.follows ?? false,
    started: evidence?.started ?? false,
    slip: evidence?.slip !== null && evidence?.slip !== undefined,
    shows: (word) => shownAt(lesson, slot).has(word),
  };
}

function witnessesOf(items: readonly PageItem[], rule: string): Witnesses {
  const gives = ({ classes }: PageItem): boolean => classes.some(({ rules }) => rules.includes(rule));
  return {
    given: items.filter((item) => !item.right && gives(item)).map(({ key }) => key),
    notGiven: items.filter((item) => !gives(item) && item.shows(rule)).map(({ key }) => key),
  };
}

/**
 * The words of a class of rules. A rule that skips all links up to the output leaves the local derivative alone, and
 * is known as that mistake.
 */
function wordsIn(rules: readonly RuleName[]): readonly string[] {
  const alone = rules.some(({ id }) => id === 'local-only');
  return rules.filter(({ id }) => !alone || id !== 'link-skipped').map(wordOf);
}

// A class of students is asked the same questions: what depends on no answer is worked out once.
const shown = new WeakMap<Lesson, Map<number, ReadonlySet<string>>>();

/** The wrong rules that give another number than the right one at a question. */
function shownAt(lesson: Lesson, slot: number): ReadonlySet<string> {
  const bySlot = shown.get(lesson) ?? new Map<number, ReadonlySet<string>>();
  shown.set(lesson, bySlot);
  const known = bySlot.get(slot);
  if (known) return known;
  const question = questionOf(lesson, slot);
  const whole = withNamedSteps(lesson);
  const among = amongNamedSteps(lesson, whole, question);
  const classes = question.links === null ? [] : classesAt(candidatesOf(whole, among), whole, among);
  const words = classes
    .filter(({ values: [here = null] }) => !sameValue(question.exact, here, true))
    .flatMap(({ rules }) => rules.map(wordOf));
  const found = new Set(words);
  bySlot.set(slot, found);
  return found;
}

/** The rule that is certainly behind a wrong answer; null where that is not certain, or is not a rule. */
export function ruleBehind(
  weighed: Weighed | undefined,
  evidence: Grounds | null,
): { readonly rule: RuleName; readonly carried: boolean } | null {
  if (!weighed || weighed.certainty < certain || weighed.behind.kind !== 'rule') return null;
  const { at, rule: word } = weighed.behind;
  const found = evidence?.classes[at];
  const rule = found?.rules.find((each) => wordOf(each) === word);
  return found && rule ? { rule, carried: found.carried } : null;
}
