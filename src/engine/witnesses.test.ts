import { describe, expect, test } from '@jest/globals';
import { derivativeByMathjs } from './mathjs.ts';
import { solved } from './solved.testing.ts';
import { testimonies } from './witnesses.ts';

const all = (program: string, values: Record<string, number>) => {
  const worked = solved(program, values);
  const slots = [...worked.slots].map(([, slot]) => slot).filter((slot) => worked.graph.kind[slot] !== 0);
  return testimonies(worked, slots, derivativeByMathjs);
};

describe('two witnesses testify to every derivative', () => {
  test('they agree on the running example, and mathjs knows only the names of the text', () => {
    const said = all('J = 3*(a+b*c)', { a: 5, b: 3, c: 2 });
    expect(said.every(({ agrees }) => agrees)).toBe(true);
    expect(said.find(({ name }) => name === 'b')).toMatchObject({ derivative: 6, second: 6 });
    expect(said.find(({ name }) => name === 't1')?.second).toBeNull();
    expect(said.find(({ name }) => name === 't1')?.nudged).toBeCloseTo(3, 8);
  });

  test('beside a corner nudging is silent; away from it it speaks', () => {
    expect(all('J = relu(x)*2', { x: 0.001 }).map(({ nudged }) => nudged)).toEqual([null, null, null]);
    expect(all('J = relu(x)*2', { x: 3 }).every(({ nudged }) => nudged !== null)).toBe(true);
  });

  test('a large output does not make them disagree', () => {
    expect(all('J = w^9', { w: 40 }).every(({ agrees }) => agrees)).toBe(true);
  });

  test('a derivative that is wrong is seen by each of them', () => {
    const worked = solved('J = 3*(a+b*c)', { a: 5, b: 3, c: 2 });
    const slot = worked.slots.get('b') ?? -1;
    const gradients = worked.gradients.slice();
    gradients[slot] = 6.001;
    const wrong = { ...worked, gradients };
    expect(testimonies(wrong, [slot], () => null)).toMatchObject([{ agrees: false }]);
    expect(testimonies(worked, [slot], () => 6.001)).toMatchObject([{ agrees: false }]);
  });
});
