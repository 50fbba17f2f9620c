import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { columnsOf } from '../../picture/measure.ts';
import { screen } from './themes.testing.ts';
import { wrapped } from './wrap.ts';

const lines = (sign: string, text: string, width: number): readonly string[] =>
  wrapped(sign, text, 'plain', screen(width));

describe('lines', () => {
  test('break between words and are indented as far as the sign', () => {
    expect(lines('✓ ', 'one two three four', 12)).toEqual(['✓ one two', '  three four']);
  });

  test('a short formula is not broken, a long one is', () => {
    expect(lines('', 'so far `t2 = a + t1` is', 14)).toEqual(['so far', 't2 = a + t1 is']);
    expect(lines('', `\`${'a + '.repeat(10)}a\``, 20)).toEqual([
      'a + a + a + a + a +',
      'a + a + a + a + a +',
      'a',
    ]);
  });

  test('what touches a formula stays with it', () => {
    expect(lines('', 'type `?`, or `:quit`.', 10)).toEqual(['type ?, or', ':quit.']);
  });

  test('a word wider than the screen is cut, and nothing of it is lost', () => {
    expect(lines('', `ab ${'x'.repeat(25)} cd`, 10)).toEqual(['ab', 'xxxxxxxxxx', 'xxxxxxxxxx', 'xxxxx cd']);
  });

  test('a wide character takes two columns, a mark on a letter none', () => {
    expect(lines('', '漢字漢字漢字', 10)).toEqual(['漢字漢字漢', '字']);
    expect(lines('', `${'e\u0301'.repeat(10)}f`, 10)).toEqual(['e\u0301'.repeat(10), 'f']);
  });

  test('a narrow screen keeps its room: the indent is small', () => {
    expect(lines('10 of 11: ', 'aaa bbb ccc ddd eee fff ggg', 20)).toEqual([
      '10 of 11: aaa bbb',
      '    ccc ddd eee fff',
      '    ggg',
    ]);
  });
});

describe('whatever the text', () => {
  const word = fc.oneof(
    fc.stringMatching(/^[a-z0-9.,=+*()^'✓·θ漢é-]{1,40}$/u),
    fc.stringMatching(/^`[a-z0-9 =+*()]{1,40}`[.,]?$/),
  );
  const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(' '));
  const sign = fc.constantFrom('', '✓ ', '? ', '10 of 11: ', '  found: ');
  const bare = (shown: string): string => shown.replaceAll(/[\s`]/g, '');

  test('no line is wider than the screen, ends in a blank or shows a backtick', () => {
    fc.assert(
      fc.property(sign, text, fc.integer({ min: 14, max: 100 }), (mark, said, width) => {
        for (const line of lines(mark, said, width)) {
          expect(columnsOf(line)).toBeLessThanOrEqual(width);
          expect(line).not.toMatch(/\s$|`/);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('nothing is lost, nothing is added', () => {
    fc.assert(
      fc.property(sign, text, fc.integer({ min: 14, max: 100 }), (mark, said, width) => {
        expect(bare(lines(mark, said, width).join(' '))).toBe(bare(mark + said));
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  test('colours change nothing but the colours', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 14, max: 100 }), (said, width) => {
        const look = { ...screen(width), paint: (_: string, part: string) => `<${part}>` };
        const coloured = wrapped('✓ ', said.replaceAll(/[<>]/g, ''), 'right', look);
        expect(coloured.map((line) => line.replaceAll(/[<>]/g, ''))).toEqual(lines('✓ ', said, width));
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});
