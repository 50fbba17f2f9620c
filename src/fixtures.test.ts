import { expect, test } from '@jest/globals';
import { expectFixture, replacedOnce } from './fixtures.testing.ts';

test('one part of a text is replaced, as it is written', () => {
  expect(replacedOnce('a\n==>\nold\n\n', '==>\nold', '==>\n$& new')).toBe('a\n==>\n$& new\n\n');
});

test('what stands twice, or nowhere, is left to a person', () => {
  for (const [text, part] of [
    ['3\n3\n', '3'],
    ['3\n', '4'],
    ['3\n', ''],
  ] as const)
    expect(() => replacedOnce(text, part, '5')).toThrow(/exactly once/);
});

test('in an ordinary run a text that differs is a failure', () => {
  expect(() => expectFixture('nowhere.txt', 'new', 'old')).toThrow(/new/);
});
