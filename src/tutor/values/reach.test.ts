import { expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { entriesOf } from '../../ops/matrix.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { reachOf } from './reach.ts';
import { variantOf } from './variant.ts';

const net = (f: string, values = { w: 2, x: 0.5, b: 1, y: 1 }) =>
  lessonFor(solved(`a = ${f}; J = 1/2*(a - y)^2`, values, { data: ['x', 'y'] }));

test.each([
  ['sigmoid(w*x + b)', { least: 0, most: 1 }],
  ['tanh(w*x + b)', { least: -1, most: 1 }],
  ['relu(w*x + b)', { least: 0, most: Infinity }],
  ['exp(w*x + b)', { least: 0, most: Infinity }],
  ['w*x + b', null],
  ['log(w*x + b)', null],
] as const)('what %s is compared with lies where it can go', (f, range) => {
  const { worked } = net(f);
  expect(reachOf(worked.graph, worked.slots.get('y') ?? -1)).toEqual(range);
  const { least = -Infinity, most = Infinity } = range ?? {};
  for (let seed = 1; seed <= 6; seed++) {
    const y = variantOf(net(f), seed)?.values.get('y') ?? Number.NaN;
    for (const entry of Array.from(entriesOf(y))) {
      expect(entry).toBeGreaterThanOrEqual(least);
      expect(entry).toBeLessThanOrEqual(most);
    }
  }
});
