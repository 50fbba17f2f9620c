import { expect, test } from '@jest/globals';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLessons } from '../lesson/lessons.testing.ts';
import { keptSessions } from './kept-sessions.ts';
import { startSession } from './state.ts';

const [, lesson] = lectureLessons[0] as readonly [string, Lesson]; // there are some
const begin = () => startSession(lesson, 'piped', 4);

test('who gives the same answers comes to the same session; none is kept for an answer without a word', () => {
  const kept = keptSessions();
  let gone = 0;
  const after = (...words: readonly (string | null)[]) => {
    let at = kept.start(lesson, 4, begin);
    for (const word of words) {
      const { session } = at;
      at = kept.after(at, word, () => {
        gone++;
        return { ...session };
      });
    }
    return at.session;
  };
  expect(after('3', '6')).toBe(after('3', '6'));
  expect(gone).toBe(2);
  expect(after('3', '7')).not.toBe(after('3', '6'));
  expect(gone).toBe(3);
  expect(after('3', null)).not.toBe(after('3', null));
});

test('it begins anew when it holds too many, and other digits are another start', () => {
  const kept = keptSessions(2);
  const start = kept.start(lesson, 4, begin);
  expect(kept.start(lesson, 4, begin)).toBe(start);
  expect(kept.start(lesson, 3, begin)).not.toBe(start);
  for (const word of ['1', '2']) kept.after(start, word, begin);
  expect(kept.start(lesson, 4, begin)).not.toBe(start);
});
