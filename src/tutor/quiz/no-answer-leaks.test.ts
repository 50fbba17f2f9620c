import { describe, expect, test } from '@jest/globals';
import { formatNumber } from '../../language/number-format.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { homeworkLessons, lectureLessons, randomLessons } from '../lesson/lessons.testing.ts';
import { opening } from '../session/opening.ts';
import type { Session } from '../session/state.ts';
import { startSession } from '../session/state.ts';
import { numbersIn } from '../teaching/hint.ts';
import { linesIn } from './session.testing.ts';
import { asking, step } from './session.ts';

const all = [...lectureLessons, ...homeworkLessons, ...randomLessons(200, 2)];

const numbers = (text: string): readonly string[] => [...text.matchAll(numbersIn)].map(([number]) => number);

/** Whether the exact value is among the numbers of a text, as people see it or with more digits, of either sign. */
function holds(text: string, exact: number): boolean {
  return numbers(text).some(
    (number) => number === formatNumber(Math.abs(exact), 4) || Number(number) === Math.abs(exact),
  );
}

/** Numbers that stand in the rules for everybody, and in the words around them. */
const structural = (exact: number): boolean => exact === 0 || Math.abs(exact) === 1;

/** Lines that are never right: one too far off for any rounding, one with the wrong sign, and what can't be read. */
const misses = (exact: number): readonly string[] => [
  String(exact * 7 + 1234.5),
  String(-exact * 3 - 77),
  '3 4',
  '',
  ':bogus',
  '1,500',
  '__proto__',
];

interface Leak {
  readonly line: string;
  readonly said: string;
}

/** Drives one question with everything but its answer; gives back what told too much. */
function leaksAt(session: Session, exact: number): { leaks: readonly Leak[]; after: Session } {
  const onScreen = asking(session).flatMap(linesIn).join('\n');
  const leaks: Leak[] = [];
  let at = session;
  const type = (line: string, tells: (said: string) => boolean): void => {
    const stepped = step(at, line);
    const said = stepped.shown.flatMap(linesIn).join('\n');
    if (tells(said)) leaks.push({ line, said });
    at = stepped.session;
  };
  const seen = new Set([...numbers(onScreen), ...numbers(opening(session).flatMap(linesIn).join('\n'))]);
  for (const miss of misses(exact)) {
    // Nothing but what was typed, what is there already, and the words' own numbers.
    const typed = new Set([...numbers(miss), '1.500', '1500']);
    type(miss, (said) => numbers(said).some((number) => !seen.has(number) && !typed.has(number)));
  }
  const open = openOf(session).filter((slope) => !structural(slope) && !holds(onScreen, slope));
  for (const rung of ['?', ':hint', '?', '?', '?'])
    type(rung, (said) => {
      const early = open.some(
        (slope) => slope !== exact && holds(said, slope) && !seen.has(formatNumber(Math.abs(slope), 4)),
      );
      return early || (holds(said, exact) && !holds(onScreen, exact) && !structural(exact));
    });
  for (const show of [':help', ':values', ':graph'])
    type(show, (said) => derivativesToldIn(said, at).length > 0);
  return { leaks, after: at };
}

/** The derivatives that were left for later. */
function openOf({ words: { lesson }, turns }: Session): readonly number[] {
  return lesson.order
    .filter((slot) => turns.get(slot)?.outcome === null && (turns.get(slot)?.skips ?? 0) > 0)
    .map((slot) => lesson.worked.gradients[slot] ?? Number.NaN);
}

/** The derivatives that a text gives a number to although their questions are still open. */
function derivativesToldIn(said: string, { words: { lesson }, turns }: Session): readonly string[] {
  const { worked } = lesson;
  return lesson.order
    .filter((slot) => (turns.get(slot)?.outcome ?? null) === null)
    .map((slot) => `d${worked.output}/d${worked.names[slot]}`)
    .filter((word) => new RegExp(`${word} = -?[\\d.]+(?:e-?\\d+)?(?![\\w*/+ .])`, 'u').test(said));
}

function quizLeaks(lesson: Lesson): readonly (Leak & { readonly asks: string })[] {
  const found: (Leak & { readonly asks: string })[] = [];
  let session = startSession(lesson, 'prompt', 4);
  for (const [i, slot] of lesson.order.entries()) {
    const exact = lesson.worked.gradients[slot] ?? Number.NaN;
    const asks = `d${lesson.worked.output}/d${lesson.worked.names[slot]}`;
    const { leaks, after } = leaksAt(session, exact);
    found.push(...leaks.map((leak) => ({ ...leak, asks })));
    // Every third one is left for later: what follows must not tell it.
    const line = i % 3 === 2 ? ':skip' : String(exact);
    const stepped = step(after, line);
    const why = step(stepped.session, ':why');
    for (const { shown } of [stepped, why]) {
      const said = shown.flatMap(linesIn).join('\n');
      if (derivativesToldIn(said, stepped.session).length > 0) found.push({ asks, line, said });
    }
    session = stepped.session;
  }
  return found;
}

describe('nothing tells an answer before its time', () => {
  test.each(lectureLessons)('%s', (_, lesson) => {
    expect(quizLeaks(lesson)).toEqual([]);
  });

  test('homework and random programs', () => {
    const told = all.flatMap(([title, lesson]) => quizLeaks(lesson).map((leak) => ({ title, ...leak })));
    expect(told).toEqual([]);
  });

  test('a hint that has to be silent asks for a nudge instead', () => {
    const lesson = homeworkLessons.find(([title]) => title.startsWith('J = a + b'))?.[1] as Lesson; // it is in the list
    const { session } = step(step(startSession(lesson, 'prompt', 4), '?').session, '?');
    const { shown } = step(session, '?');
    expect(shown.flatMap(linesIn)).toEqual([
      'Change a from `1` to `1.001` and compute J again. How many times that step does J move?',
    ]);
  });
});
