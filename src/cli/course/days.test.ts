import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readLines } from '../../course/memory/entry.ts';
import { inTerminal, lecture } from '../prompt/terminal.testing.ts';
import { ran } from '../shell/environment.testing.ts';

// A day is the learner's own, from midnight to midnight where they are.

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'dvar-days-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

/** A moment as it is written with its zone: `2026-03-28T23:30+01:00`. */
const at = (text: string) => {
  const [, sign = '', hours = '', minutes = ''] = /([+-])(\d\d):(\d\d)$/.exec(text) ?? [];
  const zone = Number(`${sign}1`) * (60 * Number(hours) + Number(minutes));
  return { state, now: () => Date.parse(text), zone: () => zone };
};
const missesOne = (when: string) => ran(lecture, { stdin: '3\n3\n3\n5\n9\n', ...at(when) });
const review = async (when: string): Promise<string> =>
  (await ran(['review'], { stdin: '', ...at(when) })).out;
const daysShown = async (when: string) =>
  JSON.parse((await ran(['progress', '--format', 'json'], at(when))).out).days;

const due = /questions are due/;
const notYet = /^Nothing is due. The next is due tomorrow/;

describe('around midnight', () => {
  test('what was missed late in the evening is due after midnight, on the same day in UTC', async () => {
    await missesOne('2026-02-10T23:50+02:00');
    expect(await review('2026-02-10T23:59+02:00')).toMatch(notYet);
    expect(await review('2026-02-11T00:01+02:00')).toMatch(due);
  });

  test('what was missed in the morning is not due in the evening, though UTC has another day', async () => {
    await missesOne('2026-02-10T08:00-08:00');
    expect(await review('2026-02-10T23:59-08:00')).toMatch(notYet);
    expect(await review('2026-02-11T00:00-08:00')).toMatch(due);
  });

  test('the calendar shows the days of the learner', async () => {
    await missesOne('2026-02-10T00:30+13:00');
    await missesOne('2026-02-10T23:30+13:00');
    await missesOne('2026-02-11T00:30+13:00');
    expect(await daysShown('2026-02-11T12:00+13:00')).toEqual([
      { day: '2026-02-10', answers: 10 },
      { day: '2026-02-11', answers: 5 },
    ]);
  });
});

describe('when clocks change', () => {
  test('a day of 23 hours is a day', async () => {
    await missesOne('2026-03-28T23:55+01:00');
    expect(await review('2026-03-29T01:59+01:00')).toMatch(due);
    expect(await review('2026-03-29T23:50+02:00')).toMatch(due);
    expect((await missesOne('2026-03-29T23:58+02:00')).code).toBe(1);
    expect(await daysShown('2026-03-30T00:05+02:00')).toEqual([
      { day: '2026-03-28', answers: 5 },
      { day: '2026-03-29', answers: 5 },
    ]);
  });

  test('a day of 25 hours is one day, also its last hour', async () => {
    await missesOne('2026-10-25T00:05+02:00');
    expect(await review('2026-10-25T23:55+01:00')).toMatch(notYet);
    expect(await review('2026-10-26T00:01+01:00')).toMatch(due);
  });

  test('the hour that comes twice loses nothing', async () => {
    await missesOne('2026-10-25T02:50+02:00');
    await missesOne('2026-10-25T02:10+01:00');
    expect(await daysShown('2026-10-25T03:00+01:00')).toEqual([{ day: '2026-10-25', answers: 10 }]);
    expect(await review('2026-10-26T03:00+01:00')).toMatch(due);
  });
});

test('whoever flies west, to a day that they have had, is asked as ever', async () => {
  await missesOne('2026-05-02T09:00+12:00');
  await missesOne('2026-05-01T14:00-10:00');
  expect(await review('2026-05-03T09:00-10:00')).toMatch(due);
  const json = JSON.parse(
    (await ran(['progress', '--format', 'json'], at('2026-05-03T09:00-10:00'))).out,
  ) as { skills: readonly { due: string; known: number }[] };
  expect(json.skills.every((skill) => Number.isFinite(Date.parse(skill.due)))).toBe(true);
  expect(json.skills.every(({ known }) => known > 0)).toBe(true);
});

describe('a clock that was wrong', () => {
  const skillsShown = async (moment: string) =>
    (
      JSON.parse((await ran(['progress', '--format', 'json'], at(moment))).out) as {
        skills: readonly { due: string; known: number }[];
      }
    ).skills;

  test('a year ahead, and set right: mistakes made then are asked, and skills are due as soon as ever', async () => {
    await missesOne('2027-03-01T10:00+00:00');
    expect(await review('2026-03-01T10:00+00:00')).toMatch(due);
    for (const { due: then } of await skillsShown('2026-03-01T10:00+00:00'))
      expect(Date.parse(then)).toBeLessThan(Date.parse('2026-03-20'));
    await missesOne('2026-03-01T11:00+00:00');
    expect(await review('2026-03-02T10:00+00:00')).toMatch(due);
    for (const { due: then } of await skillsShown('2026-03-02T10:00+00:00'))
      expect(Date.parse(then)).toBeLessThan(Date.parse('2026-03-20'));
  });

  test('a year back, and set right: nothing is lost', async () => {
    await missesOne('2026-03-01T10:00+00:00');
    const before = await skillsShown('2026-03-01T10:00+00:00');
    await missesOne('2025-03-01T10:00+00:00');
    expect(await daysShown('2026-03-01T11:00+00:00')).toEqual([
      { day: '2025-03-01', answers: 5 },
      { day: '2026-03-01', answers: 5 },
    ]);
    const after = await skillsShown('2026-03-01T11:00+00:00');
    expect(after.map(({ known }) => known > 0)).toEqual(before.map(() => true));
    expect(await review('2026-03-02T10:00+00:00')).toMatch(due);
  });
});

test('a moment in the output for programs is a moment of the world', async () => {
  await missesOne('2026-02-10T23:50+02:00');
  const json = JSON.parse((await ran(['progress', '--format', 'json'], at('2026-02-10T23:59+02:00'))).out);
  expect(json.mistakes[0].last).toBe('2026-02-10T21:50:00.000Z');
});

test('the program itself keeps the zone of its machine', async () => {
  const terminal = inTerminal(['learn', '1'], { env: { TZ: 'Asia/Kathmandu' } });
  await terminal.answers('', /Enter goes on/);
  await terminal.answers('9.006', />(?:\x1b\[\d*[A-Za-z])*$/);
  await terminal.sees(/Enter goes on/);
  terminal.type('\x03');
  await terminal.exit();
  const text = readFileSync(join(terminal.folder, 'state', 'progress.jsonl'), 'utf8');
  expect(new Set(readLines(text).map(({ zone }) => zone))).toEqual(new Set([345]));
});
