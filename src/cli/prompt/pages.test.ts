import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pagesOf } from './pages.ts';

const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `line ${i}`);

describe('a text in pages', () => {
  test('a short one is one page', () => {
    expect(pagesOf(numbered(5), 5, 80)).toEqual([numbered(5)]);
  });

  test('a page ends at a blank line near its end, and what belongs together stays together', () => {
    const lines = [...numbered(4), '', ...numbered(3)];
    expect(pagesOf(lines, 6, 80)).toEqual([[...numbered(4), ''], numbered(3)]);
  });

  test('the first page leaves room for what stands above it', () => {
    expect(pagesOf(numbered(8), 4, 80, 2).map((page) => page.length)).toEqual([2, 4, 2]);
  });

  test('a wide line takes several rows, and colours take none', () => {
    expect(pagesOf(['x'.repeat(25), 'y', 'z'], 4, 10)).toEqual([['x'.repeat(25), 'y'], ['z']]);
    expect(pagesOf([`\x1b[36m${'x'.repeat(10)}\x1b[0m`, 'y'], 2, 10)).toHaveLength(1);
  });

  test('no line is lost, none comes twice, and no page is higher than the screen', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('', 'a', 'bb', 'c'.repeat(12)), { maxLength: 60 }),
        fc.integer({ min: 3, max: 12 }),
        (lines, rows) => {
          const pages = pagesOf(lines, rows, 10);
          expect(pages.flat()).toEqual(lines);
          for (const page of pages) {
            const height = page.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 10)), 0);
            expect(height).toBeLessThanOrEqual(rows);
          }
        },
      ),
    );
  });
});
