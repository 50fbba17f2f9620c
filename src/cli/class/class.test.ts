import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

// What classes hand in beside one good file each, and what their reports say of it.

jest.setTimeout(60_000);
const top = mkdtempSync(join(tmpdir(), 'dvar-class-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

const drawn = fileURLToPath(new URL('../../../fixtures/homework/running-example.yaml', import.meta.url));
const net = fileURLToPath(new URL('../../../fixtures/homework/two-layer-relu.yaml', import.meta.url));
const plain = join(top, 'hw.yaml');
writeFileSync(plain, 'program: u = b*c; v = a+u; J = 3*v\nvalues: { a: 5, b: 3, c: 2 }\npoints: 10\n');

const full = 'dv = 3\nda = 3\ndu = 3\ndb = 6\ndc = 9\n';
const pdf = '%PDF-1.4';

let count = 0;
/** A folder with these files, and folders, in it. */
function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = join(top, `f${count++}`);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

interface Line {
  readonly student: string | null;
  readonly file: string | null;
  readonly status: string;
  readonly error?: string;
  readonly points: number;
  readonly results: readonly { readonly name: string; readonly verdict: string; readonly message: string }[];
  readonly notes: readonly { readonly line: number | null; readonly message: string }[];
}
const rowsIn = (text: string): readonly Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const run = (...argv: readonly string[]) => ran(['grade', ...argv], { writes: true });
const rowsOf = async (...argv: readonly string[]) => rowsIn((await run(...argv, '--format', 'ndjson')).out);
/** Who, how many points, why not, and what is noted; paths without their folder. */
const told = (rows: readonly Line[], folder: string) =>
  rows.map(({ student, points, error, notes }) =>
    [student, points, error, ...notes.map(({ message }) => message)]
      .filter((each) => each !== undefined)
      .map((each) => (typeof each === 'string' ? each.replaceAll(folder, '.') : each)),
  );

describe('a student has one row', () => {
  test('the newest file that can be read counts, and the others are named', async () => {
    const folder = folderOf({ 'bob.txt': full, 'bob.md': ' \n', 'bob.json': '{', 'bob.pdf': pdf });
    utimesSync(join(folder, 'bob.txt'), 1, 1);
    const [row, ...others] = told(await rowsOf(plain, folder), folder);
    expect(others).toEqual([]);
    expect(row?.slice(0, 2)).toEqual(['bob', 10]);
    expect(row?.slice(2).toSorted()).toEqual([
      expect.stringMatching(/^[.]\/bob[.]json does not count: line 1/),
      './bob.md does not count: the file is empty',
      './bob.pdf does not count: the PDF is damaged; hand in plain text',
    ]);
  });

  test('of files that are equally new the last by name counts, and the row says so', async () => {
    const folder = folderOf({ 'x/a.txt': `# student: bob\n${full}`, 'x/b.txt': '# student: Bob\ndv = 3\n' });
    for (const name of ['a', 'b']) utimesSync(join(folder, `x/${name}.txt`), 5, 5);
    const says =
      'several of the 2 files are equally new; the last of them by name counts; the others: ./x/a.txt';
    expect(told(await rowsOf(plain, folder), folder)).toEqual([['Bob', 2, says]]);
  });

  test("Gradescope's report is about one student, whatever lies beside the answers", async () => {
    const folder = folderOf({ 'answers.txt': full, 'x.pdf': pdf });
    const { out } = await run(plain, folder, '--student', 'Al', '--format', 'gradescope');
    expect(JSON.parse(out)).toMatchObject({ score: 10, extra_data: { student: 'Al' } });
    expect((await run(plain, folder, '--format', 'gradescope')).err).toContain('with --student ID');
  });
});

describe('files of one name in different folders', () => {
  test("are those of the folders' students, with what can't be read beside them", async () => {
    const folder = folderOf({
      'alice/hw1.txt': full,
      'Bob/hw1.txt': full,
      'Bob/scan.pdf': pdf,
      'carol/HW1.md': full,
    });
    const { out, err, code } = await run(plain, folder, '--format', 'ndjson');
    expect(told(rowsIn(out), folder)).toEqual([
      ['alice', 10],
      ['Bob', 10, './Bob/scan.pdf does not count: the PDF is damaged; hand in plain text'],
      ['carol', 10],
    ]);
    expect(err).toBe(
      'dvar: several folders hold files called hw1; the names of the folders are taken as the students\n',
    );
    expect(code).toBe(0);
  });

  test("are nobody's where that can be read two ways, and never one student's", async () => {
    const folder = folderOf({ 'week1/alice.txt': full, 'week1/bob.txt': full, 'week2/alice.txt': full });
    const rows = await rowsOf(plain, folder);
    expect(rows.map(({ student, status }) => [student, status])).toEqual([
      [null, 'ungradable'],
      [null, 'ungradable'],
      ['bob', 'graded'],
    ]);
    expect(rows[0]?.error).toMatch(
      /^several folders hold a file called alice, .*--id-from '\(\[\^\/\]\+\)\/\[\^\/\]\*\$'/,
    );
    const roster = join(folderOf({ 'r.csv': 'student\nAlice\nbob\n' }), 'r.csv');
    expect((await rowsOf(plain, folder, '--roster', roster)).map(({ student }) => student)).toEqual([
      'Alice',
      'bob',
    ]);
    const named = await rowsOf(plain, folder, '--id-from', '([^/]+)[.][^/]*$');
    expect(named.map(({ student }) => student)).toEqual(['alice', 'bob']);
  });
});

test('--id-from needs a group, and what it does not fit is said to be so', async () => {
  const folder = folderOf({ 'al_1.txt': full, 'zoe.txt': full });
  expect((await run(plain, folder, '--id-from', 'al')).err).toBe(
    "dvar: --id-from has no group: al; put parentheses around the part that is the id, as in '([a-z]+)_' for alice_1234.txt\n",
  );
  const [first, second] = await rowsOf(plain, folder, '--id-from', '([a-z]+)_[0-9]');
  expect(first?.error).toMatch(
    /^its path does not match --id-from \(\[a-z\]\+\)_\[0-9\], and dvar can't tell whose/,
  );
  expect(second?.student).toBe('al');
});

test('backups and hidden files are passed over, and said to be; a name that is not UTF-8 is to be changed', async () => {
  const folder = folderOf({ 'bob.txt': full, 'bob.txt~': '', 'bob.bak': '', '~$bob.docx': '', '.x.swp': '' });
  const name = Buffer.concat([Buffer.from(`${folder}/M`), Buffer.from([0xfc]), Buffer.from('.txt')]);
  const alike = Buffer.concat([Buffer.from(`${folder}/M`), Buffer.from([0xfe]), Buffer.from('.txt')]);
  for (const each of [name, alike]) writeFileSync(each, full);
  const { out, err } = await run(plain, folder, '--format', 'ndjson');
  expect(rowsIn(out).map(({ student, error }) => [student, error])).toEqual([
    ['bob', undefined],
    ['M\ufffd', 'its name is not in UTF-8; rename it'],
    ['M\ufffd (2)', 'its name is not in UTF-8; rename it'],
  ]);
  expect(err.replaceAll(folder, '.')).toBe(
    'dvar: skipped hidden files and backups: ./.x.swp, ./bob.bak, ./bob.txt~, ./~$bob.docx\n',
  );
});

test('a class sheet loses nothing without a word', async () => {
  const sheet =
    'student,name,answer\nann,v,3,5\n,v,3\ncy,v\ncy,,4\ndan,v,"3,0"\nDan,u,3,,\n,,\nann,u,3\ncy,u,3\n';
  const folder = folderOf({ 'class.csv': sheet });
  const rows = await rowsOf(plain, folder);
  expect(told(rows, folder)).toEqual([
    [null, null, 'the student of line 3 is missing in this table; fill in the column student'],
    ['ann', 2],
    [
      'cy',
      2,
      'only 1 of 3 lines that look like answers was read; look at lines 4, 5',
      'this row has 2 cells, but there are 3 headings; fill in what is missing',
      'this row names no derivative; ignored',
    ],
    ['dan', 4],
  ]);
  expect(rows[1]?.results[0]).toMatchObject({
    verdict: 'unreadable',
    line: 2,
    message: expect.stringContaining('this row has 4 cells, but there are 3 headings; put a cell'),
  });
  const { out } = await run(plain, folder, '--format', 'csv');
  expect(out).toContain(',Not read: v\r\n');
  expect(out).toContain('Line 4: this row has 2 cells');
});

describe('answers of several problems', () => {
  test('under no heading go to the problem that alone asks them; a wrong heading makes them unreadable', async () => {
    const folder = folderOf({
      'pat.txt': 'import numpy as np\ndv = 3\nda2 = a2 - y\nda = dv\n',
      'quin.txt': '[warm-up]\ndv = 3\n[q]\nda2 = -23\ndz2 = da2\n',
    });
    const rows = await rowsOf(net, folder);
    expect(rows.map(({ points }) => points)).toEqual([3, 1]);
    expect(told(rows, folder)[0]?.slice(2)).toEqual([
      'this line is not an answer and costs nothing: import numpy as np',
      'lines 2 and 4 have no heading; taken as an answer to [warm-up], the only problem that asks this',
      'line 3 has no heading; taken as an answer to [net], the only problem that asks this',
    ]);
    const names = (verdict: string) =>
      rows[1]?.results.filter((each) => each.verdict === verdict).map(({ name }) => name);
    expect(names('unreadable')).toEqual(['a2', 'z2']);
    expect(rows[1]?.notes[1]?.message).toContain('no problem here is called q;');
    expect(rows[1]?.notes[1]?.message).toMatch(/; the same goes for line 5$/);
    const { out } = await run(net, folder);
    expect(out).toContain('!!');
    expect(out.replaceAll(/\s+/g, ' ')).toContain('Line 4: no problem here is called q;');
    expect((await run(net, folder, '--format', 'csv')).out).toMatch(
      /Not read: net\.a2, net\.z2; only 1 of 3 lines .*; Line 4: no/,
    );
  });
});

describe('who handed in nothing', () => {
  test('an extension for nobody on the roster is said to be one', async () => {
    const folder = folderOf({ 'alice.txt': full });
    const [roster, hw] = ['r.csv', 'hw.yaml'].map((name) =>
      join(
        folderOf({
          'r.csv': 'student\nALICE\n',
          'hw.yaml':
            'program: u = b*c; v = a + u; J = 3*v\nvalues: { a: 5, b: 3, c: 2 }\npolicy: { due: 2099-01-01, extensions: { alice: 1 day, alise: 1 day } }\n',
        }),
        name,
      ),
    );
    const { err } = await run(hw ?? '', folder, '--roster', roster ?? '');
    expect(err).toMatch(/^dvar: extensions: alise is not in .*r\.csv; write the ids as they stand there$/m);
  });

  test('is told from who got nothing right, and is not in the mean', async () => {
    const folder = folderOf({ 'alice.txt': full, 'Bob.txt': 'dv = 77\n' });
    const roster = join(folderOf({ 'r.csv': 'student\nALICE\nbob\nZoe\n' }), 'r.csv');
    const { out } = await run(plain, folder, '--roster', roster);
    expect(out.split('\n').slice(1, 8)).toEqual([
      'ALICE     10/10  ✓✓✓✓✓',
      'bob        0/10  ✗····',
      'Zoe        -/10  absent',
      '    nothing was handed in',
      '',
      '2 of 2 graded, 1 passed, 5 of 10 points on average (of the 2 graded).',
      '',
    ]);
    expect(out).toContain('\nLate and missing:\n  Handed in nothing, and not counted (1): Zoe.\n');
    const { out: csv } = await run(plain, folder, '--roster', roster, '--format', 'csv');
    expect(csv).toContain('Zoe,,absent,,10,,,,,,,,nothing was handed in,\r\n');
    const json = JSON.parse((await run(plain, folder, '--roster', roster, '--format', 'json')).out);
    expect(json.statistics).toMatchObject({ submissions: 2, absent: 1, meanPoints: 5 });
    expect(json.rows[2]).toMatchObject({ student: 'Zoe', status: 'absent', points: null, results: [] });
    const ndjson = rowsIn((await run(plain, folder, '--roster', roster, '--format', 'ndjson')).out);
    expect(json.rows).toEqual(ndjson);
  });
});

test('parts of a whole add up to it as they are printed', async () => {
  const hw = join(
    folderOf({ 'h.yaml': 'program: J = a*b*c\nvalues: { a: 1, b: 2, c: 3 }\npoints: 10\nask: givens\n' }),
    'h.yaml',
  );
  const folder = folderOf({ 'al.txt': 'da = 6\ndb = 3\ndc = 2\n' });
  const { out } = await run(hw, folder, '--format', 'csv');
  const [, line = ''] = out.split('\r\n');
  const parts = line.split(',').slice(6, 9);
  expect(parts.reduce((sum, part) => sum + Number(part.replace('.', '')), 0)).toBe(10_000_000);
  expect(line.split(',')[3]).toBe('10');
});

describe('a filter', () => {
  const filter = (stdin: string, ...options: readonly string[]) =>
    ran(['grade', plain, '--stdin', ...options], { stdin, writes: true });

  test('grades nobody who gave no answers', async () => {
    const { out, code } = await filter(
      '{"student":"alice"}\n{"student":"Bob","v":3}\n{"student":"carol","text":["dv = 3"]}\n',
    );
    expect(rowsIn(out).map(({ student, status }) => [student, status])).toEqual([
      ['alice', 'ungradable'],
      ['Bob', 'graded'],
      ['carol', 'ungradable'],
    ]);
    expect(code).toBe(0);
  });

  test.each(['--roster', '--student', '--id-from', '--resume'])('takes no %s', async (option) => {
    const { err, code } = await filter('', option, 'x');
    expect(err).toBe(`dvar: --stdin reads the student from each line; leave ${option} out\n`);
    expect(code).toBe(2);
  });
});

test('a comment behind a student is no part of the id', async () => {
  const folder = folderOf({ 'x.txt': `# student: Carl # my id\n${full}` });
  expect((await rowsOf(plain, folder))[0]?.student).toBe('Carl');
});

describe('a report that is gone on with is that of an uninterrupted run', () => {
  const resumed = async (folder: string, report: string, assignment = plain) => {
    const { code } = await run(assignment, folder, '--resume', report);
    return { text: readFileSync(report, 'utf8'), code };
  };
  const whole = async (folder: string, assignment = plain) =>
    (await run(assignment, folder, '--format', 'ndjson')).out;

  test('with a newer file, a rewritten one and a new student', async () => {
    const folder = folderOf({ 'bob.txt': 'dv = 1\n', 'carol.txt': 'dv = 1\n', 'dan.txt': full });
    const report = join(folder, '..', `r${count}.ndjson`);
    expect((await resumed(folder, report)).text).toBe(await whole(folder));
    writeFileSync(join(folder, 'bob.md'), full);
    utimesSync(join(folder, 'bob.txt'), 1, 1);
    writeFileSync(join(folder, 'carol.txt'), full);
    writeFileSync(join(folder, 'alice.txt'), full);
    const { text } = await resumed(folder, report);
    expect(text).toBe(await whole(folder));
    expect(rowsIn(text).map(({ points }) => points)).toEqual([10, 10, 10, 10]);
    expect(rowsIn(text)[1]?.notes[0]?.message).toMatch(/^the newest of 2 files counts/);
  });

  test('with what is known of drawn numbers', async () => {
    const { out: sheet } = await ran(['handout', drawn, '--student', 'bob', '--key'], { writes: true });
    const key = /```\n([\s\S]*)```/.exec(sheet)?.[1] ?? '';
    const folder = folderOf({ 'bob.txt': key, 'mia.txt': key.replace('bob', 'mia') });
    const all = await whole(folder, drawn);
    expect(all).toContain('fit the numbers that were drawn for bob');
    const report = join(folder, '..', `r${count}.ndjson`);
    writeFileSync(report, all.slice(0, all.indexOf('\n') + 20));
    expect((await resumed(folder, report, drawn)).text).toBe(all);
    // A row that is only moved is noted anew as well.
    writeFileSync(report, `${all.split('\n').toReversed().slice(1).join('\n')}\n`);
    expect((await resumed(folder, report, drawn)).text).toBe(all);
  });

  test('and keeps the rows of folders that are not named this time', async () => {
    const [first, second] = [folderOf({ 'carol.txt': full }), folderOf({ 'alice.txt': 'x\n' })];
    const report = join(first, '..', `r${count}.ndjson`);
    await resumed(first, report);
    const { text } = await resumed(second, report);
    expect(rowsIn(text).map(({ student }) => student)).toEqual(['alice', 'carol']);
  });
});
