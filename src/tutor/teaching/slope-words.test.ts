import { expect, test } from '@jest/globals';
import { slotOf, solved, type Values } from '../../engine/solved.testing.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { slopeLine } from './slope-words.ts';

const line = (program: string, values: Values, name: string, data: readonly string[] = []): string => {
  const worked = solved(program, values, { data });
  return slopeLine({ lesson: lessonFor(worked), digits: 4 }, slotOf(worked, name));
};

test('one variable has a d, several have a ∂; data is no variable', () => {
  expect(line('J = w^2', { w: 3 }, 'w')).toBe('dJ/dw = 2*w = 2*3 = 6');
  expect(line('J = w*x', { w: 3, x: 2 }, 'w')).toBe('∂J/∂w = x = 2');
  expect(line('J = w*x', { w: 3, x: 2 }, 'w', ['x'])).toBe('dJ/dw = x = 2');
  expect(line('u = 5*a; J = 3*w', { a: 1, w: 2 }, 'w')).toBe('dJ/dw = 3');
});

test('the ways to the output are multiplied along and added up', () => {
  expect(line('u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 2 }, 'b')).toBe('∂J/∂b = 3*c = 3*2 = 6');
  expect(line('u = a+b; v = b+1; J = u*v', { a: 3, b: 2 }, 'b')).toBe('∂J/∂b = v + u = 3 + 5 = 8');
});

test('what does not reach the output has the derivative 0', () => {
  expect(line('u = 5*a; J = 3*w', { a: 1, w: 2 }, 'a')).toBe('dJ/da = 0');
});

test('where the whole would be long, it stops at the next named step', () => {
  const steps = Array.from({ length: 12 }, (_, i) => `h${i + 1} = tanh(h${i}*v${i})`);
  const values = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`v${i}`, 1 + i / 10]));
  expect(line(`h0 = w*x; ${steps.join('; ')}; J = h12^2`, { w: 1, x: 0.5, ...values }, 'w')).toMatch(
    /^∂J\/∂w = ∂J\/∂h0 \* x = /,
  );
});
