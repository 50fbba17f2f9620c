import { expect, test } from '@jest/globals';
import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { parseProgram } from '../../language/program.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import { type AnswerEntry, entryVersion } from '../memory/entry.ts';
import { askedOf } from '../memory/evidence.ts';
import { isOpen, type Memory, nothing, remember } from '../memory/memory.ts';
import { skillsOf } from '../skills/skills.ts';
import { reviewAt } from './review.ts';

// What is asked first where more is due than a review has room for.

const day = 86_400_000;
const start = 20_000 * day;

function lessonFor(rule: string): Lesson {
  const parsed = parseProgram(`J = ${rule}`);
  const worked = parsed.ok
    ? evaluateGraph(parsed.value, { values: new Map([['a', 2]]), output: 'J', data: [] })
    : parsed;
  const lesson = worked.ok ? lessonOf(worked.value) : worked;
  if (!lesson.ok) throw new Error(lesson.trouble.message);
  return lesson.value;
}

function answered(memory: Memory, rule: string, more: Partial<AnswerEntry>): void {
  const lesson = lessonFor(rule);
  const question = questionOf(lesson, lesson.order[0] ?? -1);
  const common = {
    v: entryVersion,
    id: `${rule} ${memory.answers}`,
    time: start,
    zone: 0,
    course: null,
    step: null,
  };
  remember(memory, {
    ...common,
    type: 'answer',
    question: 'a',
    asked: askedOf(lesson, question),
    skills: skillsOf(lesson, question),
    verdict: 'wrong',
    mistake: null,
    tries: 1,
    hints: 0,
    closed: true,
    took: 1000,
    ...more,
  });
}

const many = ['sigmoid', 'tanh', 'exp', 'log', 'relu', 'sqrt', 'sin', 'cos', 'softplus', 'square'];

test('an own mistake comes before all that is weaker, and the weakest of the others follow', () => {
  const memory = nothing();
  for (const op of many) answered(memory, `${op}(a)`, {});
  answered(memory, 'abs(a)', { mistake: 'opposite-sign' });
  for (let i = 0; i < 3; i++) answered(memory, 'abs(a)', { verdict: 'correct' });
  const dues = reviewAt(memory, start + day, null);
  expect(dues.length).toBeLessThan(many.length);
  expect(dues[0]?.skills).toContain('abs.z');
  expect(dues[0]?.mistakes.map(({ id }) => id)).toEqual(['opposite-sign']);
  const known = dues.slice(1).map(({ skills: [skill = ''] }) => memory.skills[skill]?.known ?? 0);
  expect(known).toEqual([...known].sort((a, b) => a - b));
});

test('nothing of today comes back today', () => {
  const memory = nothing();
  answered(memory, 'abs(a)', { mistake: 'opposite-sign' });
  expect(reviewAt(memory, start, null)).toEqual([]);
});

test('a mistake is done with after two right answers where it was made, each on a later day', () => {
  const memory = nothing();
  const isStillOpen = (time: number): boolean =>
    Object.values(memory.mistakes).some((mistake) => isOpen(mistake, time));
  answered(memory, 'abs(a)', { mistake: 'opposite-sign' });
  answered(memory, 'abs(a)', { verdict: 'correct' });
  answered(memory, 'abs(a)', { verdict: 'correct', time: start + day });
  expect(isStillOpen(start + day)).toBe(true);
  answered(memory, 'abs(a)', { verdict: 'correct', time: start + 2 * day });
  expect(isStillOpen(start + 2 * day)).toBe(false);
});
