import { describe, expect, test } from '@jest/globals';
import { leaves } from '../language/expression.ts';
import { parseExpression } from '../language/parse.ts';
import { tokenize } from '../language/tokenize.ts';
import { noisePatterns } from './noise.ts';
import { partsOf } from './parts.ts';
import { rightPatterns } from './right-patterns.ts';
import { respelled } from './right-sides.ts';

const names = new Set(['b', 'c', 'b1', 'A', 'dZ']);

/** Reads as an answer does: an expression, all of whose words are names. */
function reads(text: string): boolean {
  const read = tokenize(text);
  if (!read.ok) return false;
  const parsed = parseExpression(read.value.tokens, 0, { comparisons: true });
  if (!parsed.ok || read.value.tokens[parsed.value.next]?.kind !== 'end') return false;
  return leaves(parsed.value.expression).every((leaf) => leaf.kind !== 'name' || names.has(leaf.name));
}
const ask = {
  reads,
  isName: (word: string) => names.has(word),
  isSingle: (word: string) => word === 'b' || word === 'c',
};

describe('right sides', () => {
  test.each(Object.entries({ ...noisePatterns, ...rightPatterns }))(
    '%s is read as its example says',
    (id, { example, plain }) => {
      expect(reads(example)).toBe(false);
      expect(reads(plain)).toBe(true);
      const other = respelled(example, ask);
      expect(other?.text).toBe(plain);
      expect(other?.via).toContain(id);
    },
  );

  test.each([
    '12 // 2',
    '6 % 4',
    '6%',
    '6 or 9',
    '1,500*2',
    '0x6',
    '2024-05-03 10:00',
    'v1.2.3',
    'see page 6',
    'J = 33 holds',
    '6 A',
    '6 m/b',
    '3 hundred',
    '3 k',
    '6 or c',
    'c m',
  ])('%s stays unread', (text) => {
    expect(respelled(text, ask)).toBeNull();
  });
});

test.each([
  ['3 units', '3'],
  ['-3.5 units', '-3.5'],
  ['6 m/s', '6'],
  ['1/2 kg m/s^2', '1/2'],
  ['0.5 N·m', '0.5'],
  ['6 units per second.', '6'],
])('the unit of %s is no part of the answer', (text, plain) => {
  expect(respelled(text, ask)?.text).toBe(plain);
  expect(respelled(text, ask)?.via).toContain('unit');
});

test.each([
  ['3*2 = 6', 'chain', ['3*2', '6']],
  ['du*c = 3*2 = 6', 'chain', ['du*c', '3*2', '6']],
  ['3*2 → 6', 'chain', ['3*2', '6']],
  ['6 (3*2)', 'beside', ['6', '3*2']],
  ['6 because 3*2', 'beside', ['6', '3*2']],
  ['(a >= b) * 3', 'chain', ['(a >= b) * 3']],
  ['a == b', 'chain', ['a', 'b']],
  ['6', 'chain', ['6']],
] as const)('%s', (text, kind, parts) => {
  expect(partsOf(text)).toEqual({ kind, parts });
});
