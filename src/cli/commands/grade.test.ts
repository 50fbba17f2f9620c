import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { readAssignment } from '../../homework/assignment/assignment.ts';
import { readYaml } from '../../homework/assignment/yaml.ts';
import { writeClass } from '../class/class.testing.ts';
import { matches } from '../class/find-files.ts';
import { threadedGrader } from '../class/workers.ts';
import { executable } from '../prompt/terminal.testing.ts';
import { ran } from '../shell/environment.testing.ts';

jest.setTimeout(120_000);
const top = mkdtempSync(join(tmpdir(), 'dvar-grade-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

const net = fileURLToPath(new URL('../../../fixtures/homework/two-layer-relu.yaml', import.meta.url));
const drawn = fileURLToPath(new URL('../../../fixtures/homework/running-example.yaml', import.meta.url));

let count = 0;
/** A folder with these files in it. */
function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = join(top, `f${count++}`);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const graded = async (folder: string, ...options: readonly string[]) =>
  ran(['grade', net, folder, ...options], { writes: true });

/** The rows of an ndjson report, as far as tests look at them. */
interface Line {
  readonly student: string | null;
  readonly file: string | null;
  readonly status: string;
  readonly error?: string;
  readonly points: number | null;
  readonly results: readonly { readonly verdict: string; readonly expected: number }[];
  readonly notes: readonly { readonly message: string }[];
}
const rowsIn = (text: string): readonly Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const full =
  '[warm-up]\ndv = 3\nda = dv\ndu = dv\ndb = du*c\ndc = du*b\n[net]\nda2 = a2 - y\ndz2 = da2\ndw2 = dz2*a1\ndb2 = dz2\nda1 = dz2*w2\ndz1 = da1\ndw1 = dz1*x\ndb1 = dz1\n';

describe('a class', () => {
  test('on the screen', async () => {
    const folder = folderOf({
      'alice.txt': full,
      'bob.txt': full.replace('du*c', 'du + c').replace('a2 - y', '2*(a2-y)'),
      'carol.txt': '%PDF-1.4',
    });
    // So wide that the folder's name, which is another each time, breaks no line.
    const { out, code } = await ran(['grade', net, folder], {
      writes: true,
      columns: 300,
      env: { NO_COLOR: '1' },
    });
    expect(
      out.replaceAll(folder, 'hw2'),
    ).toBe(`student  points  warm-up.v warm-up.a warm-up.u warm-up.b warm-up.c net.a2 net.z2 net.w2 net.b2 net.a1 net.z1 net.w1 net.b1
carol      -/15  not gradable
    hw2/carol.txt: the PDF is damaged; hand in plain text
alice     15/15  ✓✓✓✓✓✓✓✓✓✓✓✓✓
bob       13/15  ✓✓✓✗✓✗≈≈≈≈≈≈≈
    warm-up.b added-instead-of-multiplied, net.a2 forgot-the-half

2 of 3 graded, 2 passed, 14 of 15 points on average (of the 2 graded).

Talk about:
  1 student: upstream gradient and local derivative added instead of multiplied, at warm-up.b, as in dJ/db = du + c (hw2/bob.txt:5): bob.
  1 student: forgot-the-half, at net.a2, as in dJ/da2 = 2*(a2-y) (hw2/bob.txt:8): bob.

What could not be read:
  Not graded: 1 that could not be read.

Points:
  1 student with 80 to 89%, 1 with 100%.

Questions:
  ✓ right, ≈ followed through, ✗ wrong, ! not read, · missing
  warm-up.v: ✓2 ≈0 ✗0 !0 ·0, ease 100%
  warm-up.a: ✓2 ≈0 ✗0 !0 ·0, ease 100%
  warm-up.u: ✓2 ≈0 ✗0 !0 ·0, ease 100%
  warm-up.b: ✓1 ≈0 ✗1 !0 ·0, ease 50%
  warm-up.c: ✓2 ≈0 ✗0 !0 ·0, ease 100%
  net.a2: ✓1 ≈0 ✗1 !0 ·0, ease 50%
  net.z2: ✓1 ≈1 ✗0 !0 ·0, ease 100%
  net.w2: ✓1 ≈1 ✗0 !0 ·0, ease 100%
  net.b2: ✓1 ≈1 ✗0 !0 ·0, ease 100%
  net.a1: ✓1 ≈1 ✗0 !0 ·0, ease 100%
  net.z1: ✓1 ≈1 ✗0 !0 ·0, ease 100%
  net.w1: ✓1 ≈1 ✗0 !0 ·0, ease 100%
  net.b1: ✓1 ≈1 ✗0 !0 ·0, ease 100%
  Ease is the mean share of the points. Discrimination is left out: it needs at least 5 graded submissions.
`);
    expect(code).toBe(3);
  });

  test('whose it is: a line, a pattern, the name; the newest counts, and everybody on the roster has a row', async () => {
    const folder = folderOf({
      'x.txt': `# student: Alice \n${full}`,
      'older.txt': '# student: alice\ndv = 3\n',
      'bob_77_late.txt': full,
      'all.csv': 'student,problem,name,answer\ndan,warm-up,v,3\neve,warm-up,v,4\n',
    });
    utimesSync(join(folder, 'older.txt'), 1, 1);
    const roster = join(folderOf({ 'class.csv': 'name,student\nAl,ALICE\nZoe,zoe\n' }), 'class.csv');
    const { out, code } = await graded(
      folder,
      '--format',
      'ndjson',
      '--roster',
      roster,
      '--id-from',
      '([a-z]+)_[0-9]+',
    );
    const rows = rowsIn(out);
    expect(rows.map(({ student, status, points }) => [student, status, points])).toEqual([
      ['ALICE', 'graded', 15],
      ['bob', 'graded', 15],
      ['dan', 'graded', 1],
      ['eve', 'graded', 0],
      ['zoe', 'absent', null],
    ]);
    expect(rows[0]?.notes[0]?.message).toBe(
      `the newest of 2 files counts; the others: ${join(folder, 'older.txt')}`,
    );
    expect(rows[1]?.notes[0]?.message).toBe('not on the roster');
    expect(rows[4]?.error).toBe('nothing was handed in');
    expect(rows[4]?.file).toBe(null);
    expect(code).toBe(0);
  });

  test('links out of the folder, devices and folders that are links are reported and not opened', async () => {
    const folder = folderOf({ 'alice.txt': full });
    const secret = join(folderOf({ 'secret.txt': '# student: peter\n[warm-up]\ndv = 3\n' }), 'secret.txt');
    symlinkSync(secret, join(folder, 'out.txt'));
    symlinkSync(top, join(folder, 'up'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'broken.txt'));
    symlinkSync(join(folder, 'alice.txt'), join(folder, 'inside.txt'));
    spawnSync('mkfifo', [join(folder, 'pipe')]);
    const { out } = await graded(folder, '--format', 'ndjson');
    expect(out).not.toContain('peter');
    expect(rowsIn(out).map(({ student, error }) => [student, error ?? 'graded'])).toEqual([
      ['alice', 'graded'],
      ['broken', 'a link that leads nowhere'],
      ['inside', 'graded'],
      ['out', 'a link out of the folder; it was not followed'],
      ...(existsSync(join(folder, 'pipe'))
        ? [['pipe', 'not a file but a device, a pipe or a socket; it was not opened']]
        : []),
      ['up', 'a link out of the folder; it was not followed'],
    ]);
  });

  test('nothing that a student writes runs in a terminal, a spreadsheet, XML or Markdown', async () => {
    const evil = '=cmd|\u0007</failure><script>alert(1)</script>[x](javascript:1)\u001b[2J';
    const folder = folderOf({
      'a.json': JSON.stringify({ student: evil, 'warm-up': { v: evil, a: '=1+1', '<b>': 1 } }),
    });
    const feedback = join(folder, 'feedback');
    const table = await graded(folder);
    expect(table.out).not.toMatch(/[^\P{C}\n]/u);
    const { out: csv } = await graded(folder, '--format', 'csv');
    expect(csv).not.toMatch(/(?:^|[,"\n])[=+@]/m);
    const { out: junit } = await graded(folder, '--format', 'junit');
    expect(junit).not.toMatch(/<script|[^\P{C}\n]/u);
    expect(junit.match(/<testcase/g)).toHaveLength(13);
    await graded(folder, '--feedback', feedback);
    const [file = ''] = readdirSync(feedback);
    expect(file).toMatch(/^[\p{L}\p{N}._@-]+\.md$/u);
    const markdown = readFileSync(join(feedback, file), 'utf8');
    expect(markdown).not.toContain('\u001b');
    // In code, signs are only shown.
    expect(markdown.replaceAll(/`[^`]*`/g, '')).not.toMatch(/<script|[^\\]\[x|\[x[^\\]\]/);
  });

  test('a feedback file holds no key, and none is written over', async () => {
    const folder = folderOf({ 'bob.txt': '# student: bob\n[net]\nda2 = 5\n' });
    const feedback = join(folder, 'feedback');
    await graded(folder, '--feedback', feedback);
    expect(readFileSync(join(feedback, 'bob.md'), 'utf8')).not.toMatch(/-?23|253/);
    // The same again may be a run that goes on; another text is refused.
    writeFileSync(join(folder, 'bob.txt'), '# student: bob\n[net]\nda2 = 6\n');
    const again = await graded(join(folder, 'bob.txt'), '--feedback', feedback);
    expect(again.err).toMatch(/bob\.md could not be written: it already exists/);
    expect(again.code).toBe(2);
  });

  test('the formats name the same questions and the same totals', async () => {
    const folder = folderOf({ 'alice.txt': full, 'bob.txt': full.replace('du*c', 'du + c') });
    const json = JSON.parse((await graded(folder, '--format', 'json')).out);
    const csv = (await graded(folder, '--format', 'csv')).out.split('\r\n');
    expect(json.rows.map((row: Line) => row.points)).toEqual([15, 14]);
    expect(json.statistics).toMatchObject({
      submissions: 2,
      graded: 2,
      passed: 2,
      meanPoints: 14.5,
      nobody: [],
    });
    expect(csv[0]?.split(',').slice(6, 19)).toEqual(
      json.statistics.items.map(({ id }: { id: string }) => id),
    );
    expect(csv[2]).toContain(',14,15,true,1,1,1,0,1,');
    const junit = (await graded(folder, '--format', 'junit')).out;
    expect(junit).toContain('tests="26" failures="1" errors="0"');
    expect(junit).toContain('type="added-instead-of-multiplied"');
    const one = JSON.parse((await graded(join(folder, 'bob.txt'), '--format', 'gradescope')).out);
    expect(one.score).toBe(14);
    expect(one.tests.reduce((total: number, each: { score: number }) => total + each.score, 0)).toBe(14);
    expect(one.tests[3]).toMatchObject({
      name: 'dJ/db (warm-up)',
      number: '4',
      score: 0,
      max_score: 1,
      status: 'failed',
    });
  });

  test('each has numbers of their own, and those of another are seen', async () => {
    const { out: sheet } = await ran(['handout', drawn, '--student', 'bob', '--key'], { writes: true });
    const template = /```\n([\s\S]*)```/.exec(sheet)?.[1] ?? '';
    expect(template).toMatch(/^# student: bob\n\ndv = 3\n/);
    const folder = folderOf({ 'bob.txt': template, 'kim.txt': template.replace('bob', 'Kim') });
    const { out } = await ran(['grade', drawn, folder, '--format', 'json'], { writes: true });
    const { rows, statistics } = JSON.parse(out);
    expect(rows[0]).toMatchObject({ student: 'bob', points: 5, drawnFor: 'bob', drawing: 'dvar.draw/4' });
    expect(rows[1].points).toBeLessThan(5);
    // Kim handed in what bob's key says, under her own name; bob's row says nothing of it.
    expect(statistics.fitOthers).toEqual([{ student: 'Kim', fits: 'bob' }]);
    const note = 'these answers fit the numbers that were drawn for bob';
    expect(rows.map(({ notes }: Line) => notes.filter(({ message }) => message === note).length)).toEqual([
      0, 1,
    ]);
    const ndjson = rowsIn((await ran(['grade', drawn, folder, '--format', 'ndjson'], { writes: true })).out);
    expect(ndjson[1]?.notes[0]?.message).toBe(note);
    // What a student is told names nobody else.
    const feedback = join(folder, 'feedback');
    await ran(['grade', drawn, folder, '--feedback', feedback], { writes: true });
    expect(readFileSync(join(feedback, 'Kim.md'), 'utf8')).not.toContain('bob');
    const rowsFile = join(folder, 'rows.ndjson');
    await ran(
      [
        'grade',
        drawn,
        join(folder, 'kim.txt'),
        join(folder, 'bob.txt'),
        '--format',
        'ndjson',
        '--out',
        rowsFile,
      ],
      {
        writes: true,
      },
    );
    expect(readFileSync(rowsFile, 'utf8')).toContain(note);
    for (const format of ['moodle', 'gradescope', 'classroom', 'check50', 'junit'])
      expect((await ran(['report', rowsFile, '--format', format], { writes: true })).out).not.toContain(note);
    const again = join(folder, 'again');
    await ran(['report', rowsFile, '--feedback', again], { writes: true });
    expect(readFileSync(join(again, 'Kim.md'), 'utf8')).not.toContain('bob');
    const own = rows[1].results.filter(({ verdict }: { verdict: string }) => verdict === 'correct').length;
    expect(own).toBe(3);
  });
});

describe('is refused in one line', () => {
  test.each([
    [['grade', 'J = 3*a', 'x'], "the assignment, a .yaml file, comes first; 'J = 3*a' is not one"],
    [
      ['grade', net],
      'the submissions are missing; name files or a folder, or add --stdin to read one per line',
    ],
    [
      ['grade', net, join(top, 'none')],
      `${join(top, 'none')} can't be read: there is no such file or folder; check the path`,
    ],
    [
      ['grade', net, top, '--format', 'csv', '--resume', 'x'],
      '--resume always writes ndjson; leave --format out',
    ],
    [
      ['grade', net, top, '--id-from', '('],
      "--id-from is not a valid pattern: (; try '([a-z]+)_' for alice_1234.txt",
    ],
  ])('%j', async (argv, says) => {
    const { err, code } = await ran(argv, { writes: true });
    expect(err).toBe(`dvar: ${says}\n`);
    expect(code).toBe(2);
  });
});

test.each([
  ['a.txt', '*.txt', true],
  ['a.txt', '?.txt', true],
  ['ab.txt', '?.txt', false],
  ['a.txt.bak', '*.txt', false],
  ['.hidden', '*', false],
  [`${'a'.repeat(200)}b`, `${'*a'.repeat(60)}c`, false],
])('%s and the pattern %s', (name, pattern, fits) => {
  expect(matches(name, pattern)).toBe(fits);
});

describe('600 submissions, one in twenty hostile', () => {
  const folder = join(top, 'class');
  const made = writeClass(folder, 600, 1);
  let report = '';

  test('every one gets its row, in the order of the names', async () => {
    const { out, code, err } = await graded(folder, '--format', 'ndjson');
    report = out;
    const rows = rowsIn(out);
    expect(err).toBe('');
    expect(rows.length).toBe(made.files);
    const count = (wanted: string): number => rows.filter(({ status }) => status === wanted).length;
    expect({ ungradable: count('ungradable'), unread: count('unread'), blank: count('blank') }).toEqual(
      made.ungraded,
    );
    expect(rows.filter(({ points }) => points === null).length).toBe(made.files / 20);
    expect(rows.filter(({ status }) => status === 'grader-error')).toEqual([]);
    expect(rows.map(({ student }) => student)).toEqual(rows.map(({ student }) => student).toSorted());
    expect(code).toBe(3);
  });

  const dvar = (...words: readonly string[]) =>
    spawnSync(process.execPath, [executable, 'grade', net, folder, ...words], {
      encoding: 'utf8',
      maxBuffer: 1e9,
    });

  test('threads give the same report, byte for byte', () => {
    const { stdout, status } = dvar('--format', 'ndjson', '--workers', '3');
    expect(stdout === report).toBe(true);
    expect(status).toBe(3);
  });

  test('killed in the middle and gone on with: nothing lost, nothing twice', async () => {
    const file = join(top, 'report.ndjson');
    const child = spawn(process.execPath, [
      executable,
      'grade',
      net,
      folder,
      '--resume',
      file,
      '--workers',
      '1',
    ]);
    while (!existsSync(file) || readFileSync(file).length < 200_000)
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('close', resolve));
    const before = readFileSync(file, 'utf8');
    expect(before.length).toBeLessThan(report.length);
    const { status } = dvar('--resume', file);
    expect(readFileSync(file, 'utf8') === report).toBe(true);
    expect(status).toBe(3);
  });
});

test('a report is not gone on with after the assignment has changed; a comment changes nothing', async () => {
  const folder = folderOf({ 'hw.yaml': 'program: J = 3*a\nvalues: { a: 2 }\n' });
  const hw = join(folder, 'hw.yaml');
  const report = join(folder, 'report.ndjson');
  const answers = folderOf({ 'alice.txt': 'da = 3\n' });
  const go = () => ran(['grade', hw, answers, '--resume', report], { writes: true });
  expect((await go()).code).toBe(0);
  writeFileSync(join(answers, 'bob.txt'), 'da = 4\n');
  writeFileSync(hw, '# for Monday\ntitle: One question\nprogram: J = 3*a\nvalues: { a: 2 }\n');
  expect((await go()).code).toBe(0);
  const before = readFileSync(report, 'utf8');
  expect(rowsIn(before).map(({ points }) => points)).toEqual([1, 0]);
  writeFileSync(hw, 'program: J = 4*a\nvalues: { a: 2 }\n');
  const { err, code } = await go();
  expect(err).toBe(
    `dvar: ${report} was started with another assignment, or the assignment has changed since; name a new file to grade everything again\n`,
  );
  expect(code).toBe(2);
  expect(readFileSync(report, 'utf8')).toBe(before);
});

test('a filter: a submission a line in, a result a line out, in order', async () => {
  const lines = Array.from({ length: 50 }, (_, k) =>
    JSON.stringify({ student: `S${k}`, text: `[warm-up]\ndv = ${k % 2 ? 3 : 4}` }),
  );
  const stdin = `${lines.join('\n')}\n\nnot json\n[1]\n{"student":"z","warm-up":{"v":3}}\n`;
  const { out, err, code } = await ran(['grade', net, '--stdin'], { stdin, writes: true });
  const rows = rowsIn(out);
  expect(rows.slice(0, 50).map(({ student, points }) => [student, points])).toEqual(
    lines.map((_, k) => [`S${k}`, k % 2]),
  );
  expect(rows.slice(50).map(({ status, error }) => error ?? status)).toEqual([
    'line 52 is not JSON; write one submission per line',
    'line 53 is not an object; write {"student": "alice", "text": "dv = 3"}',
    'graded',
  ]);
  // Each row says which line it is about, and by what that is known again.
  expect(JSON.parse(out.split('\n')[50] ?? '')).toMatchObject({
    row: 52,
    digest: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  // A row for every line is all that a filter owes: engines try again what ends otherwise.
  expect(err).toBe('dvar: 53 in, 53 out, 2 not graded\n');
  expect(code).toBe(0);
  expect((await ran(['grade', net, '--stdin', '--strict'], { stdin, writes: true })).code).toBe(3);
  expect((await ran(['grade', net, '--stdin'], { stdin: '\n', writes: true })).err).toBe(
    'dvar: nothing came in\n',
  );
});

test('a grader that hangs or dies is replaced, and its submission is neither right nor wrong', async () => {
  const file = join(top, 'bad-grader.cjs');
  writeFileSync(
    file,
    `const { parentPort } = require('node:worker_threads');
     parentPort.on('message', ({ job }) => {
       if (job.student === 'hang') for (;;);
       if (job.student === 'die') process.exit(7);
       if (job.student === 'throw') throw new Error('no');
       parentPort.postMessage({ ...job, status: 'graded' });
     });`,
  );
  const document = readYaml(readFileSync(net, 'utf8'));
  const assignment = document.ok ? readAssignment(document.value) : document;
  if (!assignment.ok) throw new Error(assignment.trouble.message);
  const setting = { assignment: assignment.value, programs: [], digits: 4 };
  const grader = threadedGrader(file, setting, { width: 2, seconds: 1, maxPoints: 15 });
  const students = ['a', 'hang', 'b', 'die', 'c', 'throw', 'd'];
  const rows = await Promise.all(
    students.map((student) =>
      grader.grade({ kind: 'absent', job: { student, file: null, notes: [], digest: null } }),
    ),
  );
  await grader.close();
  expect(rows.map(({ student, status }) => [student, status])).toEqual(
    students.map((student) => [student, student.length > 1 ? 'grader-error' : 'graded']),
  );
  expect(rows[1]?.error).toBe(
    'the grader took longer than 1 seconds and was stopped; its answers were not judged',
  );
});

test('a class is told at which step a mistake began, also if that step was not asked', async () => {
  const unit = 'z = w*x + b; a = sigmoid(z); L = -(y*log(a) + (1-y)*log(1-a))';
  const problem = `program: ${unit}\nvalues: {w: 0.5, x: 2, b: 1, y: 1}\ndata: [x, y]\nask: givens\n`;
  // dz is a - y, -0.1192; the first two have its sign turned.
  const folder = folderOf({
    'unit.yaml': problem,
    'ann.txt': 'dw = 0.2384\ndb = 0.1192\n',
    'bob.txt': 'dw = 0.2384\ndb = 0.1192\n',
    'cem.txt': 'dw = -0.2384\ndb = -0.1192\n',
  });
  const files = ['ann', 'bob', 'cem'].map((name) => join(folder, `${name}.txt`));
  const { out, err } = await ran(['grade', join(folder, 'unit.yaml'), ...files], { writes: true });
  expect(err).toBe('');
  expect(out).toMatch(/2 students: the right size with the opposite sign, at z, as in dL\/dw = 0\.2384/);
});
