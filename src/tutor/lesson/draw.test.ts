import { expect, test } from '@jest/globals';
import { entriesOf, shapeOf } from '../../ops/matrix.ts';
import { drawnValues, readDraw } from './draw.ts';

// Values that are drawn: normal numbers, the same for the same seed.

function drawn(text: string, seed = 1) {
  const draw = readDraw(text);
  if (!draw?.ok) throw new Error(`${text} was not read`);
  const value = drawnValues(new Map([['W', draw.value]]), seed).get('W');
  if (value === undefined) throw new Error('it was drawn');
  return value;
}

test('has the shape that is wanted, and a single number for none', () => {
  expect(shapeOf(drawn('randn(3,2)'))).toMatchObject({ rows: 3, columns: 2 });
  expect(typeof drawn(' randn( ) ')).toBe('number');
  expect(typeof drawn('randn(1,1)')).toBe('number');
});

test('is normal: mean 0, deviation 1, and a third of it beyond 1', () => {
  const entries = Array.from(entriesOf(drawn('randn(100,100)')));
  const mean = entries.reduce((a, b) => a + b) / entries.length;
  const variance = entries.reduce((sum, each) => sum + (each - mean) ** 2, 0) / entries.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  const beyond = entries.filter((each) => Math.abs(each) > 1).length / entries.length;
  expect(Math.abs(beyond - 0.3173)).toBeLessThan(0.02);
});

test('is the same for the same seed, and scaled by what stands before it', () => {
  const once = Array.from(entriesOf(drawn('randn(2,2)', 7)));
  expect(Array.from(entriesOf(drawn('randn(2,2)', 7)))).toEqual(once);
  expect(Array.from(entriesOf(drawn('randn(2,2)', 8)))).not.toEqual(once);
  expect(Array.from(entriesOf(drawn('sqrt(1/4)*randn(2,2)', 7)))).toEqual(once.map((each) => each / 2));
});

test.each([
  ['randn(3)', /rows and columns/],
  ['randn(3,2)+1', /rows and columns/],
  ['randn(0,2)', /from 1 on/],
  ['randn(100000,100000)', /at most/],
  ['x*randn(3,2)', /number/],
])('%s is refused', (text, message) => {
  const draw = readDraw(text);
  expect(draw?.ok === false && draw.trouble.message).toMatch(message);
});

test('any other value is none of its business', () => {
  for (const text of ['3', '[1 2]', 'randnorm']) expect(readDraw(text)).toBeNull();
});
