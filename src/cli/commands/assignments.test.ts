import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { aloneKeys, assignmentKeys } from '../../homework/assignment/assignment.ts';
import { policyKeys } from '../../homework/assignment/policy.ts';
import { problemKeys } from '../../homework/assignment/problem.ts';
import { assignmentSchema } from '../../homework/assignment/schema.ts';
import { ran } from '../shell/environment.testing.ts';

const program = 'id: p\nprogram: u = b*c; v = a+u; J = 3*v\nvalues: { a: 5, b: 3, c: 2 }\n';

/** Checks a text against an assignment, and gives its report. */
async function checked(assignment: string, answers: string, ...options: readonly string[]) {
  const files = { 'hw.yaml': assignment, 'a.txt': answers };
  const { out, err, code } = await ran(['check', 'hw.yaml', 'a.txt', '--format', 'json', ...options], {
    files,
  });
  if (err !== '') throw new Error(err);
  return { ...JSON.parse(out), code };
}
const verdicts = ({ results }: { results: readonly { verdict: string }[] }) =>
  results.map(({ verdict }) => verdict);

describe('every key of a policy means something', () => {
  const right = 'dv = 3\nda = 3\ndu = 3\ndb = 6\ndc = 9\n';
  const followed = 'dv = 4\nda = dv\ndu = dv\ndb = du*c\ndc = du*b\n';

  test('follow-through', async () => {
    expect((await checked(program, followed)).points).toBe(4);
    expect((await checked(`${program}policy: { follow-through: 0.5 }`, followed)).points).toBe(2);
  });

  test('pass, as a share and as points', async () => {
    expect(await checked(`${program}policy: { pass: 80% }`, followed)).toMatchObject({
      passed: true,
      code: 0,
    });
    expect(await checked(`${program}policy: { pass: 81% }`, followed)).toMatchObject({
      passed: false,
      code: 1,
    });
    expect(await checked(`${program}policy: { pass: 4 }`, followed)).toMatchObject({ passed: true, code: 0 });
  });

  test('digits', async () => {
    const third = 'program: J = w/3\nvalues: { w: 1 }\n';
    expect(verdicts(await checked(third, 'dw = 0.333'))).toEqual(['correct']);
    expect(verdicts(await checked(`${third}policy: { digits: 5 }`, 'dw = 0.333'))).toEqual(['wrong']);
    expect(verdicts(await checked(`${third}policy: { digits: 5 }`, 'dw = 0.33333'))).toEqual(['correct']);
    expect(verdicts(await checked(`${third}policy: { digits: 2 }`, 'dw = 0.33'))).toEqual(['correct']);
  });

  test('answers: expressions are judged at other values, so that the key of these is none', async () => {
    const numbers = await checked(`${program}policy: { answers: expressions }`, right);
    expect(verdicts(numbers)).toEqual(['correct', 'correct', 'correct', 'wrong', 'wrong']);
    expect(numbers.results[3].mistake.id).toBe('right-number-wrong-reason');
    const rules = await checked(
      `${program}policy: { answers: expressions, tries: 5 }`,
      'dv=3\nda=dv\ndu=dv\ndb=du*c\ndc=du*b',
    );
    expect(rules.passed).toBe(true);
  });

  test('answers: numbers', async () => {
    const report = await checked(`${program}policy: { answers: numbers }`, right.replace('6', 'du*c'));
    expect(verdicts(report)).toEqual(['correct', 'correct', 'correct', 'unreadable', 'correct']);
  });

  test('reason', async () => {
    const lucky = right.replace('dc = 9', 'dc = b*b');
    expect(verdicts(await checked(program, lucky)).at(-1)).toBe('wrong');
    expect(verdicts(await checked(`${program}policy: { reason: ignored }`, lucky)).at(-1)).toBe('correct');
  });

  test('feedback: the points alone', async () => {
    const report = await checked(`${program}policy: { feedback: total }`, followed);
    expect(report.results).toEqual([]);
    expect(report.points).toBe(4);
    expect((await checked(`${program}policy: { feedback: total }`, followed, '--key')).results).toHaveLength(
      5,
    );
  });

  test('feedback: the points alone, and what could not be read, which is not the same as wrong', async () => {
    const total = `${program}policy: { feedback: total }`;
    const typed = followed.replace('du*b', 'du + * c').replace('dv = 4', 'dv = 4 # is wrong');
    const report = await checked(total, typed);
    expect(report.results).toEqual([]);
    expect(report.notes).toEqual([
      {
        line: 5,
        message: expect.stringMatching(/^the answer for dJ\/dc can't be read: column \d+: /),
      },
    ]);
    const files = { 'hw.yaml': total, 'a.txt': typed };
    const { out } = await ran(['check', 'hw.yaml', 'a.txt'], { files });
    expect(out).toMatch(/^ {2}Line 5: the answer for dJ\/dc can't be read: column \d+: /m);
    expect(out).not.toMatch(/wrong|[✓✗]/);
  });

  test('attempts and hints, at a prompt', async () => {
    const files = { 'hw.yaml': `${program}policy: { attempts: 2, hints: false }` };
    const { out } = await ran(['quiz', 'hw.yaml', '--plain'], {
      files,
      columns: 80,
      stdin: '?\n4\n5\ndv\n:quit\n',
    });
    expect(out).toContain('This assignment gives no hints');
    expect(out).toContain('Question 2 of 5.');
    expect(out).toContain('the rule is right for your earlier answer');
  });

  test('points', async () => {
    expect((await checked(`${program}points: 10`, right)).maxPoints).toBe(10);
    const named = await checked(`${program}points: { b: 3, c: 0.5 }`, followed.replace('du*c', '1'));
    expect([named.points, named.maxPoints]).toEqual([2.5, 6.5]);
    const thirds = 'program: u = a*b; J = u + c\nvalues: { a: 2, b: 3, c: 4 }\npoints: 1\n';
    expect((await checked(thirds, 'du = 1\nda = 3\ndb = 2\ndc = 1')).points).toBe(1);
  });

  test('slips', async () => {
    const slip =
      'slips:\n  - { id: half-of-it, name: b, answer: du*c/2, says: Where does the half come from? }\n';
    const report = await checked(program + slip, right.replace('db = 6', 'db = 3.00'));
    expect(report.results[3].mistake).toEqual({
      id: 'half-of-it',
      message: 'Where does the half come from?',
    });
  });
});

describe('is refused with its place', () => {
  test.each([
    ['policy: { pas: 60% }', "4:11: there is no key 'pas' here; did you mean pass?"],
    ['policy: { digits: 40 }', '4:19: digits: must be a whole number from 2 to 10'],
    ['policy: { pass: most }', '4:17: pass: must be a share such as 60%, or a number of points'],
    ['policy: { tries: 3 }', '4:18: tries: works only with answers: expressions'],
    ['policy: strict', '4:9: policy: must have keys, as in { pass: 60%, digits: 3 }'],
    [
      'points: many',
      '4:9: points: must be a number for the whole problem, or one for each name, as in { b: 2, c: 3 }',
    ],
    ['draw: friendly', '4:7: the problem has both values and draw; keep one'],
    [
      'kinds: [chain]',
      "4:8: there is no kind 'chain'; the kinds are shape, local, code, value, formula, nudge, wrong-line",
    ],
    [
      'slips: [{ id: x, name: b, answer: 1 }]',
      '4:9: the slip has no says:; it needs id, name, answer and says',
    ],
    [
      'slips: [{ id: reciprocal, name: b, answer: 1, says: no }]',
      '4:15: reciprocal is the id of a mistake that dvar knows; give the slip another id',
    ],
  ])('%s', async (line, says) => {
    const files = { 'hw.yaml': program + line, 'a.txt': 'dv = 3' };
    const { err, code } = await ran(['check', 'hw.yaml', 'a.txt'], { files });
    const [first = ''] = err.split('\n');
    expect(first).toBe(`dvar: hw.yaml:${says}`);
    expect(code).toBe(2);
  });
});

describe('lint', () => {
  const lint = async (text: string, ...options: readonly string[]) =>
    ran(['lint', 'hw.yaml', ...options], { files: { 'hw.yaml': text } });

  test.each([
    ['program: J = sqrt(x)\nvalues: { x: 0 }\n', /^hw\.yaml:1:1: error: dJ\/dx is not asked/],
    ['program: J = 3*a\n', /^hw\.yaml:1:16: error: a has no value/],
    ['id: p\nprogram: |\n  u = 3*a\n  J = u + * 2\nvalues: { a: 1 }\n', /^hw\.yaml:4:11: error: p: /],
    ['id: p\nprogram: "u = 3*a; J = u )"\nvalues: { a: 1 }\n', /^hw\.yaml:2:26: error: p: /],
    // Folded lines are no lines of the file: the problem is named, and its place.
    ['id: p\nprogram: >\n  u = 3*a;\n  J = u )\nvalues: { a: 1 }\n', /^hw\.yaml:1:1: error: p: /],
    [`${program}points: { z: 2 }\n`, /error: p: points: names z, which is not asked/],
    [
      `${program}slips: [{ id: x, name: q, answer: 1, says: no }]\n`,
      /hw\.yaml:4:9: error: p: the slip x is about q/,
    ],
    [
      'problems:\n  - { program: J = 3*a, values: { a: 1 } }\n  - { program: J = 2*a, values: { a: 1 } }\n',
      /hw\.yaml:2:5: error: the problem has no id/,
    ],
  ])('%j', async (text, says) => {
    const { out, code } = await lint(text);
    expect(out).toMatch(says);
    expect(code).toBe(1);
  });

  test('warns of numbers that hide mistakes, with the cure; --strict makes it an error', async () => {
    const text = 'program: u = b*c; v = a+u; J = 3*v\nvalues: { a: 1, b: 1, c: 1 }\n';
    const { out, code } = await lint(text);
    expect(out).toMatch(
      /warning: these numbers tell \d+% of the known mistakes apart,[\s\S]* dvar like\s+finds others, which tell \d+%: \{ /,
    );
    expect(code).toBe(0);
    expect((await lint(text, '--strict')).code).toBe(1);
  });

  test('the schema describes every key that is read, and no other', () => {
    const { oneOf } = assignmentSchema() as {
      oneOf: { properties: Record<string, { items?: { properties: object }; properties?: object }> }[];
    };
    const [many, alone] = oneOf;
    expect(Object.keys(many?.properties ?? {}).toSorted()).toEqual(assignmentKeys.toSorted());
    expect(Object.keys(many?.properties.problems?.items?.properties ?? {}).toSorted()).toEqual(
      problemKeys.toSorted(),
    );
    expect(Object.keys(alone?.properties ?? {}).toSorted()).toEqual(aloneKeys.toSorted());
    expect(Object.keys(alone?.properties.policy?.properties ?? {})).toEqual(policyKeys());
  });
});

describe('handout', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dvar-handout-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const drawn = 'fixtures/homework/running-example.yaml';

  test('numbers are the same for one id on every machine, however it is typed', async () => {
    const of = async (id: string) => (await ran(['handout', drawn, '--student', id], { writes: true })).out;
    expect(await of('alice')).toContain('At `b = 2`, `c = -5`, `a = -7`.');
    expect(await of(' ALICE ')).toBe(await of('alice'));
    expect(await of('zo\u00e9')).toBe(await of('Zoe\u0301'));
    expect(await of('bob')).not.toBe(await of('alice'));
  });

  test('says until when, and what lateness costs, with the time of the student whose sheet it is', async () => {
    const late = join(folder, 'late.yaml');
    const due = 'due: 2026-11-26 12:00 +01:00';
    writeFileSync(
      late,
      `program: "J = 3*a"\nvalues: { a: 5 }\npolicy: { ${due}, late: { per-day: 10%, grace: 15min }, extensions: { Bo: 2 days, cy: 2026-12-01 09:00 } }\n`,
    );
    const said = async (...student: readonly string[]) =>
      /- Hand it in.*/.exec((await ran(['handout', late, ...student], { writes: true })).out)?.[0];
    const cost =
      ' For each day that has begun after that, 10% of all points are taken off. The first 15 minutes cost nothing.';
    expect(await said()).toBe(`- Hand it in by 2026-11-26 12:00 UTC+01:00.${cost}`);
    expect(await said('--student', 'bo')).toBe(
      `- Hand it in by 2026-11-26 12:00 UTC+01:00, and 2 days later for you.${cost}`,
    );
    expect(await said('--student', 'cy')).toBe(`- Hand it in by 2026-12-01 09:00.${cost}`);
  });

  test('holds no key, and its template is a submission that misses everything', async () => {
    const { out } = await ran(['handout', drawn, '--student', 'alice'], { writes: true });
    const template = /```\n([\s\S]*)```/.exec(out)?.[1] ?? '';
    expect(template).toBe('# student: alice\n\ndv =\nda =\ndu =\ndb =\ndc =\n');
    const { out: report, code } = await ran(['check', drawn, '--answers', '-', '--format', 'json'], {
      writes: true,
      stdin: template,
    });
    expect(verdicts(JSON.parse(report))).toEqual(Array(5).fill('missing'));
    expect(code).toBe(1);
  });

  test('a class: a sheet and a template each, and what the key fills in is right', async () => {
    const roster = join(folder, 'class.csv');
    writeFileSync(roster, 'student\nalice\n../../evil\nCON\n');
    const out = join(folder, 'sheets');
    expect(
      (await ran(['handout', drawn, '--roster', roster, '--out', out, '--key'], { writes: true })).code,
    ).toBe(0);
    expect(readdirSync(out)).toEqual(
      [
        '_CON.key.md',
        '_CON.key.txt',
        '__.._evil.key.md',
        '__.._evil.key.txt',
        'alice.key.md',
        'alice.key.txt',
      ].toSorted(),
    );
    const key = readFileSync(join(out, 'alice.key.txt'), 'utf8');
    const { code } = await ran(['check', drawn, '--answers', '-'], { writes: true, stdin: key });
    expect(code).toBe(0);
    // What an earlier run wrote is done; over another text nothing is written.
    const again = ['handout', drawn, '--roster', roster, '--out', out, '--key'];
    expect((await ran(again, { writes: true })).code).toBe(0);
    writeFileSync(join(out, 'alice.key.md'), 'notes of my own');
    expect((await ran(again, { writes: true })).err).toMatch(/it already exists/);
    expect(readFileSync(join(out, 'alice.key.md'), 'utf8')).toBe('notes of my own');
  });

  test("drawn numbers need to be somebody's", async () => {
    expect((await ran(['handout', drawn], { writes: true })).err).toMatch(
      /^dvar: the numbers are drawn for each student; name one/,
    );
    expect((await ran(['check', drawn, '--answers', '-'], { writes: true, stdin: 'dv = 3' })).err).toMatch(
      /say whose answers these are/,
    );
  });
});
