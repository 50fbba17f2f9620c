import { expect, test } from '@jest/globals';
import { momentIn, spelledMoment } from './moment.ts';

test.each([
  '2026-03-02 23:59',
  '1970-01-01 00:00',
  '2024-02-29 12:30',
  '2026-12-31 23:59',
  '2000-03-01 00:01 UTC+05:45',
  '2026-11-26 12:00 UTC-08:00',
])('%s is written as it was read', (text) => {
  const read = momentIn(text.replace('UTC', ''));
  expect(read && spelledMoment(read)).toBe(text);
});

test('a date without a time is the end of its day', () => {
  const read = momentIn('2026-03-02');
  expect(read && spelledMoment(read)).toBe('2026-03-02 23:59');
});
