import { describe, expect, test } from '@jest/globals';
import { kinds } from '../../engine/graph/graph.ts';
import { solved } from '../../engine/solved.testing.ts';
import { type Expression, leaves, number } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import { assess } from '../answers/assess.ts';
import type { Suspect } from '../answers/suspicion/suspects.ts';
import { probeFor } from '../dialogue/probe-offers.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLessons, lessonFor, matrixLectures, type Titled } from '../lesson/lessons.testing.ts';
import { type Question, questionOf } from '../lesson/question.ts';
import { counterfactualValue, hasNames } from '../mistakes/counterfactual.ts';
import { candidatesOf, classesAt } from '../mistakes/equivalence-classes.ts';
import { matrixMalrules } from '../mistakes/matrix-malrules.ts';
import type { Session } from '../session/state.ts';
import { typedAs } from '../teaching/matrix-rules.testing.ts';
import { atPrompt, inPipe, said, typed } from './session.testing.ts';

interface Case {
  readonly lesson: Lesson;
  readonly question: Question;
  readonly answer: number;
  readonly suspects: readonly Suspect[];
}

/** Every number at a question of the lectures that two mistakes or more give, and that a local derivative can tell apart. */
function cases(): readonly Case[] {
  return lectureLessons.flatMap(([, lesson]) =>
    lesson.order.flatMap((slot) => {
      const question = questionOf(lesson, slot);
      const answers = classesAt(candidatesOf(lesson, question), lesson, question).map(({ values }) =>
        Number(values[0]),
      );
      return [...new Set(answers)].flatMap((answer) => {
        const reading = {
          kind: 'read',
          value: answer,
          expression: number(answer),
          body: String(answer),
          remark: null,
        } as const;
        const { verdict, either } = assess(lesson, question, reading, 4);
        const probe = verdict === 'wrong' ? probeFor(lesson, question, either) : null;
        return probe?.kind === 'local' ? [{ lesson, question, answer, suspects: probe.suspects }] : [];
      });
    }),
  );
}

/** A prompt at the question alone, all others known. */
function at({ lesson, question }: Pick<Case, 'lesson' | 'question'>): Session {
  const session = atPrompt(lesson);
  const words = { ...session.words, lesson: { ...lesson, asked: [question.key] } };
  return { ...session, words, queue: [question.key] };
}

describe('a number that two mistakes give', () => {
  const all = cases();
  const wordOf = ({ lesson, question }: Case): string =>
    `d${lesson.worked.names[question.links?.[0]?.to ?? -1]}/d${question.name}`;

  test("is common on the lectures' numbers", () => {
    expect(all.length).toBeGreaterThan(10);
  });

  test('offers the probe that separates them, and calls it neither', () => {
    let likely = 0;
    for (const each of all) {
      const missed = typed(at(each), String(each.answer));
      const mistake = missed.session.turns.get(each.question.key)?.mistake;
      // Unless one of them is so much likelier that it is certain.
      if (mistake) {
        likely++;
        expect(each.suspects.map((suspect) => suspect.mistake.id)).toContain(mistake.id);
      } else expect(said(missed)).toContain(`type what ${wordOf(each)} is, as in`);
    }
    expect(likely).toBeLessThan(all.length / 3);
  });

  test('is named by the local derivative that one of them alone has in mind', () => {
    let named = 0;
    for (const each of all) {
      const missed = typed(at(each), String(each.answer)).session;
      if (missed.turns.get(each.question.key)?.mistake) continue;
      const meant = each.suspects.flatMap(({ mistake, locals }) =>
        locals.map((local) => ({ mistake, local })),
      );
      for (const { mistake, local } of meant) {
        const alike = each.suspects.filter(({ locals }) =>
          locals.some((other) => Math.abs(other - local) < 0.01 * Math.max(1, Math.abs(local))),
        );
        if (alike.length > 1) continue;
        const after = typed(missed, `${wordOf(each)} = ${local}`);
        expect(said(after)).toContain(mistake.message.replaceAll('`', ''));
        expect(after.session.turns.get(each.question.key)).toMatchObject({
          mistake,
          tries: 1,
          outcome: null,
        });
        named++;
      }
    }
    expect(named).toBeGreaterThan(10);
  });

  test('may be passed over, and what is no number is told so', () => {
    const each = all.find((one) => said(typed(at(one), String(one.answer))).includes('type what'));
    if (!each) throw new Error('there is no case');
    const missed = typed(at(each), String(each.answer)).session;
    expect(said(typed(missed, `${wordOf(each)} = what`))).toContain('is a number');
    const right = typed(missed, String(each.question.exact)).session;
    expect(right.turns.get(each.question.key)?.outcome).toBe('correct');
  });
});

/** An answer that several mistakes give, and the rules of those as somebody would write them. */
interface Written {
  readonly lesson: Lesson;
  readonly question: Question;
  readonly answer: string;
  readonly rules: readonly string[];
}

/** Whether a learner may write a rule: nothing is differentiated by data. */
const sayable = ({ worked }: Lesson, rule: Expression): boolean =>
  leaves(rule).every(
    (leaf) => leaf.kind !== 'derivative' || worked.graph.kind[worked.slots.get(leaf.by) ?? -1] !== kinds.data,
  );

/** Every answer of the lectures that several mistakes give where no single local derivative parts them. */
function writtenCases(lessons: readonly Titled[]): readonly Written[] {
  return lessons.flatMap(([, lesson]) =>
    lesson.order.flatMap((slot) => {
      const question = questionOf(lesson, slot);
      const formulas = matrixMalrules(lesson, question).flatMap(({ rule }) => {
        const value = counterfactualValue(lesson.worked, rule);
        const text = print(rule);
        return value !== null && hasNames(rule) && sayable(lesson, rule)
          ? [{ rule: text, answer: typedAs(value, 15) }]
          : [];
      });
      const answers = formulas.map(({ answer }) => answer);
      const shared = answers.filter((answer, i) => answers.indexOf(answer) < i);
      return [...new Set(shared)].flatMap((answer) => {
        const turn = typed(at({ lesson, question }), answer).session.turns.get(question.key);
        if (turn?.probe?.kind !== 'names') return [];
        const rules = formulas.filter((each) => each.answer === answer).map(({ rule }) => rule);
        return [{ lesson, question, answer, rules }];
      });
    }),
  );
}

// Batches are the same over again, and slow.
const networks = matrixLectures.filter(([title]) => !title.startsWith('batch'));

describe.each([
  ['single numbers', lectureLessons.filter(([title]) => title !== 'course-net')],
  ['matrices', networks],
] as const)('%s: an answer that mistakes give which no slope parts', (_, lessons) => {
  const all = writtenCases(lessons);

  test('offers to have it written with names, and names two or none', () => {
    expect(all.length).toBeGreaterThan(5);
    for (const each of all) {
      const missed = typed(at(each), each.answer);
      expect(said(missed)).toMatch(/mistakes would give|t is either .*, or |but the sign is not/);
      expect(said(missed)).toContain(`d${each.question.name} = ...`);
      expect(missed.session.turns.get(each.question.key)?.mistake).toBeNull();
    }
  });

  test('is named by the rule that was written, which is no further try', () => {
    const names = new Set<string>();
    for (const each of all) {
      const missed = typed(at(each), each.answer).session;
      const suspects = missed.turns.get(each.question.key)?.probe?.suspects ?? [];
      for (const rule of each.rules) {
        const after = typed(missed, `d${each.question.name} = ${rule}`);
        const turn = after.session.turns.get(each.question.key);
        expect({ rule, suspects: suspects.map(({ mistake }) => mistake) }).toMatchObject({
          suspects: expect.arrayContaining([turn?.mistake]),
        });
        expect(turn).toMatchObject({ tries: 1, outcome: null, probe: null });
        expect(said(after)).toBe(turn?.mistake?.message.replaceAll('`', ''));
        names.add(turn?.mistake?.id ?? '');
      }
    }
    expect(names.size).toBeGreaterThan(3);
  });

  test('in a pipe is one of them', () => {
    for (const each of all.slice(0, 10)) {
      const ended = typed({ ...inPipe(each.lesson), queue: [each.question.key] }, each.answer);
      expect(said(ended)).toMatch(/either .*, or /i);
    }
  });
});

test('what is no such rule is an answer like any other, and names are not asked where numbers are', () => {
  const [each] = writtenCases(networks);
  if (!each) throw new Error('there is no case');
  const { key, name, exact } = each.question;
  const missed = typed(at(each), each.answer).session;
  const right = typed(missed, typedAs(exact, 15)).session;
  expect(right.turns.get(key)).toMatchObject({ outcome: 'correct', tries: 2 });
  const other = typed(missed, `d${name} = 7*${name}`).session;
  expect(other.turns.get(key)).toMatchObject({ outcome: null, tries: 2 });
  const numbers = { ...each.lesson, choice: { ...each.lesson.choice, answers: 'numbers' as const } };
  const told = said(typed(at({ lesson: numbers, question: each.question }), each.answer));
  expect(told).not.toContain('names');
});

describe('the local derivative by itself', () => {
  const lesson = lessonFor(solved('u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 2 }));
  const question = questionOf(lesson, lesson.worked.slots.get('b') ?? -1);
  const prompt = at({ lesson, question });

  test('is taken at any time, as a part of the answer and no try', () => {
    const right = typed(prompt, 'du/db = c');
    expect(said(right)).toContain('du/db is right. Now go on from u to J');
    expect(right.session.turns.get(question.key)?.tries ?? 0).toBe(0);
    const wrong = typed(prompt, '∂u/∂b = 7');
    expect(said(wrong)).toContain('how much does u change when b changes a little?');
    expect(wrong.session.turns.get(question.key)?.tries ?? 0).toBe(0);
  });

  test('is still taken when another answer came after it was asked for', () => {
    const later = typed(prompt, '3', '7', 'du/db = 2');
    expect(said(later)).toContain('du/db is right.');
  });

  test('that is right is not called wrong where it names a mistake', () => {
    const probed = typed(prompt, '3', 'du/db = 2');
    expect(said(probed)).toMatch(/^du\/db is right\. Your answer before: That is b itself\./);
    expect(probed.session.turns.get(question.key)?.mistake?.id).toBe('own-value');
  });

  test('answers nothing in a pipe', () => {
    expect(said(typed({ ...inPipe(lesson), queue: [question.key] }, 'du/db = 2'))).toContain(
      'this question asks for dJ/db',
    );
  });
});
