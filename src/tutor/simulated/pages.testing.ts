import { number } from '../../language/expression.ts';
import type { Cause } from '../diagnosis/page.ts';
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
  readonly id: MistakeId | 'arithmetic-slip';
  /** Whether its one cause was told, and told as what it was. */
  readonly found: boolean;
  /** Whether something else was named, which is not the same at other values. */
  readonly misled: boolean;
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

/** Pages of learners who hold one wrong rule wherever it applies, and are otherwise right on their own numbers. */
export function stubbornPages(lesson: Lesson): readonly PageTrial[] {
  if (plainSlots(lesson).length < lesson.order.length) return [];
  const beside = worldsBeside(lesson, 4);
  const here = worldHere(lesson);
  const bySlot = new Map(lesson.order.map((slot) => [slot, learnersAt(lesson, slot)]));
  const kindsOf = new Set([...bySlot.values()].flatMap((all) => all.map(({ id }) => id)));
  return [...kindsOf]
    .filter((id) => held.has(id))
    .flatMap((id): readonly PageTrial[] => {
      const at = (slot: number): Learner | undefined => bySlot.get(slot)?.find((each) => each.id === id);
      const answers = pass(lesson, (slot, going, right) => {
        const answer = at(slot)?.answer(going) ?? Number.NaN;
        return Number.isFinite(answer) ? answer : right;
      });
      const { causes, weighed } = pageReading(judged(lesson, answers));
      if (weighed.size === 0) return [];
      const alike = ({ rule, answers: [root = -1] }: Cause): boolean => {
        const mine = at(root);
        const others = bySlot.get(root)?.filter((each) => each.id === rule?.id) ?? [];
        return (
          rule?.id === id ||
          (mine !== undefined &&
            others.some((other) => [here, ...beside].every((w) => near(other.answer(w), mine.answer(w)))))
        );
      };
      const named = causes.filter(({ mistake }) => mistake !== null);
      return [
        {
          id,
          found: named.some(alike),
          misled: named.some((cause) => !alike(cause)),
          says: causes.map(({ kind, rule }) => rule?.id ?? kind),
        },
      ];
    });
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
        const worth = Number.isInteger(right) && Math.abs(right) >= 10;
        if (slot !== target || !worth) return right;
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
          says: causes.map(({ kind, rule }) => rule?.id ?? kind),
        },
      ];
    });
  });
}

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-7 * Math.max(1e-3, Math.abs(a), Math.abs(b));

/** The shares of pages whose cause was found, and of those that were told another. */
export function shares(trials: readonly PageTrial[]): { readonly found: number; readonly misled: number } {
  const count = Math.max(1, trials.length);
  return {
    found: trials.filter(({ found }) => found).length / count,
    misled: trials.filter(({ misled }) => misled).length / count,
  };
}
