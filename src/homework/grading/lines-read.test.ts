import { expect, test } from '@jest/globals';
import { spelledNote } from './lines-read.ts';

const read = (line: number) => ({
  line,
  problem: null,
  asks: 'dJ/db',
  typed: '6',
  written: null,
  taken: '6',
  remark: 'read as db = 6',
});

test('a line with several answers is named once', () => {
  expect(spelledNote([2, 8, 8].map(read))?.message).toBe(
    'lines 2, 8 were read differently from how they were typed',
  );
  expect(spelledNote([2, 2].map(read))?.message).toBe('line 2 was read differently from how it was typed');
});
