import type { Lesson } from '../lesson/lesson.ts';
import { questionOf } from '../lesson/question.ts';
import { seeded } from '../lesson/random.ts';
import { pageReading } from '../quiz/page-answers.ts';
import {
  deedOf,
  heldAt,
  isWhole,
  isWorked,
  judgedNumbers,
  type PageTrial,
  pageOf,
  passOver,
  plainSlots,
} from './page-making.testing.ts';

/** Pages of learners who hold one wrong rule wherever it applies, and are otherwise right on their own numbers. */
export function stubbornPages(lesson: Lesson): readonly PageTrial[] {
  if (!isWhole(lesson)) return [];
  const { ids, at } = heldAt(lesson);
  return ids.flatMap((id): readonly PageTrial[] => {
    const page = pageOf(lesson, (slot, going) => deedOf(at(slot, id), going));
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
    const page = pageOf(lesson, (slot, going) => (slot === target ? deedOf(at(slot, id), going) : null));
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
      return deedOf(at(slot, first) ?? at(slot, first === id ? other : id), going);
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
      const did = deedOf(at(slot, id), going);
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
  const session = judgedNumbers(
    lesson,
    passOver(lesson, (_, __, right) => Number(right.toPrecision(digits))),
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
      const answers = passOver(lesson, (slot, _, right) => {
        if (slot !== target || !isWorked(right)) return right;
        tried = true;
        return slip(right);
      });
      if (!tried) return [];
      const { causes } = pageReading(judgedNumbers(lesson, answers));
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
