import { expect, test } from '@jest/globals';
import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { parseProgram } from '../../language/program.ts';
import { lessonOf } from '../../tutor/lesson/lesson.ts';
import { aboutOf } from './evidence.ts';

test('a question is kept with all values of its program, so that the like of it can be asked again', () => {
  const parsed = parseProgram('u = a*b; J = (u - y)^2');
  const values = new Map([
    ['a', 2],
    ['b', 5],
    ['y', 7],
  ]);
  const worked = parsed.ok ? evaluateGraph(parsed.value, { values, output: null, data: ['y'] }) : parsed;
  const lesson = worked.ok ? lessonOf(worked.value) : worked;
  if (!lesson.ok) throw new Error(lesson.trouble.message);
  expect(aboutOf(lesson.value)).toEqual({
    program: 'u = a*b; J = (u - y)^2',
    values: { a: 2, b: 5, y: 7 },
    data: ['y'],
    output: 'J',
  });
});
