import { describe, expect, test } from '@jest/globals';
import { number } from '../language/expression.ts';
import { consider, type Suspect } from './consider.ts';
import type { Lesson } from './lesson.ts';
import { lectureLessons } from './lessons.testing.ts';
import { classesAt, sightsOf } from './mistake/diagnose.ts';
import { probeFor } from './probe.ts';
import { type Question, questionOf } from './question.ts';
import { atPrompt, said, typed } from './session.testing.ts';
import type { Session } from './turn.ts';

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
      const answers = classesAt(sightsOf(lesson, question), lesson, question).map(({ values }) =>
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
        const { verdict, either } = consider(lesson, question, reading, 4);
        const probe = verdict === 'wrong' ? probeFor(lesson.worked, question, either) : null;
        return probe ? [{ lesson, question, answer, suspects: probe.suspects }] : [];
      });
    }),
  );
}

/** A prompt at the question, all before it skipped. */
function at({ lesson, question }: Case): Session {
  const session = atPrompt(lesson);
  return { ...session, queue: [question.key] };
}

describe('a number that two mistakes give', () => {
  const all = cases();
  const wordOf = ({ lesson, question }: Case): string =>
    `d${lesson.worked.names[question.links?.[0]?.to ?? -1]}/d${question.name}`;

  test("is common on the lectures' numbers", () => {
    expect(all.length).toBeGreaterThan(10);
  });

  test('offers the probe that separates them, and names neither', () => {
    for (const each of all) {
      const missed = typed(at(each), String(each.answer));
      expect(said(missed)).toContain(`what is ${wordOf(each)} by itself?`);
      expect(missed.session.turns.get(each.question.key)?.mistake).toBeNull();
    }
  });

  test('is named by the local derivative that one of them alone has in mind', () => {
    let named = 0;
    for (const each of all) {
      const missed = typed(at(each), String(each.answer)).session;
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
    const [each] = all;
    if (!each) throw new Error('there is no case');
    const missed = typed(at(each), String(each.answer)).session;
    expect(said(typed(missed, `${wordOf(each)} = what`))).toContain('is a number');
    const right = typed(missed, String(each.question.exact)).session;
    expect(right.turns.get(each.question.key)?.outcome).toBe('correct');
  });
});
