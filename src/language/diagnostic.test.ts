import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { locate } from './diagnostic.ts';

test.each([
  ['J = a', 0, 1, 1, 'J = a'],
  ['J = a', 5, 1, 6, 'J = a'],
  ['', 0, 1, 1, ''],
  ['\nJ', 0, 1, 1, ''],
  ['\nJ', 1, 2, 1, 'J'],
  ['\n\n', 1, 2, 1, ''],
  ['a = 1\nb = 2\nJ = a', 6, 2, 1, 'b = 2'],
  ['a = 1\nb = 2\nJ = a', 5, 1, 6, 'a = 1'],
  ['a = 1\nb = 2\nJ = a', 17, 3, 6, 'J = a'],
  ['a = 1\r\nb = 2', 8, 2, 2, 'b = 2'],
])('in %p offset %p lies in line %p, column %p', (text, offset, line, column, source) => {
  expect(locate(text, offset)).toEqual({ line, column, source });
});

test('a place leads back to its offset', () => {
  const text = fc
    .array(fc.constantFrom('a', '\n', ' '), { maxLength: 12 })
    .map((letters) => letters.join(''));
  fc.assert(
    fc.property(text, fc.nat(12), (source, far) => {
      const offset = Math.min(far, source.length);
      const { line, column, source: shown } = locate(source, offset);
      const lines = source.split('\n');
      expect(lines[line - 1]).toBe(shown);
      expect(lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, column - 1)).toBe(offset);
    }),
  );
});
