import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { operandsAt } from '../engine/graph/graph.ts';
import { kinkedPrograms } from '../engine/random.testing.ts';
import { slotOf, solved } from '../engine/solved.testing.ts';
import { readersOfAll } from './readers.ts';

const usesIn = (
  text: string,
  values: Record<string, number>,
  name: string,
  output: string | null = null,
): string => {
  const worked = solved(text, values, { output });
  const { of, reaches } = readersOfAll(worked.graph);
  const slot = slotOf(worked, name);
  return `${reaches(slot)} ${of(slot)
    .map(({ step, operand }) => `${worked.names[step]}.${operand}`)
    .join(' ')}`.trim();
};

test.each([
  ['J = a*b', 'a', 'true J.0'],
  ['J = a*b', 'b', 'true J.1'],
  ['J = a*b', 'J', 'true'],
  ['J = a*a', 'a', 'true J.0 J.1'],
  ['u = a*b; v = b - a; J = u + v', 'a', 'true u.0 v.1'],
  ['u = a*b; k = a + 1; J = u + b', 'a', 'true u.0'],
  ['u = a*b; k = a + 1; J = u + b', 'k', 'false'],
  ['k = a + 1; J = 2*b', 'a', 'false'],
  ['J = 3*(a + b*b)', 'b', 'true t1.0 t1.1'],
])('%s: who reads %s', (text, name, wanted) => {
  expect(usesIn(text, { a: 1, ...(text.includes('b') ? { b: 2 } : {}) }, name)).toBe(wanted);
});

test('another output leaves out what comes behind it', () => {
  expect(usesIn('u = a*2; J = u + a', { a: 1 }, 'a', 'u')).toBe('true u.0');
  expect(usesIn('u = a*2; J = u + a', { a: 1 }, 'J', 'u')).toBe('false');
});

test('every reading by a step that reaches the output is there once, in computing order', () => {
  fc.assert(
    fc.property(kinkedPrograms, ({ text, values }) => {
      const { graph } = solved(text, values);
      const { of, reaches } = readersOfAll(graph);
      const reading = (slot: number): string[] =>
        Array.from({ length: graph.size }, (_, step) => step)
          .filter(reaches)
          .flatMap((step) =>
            operandsAt(graph, step).flatMap((operand, k) => (operand === slot ? [`${step}.${k}`] : [])),
          );
      for (let slot = 0; slot < graph.size; slot++) {
        const uses = of(slot).map(({ step, operand }) => `${step}.${operand}`);
        expect(uses).toEqual(reading(slot));
        expect(reaches(slot)).toBe(slot === graph.output || uses.length > 0);
      }
    }),
    { numRuns: 80 },
  );
});
