import type { Grounds } from '../answers/assess.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { type Question, questionOf, readersOf } from '../lesson/question.ts';
import { sameValue } from '../mistakes/equality.ts';
import type { MistakeClass } from '../mistakes/equivalence-classes.ts';
import { candidatesOf, classesAt } from '../mistakes/equivalence-classes.ts';
import type { Mistake } from '../mistakes/messages.ts';
import { amongNamedSteps, withNamedSteps } from '../mistakes/named-steps.ts';
import { mistakeAt } from '../mistakes/placing.ts';
import { ruleWeight, wordOf } from '../mistakes/priors.ts';
import type { RuleName } from '../mistakes/scalar-malrules.ts';
import { type Held, heldIn } from './held.ts';
import { certain, type PageItem, type Weighed, weighWithHeld } from './weigh.ts';

/** An answer of a page: right, or with what may be behind it. */
export interface PageAnswer {
  readonly slot: number;
  readonly right: boolean;
  /** Null for a right answer, and for a wrong one about which nothing is known. */
  readonly evidence: Grounds | null;
  /** The wrong rules that give a right answer, too, from a wrong start. */
  readonly alsoBy?: readonly MistakeClass[];
  /** Whether it is 0, which makes every product with it 0. */
  readonly zero?: boolean;
}

/** One thing that is behind wrong answers of a page. */
export interface Cause {
  /** A wrong rule, a slip in the arithmetic, or a wrong number that nothing explains and others follow from. */
  readonly kind: 'rule' | 'slip' | 'start';
  readonly rule: RuleName | null;
  readonly mistake: Mistake | null;
  /** The answers that it made, the first of them the root. */
  readonly answers: readonly number[];
  /** The answers that follow correctly from those. */
  readonly follows: readonly number[];
  /** The least certain of its names, from 0 to 1. */
  readonly certainty: number;
}

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
  const items = told
    .filter(({ right, evidence }) => right || evidence !== null)
    .map((answer) => itemOf(lesson, answer, zeros));
  const { answers: found, held } = weighWithHeld(items, (word) => {
    const rule = rules.get(word);
    return rule ? ruleWeight(rule) : 1;
  });
  const weighed = new Map(wrong.map(({ slot }, i) => [slot, found[i] as Weighed])); // one for each wrong answer
  return {
    wrong: answers.filter(({ right }) => !right).map(({ slot }) => slot),
    weighed,
    causes: causesOf(lesson, wrong, weighed, rules),
    held: heldIn(held, rules, weighed),
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

/** The wrong answers grouped by their cause, each with those that follow from it. */
function causesOf(
  lesson: Lesson,
  wrong: readonly PageAnswer[],
  weighed: ReadonlyMap<number, Weighed>,
  rules: ReadonlyMap<string, RuleName>,
): readonly Cause[] {
  const causes = new Map<string, { -readonly [Key in keyof Cause]: Cause[Key] }>();
  const causeOfSlot = new Map<number, string>();
  for (const { slot, evidence } of wrong) {
    const one = weighed.get(slot);
    if (!one || !evidence) continue;
    const { behind, certainty } = one;
    const sure = certainty >= certain;
    // An answer that the right rule gives counts as that unless something else is certain.
    const otherwise = sure && (behind.kind === 'rule' || behind.kind === 'slip');
    const from = evidence.follows && !otherwise ? startOf(lesson, slot, causeOfSlot) : null;
    if (from !== null) {
      const cause = causes.get(from);
      if (cause) cause.follows = [...cause.follows, slot];
      causeOfSlot.set(slot, from);
      continue;
    }
    const kind = otherwise ? behind.kind : 'start';
    const word = kind === 'rule' && behind.kind === 'rule' ? behind.rule : `${kind} ${slot}`;
    causeOfSlot.set(slot, word);
    const known = causes.get(word);
    if (known) {
      known.answers = [...known.answers, slot];
      known.certainty = Math.min(known.certainty, certainty);
      continue;
    }
    const rule = kind === 'rule' ? (rules.get(word) ?? null) : null;
    const mistake = rule
      ? mistakeHere(lesson, questionOf(lesson, slot), rule)
      : kind === 'slip'
        ? (evidence.slip?.mistake ?? null)
        : null;
    causes.set(word, { kind, rule, mistake, answers: [slot], follows: [], certainty });
  }
  return [...causes.values()];
}

/** A mistake at a question, told by way of the named steps. */
export function mistakeHere(lesson: Lesson, question: Question, rule: RuleName): Mistake {
  const whole = withNamedSteps(lesson);
  return mistakeAt(whole, amongNamedSteps(lesson, whole, question), rule);
}

/** The cause of the wrong answer that a later one starts from. */
function startOf(lesson: Lesson, slot: number, causes: ReadonlyMap<number, string>): string | null {
  const reader = readersOf(questionOf(lesson, slot)).find((each) => causes.has(each));
  return reader === undefined ? null : (causes.get(reader) ?? null);
}
