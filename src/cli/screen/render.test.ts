import { describe, expect, test } from '@jest/globals';
import { columnsOf } from '../../picture/measure.ts';
import type { Block } from '../../tutor/lesson/block.ts';
import { homeworkLessons, lectureLesson, lectureLessons } from '../../tutor/lesson/lessons.testing.ts';
import { asking, closing, step } from '../../tutor/quiz/session.ts';
import { opening } from '../../tutor/session/opening.ts';
import { type Session, startSession } from '../../tutor/session/state.ts';
import { rendered } from './render.ts';
import { screen } from './themes.testing.ts';

const running = lectureLesson('running-example.txt');

/** Every screen of a quiz in which everything is tried at every question. */
function screensOf(session: Session): readonly { session: Session; blocks: readonly Block[] }[] {
  const screens = [{ session, blocks: opening(session) }];
  let at = session;
  while (!at.over) {
    screens.push({ session: at, blocks: asking(at) });
    for (const line of [
      '999',
      '1,500',
      'u1 + + 2',
      '?',
      '?',
      '?',
      '?',
      ':values',
      ':graph',
      ':help',
      ':answer',
      ':why',
    ]) {
      const stepped = step(at, line);
      screens.push({ session: at, blocks: stepped.shown });
      at = stepped.session;
    }
  }
  return [...screens, { session: at, blocks: closing(at) }];
}

const show = (blocks: readonly Block[], width: number): readonly string[] =>
  rendered(blocks, running, 4, screen(width));

describe(':help', () => {
  test('leaves room for the question on a usual screen, whatever the lecture', () => {
    for (const [file, lesson] of lectureLessons) {
      const session = startSession(lesson, 'prompt', 4);
      const { shown } = step(session, ':help');
      const lines = rendered([...shown, ...asking(session)], lesson, 4, screen(80)).length;
      expect({ file, fits: shown.length > 5 && lines <= 23 }).toEqual({ file, fits: true });
    }
  });
});

test('an item of a list is indented as far as its text', () => {
  const item: Block = {
    kind: 'line',
    role: 'plain',
    text: '- `dJ/dh`: the local derivative alone, without the rest.',
  };
  expect(show([item], 40)).toEqual(['- dJ/dh: the local derivative alone,', '  without the rest.']);
});

describe('a question', () => {
  test('stands alone: its statement, its values, what has been found', () => {
    const { session } = step(startSession(running, 'prompt', 4), '3');
    expect(show(asking(session), 80)).toEqual([
      '',
      '2 of 5: v = a + u',
      '  a = 5, u = 6, v = 11',
      '  found: dJ/dv = 3',
      '  J ◀─ dJ/dv = 3 ─ v ◀─ dJ/da = ? ─ a',
    ]);
  });

  test.each([80, 40])(
    'takes five lines at most at %i columns, its prompt included, and a strip above it',
    (width) => {
      let questions = 0;
      for (const [, lesson] of lectureLessons) {
        let session = startSession(lesson, 'prompt', 4);
        while (!session.over) {
          const [gap, ...lines] = rendered(asking(session), lesson, 4, screen(width));
          expect(gap).toBe('');
          expect(lines.filter((text) => !/◀─/.test(text)).length + 1).toBeLessThanOrEqual(5);
          expect(lines.filter((text) => /◀─/.test(text)).length).toBeLessThanOrEqual(3);
          session = step(session, ':answer').session;
          questions++;
        }
      }
      expect(questions).toBeGreaterThan(80);
    },
  );

  test.each([80, 40, 20])('shows whatever it needs at %i columns', (width) => {
    for (const [, lesson] of [...lectureLessons, ...homeworkLessons]) {
      let session = startSession(lesson, 'prompt', 4);
      while (!session.over) {
        const [block] = asking(session);
        if (block?.kind !== 'question') throw new Error('a question is asked');
        const text = rendered([block], lesson, 4, screen(width)).join(' ').replaceAll(/\s+/g, '');
        for (const needed of [...block.statements, ...block.needs])
          expect(text).toContain(needed.replaceAll(' ', ''));
        session = step(session, ':answer').session;
      }
    }
  });

  test('counts what it leaves out', () => {
    const block = {
      kind: 'question',
      place: '9 of 9',
      asks: 'dJ/dw',
      statements: ['z = w*x + b'],
      values: ['w = 1', 'x = 2', 'b = 3', 'z = 5'],
      found: ['dJ/dz = 2', 'dJ/da1 = 4', 'dJ/da2 = 5', 'dJ/da3 = 6', 'dJ/da4 = 7'],
      needs: ['x = 2', 'dJ/dz = 2'],
      ways: [],
      more: { statements: 0, values: 2, found: 1 },
    } as const;
    expect(show([block], 30)).toEqual([
      '',
      '9 of 9: z = w*x + b',
      '  w = 1, x = 2, b = 3, z = 5,',
      '  and 2 more',
      '  found: dJ/dz = 2, and 5 more',
    ]);
  });
});

test('lines that are asked about stand one under the other, and leave room for the values', () => {
  const block = {
    kind: 'question',
    place: '2 of 2',
    asks: 'wrong line',
    lead: 'which line is wrong, if any?',
    statements: ['(1) dJ/dv = 3', "(2) dJ/dW = dJ/dZ * X' = [1 2 3]"],
    values: ['v = 1', 'Z = 2'],
    found: [],
    needs: [],
    ways: [],
    more: { statements: 0, values: 0, found: 0 },
  } as const;
  expect(show([block], 30)).toEqual([
    '',
    '2 of 2: which line is wrong,',
    '    if any?',
    '  (1) dJ/dv = 3',
    "  (2) dJ/dW = dJ/dZ * X' =",
    '    [1 2 3]',
    '  v = 1, Z = 2',
  ]);
});

describe('every screen of every lecture', () => {
  test.each([80, 40])('fits %i columns, has no backtick, no blanks at an end', (width) => {
    let lines = 0;
    for (const [, lesson] of [...lectureLessons, ...homeworkLessons]) {
      for (const { session, blocks } of screensOf(startSession(lesson, 'prompt', 4))) {
        for (const line of rendered(blocks, session.words.lesson, 4, screen(width))) {
          expect(columnsOf(line)).toBeLessThanOrEqual(width);
          expect(line).not.toMatch(/`|\s$|undefined|NaN|\[object/);
          lines++;
        }
      }
    }
    expect(lines).toBeGreaterThan(3000);
  });

  test('is ASCII where nothing else is safe', () => {
    for (const { session, blocks } of screensOf(startSession(running, 'prompt', 4)))
      for (const line of rendered(blocks, session.words.lesson, 4, screen(80, true)))
        expect(line).toMatch(/^[\x20-\x7e]*$/);
  });
});

describe('a place', () => {
  const place = (source: string, from: number, to: number, width = 80): readonly string[] =>
    show([{ kind: 'place', source, from, to }], width);

  test('has its carets under it', () => {
    expect(place('9x + foo', 5, 8)).toEqual(['  9x + foo', '       ^^^']);
    expect(place('du*', 3, 3)).toEqual(['  du*', '     ^']);
  });

  test('wide characters and marks move the carets as they move the text', () => {
    expect(place('漢 + x', 4, 5)).toEqual(['  漢 + x', '       ^']);
    expect(place('🙂', 0, 2)).toEqual(['  🙂', '  ^^']);
    expect(place('e\u0301 + x', 5, 6)).toEqual(['  e\u0301 + x', '      ^']);
  });

  test('rows below each other stand side by side', () => {
    expect(place('[\n1 2\n3 4 5;\n]', 6, 11)).toEqual(['  [ 1 2;3 4 5; ]', '        ^^^^^']);
  });

  test('what can not be seen is a blank', () => {
    expect(place('\u001b[31m6', 0, 1)).toEqual(['   [31m6', '  ^']);
    expect(place('6\t+\u0007', 3, 4)).toEqual(['  6 +', '     ^']);
  });

  test.each([80, 40, 20])('stays in sight at %i columns, however long the line is', (width) => {
    for (const from of [0, 17, 39, 76, 150, 399]) {
      const source = `${'1+'.repeat(200)}`;
      const [text = '', carets = ''] = place(
        `${source.slice(0, from)}@${source.slice(from + 1)}`,
        from,
        from + 1,
        width,
      );
      expect(columnsOf(text)).toBeLessThanOrEqual(width);
      expect(text[carets.indexOf('^')]).toBe('@');
    }
  });

  test('a place longer than the screen ends with it', () => {
    const [text = '', carets = ''] = place('x'.repeat(100), 0, 100, 40);
    expect(carets.length).toBeLessThanOrEqual(40);
    expect(text.length).toBeLessThanOrEqual(40);
  });
});
