import { expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import type { Value } from '../../ops/matrix.ts';
import { lessonFor, valuesFrom } from '../lesson/lessons.testing.ts';
import { inPipe, typed } from '../quiz/session.testing.ts';

const named = (program: string, values: Readonly<Record<string, Value>>, name: string, answer: string) => {
  const lesson = lessonFor(solved(program, values), { wrt: [name] });
  const { session } = typed(inPipe(lesson), answer);
  return session.turns.get(lesson.order[0] ?? -1)?.mistake?.id ?? null;
};

const net = 'z = w*x + b; a = tanh(z); J = (a - y)^2';
const values = { w: 0.5, x: 1.5, b: -0.3, y: 1 };

test.each([
  [net, 'b', 'dz*b', 'factor-too-many'],
  [net, 'b', 'da*(1 - a^2)*b', 'factor-too-many'],
  // Of so few digits a number shows no rule that is this rare.
  ['z = w*x + b; J = z^2', 'b', '-0.3', null],
] as const)('%s: d%s = %s is told as %s', (program, name, answer, id) => {
  const told = named(program, values, name, answer);
  if (id === null) expect(told).not.toBe('factor-too-many');
  else expect(told).toBe(id);
});

test('the diagonal of the slopes of softmax is no derivative yet', () => {
  const batch = 'P = softmax(Z); J = -sum(Y .* log(P))';
  const given = valuesFrom('Z = [0.5 -0.5; 1 0.25; -1 0.75], Y = [1 0; 0 1; 0 0]');
  expect(named(batch, given, 'Z', 'P .* (1 - P)')).toBe('diagonal-alone');
});
