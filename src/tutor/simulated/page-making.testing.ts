import { number } from '../../language/expression.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { questionOf } from '../lesson/question.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';
import { pageReading } from '../quiz/page-answers.ts';
import { judgeSubmission } from '../quiz/whole-submission.ts';
import type { Session } from '../session/state.ts';
import { learnersAt } from './beliefs.testing.ts';
import { slope } from './calculus.testing.ts';
import { useAt, type World, waysOf, worldHere, worldsBeside } from './world.testing.ts';
import type { Learner } from './wrong-rules.testing.ts';

/** For tests: how a whole page was read. */
export interface PageTrial {
  readonly id: MistakeId | 'arithmetic-slip' | 'guess';
  /** Whether its one cause was told, and told as what it was. */
  readonly found: boolean;
  /** Whether something else was named, which is not the same at other values. */
  readonly misled: boolean;
  /** How many of its answers several rules explain, and for how many of these the page told the right one. */
  readonly open: number;
  readonly settled: number;
  readonly says: readonly string[];
}

const shown = (value: number): number => Number(value.toPrecision(8)) + 0;

/** A submission of numbers, judged. */
export function judgedNumbers(lesson: Lesson, answers: ReadonlyMap<number, number>): Session {
  const handed = [...answers].map(([slot, value]) => {
    const reading = { kind: 'read', value, expression: number(value), body: '', remark: null } as const;
    return [slot, { reading, text: String(value) }] as const;
  });
  return judgeSubmission(lesson, 4, new Map(handed));
}

/** A pass from right to left: `answer` makes of the world, in which the right rule stands on the learner's own numbers, what is written. */
export function passOver(
  lesson: Lesson,
  answer: (slot: number, going: World, right: number) => number,
): ReadonlyMap<number, number> {
  const here = worldHere(lesson);
  const rate = here.rate.slice();
  const going = { ...here, rate };
  const written = new Map<number, number>();
  for (const slot of lesson.order) {
    const right = waysOf(lesson, slot).reduce(
      (total, { reader, arrows }) =>
        total + (rate[reader] ?? 0) * arrows.reduce((along, arrow) => along * slope(useAt(here, arrow)), 1),
      0,
    );
    rate[slot] = right;
    const mine = shown(answer(slot, going, right));
    rate[slot] = mine;
    written.set(slot, mine);
  }
  return written;
}

export const plainSlots = (lesson: Lesson): readonly number[] =>
  lesson.order.filter((slot) => {
    const { plain, links } = questionOf(lesson, slot);
    return plain && links !== null;
  });

/** Wrong ways of taking the question are held at one answer: nobody's page is made of forward values alone. */
const held: ReadonlySet<MistakeId> = new Set<MistakeId>([
  'local-only',
  'upstream-only',
  'added-instead-of-multiplied',
  'opposite-sign',
  'operands-swapped',
  'rule-sign-flipped',
  'slope-forgotten',
  'first-path-only',
  'last-path-only',
  'paths-multiplied',
  'input-for-output',
  'applied-twice',
]);

/** Who may answer at each question of a lesson, and the worlds in which they are told apart. */
interface SimulatedClass {
  readonly worlds: readonly World[];
  readonly bySlot: ReadonlyMap<number, readonly Learner[]>;
}

const classes = new WeakMap<Lesson, SimulatedClass>();

/** Drawn once for a lesson. */
function classOf(lesson: Lesson): SimulatedClass {
  const known = classes.get(lesson) ?? {
    worlds: [worldHere(lesson), ...worldsBeside(lesson, 4)],
    bySlot: new Map(lesson.order.map((slot) => [slot, learnersAt(lesson, slot)])),
  };
  classes.set(lesson, known);
  return known;
}

/** What somebody does at a question instead of the right rule; null for the right rule. */
type Deed = { readonly learner: Learner; readonly answer: number } | { readonly answer: number } | null;

/** A page made by deeds, and what came of it: every rule that was used has to be told, and nothing else. */
export function pageOf(
  lesson: Lesson,
  deed: (slot: number, going: World, right: number) => Deed,
): Omit<PageTrial, 'id'> | null {
  const done = new Map<number, Learner>();
  const answers = passOver(lesson, (slot, going, right) => {
    const did = deed(slot, going, right);
    if (!did || !Number.isFinite(did.answer)) return right;
    if ('learner' in did) done.set(slot, did.learner);
    return did.answer;
  });
  const session = judgedNumbers(lesson, answers);
  const { causes, weighed } = pageReading(session);
  if (weighed.size === 0) return null;
  const isThat = (slot: number, id: string | undefined): boolean => {
    const mine = done.get(slot);
    if (mine === undefined || id === undefined) return false;
    if (mine.id === id) return true;
    const { worlds, bySlot } = classOf(lesson);
    return (bySlot.get(slot) ?? []).some(
      (other) => other.id === id && worlds.every((world) => near(other.answer(world), mine.answer(world))),
    );
  };
  const named = causes.filter(({ kind }) => kind === 'rule');
  const right = named.filter(({ rule, answers: [root = -1] }) => isThat(root, rule?.id));
  const shown = [...done].filter(([slot]) => weighed.has(slot));
  const rules = new Set(shown.map(([, { id }]) => id));
  const told = [...rules].filter((id) =>
    right.some(({ answers: made }) => made.some((slot) => done.get(slot)?.id === id)),
  );
  // What several mistakes explain, and the right rule, applied to an earlier wrong number does not, the page may settle.
  const open = shown.filter(([slot]) => {
    const { classes = [], follows = false } = session.turns.get(slot)?.evidence ?? {};
    return !follows && new Set(classes.map(({ rule }) => rule.id)).size > 1;
  });
  const settled = open.filter(([slot]) => right.some(({ answers: made }) => made.includes(slot)));
  return {
    found: told.length === rules.size && rules.size > 0,
    misled: right.length < named.length,
    open: open.length,
    settled: settled.length,
    says: causes.map(({ kind, rule }) => rule?.id ?? kind),
  };
}

export const deedOf = (learner: Learner | undefined, going: World): Deed =>
  learner ? { learner, answer: learner.answer(going) } : null;

/** Who makes a mistake at which question, for the mistakes that are held through a page. */
export function heldAt(lesson: Lesson): {
  readonly ids: readonly MistakeId[];
  at(slot: number, id: string): Learner | undefined;
} {
  const { bySlot } = classOf(lesson);
  const ids = [...new Set([...bySlot.values()].flatMap((all) => all.map(({ id }) => id)))];
  return {
    ids: ids.filter((id) => held.has(id)),
    at: (slot, id) => bySlot.get(slot)?.find((each) => each.id === id),
  };
}

/** Whether a number takes some arithmetic: nobody slips at `3*2` who knows the rule. */
export const isWorked = (value: number): boolean => Number.isInteger(value) && Math.abs(value) >= 10;

export const isWhole = (lesson: Lesson): boolean => plainSlots(lesson).length === lesson.order.length;

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-7 * Math.max(1e-3, Math.abs(a), Math.abs(b));
