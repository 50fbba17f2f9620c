import { beforeAll, describe, expect, test } from '@jest/globals';
import { isMastered, isOpen, type MistakeMemory } from '../memory/memory.ts';
import { forgetful, guessing, perfect, stubborn } from './pupils.testing.ts';
import { answersIn, reviewedOn, type Walked, walkedBy, wholeCourse } from './walked.testing.ts';

// Whole pupils walk the whole course, a lecture a day, and come back to review: what is said of them must be true.

const course = wholeCourse();
const days = course.lectures.length;

describe('who knows everything', () => {
  let walked: Walked;
  beforeAll(() => {
    walked = walkedBy(perfect, course);
  });

  test('is right at every first try, and done with every step', () => {
    expect(answersIn(walked).filter(({ verdict }) => verdict !== 'correct')).toEqual([]);
    const steps = course.lectures.reduce((total, lecture) => total + lecture.steps.length, 0);
    expect(Object.values(walked.memory.steps).filter(({ done }) => done)).toHaveLength(steps);
  });

  test('passes over what leads up to it, so that nobody ends in fewer steps', () => {
    const patient = walkedBy({ ...perfect, bold: false }, course);
    const lost = walkedBy(stubborn('operands-swapped', Number.POSITIVE_INFINITY), course);
    expect(walked.steps).toBeLessThan(0.85 * patient.steps);
    expect(walked.answers).toBeLessThan(0.85 * patient.answers);
    expect(patient.answers).toBeLessThan(lost.answers);
  });

  test('keeps nearly every skill after some days of reviews, each of three to ten questions that are not alike', () => {
    for (let day = days; day < days + 25; day++) {
      const dues = reviewedOn(walked, perfect, course, day);
      expect(dues.length === 0 || (dues.length >= 3 && dues.length <= 10)).toBe(true);
      expect(new Set(dues.map(({ key }) => key)).size).toBe(dues.length);
      if (dues.length > 3)
        expect(dues.reduce((total, { seconds }) => total + seconds, 0)).toBeLessThanOrEqual(180);
    }
    const skills = Object.entries(walked.memory.skills);
    const kept = skills.filter(([, skill]) => isMastered(skill));
    expect(kept.length).toBeGreaterThan(0.7 * skills.length);
  });
});

describe('who makes one mistake', () => {
  const mistake = 'added-instead-of-multiplied';
  const stops = days + 4;
  const pupil = stubborn(mistake, stops);
  let walked: Walked;
  const own = (): readonly MistakeMemory[] =>
    Object.values(walked.memory.mistakes).filter(({ id }) => id === mistake);
  const firstDay = (): number =>
    Math.floor(
      ((answersIn(walked).find((entry) => entry.mistake === mistake)?.time ?? 0) - 20_000 * 86_400_000) /
        86_400_000,
    );

  test('is found out while walking', () => {
    walked = walkedBy(pupil, course);
    expect(own().length).toBeGreaterThan(0);
    expect(firstDay()).toBeLessThan(2);
  });

  test('is shown it in the reviews of the next two days, at numbers where it shows', () => {
    const early = walkedBy(pupil, { ...course, lectures: course.lectures.slice(0, 2) });
    const before = early.entries.length;
    const dues = [2, 3].flatMap((day) => reviewedOn(early, pupil, course, day));
    expect(dues.flatMap(({ mistakes }) => mistakes.map(({ id }) => id))).toContain(mistake);
    const named = answersIn({ ...early, entries: early.entries.slice(before) }).filter(
      (entry) => entry.mistake === mistake,
    );
    expect(named.length).toBeGreaterThan(0);
  });

  test('has it open as long as it is made, and is done with it when it stops', () => {
    for (let day = days; day < stops; day++) reviewedOn(walked, pupil, course, day);
    expect(own().some((each) => isOpen(each, walked.time))).toBe(true);
    let day = stops;
    for (; day < stops + 20 && own().some((each) => isOpen(each, walked.time)); day++)
      reviewedOn(walked, pupil, course, day);
    expect(own().filter((each) => isOpen(each, walked.time))).toEqual([]);
    expect(day - stops).toBeLessThanOrEqual(7);
  });
});

test('who forgets is asked again more often than who knows', () => {
  const half = { ...course, lectures: course.lectures.slice(0, 3) };
  const asked = [forgetful(3), { ...perfect, bold: false }].map((pupil) => {
    const walked = walkedBy(pupil, half);
    let count = 0;
    for (let day = days; day < days + 14; day++) count += reviewedOn(walked, pupil, half, day).length;
    return count;
  });
  expect(asked[0]).toBeGreaterThan(1.2 * (asked[1] ?? 0));
});

test('who guesses is never called a master', () => {
  const pupil = guessing(1);
  const walked = walkedBy(pupil, course);
  for (let day = days; day < days + 7; day++) reviewedOn(walked, pupil, course, day);
  const all = Object.values(walked.memory.skills);
  expect(all.length).toBeGreaterThan(15);
  expect(all.filter(isMastered)).toEqual([]);
  expect(Math.max(...all.map(({ known }) => known))).toBeLessThan(0.95);
});
