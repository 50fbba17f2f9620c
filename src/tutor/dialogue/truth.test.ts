import { expect, test } from '@jest/globals';
import { kinds } from '../../engine/graph/graph.ts';
import { number } from '../../language/expression.ts';
import type { Value } from '../../ops/matrix.ts';
import { assess } from '../answers/assess.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLessons, matrixLectures, randomLessons, type Titled } from '../lesson/lessons.testing.ts';
import { lessonAt, type Question, questionOf } from '../lesson/question.ts';
import type { Words } from '../lesson/words.ts';
import { atCorners } from '../mistakes/corners.testing.ts';
import { counterfactualValue } from '../mistakes/counterfactual.ts';
import { candidatesOf, classesAt } from '../mistakes/equivalence-classes.ts';
import { rareMatrices } from '../mistakes/families/rare-matrices.ts';
import { matrixMalrules } from '../mistakes/matrix-malrules.ts';
import type { RuleName } from '../mistakes/scalar-malrules.ts';
import { matrixProblems } from '../simulated/networks.testing.ts';
import { everything } from '../teaching/chain-rule.ts';
import { ladder } from '../teaching/hint.ts';
import { shippedLessons } from '../teaching/matrix-rules.testing.ts';
import { type Claim, ofNumbers, type Spoken } from './claims.testing.ts';
import { ofContrasts } from './contrast-claims.testing.ts';
import { leadsFrom } from './lead.ts';
import { ofMatrices } from './matrix-claims.testing.ts';
import { ofRungs } from './rung-claims.testing.ts';
import { rungsFrom } from './rungs.ts';

// Every sentence that leads from a miss to the rule, and towards the piece that somebody lacked elsewhere, says something that
// a forward pass can show: each has its claim here, and one that nobody knows is an error, too.

const claims: readonly (readonly [RegExp, Claim])[] = [
  ...ofNumbers,
  ...ofContrasts,
  ...ofMatrices,
  ...ofRungs,
];

/** Numbers that stand on the screen, and may be said. */
const onScreen = '2 3 4 5 6';

/** The sentences of a lead; a statement in it may hold a full stop of its own. */
const sentencesIn = (says: string): readonly string[] => {
  const kept: string[] = [];
  const whole = says.replaceAll(/`[^`]*`/g, (each) => `\u{1}${kept.push(each) - 1}\u{1}`);
  return whole
    .split(/(?<=[.?]) (?=\S)/)
    .map((each) => each.replaceAll(/\u{1}(\d+)\u{1}/gu, (_, k) => kept[Number(k)] ?? ''));
};

function untrueIn(spoken: Spoken, held: Map<string, number>): readonly string[] {
  return sentencesIn(spoken.says).flatMap((sentence) => {
    const found = claims.find(([words]) => words.test(sentence));
    if (!found) return [`nobody knows what this says: ${sentence}`];
    const [words, isSo] = found;
    held.set(String(words), (held.get(String(words)) ?? 0) + 1);
    return isSo({ ...spoken, says: sentence }, (words.exec(sentence) ?? []).slice(1)) ? [] : [sentence];
  });
}

/** Wrong answers to a question, one for each mistake that is named, and one that nobody knows. */
function missesAt(
  lesson: Lesson,
  question: Question,
): readonly { value: Value; mistake: ReturnType<typeof assess>['mistake'] }[] {
  const values: readonly (Value | null)[] = question.plain
    ? classesAt(candidatesOf(lesson, question), lesson, question).flatMap(({ values: [here = null] }) => [
        here,
        typeof here === 'number' ? -here : null,
      ])
    : [...matrixMalrules(lesson, question), ...rareMatrices(lesson, question)].map(({ rule }) =>
        counterfactualValue(lesson.worked, rule),
      );
  const seen = new Set<string>();
  return [...values, 17.31].flatMap((value) => {
    if (value === null) return [];
    const reading = { kind: 'read', value, expression: number(0), body: '', remark: null } as const;
    const { verdict, mistake } = assess(lesson, question, reading, 4);
    const key = mistake ? mistake.id + /as well/.test(mistake.message) : 'none';
    if (verdict !== 'wrong' || seen.has(key)) return [];
    seen.add(key);
    return [{ value, mistake }];
  });
}

const lessons: readonly Titled[] = [
  ...lectureLessons,
  ...randomLessons(25, 4),
  ...matrixLectures,
  ...shippedLessons,
  ...matrixProblems(6, 5).map(({ title, lesson }): Titled => [title, lesson]),
];

const questionsIn = (lesson: Lesson): readonly Question[] =>
  lesson.order
    .filter((slot) => lesson.worked.graph.kind[slot] !== kinds.literal)
    .map((slot) => questionOf(lesson, slot))
    .filter(({ links }) => links !== null);

/** What is said at one question: to an answer by a mistake, or before any to somebody who made it elsewhere. */
type Said = Pick<Spoken, 'value' | 'mistake'> & { readonly says: readonly string[] };

/** What leads from each miss at a question to the rule. */
function afterMisses(lesson: Lesson, words: Words, question: Question): readonly Said[] {
  const [pointing = ''] = ladder(words, question, '', everything);
  return missesAt(lesson, question).map(({ value, mistake }) => {
    const leads = leadsFrom({ words, question, mistake, value, known: everything, onScreen });
    // Where to look, if no mistake is known, is the first rung of the question's ladder, which has its own test.
    const says = leads.map((lead) => lead.says).filter((each) => each !== pointing);
    return { value, mistake: mistake?.id ?? null, says };
  });
}

/** What leads to the piece that was missing elsewhere. */
function ahead(lesson: Lesson, words: Words, question: Question): readonly Said[] {
  const at = lesson.order.slice(0, 1);
  return rulesAt(lesson, question).flatMap((rule) => {
    const rungs = rungsFrom({ words, question, known: everything, onScreen, rule, at });
    if (!rungs) return [];
    const says = [...rungs.leads.map((lead) => lead.says), rungs.assertion].filter((each) => each !== '');
    return [{ value: null, mistake: rule.id, says }];
  });
}

/** Rules that somebody may hold by other answers: one of each piece that may be missing, at an op of this question or at none. */
function rulesAt(lesson: Lesson, question: Question): readonly RuleName[] {
  const known: readonly RuleName[] = question.plain
    ? classesAt(candidatesOf(lesson, question), lesson, question).flatMap(({ rules }) => rules)
    : matrixMalrules(lesson, question);
  const seen = new Set<string>();
  return known.filter(({ id }) => !seen.has(id) && seen.add(id));
}

test('what leads to the rule is so', () => {
  const held = new Map<string, number>();
  const untrue: string[] = [];
  for (const [title, lesson] of lessons) {
    // At a corner a difference is no slope.
    if (atCorners(lesson)) continue;
    for (const question of questionsIn(lesson)) {
      const words = { lesson: lessonAt(lesson, question), digits: 4 };
      const said = [...afterMisses(lesson, words, question), ...ahead(lesson, words, question)];
      for (const { says, value, mistake } of said)
        for (const each of says.flatMap((one) =>
          untrueIn({ words, question, value, says: one, mistake }, held),
        ))
          untrue.push([title.slice(0, 70), question.asks, mistake, JSON.stringify(value), each].join(' | '));
    }
  }
  expect(untrue).toEqual([]);
  const unheard = claims.map(([words]) => String(words)).filter((words) => !held.has(words));
  expect(unheard).toEqual([]);
});
