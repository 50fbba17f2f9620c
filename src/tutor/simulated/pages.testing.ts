import { number } from '../../language/expression.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { questionOf } from '../lesson/question.ts';
import { seeded } from '../lesson/random.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';
import { pageReading } from '../quiz/page-answers.ts';
import { judgeSubmission } from '../quiz/whole-submission.ts';
import type { Session } from '../session/state.ts';
import { type Learner, learnersAt } from './beliefs.testing.ts';
import { slope } from './calculus.testing.ts';
import { useAt, type World, waysOf, worldHere, worldsBeside } from './world.testing.ts';

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
function judged(lesson: Lesson, answers: ReadonlyMap<number, number>): Session {
  const handed = [...answers].map(([slot, value]) => {
    const reading = { kind: 'read', value, expression: number(value), body: '', remark: null } as const;
    return [slot, { reading, text: String(value) }] as const;
  });
  return judgeSubmission(lesson, 4, new Map(handed));
}

/** A pass from right to left: `answer` makes of the world, in which the right rule stands on the learner's own numbers, what is written. */
function pass(
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

const plainSlots = (lesson: Lesson): readonly number[] =>
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
function pageOf(
  lesson: Lesson,
  deed: (slot: number, going: World, right: number) => Deed,
): Omit<PageTrial, 'id'> | null {
  const done = new Map<number, Learner>();
  const answers = pass(lesson, (slot, going, right) => {
    const did = deed(slot, going, right);
    if (!did || !Number.isFinite(did.answer)) return right;
    if ('learner' in did) done.set(slot, did.learner);
    return did.answer;
  });
  const session = judged(lesson, answers);
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

const used = (learner: Learner | undefined, going: World): Deed =>
  learner ? { learner, answer: learner.answer(going) } : null;

/** Who makes a mistake at which question, for the mistakes that are held through a page. */
function heldAt(lesson: Lesson): {
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
const isWorked = (value: number): boolean => Number.isInteger(value) && Math.abs(value) >= 10;

const isWhole = (lesson: Lesson): boolean => plainSlots(lesson).length === lesson.order.length;

/** Pages of learners who hold one wrong rule wherever it applies, and are otherwise right on their own numbers. */
export function stubbornPages(lesson: Lesson): readonly PageTrial[] {
  if (!isWhole(lesson)) return [];
  const { ids, at } = heldAt(lesson);
  return ids.flatMap((id): readonly PageTrial[] => {
    const page = pageOf(lesson, (slot, going) => used(at(slot, id), going));
    return page ? [{ id, ...page }] : [];
  });
}

/** Pages with one wrong rule at one answer alone, gone on with by the right rule. */
export function oncePages(lesson: Lesson, seed: number): readonly PageTrial[] {
  if (!isWhole(lesson)) return [];
  const random = seeded(seed);
  const { ids, at } = heldAt(lesson);
  return ids.flatMap((id): readonly PageTrial[] => {
    const slots = lesson.order.filter((slot) => at(slot, id));
    const target = slots[Math.floor(random() * slots.length)];
    const page = pageOf(lesson, (slot, going) => (slot === target ? used(at(slot, id), going) : null));
    return page ? [{ id, ...page }] : [];
  });
}

/** Pages of two wrong rules, each held wherever it applies and the other has not been used. */
export function twoRulePages(lesson: Lesson, seed: number): readonly PageTrial[] {
  if (!isWhole(lesson)) return [];
  const random = seeded(seed);
  const { ids, at } = heldAt(lesson);
  return ids.flatMap((id, i): readonly PageTrial[] => {
    const other = ids[(i + 1 + Math.floor(random() * (ids.length - 1))) % ids.length] ?? id;
    const page = pageOf(lesson, (slot, going) => {
      const first = lesson.order.indexOf(slot) % 2 === 0 ? id : other;
      return used(at(slot, first) ?? at(slot, first === id ? other : id), going);
    });
    return page && other !== id ? [{ id, ...page }] : [];
  });
}

/** Pages of one wrong rule and, where that does not apply or at one answer where it does, a slip in the arithmetic. */
export function ruleAndSlipPages(lesson: Lesson, seed: number): readonly PageTrial[] {
  if (!isWhole(lesson)) return [];
  const random = seeded(seed);
  const { ids, at } = heldAt(lesson);
  return ids.flatMap((id): readonly PageTrial[] => {
    const target = lesson.order[Math.floor(random() * lesson.order.length)];
    const page = pageOf(lesson, (slot, going, right) => {
      const did = used(at(slot, id), going);
      const base = did?.answer ?? right;
      return slot === target && isWorked(base) ? { answer: base + (random() < 0.5 ? 1 : -1) } : did;
    });
    return page ? [{ id, ...page }] : [];
  });
}

/** Pages of whole numbers that come to mind. */
export function guessedPages(lesson: Lesson, seed: number): readonly PageTrial[] {
  if (!isWhole(lesson)) return [];
  const random = seeded(seed);
  return [0, 1].flatMap((): readonly PageTrial[] => {
    const page = pageOf(lesson, () => ({ answer: Math.floor(81 * random()) - 40 }));
    return page ? [{ id: 'guess', ...page }] : [];
  });
}

/** The answers told wrong of somebody who uses the right rule on their own numbers, each rounded to some digits. */
export function roundedWrong(
  lesson: Lesson,
  digits: number,
): { readonly asked: number; readonly wrong: readonly string[] } {
  if (!isWhole(lesson)) return { asked: 0, wrong: [] };
  const session = judged(
    lesson,
    pass(lesson, (_, __, right) => Number(right.toPrecision(digits))),
  );
  const wrong = lesson.order.filter((slot) => session.turns.get(slot)?.outcome === 'wrong');
  return { asked: lesson.order.length, wrong: wrong.map((slot) => questionOf(lesson, slot).asks) };
}

/** Pages that are right but for one slip in the arithmetic, gone on with. */
export function slippedPages(lesson: Lesson, seed: number): readonly PageTrial[] {
  const random = seeded(seed);
  const slots = plainSlots(lesson);
  if (slots.length < lesson.order.length) return [];
  return slots.flatMap((target): readonly PageTrial[] => {
    const slips: readonly ((right: number) => number)[] = [
      (right) => right + (random() < 0.5 ? 1 : -1),
      (right) => right * (random() < 0.5 ? 10 : 0.1),
    ];
    return slips.flatMap((slip): readonly PageTrial[] => {
      let tried = false;
      const answers = pass(lesson, (slot, _, right) => {
        if (slot !== target || !isWorked(right)) return right;
        tried = true;
        return slip(right);
      });
      if (!tried) return [];
      const { causes } = pageReading(judged(lesson, answers));
      return [
        {
          id: 'arithmetic-slip',
          found: causes.some(({ kind }) => kind === 'slip'),
          misled: causes.some(({ kind }) => kind === 'rule'),
          open: 0,
          settled: 0,
          says: causes.map(({ kind, rule }) => rule?.id ?? kind),
        },
      ];
    });
  });
}

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-7 * Math.max(1e-3, Math.abs(a), Math.abs(b));

/** What is told of pages: the shares whose causes were found, that were told another, and of open answers that were settled. */
export interface Shares {
  readonly found: number;
  readonly misled: number;
  readonly settled: number;
}

export function shares(trials: readonly PageTrial[]): Shares {
  const count = Math.max(1, trials.length);
  const sum = (of: (trial: PageTrial) => number): number =>
    trials.reduce((total, each) => total + of(each), 0);
  return {
    found: sum(({ found }) => Number(found)) / count,
    misled: sum(({ misled }) => Number(misled)) / count,
    settled:
      sum(({ settled }) => settled) /
      Math.max(
        1,
        sum(({ open }) => open),
      ),
  };
}
