import { expect, test } from '@jest/globals';
import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { parseProgram } from '../../language/program.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import { step } from '../../tutor/quiz/session.ts';
import { known } from '../../tutor/session/in-hand.ts';
import type { Session } from '../../tutor/session/state.ts';
import { sessionOver, withFound } from './asked-session.ts';

function lesson(): Lesson {
  const parsed = parseProgram('u = a*b; v = u + d; J = 3*v');
  const values = new Map([
    ['a', 2],
    ['b', 5],
    ['d', 7],
  ]);
  const worked = parsed.ok ? evaluateGraph(parsed.value, { values, output: 'J', data: [] }) : parsed;
  const laid = worked.ok ? lessonOf(worked.value) : worked;
  if (!laid.ok) throw new Error(laid.trouble.message);
  return laid.value;
}

const found = (session: Session): readonly string[] =>
  known(session).map((slot) => session.words.lesson.worked.names[slot] ?? '');

test('what comes after a question is not on the table before it, since it would tell its answer', () => {
  const first = sessionOver(lesson(), ['v', 'a'], ['value'], 'prompt', new Set());
  expect(found(first)).toEqual([]);
  const then = withFound(step(first, '3').session);
  expect([...found(then)].sort()).toEqual(['d', 'u', 'v']);
});

test('what was answered at an earlier sitting is on the table, and not asked again', () => {
  const again = sessionOver(lesson(), [], ['value'], 'prompt', new Set(['v', 'u', 'd']));
  expect([...found(again)].sort()).toEqual(['d', 'u', 'v']);
  expect(again.queue).toHaveLength(2);
});
