import { expect, test } from '@jest/globals';
import { readNotation } from './notation.ts';

const rightsOf = (text: string) => {
  const read = readNotation(text);
  return read.ok ? read.value.entries.map(({ left, right }) => `${left}: ${right}`.trim()) : null;
};

test.each([
  ['db =\n6', ['db: 6']],
  ['db =\n\n6', ['db: 6']],
  ['db =\n  du*c\ndc = 9', ['db: du*c', 'dc: 9']],
  ['db =\n[1 2; 3 4]', ['db: [1 2; 3 4]']],
  ['db = \n-6 # by hand', ['db: -6']],
])('the value below %j is read', (text, entries) => expect(rightsOf(text)).toEqual(entries));

test.each([
  ['db =\ndc = 9', ['db:', 'dc: 9']],
  ['db =\n(chain rule)', ['db:']],
  ['db =\n2. What is dc?', ['db:']],
  ['db =\n2)', ['db:']],
  ['db =\n3 rules are used here', ['db:']],
  ['db =\n\n\n6', ['db:']],
])('what stands below %j is no value', (text, entries) => expect(rightsOf(text)).toEqual(entries));
