import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

const top = mkdtempSync(join(tmpdir(), 'dvar-regrade-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
const run = (...argv: readonly string[]) => ran(argv, { writes: true });
const assignmentWith = (policy: string, points = ''): string =>
  `problems:\n  - id: p\n    program: u = b*c; v = a+u; J = 3*v\n    values: { a: 5, b: 3, c: 2 }\n${points}policy: ${policy}\n`;
const hw1 = join(top, 'hw1.yaml');
writeFileSync(hw1, assignmentWith('{ pass: 60% }'));
const handedIn = join(top, 'in');
mkdirSync(handedIn);
const answers = {
  ann: 'dv = 3\nda = dv\ndu = dv\ndb = 6\ndc = 9\n',
  bob: 'dv = 3\nda = dv\ndu = dv\ndb = du + c\ndc = 9\n',
  cy: 'dv = 1\nda = dv\ndu = dv\ndb = du*c\ndc = du*b\n',
  dan: 'I did it on paper.\n',
  eve: 'dv = 3\nda = dv\ndu = dv\ndb = 5\ndc = 8\n',
};
for (const [student, text] of Object.entries(answers)) writeFileSync(join(handedIn, `${student}.txt`), text);
const rowsFile = join(top, 'rows.ndjson');
const signed = 'who: AB, when: 2026-03-03, why: the sheet had a misprint';
const rulingsFile = join(top, 'rulings.yaml');
writeFileSync(
  rulingsFile,
  `rulings:
  - { accept: "du+c", question: b, ${signed} }
  - { accept: 8, question: dJ/dc, ${signed} }
  - { override: 3.5, student: DAN, ${signed} }
  - { void: a, ${signed} }
  - { excuse: cy, ${signed} }
`,
);

let count = 0;
const fresh = (): string => join(top, `out${count++}.ndjson`);
interface Row {
  readonly student: string;
  readonly points: number | null;
  readonly maxPoints: number;
  readonly passed: boolean;
  readonly excused?: boolean;
  readonly rulings?: readonly {
    readonly ruling: string;
    readonly before: number | null;
    readonly after: number | null;
  }[];
}
const rowsOf = (file: string): readonly Row[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('rulings', () => {
  test('change what they are about, show before and after, and leave a history', async () => {
    await run('grade', hw1, handedIn, '--format', 'ndjson', '--out', rowsFile);
    const out = fresh();
    const { out: said, code } = await run('regrade', rowsFile, '--rulings', rulingsFile, '--out', out);
    expect(said).toBe(`student  before    after  by
ann         5/5      4/4  void a
bob         4/5      4/4  accept du+c for b; void a
cy          4/5  excused  void a; excuse cy
dan         -/5    3.5/5  DAN has 3.5 points
eve         3/5      3/4  accept 8 for dJ/dc; void a

Of 5 rows 5 change.
`);
    expect(code).toBe(0);
    const rows = rowsOf(out);
    expect(rows.map(({ student, points, excused }) => [student, points, excused ?? false])).toEqual([
      ['ann', 4, false],
      ['bob', 4, false],
      ['cy', 3, true],
      ['dan', 3.5, false],
      ['eve', 3, false],
    ]);
    expect(rows[1]?.rulings).toEqual([
      {
        ruling: 'accept du+c for b',
        who: 'AB',
        when: '2026-03-03',
        why: 'the sheet had a misprint',
        before: 4,
        after: 5,
      },
      {
        ruling: 'void a',
        who: 'AB',
        when: '2026-03-03',
        why: 'the sheet had a misprint',
        before: 5,
        after: 4,
      },
    ]);
  });

  test('give the rows that grading all from nothing gives, whatever was ruled before', async () => {
    const [one, two, whole] = [fresh(), fresh(), fresh()];
    const first = join(top, 'first.yaml');
    writeFileSync(
      first,
      `rulings:\n  - { void: b, ${signed} }\n  - { override: 1, student: ann, ${signed} }\n`,
    );
    await run('regrade', rowsFile, '--rulings', first, '--out', one);
    expect(rowsOf(one)[0]?.points).toBe(1);
    await run('regrade', one, '--rulings', rulingsFile, '--out', two);
    await run('grade', hw1, handedIn, '--format', 'ndjson', '--rulings', rulingsFile, '--out', whole);
    expect(readFileSync(two, 'utf8')).toBe(readFileSync(whole, 'utf8'));
    // Without any rulings the rows are what they were.
    const none = join(top, 'none.yaml');
    const back = fresh();
    writeFileSync(none, 'rulings: []\n');
    await run('regrade', two, '--rulings', none, '--out', back);
    expect(
      rowsOf(back)
        .map(({ points }) => points)
        .slice(0, 3),
    ).toEqual([5, 4, 4]);
  });

  test('points that a teacher gave stand, whatever else is ruled', async () => {
    const [file, out, again] = [join(top, 'override.yaml'), fresh(), fresh()];
    const given = `{ override: 5, student: eve, ${signed} }`;
    writeFileSync(
      file,
      `rulings:\n  - ${given}\n  - { void: a, ${signed} }\n  - { accept: 8, question: c, ${signed} }\n`,
    );
    await run('regrade', rowsFile, '--rulings', file, '--out', out);
    expect(rowsOf(out)[4]).toMatchObject({ points: 5, maxPoints: 4, passed: true });
    // The table and the spreadsheet say so, and a question that was taken out has no points there.
    const more = 'eve has 5 points, which is more than the 4 that are possible';
    expect((await run('report', out)).out.replaceAll(/\s+/g, ' ')).toContain(
      ` by rulings: accept 8 for c; ${more} `,
    );
    const csv = (await run('report', out, '--format', 'csv')).out;
    expect(csv).toMatch(new RegExp(`^eve,[^,]*,graded,5,4,true,\\d,,.*by rulings: void a; .*${more}`, 'm'));
    // Nobody edited it by hand, so it can be ruled on again.
    const { err, code } = await run('regrade', out, '--rulings', file, '--out', again);
    expect([err, code]).toEqual(['', 0]);
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(out, 'utf8'));
  });

  test('the excused are in no number that is told of the class, and in no list of what to talk about', async () => {
    const out = fresh();
    await run('regrade', rowsFile, '--rulings', rulingsFile, '--out', out);
    const { out: table } = await run('report', out);
    expect(table).toContain('\ncy          -/4  excused\n');
    expect(table).toContain('4 of 5 graded, 1 excused, ');
    expect(table).toContain('  Excused (1): cy.');
    // What a ruling accepted is no mistake any more.
    expect(table).not.toMatch(/as in .*du\+c/);
    const { out: csv } = await run('report', out, '--format', 'csv');
    expect(csv).toMatch(/^cy,[^,]*,excused,,4,,,,,,,/m);
    expect((await run('report', out, '--format', 'junit')).out).toContain('<skipped message="excused"/>');
    await run('report', out, '--feedback', join(top, 'fb'));
    expect(readFileSync(join(top, 'fb', 'cy.md'), 'utf8')).toContain('You are excused: this does not count.');
  });

  test('an export leaves the excused blank', async () => {
    const out = fresh();
    await run('regrade', rowsFile, '--rulings', rulingsFile, '--out', out);
    const { out: table } = await run('report', out, '--format', 'moodle');
    expect(table).toMatch(/^cy,-,/m);
    expect(table).toMatch(/^dan,3\.5,/m);
  });

  test('nothing that was edited by hand is overwritten in silence', async () => {
    const edited = fresh();
    writeFileSync(
      edited,
      readFileSync(rowsFile, 'utf8').replace('"points":5,"maxPoints":5', '"points":2,"maxPoints":5'),
    );
    const { err, code } = await run('regrade', edited, '--rulings', rulingsFile);
    expect(err).toContain('somebody changed the points of ann by hand; write a ruling that overrides them');
    expect(code).toBe(2);
    expect((await run('regrade', edited, '--rulings', rulingsFile, '--overwrite')).code).toBe(0);
    const given = join(top, 'given.yaml');
    writeFileSync(given, `rulings:\n  - { override: 2, student: Ann, ${signed} }\n`);
    expect((await run('regrade', edited, '--rulings', given)).code).toBe(0);
    // What a ruling overrode is no edit.
    const out = fresh();
    await run('regrade', rowsFile, '--rulings', rulingsFile, '--out', out);
    expect((await run('regrade', out, '--rulings', rulingsFile)).out).toBe('None of the 5 rows changes.\n');
    // Nor are rulings dropped in silence by whoever names none.
    const alone = await run('regrade', out, '--assignment', hw1);
    expect(alone.err).toMatch(
      /: 5 rows carry rulings, which would be lost; add --rulings with their file, or drop them with/,
    );
    expect(alone.code).toBe(2);
    expect((await run('regrade', out, '--assignment', hw1, '--overwrite')).code).toBe(0);
  });

  test.each([
    ['- { void: b }', 'who: is missing from this ruling'],
    [`- { accept: 5, ${signed} }`, 'question: is missing from this ruling'],
    [`- { void: b, excuse: ann, ${signed} }`, 'a ruling must have one of accept, override, excuse, void'],
    [`- { override: much, student: ann, ${signed} }`, 'override: must be a number of points'],
    [`- { void: b, vhy: x, ${signed} }`, "there is no key 'vhy' here"],
    ['nothing', 'the file lists no rulings'],
  ])('%s is refused', async (text, says) => {
    const file = join(top, `bad${count++}.yaml`);
    writeFileSync(file, `${text}\n`);
    const { err, code } = await run('regrade', rowsFile, '--rulings', file);
    expect(err).toContain(says);
    expect(code).toBe(2);
  });
});

describe('a ruling where two problems ask a question of one name', () => {
  const two = join(top, 'two.yaml');
  const rows = join(top, 'two.ndjson');
  beforeAll(async () => {
    writeFileSync(
      two,
      `${assignmentWith('{}').replace('policy: {}\n', '')}  - id: net\n    program: L = (w*x + b)^2\n    values: { w: 2, x: 3, b: 1 }\n    data: [x]\n`,
    );
    const text = join(top, 'ann-two.txt');
    writeFileSync(text, '[p]\ndb = 6\n[net]\ndb = 14\n');
    await run('grade', two, text, '--student', 'ann', '--format', 'ndjson', '--out', rows);
  });
  test.each([
    ['void: b', '"void b" can mean p.b or net.b; write the question that you mean, or a ruling for each'],
    ['accept: 5, question: db', '"accept 5 for db" can mean p.b or net.b'],
    ['void: netb', '"void netb" is about no question here; did you mean net.b? the questions are p.v, p.a'],
    ['void: q', '"void q" is about no question here; the questions are p.v'],
  ])('%s is asked back, in regrade and in grade', async (ruling, says) => {
    const file = join(top, `two${count++}.yaml`);
    writeFileSync(file, `- { ${ruling}, ${signed} }\n`);
    for (const words of [
      ['regrade', rows],
      ['grade', two, join(top, 'ann-two.txt')],
    ]) {
      const { err, code } = await run(...words, '--rulings', file);
      expect(err).toContain(`${file}: the ruling ${says}`);
      expect(code).toBe(2);
    }
  });

  test.each(['net.b', 'dL/db'])('%s names the one that is meant', async (question) => {
    const file = join(top, `two${count++}.yaml`);
    writeFileSync(file, `- { void: ${question}, ${signed} }\n`);
    const { out } = await run('regrade', rows, '--rulings', file);
    expect(out).toContain(`ann         2/9    1/8  void ${question}`);
  });

  test('a student whom no row has is told', async () => {
    const file = join(top, 'nobody.yaml');
    writeFileSync(file, `- { excuse: anne, ${signed} }\n`);
    for (const words of [
      ['regrade', rows],
      ['grade', two, join(top, 'ann-two.txt'), '--student', 'ann'],
    ]) {
      const { err, code } = await run(...words, '--rulings', file);
      expect(err).toBe(`dvar: ${file}: no row is about anne; is the name spelled as in the report?\n`);
      expect(code).toBe(0);
    }
  });
});

describe('what a ruling accepts', () => {
  const of = async (answer: string, accepted: string, question = 'b') => {
    const [text, file] = [join(top, `same${count++}.txt`), join(top, `same${count++}.yaml`)];
    writeFileSync(text, `dv = 3\n${question.startsWith('d') ? question : `d${question}`} = ${answer}\n`);
    writeFileSync(file, `- { accept: "${accepted}", question: ${question}, ${signed} }\n`);
    const { out } = await run('grade', hw1, text, '--format', 'ndjson', '--rulings', file);
    return JSON.parse(out).results.find(({ name }: { name: string }) => `d${name}` === `d${question}`).points;
  };
  test.each([
    ['c + du', 'du + c', 1],
    ['c + dJ/du', 'du+c', 1],
    ['(2*du + 2*c)/2', 'du + c', 1],
    ['du − a', 'du - a', 1],
    ['du + c', 'du - c', 0],
    ['du + c + 0.0001', 'du + c', 0],
    ['du + b', 'du + c', 0],
    ['5', 'du + c', 0],
    ['du + c', '5', 1],
    ['4.999', '5', 1],
    ['4.9', '5', 0],
    ['2*a', 'a^2', 0],
    ['a/0', 'b/0', 0],
  ])('%s, where %s is accepted: %d', async (answer, accepted, points) => {
    expect(await of(answer, accepted)).toBe(points);
  });
});

describe('a changed policy', () => {
  test('is a regrade as well, and gives what grading gives', async () => {
    const changed = join(top, 'changed.yaml');
    writeFileSync(
      changed,
      assignmentWith('{ pass: 3, follow-through: 0.5, feedback: total }', '    points: { b: 2, c: 3 }\n'),
    );
    const [out, whole] = [fresh(), fresh()];
    await run('regrade', rowsFile, '--assignment', changed, '--rulings', rulingsFile, '--out', out);
    await run('grade', changed, handedIn, '--format', 'ndjson', '--rulings', rulingsFile, '--out', whole);
    expect(readFileSync(out, 'utf8')).toBe(readFileSync(whole, 'utf8'));
    expect(rowsOf(out)[2]?.maxPoints).toBe(7);
  });

  test('a changed due time, extensions and what is taken off are regraded, with what is said of them', async () => {
    const [before, after, open] = ['before', 'after', 'open'].map((name) => join(top, `due-${name}.yaml`));
    const late = join(top, 'late');
    mkdirSync(late);
    for (const [k, [student, text]] of Object.entries(answers).entries()) {
      const path = join(late, `${student}.txt`);
      writeFileSync(path, text);
      const at = Date.parse(`2026-03-0${k + 1}T12:00:00Z`) / 1000;
      utimesSync(path, at, at);
    }
    writeFileSync(before ?? '', assignmentWith('{ due: 2026-03-02T10:00Z, late: { per-day: 10% } }'));
    writeFileSync(
      after ?? '',
      assignmentWith(
        '{ due: 2026-03-04T10:00Z, late: { per-day: 20%, grace: 15min }, extensions: { eve: 1 day } }',
      ),
    );
    writeFileSync(open ?? '', assignmentWith('{}'));
    const rows = fresh();
    await run('grade', before ?? '', late, '--format', 'ndjson', '--out', rows);
    for (const changed of [after, open]) {
      const [out, whole] = [fresh(), fresh()];
      await run('regrade', rows, '--assignment', changed ?? '', '--out', out);
      await run('grade', changed ?? '', late, '--format', 'ndjson', '--out', whole);
      expect(readFileSync(out, 'utf8')).toBe(readFileSync(whole, 'utf8'));
    }
    const untimed = fresh();
    await run('grade', open ?? '', late, '--format', 'ndjson', '--out', untimed);
    const { err } = await run('regrade', untimed, '--assignment', after ?? '');
    expect(err).toContain('four rows do not say when they were handed in, so no points are taken off');
  });

  test('a changed question is none: its answers have to be judged again', async () => {
    const other = join(top, 'other.yaml');
    writeFileSync(other, assignmentWith('{}').replace('a: 5', 'a: 6'));
    const { err, code } = await run('regrade', rowsFile, '--assignment', other);
    expect(err).toContain('grade the answers again with dvar grade');
    expect(code).toBe(2);
  });
});
