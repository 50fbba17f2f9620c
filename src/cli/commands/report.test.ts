import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { unpack } from '../../homework/documents/archive.ts';
import { ran } from '../shell/environment.testing.ts';

const top = mkdtempSync(join(tmpdir(), 'dvar-report-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
const plain = join(top, 'hw1.yaml');
writeFileSync(
  plain,
  'title: By hand\nproblems:\n  - id: p\n    program: u = b*c; v = a+u; J = 3*v\n    values: { a: 5, b: 3, c: 2 }\n',
);
const run = (...argv: readonly string[]) => ran(argv, { writes: true });
const lines = [
  { student: 'ann', text: 'dv = 3\nda = 3\ndu = 3\ndb = 6\ndc = 9' },
  { student: 'bob', text: 'dv = 3\nda = 3\ndu = 3\ndb = 5\ndc = 9' },
  { student: 'cy', text: 'no answers at all' },
  { student: 'dan', text: 'dv = 3' },
].map((line) => JSON.stringify(line));
const all = join(top, 'all.ndjson');
writeFileSync(all, `${lines.join('\n')}\n`);

let count = 0;
/** A file with the rows of some lines, as one part of a stream. */
async function partOf(...which: readonly number[]): Promise<string> {
  const stdin = which.map((k) => `${lines[k]}\n`).join('');
  const { out } = await ran(['grade', plain, '--stdin'], { stdin, writes: true });
  const file = join(top, `part${count++}.ndjson`);
  writeFileSync(file, out);
  return file;
}

describe('a report from rows that are there', () => {
  test.each(['table', 'csv', 'json', 'junit'])('in the format %s is that of grade', async (format) => {
    const folder = mkdtempSync(join(top, 'in'));
    for (const line of lines) {
      const { student, text } = JSON.parse(line);
      writeFileSync(join(folder, `${student}.txt`), text);
    }
    const rows = join(folder, '..', `${format}.ndjson`);
    await run('grade', plain, folder, '--format', 'ndjson', '--out', rows);
    const graded = (await run('grade', plain, folder, '--format', format)).out;
    expect((await run('report', rows, '--format', format)).out).toBe(graded);
    expect(graded).not.toBe('');
  });

  test('hides no names where there is no page', async () => {
    const { err, code } = await run('report', await partOf(0), '--hide-names');
    expect(err).toMatch(/^dvar: --hide-names is for the page about the class; add --html/);
    expect(code).toBe(2);
  });

  test('is sorted, and cut down to what is wrong', async () => {
    const rows = await partOf(0, 1, 3);
    const { out } = await run('report', rows, '--sort', 'points', '--only', 'wrong');
    const names = out.split('\n').flatMap((line) => /^(ann|bob|dan)\b/.exec(line)?.[1] ?? []);
    expect(names).toEqual(['dan', 'bob']);
    expect(out.split('\n')[0]).toMatch(/^student {2}points {2}/);
  });

  test('feedback is a folder, or an archive', async () => {
    const rows = await partOf(0, 1);
    const zip = join(top, 'feedback.zip');
    await run('report', rows, '--feedback', zip, '--feedback-format', 'txt');
    const packed = unpack(readFileSync(zip), () => true, { files: 9, bytes: 9999 });
    expect(packed.ok && packed.value.map(({ name }) => name)).toEqual(['ann.txt', 'bob.txt']);
    await run('report', rows, '--feedback', join(top, 'fb'));
    expect(readFileSync(join(top, 'fb', 'bob.md'), 'utf8')).toContain('**4 of 5 points**');
  });

  test('with the assignment, feedback has the same pictures as that of grade and check', async () => {
    const rows = await partOf(1);
    const options = ['--feedback-format', 'html', '--pictures'];
    const folder = mkdtempSync(join(top, 'pictured'));
    const place = (name: string): string => join(folder, name);
    writeFileSync(place('bob.txt'), `${JSON.parse(lines[1] ?? '').text}\n# student: bob\n`);
    await run('report', rows, '--feedback', place('one'), ...options, '--assignment', plain);
    await run('grade', plain, place('bob.txt'), '--feedback', place('two'), ...options);
    await run('check', plain, place('bob.txt'), '--feedback', place('three.html'), '--pictures');
    const told = ['one/bob.html', 'two/bob.html', 'three.html'].map((name) =>
      readFileSync(place(name), 'utf8'),
    );
    expect(told[0]).toContain('dJ/db = 5 ✗');
    expect(told[1]).toBe(told[0]);
    expect(told[2]).toBe(told[0]);
  });

  test('pictures that can not be drawn are refused before anything is written', async () => {
    const rows = await partOf(1);
    const other = join(top, 'changed.yaml');
    writeFileSync(other, readFileSync(plain, 'utf8').replace('c: 2', 'c: 4'));
    const place = join(top, 'none');
    const said = async (...argv: readonly string[]): Promise<string> => {
      const { err, code } = await run('report', rows, ...argv);
      expect(code).toBe(2);
      expect(existsSync(place)).toBe(false);
      return err;
    };
    expect(await said('--feedback', place, '--pictures')).toBe(
      "dvar: rows don't hold the program that --pictures draws; add --assignment hw1.yaml\n",
    );
    expect(await said('--feedback', place, '--pictures', '--assignment', other)).toContain(
      'was graded with other questions or rules than',
    );
    expect(await said('--pictures', '--assignment', plain)).toContain('add --feedback');
    expect(await said('--feedback', place, '--assignment', plain)).toContain('add --pictures');
    expect(
      await said('--feedback', place, '--feedback-format', 'txt', '--pictures', '--assignment', plain),
    ).toContain('feedback as text has no pictures');
    const check = await run('check', plain, 'bob.txt', '--feedback', place);
    expect(check.err).toContain('end it in .html, .md or .txt');
  });

  test('rows of two assignments are no report', async () => {
    const other = join(top, 'hw2.yaml');
    writeFileSync(other, 'program: J = 3*a\nvalues: { a: 5 }\n');
    const { out } = await ran(['grade', other, '--stdin'], { stdin: lines[0] ?? '', writes: true });
    const file = join(top, 'other.ndjson');
    writeFileSync(file, out);
    const { err, code } = await run('report', await partOf(0), file);
    expect(err).toContain('line 1 belongs to another assignment');
    expect(code).toBe(2);
  });
});

describe('parts of a stream', () => {
  test('in any order are the whole, in its order', async () => {
    const parts = [await partOf(3, 2), await partOf(1), await partOf(0)];
    const { out, err, code } = await run('report', ...parts, '--expect', all, '--format', 'ndjson');
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ student, row }) => [student, row])).toEqual([
      ['ann', 1],
      ['bob', 2],
      ['cy', 3],
      ['dan', 4],
    ]);
    expect(err).toBe('dvar: complete: 4 of 4 lines have a row\n');
    expect(code).toBe(0);
    const whole = await ran(['grade', plain, '--stdin'], { stdin: readFileSync(all, 'utf8'), writes: true });
    expect(out).toBe(whole.out);
  });

  test('of which some are missing, twice or strange are not called complete', async () => {
    writeFileSync(join(top, 'others.ndjson'), `${lines.slice(0, 3).join('\n')}\n`);
    const parts = [await partOf(0, 1), await partOf(1, 3)];
    const { err, code } = await run(
      'report',
      ...parts,
      '--expect',
      join(top, 'others.ndjson'),
      '--format',
      'csv',
    );
    expect(err).toBe(
      'dvar: not complete: one of 3 lines has no row: 3\ndvar: one row appears twice and counts once: bob\ndvar: one row matches no expected line and was left out\n',
    );
    expect(code).toBe(3);
  });

  test('that are missing are written to a file, to be graded again; a torn row is one that is missing', async () => {
    const spaced = join(top, 'spaced.ndjson');
    writeFileSync(spaced, `${lines[0]}\n\n${lines.slice(1).join('\n')}\n`);
    const torn = await partOf(0, 1);
    writeFileSync(torn, readFileSync(torn, 'utf8').slice(0, -40));
    const again = join(top, 'again.ndjson');
    const merge = ['--expect', spaced, '--format', 'ndjson'];
    const first = await run('report', torn, await partOf(3), ...merge, '--missing', again);
    expect(first.err).toBe(
      `dvar: ${torn}: line 2 is not a whole row and was left out\ndvar: not complete: 2 of 4 lines have no row: 3, 4\n`,
    );
    expect(first.code).toBe(3);
    expect(readFileSync(again, 'utf8')).toBe(`${lines[1]}\n${lines[2]}\n`);
    const repeated = join(top, 'repeated.ndjson');
    writeFileSync(
      repeated,
      (await ran(['grade', plain, '--stdin'], { stdin: readFileSync(again, 'utf8'), writes: true })).out,
    );
    const whole = await run('report', torn, repeated, await partOf(3), ...merge);
    expect(whole.code).toBe(0);
    const all = await ran(['grade', plain, '--stdin'], { stdin: readFileSync(spaced, 'utf8'), writes: true });
    expect(whole.out).toBe(all.out);
  });

  test('need the lines that went in, and those twice', async () => {
    const rows = await partOf(0);
    const { err, code } = await run('report', rows, '--missing', join(top, 'nowhere'));
    expect(err).toMatch(/^dvar: --missing needs the lines that went in; add --expect/);
    expect(code).toBe(2);
    const twice = await run('report', rows, '--missing', join(top, 'nowhere'), '--expect', '-');
    expect(twice.err).toMatch(/^dvar: --missing reads the expected lines twice/);
  });
});
