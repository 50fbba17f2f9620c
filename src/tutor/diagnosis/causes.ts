import type { Value } from '../../ops/matrix.ts';
import type { Grounds } from '../answers/assess.ts';
import { behindHidden } from '../answers/suspicion/hidden-start.ts';
import { type HiddenStart, mostEarlier } from '../answers/suspicion/hidden-steps.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { type Question, questionOf, readersOf } from '../lesson/question.ts';
import type { MistakeClass } from '../mistakes/equivalence-classes.ts';
import type { Mistake } from '../mistakes/messages.ts';
import { amongNamedSteps, withNamedSteps } from '../mistakes/named-steps.ts';
import { mistakeAt } from '../mistakes/placing.ts';
import { wordOf } from '../mistakes/priors.ts';
import type { RuleName } from '../mistakes/scalar-malrules.ts';
import { exchangedWith } from './exchanged.ts';
import { type Behind, certain, type Weighed } from './weigh.ts';

/** An answer of a page: right, or with what may be behind it. */
export interface PageAnswer {
  readonly slot: number;
  readonly right: boolean;
  /** Null for a right answer, and for a wrong one about which nothing is known. */
  readonly evidence: Grounds | null;
  /** The mistake that was told at a wrong answer. */
  readonly told?: Mistake['id'] | null;
  /** The wrong rules that give a right answer, too, from a wrong start. */
  readonly alsoBy?: readonly MistakeClass[];
  readonly value?: Value | null;
  /** Whether it is 0, which makes every product with it 0. */
  readonly zero?: boolean;
}

/** One thing that is behind wrong answers of a page. */
export interface Cause {
  /** A wrong rule, a slip in the arithmetic, two answers in each other's place, or a wrong number that nothing explains and others follow from. */
  readonly kind: 'rule' | 'slip' | 'exchanged' | 'start';
  readonly rule: RuleName | null;
  readonly mistake: Mistake | null;
  /** The answers that it made, the first of them the root. */
  readonly answers: readonly number[];
  /** The answers that follow correctly from those. */
  readonly follows: readonly number[];
  /** The derivative that was not asked for, from which all these answers follow; null where the first answer is the start. */
  readonly hidden: HiddenStart | null;
  /** The least certain of its names, from 0 to 1. */
  readonly certainty: number;
}

/** The wrong answers grouped by their cause, each with those that follow from it. */
export function causesOnPage(
  lesson: Lesson,
  wrong: readonly PageAnswer[],
  weighed: ReadonlyMap<number, Weighed>,
  rules: ReadonlyMap<string, RuleName>,
): readonly Cause[] {
  const causes = new Map<string, Open<Cause>>();
  const causeOfSlot = new Map<number, string>();
  for (const { slot, evidence } of wrong) {
    const one = weighed.get(slot);
    if (!one || !evidence) continue;
    const { behind, certainty } = one;
    const sure = certainty >= certain;
    // An answer that the right rule gives counts as that unless something else is certain.
    const otherwise = sure && behind.kind !== 'follows' && behind.kind !== 'unknown';
    const from = evidence.follows && !otherwise ? startOf(lesson, slot, evidence, causeOfSlot) : null;
    if (from !== null) {
      const cause = causes.get(from);
      if (cause && evidence.hidden && explainsAll(cause, evidence.hidden))
        goOnFrom(lesson, cause, evidence.hidden);
      if (cause) cause.follows = [...cause.follows, slot];
      causeOfSlot.set(slot, from);
      continue;
    }
    const kind = otherwise ? behind.kind : 'start';
    const word = wordOfCause(kind, behind, slot);
    causeOfSlot.set(slot, word);
    const known = causes.get(word);
    if (known) {
      known.answers = [...known.answers, slot];
      known.certainty = Math.min(known.certainty, certainty);
      continue;
    }
    const rule = kind === 'rule' ? (rules.get(word) ?? null) : null;
    const mistake = mistakeOf(lesson, slot, kind, behind, rule, evidence);
    causes.set(word, { kind, rule, mistake, answers: [slot], follows: [], hidden: null, certainty });
  }
  return [...causes.values()];
}

/** What the answers of one cause have in common. */
function wordOfCause(kind: Cause['kind'], behind: Behind, slot: number): string {
  if (kind === 'rule' && behind.kind === 'rule') return behind.rule;
  return `${kind} ${behind.kind === 'exchanged' ? Math.min(slot, behind.partner) : slot}`;
}

function mistakeOf(
  lesson: Lesson,
  slot: number,
  kind: Cause['kind'],
  behind: Behind,
  rule: RuleName | null,
  { slip }: Grounds,
): Mistake | null {
  if (rule) return mistakeHere(lesson, questionOf(lesson, slot), rule);
  if (kind === 'slip') return slip?.mistake ?? null;
  return kind === 'exchanged' && behind.kind === 'exchanged'
    ? exchangedWith(lesson, slot, behind.partner)
    : null;
}

/** A mistake at a question, told by way of the named steps. */
export function mistakeHere(lesson: Lesson, question: Question, rule: RuleName): Mistake {
  const whole = withNamedSteps(lesson);
  return mistakeAt(whole, amongNamedSteps(lesson, whole, question), rule);
}

/** Gives a cause its hidden start, with the mistake that led to it, where one is known: there, or at a step before it. */
function goOnFrom(lesson: Lesson, cause: Open<Cause>, hidden: HiddenStart): void {
  cause.hidden = hidden;
  Object.assign(cause, { kind: 'start', rule: null, mistake: null });
  if (hidden.pass === 'forward') return;
  const whole = withNamedSteps(lesson);
  for (const step of [hidden, ...hidden.before]) {
    const behind = behindHidden(lesson, step);
    // Of several, that which was told at the first answer.
    const told = behind.all.flatMap(({ rules }) => rules).find(({ id }) => id === cause.rule?.id) ?? null;
    const rule = behind.kind === 'named' ? behind.mistake.rule : told;
    if (rule === null) continue;
    const mistake = mistakeAt(whole, questionOf(whole, step.slot), rule);
    Object.assign(cause, { kind: 'rule', rule, mistake });
    return;
  }
}

/** Whether all answers of a cause so far follow from a hidden start, and not only those that hang on it. */
const explainsAll = ({ answers, follows }: Cause, { from }: HiddenStart): boolean =>
  [...answers, ...follows].slice(-mostEarlier).every((slot) => from.includes(slot));

type Open<Whole> = { -readonly [Key in keyof Whole]: Whole[Key] };

/** The cause of the wrong answer that a later one starts from. */
function startOf(
  lesson: Lesson,
  slot: number,
  { hidden }: Grounds,
  causes: ReadonlyMap<number, string>,
): string | null {
  const earlier = hidden ? hidden.from : readersOf(questionOf(lesson, slot));
  const reader = earlier.find((each) => causes.has(each));
  return reader === undefined ? null : (causes.get(reader) ?? null);
}

/**
 * Rules of one class give the same number: at an answer that shares its cause with no other it is the rule that was told there,
 * so that a page never speaks against its lines.
 */
export function asTold(
  wrong: readonly PageAnswer[],
  weighed: ReadonlyMap<number, Weighed>,
  causes: readonly Cause[],
): ReadonlyMap<number, Weighed> {
  const alone = new Set(causes.flatMap(({ answers }) => (answers.length === 1 ? answers : [])));
  const after = new Map(weighed);
  for (const { slot, evidence, told } of wrong) {
    const found = weighed.get(slot);
    if (found?.behind.kind !== 'rule' || !alone.has(slot)) continue;
    const { behind, all } = found;
    const rule = evidence?.classes[behind.at]?.rules.find(({ id }) => id === told);
    if (!rule) continue;
    const same = { ...behind, rule: wordOf(rule) };
    after.set(slot, {
      ...found,
      behind: same,
      all: all.map((each) => (each.behind === behind ? { ...each, behind: same } : each)),
    });
  }
  return after;
}
