import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { functionNames } from './spelling.ts';
import { suggest } from './suggest.ts';

test.each([
  ['sigmoyd', 'sigmoid'],
  ['sigmid', 'sigmoid'],
  ['sigmoidd', 'sigmoid'],
  ['ismgoid', 'sigmoid'],
  ['SIGMOID', 'sigmoid'],
  ['Exp', 'exp'],
  ['epx', 'exp'],
  ['sqr', 'sqrt'],
  ['realu', 'relu'],
  ['foo', null],
  ['eval', null],
  ['x', null],
  ['', null],
  ['constructor', null],
])('%s suggests %s among the functions', (word, wanted) => {
  expect(suggest(word, functionNames)).toBe(wanted);
});

test('a short name is only taken for itself in other letters', () => {
  expect(suggest('A', ['b', 'a'])).toBe('a');
  expect(suggest('w1', ['w2', 'b1'])).toBeNull();
  expect(suggest('W1', ['w2', 'w1'])).toBe('w1');
});

test('of two that are near, the nearer', () => {
  expect(suggest('beat', ['bet', 'BEAT', 'beta'])).toBe('BEAT');
  expect(suggest('sigmiod', ['sigmaoid', 'sigmoid'])).toBe('sigmoid');
  expect(suggest('theta2', ['theta_0', 'theta1'])).toBe('theta1');
});

test('is always one of the candidates, itself where it is there, and found for words of any length', () => {
  const word = fc.string({ maxLength: 60 });
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 8 }), (typed, candidates) => {
      const near = suggest(typed, candidates);
      expect(near === null || candidates.includes(near)).toBe(true);
      if (typed.length > 0)
        expect(suggest(typed, [...candidates, typed])?.toLowerCase()).toBe(typed.toLowerCase());
    }),
  );
});
