import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { namePattern, nameRest, nameStart } from './name-pattern.ts';

const name = `[${nameStart}][${nameRest}]*`;
const sources = [
  `d(?<of>${name})/d(?<by>${name})`,
  `(?<of>${name}?)_(?:by_)?(?<by>${name})`,
  String.raw`[dD∂](?<by>[\p{L}]+)\(?(?<layer>\d+)\)?`,
  `The slope of (?<by>${name})|d${name}`,
];

// Letters that look like others, marks on letters, digits of other scripts, and capitals that are 'K' or 's' to some rules.
const letters = fc.constantFrom(...'dDJbk_/09( )sK', 'é', 'ё', '₂', '٣', 'ſ', 'K', '中', '\u0301', '∂');
const text = fc.oneof(
  fc.string({ unit: letters, maxLength: 8 }),
  fc.tuple(letters, letters).map(([a, b]) => `d${a}/d${b}`),
  fc.tuple(letters, letters).map(([a, b]) => `The slope of ${a}${b}`),
  fc.string({ unit: 'grapheme-ascii', maxLength: 8 }),
);

test.each(['u', 'iu'] as const)('the form for ASCII matches what the whole pattern matches (%s)', (flags) => {
  fc.assert(
    fc.property(text, fc.constantFrom(...sources), (typed, source) => {
      const match = new RegExp(`^(?:${source})$`, flags).exec(typed);
      expect(namePattern(source, flags).groupsOf(typed)).toEqual(match && { ...match.groups });
    }),
    { numRuns: 2_000 },
  );
});

test('a pattern is made when it is first used', () => {
  expect(() => namePattern('(')).not.toThrow();
  expect(() => namePattern('(').groupsOf('a')).toThrow(SyntaxError);
});
