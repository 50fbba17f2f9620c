import type { Value } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { questionOf } from '../lesson/question.ts';
import { math } from '../lesson/words.ts';
import { sameValue } from '../mistakes/equality.ts';
import type { Mistake } from '../mistakes/messages.ts';
import type { PageItem, RuleClass } from './weigh.ts';

/** A wrong answer with its value; null where it has none. */
interface Valued {
  readonly slot: number;
  readonly value?: Value | null;
}

/**
 * The wrong answers of a page that stand in each other's place: each is the derivative that was asked at the other. Two that
 * one wrong rule gives, as the factors of one product taken for their own slopes, are left to that rule.
 */
export function withExchanges(
  lesson: Lesson,
  wrong: readonly Valued[],
  items: readonly PageItem[],
): readonly PageItem[] {
  const partners = new Map<number, number>();
  const itemAt = new Map(items.map((item) => [item.key, item]));
  const exact = wrong.map(({ slot }) => questionOf(lesson, slot).exact);
  const isOf = (at: number, other: number): boolean => {
    const value = wrong[at]?.value ?? null;
    return value !== null && sameValue(value, exact[other] ?? null, true);
  };
  for (const [at, { slot }] of wrong.entries())
    for (let other = at + 1; other < wrong.length; other++) {
      const { slot: with_ } = wrong[other] as Valued; // it is one of them
      if (partners.has(slot) || partners.has(with_)) continue;
      // What was wrong at first may be right by now.
      if (isOf(at, at) || isOf(other, other) || !isOf(at, other) || !isOf(other, at)) continue;
      if (haveOneRule(itemAt.get(slot), itemAt.get(with_))) continue;
      partners.set(slot, with_);
      partners.set(with_, slot);
    }
  return items.map((item) => {
    const partner = partners.get(item.key) ?? null;
    // That it is another one's says less than which one's it is, and the classes keep their places.
    const classes = partner === null ? item.classes : item.classes.map(unlessAnothers);
    return { ...item, classes, partner };
  });
}

/** A class without the rules that say only that an answer is another one's. */
const unlessAnothers = (each: RuleClass): RuleClass => ({
  ...each,
  rules: each.rules.filter((rule) => !anothers.test(rule)),
});

/** What says of an answer only that it is another one's; which one, an exchange says better. */
const anothers = /^(?:other-variable|step-too-far)\b/;
const wordsOf = ({ classes }: PageItem): readonly string[] =>
  classes.flatMap(({ rules }) => rules.filter((rule) => !anothers.test(rule)));

function haveOneRule(one: PageItem | undefined, other: PageItem | undefined): boolean {
  const rules = new Set(one ? wordsOf(one) : []);
  return other !== undefined && wordsOf(other).some((rule) => rules.has(rule));
}

/** What is told at an answer that has the value of another one, and the other way round. */
export function exchangedWith(lesson: Lesson, slot: number, partner: number): Mistake {
  const [one, other] = [slot, partner].map((each) => math(wordAt(lesson.worked, each)));
  return {
    id: 'exchanged-answers',
    message: `It looks as if your answers for ${one} and ${other} are exchanged. Which of the two numbers belongs to which?`,
  };
}
