import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { ran } from '../shell/environment.testing.ts';

const top = mkdtempSync(join(tmpdir(), 'dvar-attempts-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

interface Row {
  readonly student: string | null;
  readonly points: number | null;
  readonly file: string | null;
  readonly late?: { readonly by: number; readonly taken: number };
  readonly notes: readonly { readonly message: string }[];
}

/** Grades some files, each with the time at which it was changed, under a policy. */
async function graded(
  policy: string,
  files: Readonly<Record<string, readonly [text: string, changed: string]>>,
  roster?: string,
): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(top, 'a'));
  const assignment = join(folder, 'hw1.yaml');
  writeFileSync(
    assignment,
    `problems:\n  - id: p\n    program: u = b*c; v = a+u; J = 3*v\n    values: { a: 5, b: 3, c: 2 }\npolicy: ${policy}\n`,
  );
  for (const [name, [text, changed]] of Object.entries(files)) {
    const path = join(folder, 'in', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    const time = Date.parse(changed) / 1000;
    utimesSync(path, time, time);
  }
  const list = join(folder, 'class.csv');
  if (roster) writeFileSync(list, roster);
  const { out, err } = await ran(
    ['grade', assignment, join(folder, 'in'), '--format', 'ndjson', ...(roster ? ['--roster', list] : [])],
    { writes: true },
  );
  if (out === '') throw new Error(err);
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const four = 'dv = 3\nda = 3\ndu = 3\ndb = 6\ndc = 8\n';
const five = 'dv = 3\nda = 3\ndu = 3\ndb = 6\ndc = 9\n';
const noon = '2026-03-02T12:00:00Z';

describe('which attempt counts', () => {
  const files = {
    'ann (1).txt': [five, noon],
    'ann (2).txt': [four, noon],
    'ann.txt': [four, noon],
  } as const;
  const roster = 'student\nann\n';

  test.each([
    ['last', 'ann (2).txt', 4, /the last of them by name counts; the others: \S*ann \(1\)/],
    ['first', 'ann.txt', 4, /^the first of 3 attempts counts/],
    ['best', 'ann (1).txt', 5, /^the best of 3 attempts counts/],
  ])('%s', async (counts, file, points, note) => {
    const [row] = await graded(`{ attempts: ${counts} }`, files, roster);
    expect(row?.file).toContain(file);
    expect(row?.points).toBe(points);
    expect(row?.notes.map(({ message }) => message)).toContainEqual(expect.stringMatching(note));
  });

  test("Canvas' numbers go before the files' times", async () => {
    const [row] = await graded('{}', {
      'annlee_17_901_a-2.txt': [five, '2026-03-01T00:00:00Z'],
      'annlee_17_900_a-1.txt': [four, noon],
    });
    expect(row?.points).toBe(5);
    expect(row?.notes[0]?.message).toContain("by the platform's numbers");
  });
});

describe('what is late', () => {
  const rules = '{ due: 2026-03-02T10:00Z, late: { per-day: 10%, grace: 15min } }';

  test.each([
    ['2026-03-02T10:14:00Z', 5, null],
    [
      '2026-03-02T12:00:00Z',
      4.5,
      "handed in 2 hours late: 10% of all points are taken off, by the file's own time",
    ],
    [
      '2026-03-04T11:00:00Z',
      3.5,
      "handed in 2 days late: 30% of all points are taken off, by the file's own time",
    ],
    [
      '2026-04-04T11:00:00Z',
      0,
      "handed in 33 days late: 100% of all points are taken off, by the file's own time",
    ],
  ])('handed in at %s it is worth %d', async (changed, points, said) => {
    const [row] = await graded(rules, { 'ann.txt': [five, changed] });
    expect(row?.points).toBe(points);
    expect(row?.late === undefined).toBe(said === null);
    if (said !== null) expect(row?.notes.map(({ message }) => message)).toContain(said);
  });

  test('who has an extension is not late, and of two attempts the better after what is taken off counts', async () => {
    const extended =
      '{ due: 2026-03-02T10:00Z, late: { per-day: 10% }, extensions: { Ann: 1 day, bob: 2026-03-09 } }';
    const rows = await graded(extended, {
      'ann.txt': [five, '2026-03-03T09:00:00Z'],
      'bob.txt': [five, '2026-03-09T09:00:00Z'],
      'cy.txt': [five, '2026-03-03T09:00:00Z'],
    });
    expect(rows.map(({ points }) => points)).toEqual([5, 5, 4.5]);
    const best = '{ attempts: best, due: 2026-03-02T10:00Z, late: { per-day: 50% } }';
    const [row] = await graded(
      best,
      { 'ann.txt': [four, noon.replace('12', '09')], 'ann (1).txt': [five, noon] },
      'student\nann\n',
    );
    expect(row?.points).toBe(4);
  });

  test('a time that is unknown is said to be, and a platform tells it where it can', async () => {
    const place = 'Ann Lee_17_assignsubmission_file/a.txt';
    const [unknown] = await graded(rules, { [place]: [five, noon] });
    expect(unknown?.points).toBe(5);
    expect(unknown?.notes[0]?.message).toBe(
      'the time of this submission is not known, so no points are taken off',
    );
    const [late] = await graded(rules, {
      'annlee_LATE_17_900_a.txt': [five, noon],
      'bobli_18_901_a.txt': [five, noon],
    });
    expect(late?.notes[0]?.message).toBe(
      'the platform says that it is late, and not by how much: nothing is taken off',
    );
    const [told] = await graded(
      rules,
      { [place]: [five, noon] },
      'Identifier,Full name,Email address,Status,Grade,Last modified (submission)\nParticipant 17,Ann Lee,ann@x.org,,,"Friday, 6 March 2026, 10:15 PM"\n',
    );
    expect(told?.late?.taken).toBe(0.5);
    expect(told?.points).toBe(2.5);
  });

  test("in a zip of one's own the files' times count, and those of the packing do not", async () => {
    const zipped = async (times: Readonly<Record<string, string>>) => {
      const folder = mkdtempSync(join(top, 'z'));
      const assignment = join(folder, 'hw1.yaml');
      writeFileSync(
        assignment,
        `program: u = b*c; v = a+u; J = 3*v\nvalues: { a: 5, b: 3, c: 2 }\npolicy: { due: 2026-03-02T10:00, late: { per-day: 10% } }\n`,
      );
      const bytes = new TextEncoder().encode(five);
      const archive = join(folder, 'in.zip');
      const entries = Object.entries(times).map(([name, mtime]) => [name, [bytes, { mtime }]] as const);
      writeFileSync(archive, zipSync(Object.fromEntries(entries) as Parameters<typeof zipSync>[0]));
      const { out } = await ran(['grade', assignment, archive, '--format', 'ndjson'], { writes: true });
      return out
        .trimEnd()
        .split('\n')
        .map((line): Row => JSON.parse(line));
    };
    const own = await zipped({ 'ann.txt': '2026-03-02T09:00:00', 'bob.txt': '2026-03-03T11:00:00' });
    expect(own.map(({ points }) => points)).toEqual([5, 4]);
    expect(own[1]?.notes[0]?.message).toContain('handed in 25 hours late: 20% of all points');
    const packed = await zipped({ 'ann.txt': '2026-03-05T09:00:00', 'bob.txt': '2026-03-05T09:01:00' });
    expect(packed.map(({ points }) => points)).toEqual([5, 5]);
    expect(packed[0]?.notes[0]?.message).toBe(
      'the time of this submission is not known, so no points are taken off',
    );
    const laid = 'Ann Lee_17_assignsubmission_file/a.txt';
    const other = 'Bob Li_18_assignsubmission_file/a.txt';
    const platform = await zipped({ [laid]: '2026-03-05T09:00:00', [other]: '2026-03-09T09:00:00' });
    expect(platform.map(({ points }) => points)).toEqual([5, 5]);
  });

  test.each([
    ['{ due: tomorrow }', 'due: must be a time'],
    ['{ due: 2026-02-30 }', 'due: must be a time'],
    ['{ late: { per-day: 10% } }', 'late: and extensions: work only with due:'],
    ['{ due: 2026-03-02, late: { per-day: a lot } }', 'per-day: must be a share of the points, as in 10%'],
    ['{ due: 2026-03-02, late: { per-day: 10%, grace: soon } }', 'grace: must be a length of time'],
    ['{ due: 2026-03-02, extensions: { ann: soon } }', 'extensions: must give each student a time'],
    ['{ attempts: worst }', 'attempts: must be a whole number'],
  ])('%s is refused', async (policy, says) => {
    await expect(graded(policy, { 'a.txt': [five, noon] })).rejects.toThrow(says);
  });
});
