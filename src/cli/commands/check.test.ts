import { describe, expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

const lecture = ['check', 'u = b*c; v = a+u; J = 3*v', 'a=5', 'b=3', 'c=2'];
const right = 'dv = 3\nda = dv * 1\ndu = dv\ndb = du*c\ndc = 9\n';
const wrong = '# student: alice\nu = b*c\nimport numpy\ndv = 3\nda = dv * 1\ndu = dv\ndb = du + c\ndc = (9\n';

describe('a report', () => {
  test('says what is right and what is not, and the exit code with it', async () => {
    const { out, err, code } = await ran([...lecture, 'a.txt'], { files: { 'a.txt': wrong } });
    expect(out).toBe(`Read:
  ! line 8: dJ/dc = (9 was not read: this '(' is never closed; add a ')'
  as typed: dJ/dv, dJ/da, dJ/du, dJ/db

✓ dJ/dv = 3
✓ dJ/da = dv * 1
✓ dJ/du = dv
✗ line 7, dJ/db = du + c: It looks as if you added the two slopes. When one
  change causes the next, do slopes add or multiply?
! line 8, dJ/dc = (9: column 6: this '(' is never closed; add a ')'.
  Line 3: this line is not an answer and costs nothing: import numpy.

3 of 5 points, not passed.
`);
    expect(err).toBe('');
    expect(code).toBe(1);
  });

  test('says with --read what was read, and judges nothing', async () => {
    const spelled = '1. **db** = 7 (3*2 + 1)\ndv ≈ 3\nda = (3\ndu = 3\nI am done.\n';
    const files = { 'a.txt': spelled };
    const { out, code } = await ran([...lecture, 'a.txt', '--read'], { files });
    expect(out).toBe(
      [
        '  line 1: 1. **db** = 7 (3*2 + 1) is read as dJ/db = 7, which is 3*2 + 1',
        '  line 2: dv ≈ 3 is read as dJ/dv = 3',
        "  ! line 3: dJ/da = (3 was not read: this '(' is never closed; add a ')'",
        '  line 4: dJ/du = 3',
        '',
      ].join('\n'),
    );
    expect(code).toBe(0);
    const json = await ran([...lecture, 'a.txt', '--read', '--format', 'json'], { files });
    expect(JSON.parse(json.out)).toMatchObject({
      format: 'dvar.read/1',
      lines: [
        { line: 1, asks: 'dJ/db', written: '1. **db** = 7 (3*2 + 1)', taken: '7' },
        { line: 2, written: 'dv ≈ 3', taken: '3' },
        { line: 3, taken: null },
        { line: 4, written: null, typed: '3', taken: '3' },
      ],
    });
    expect((await ran([...lecture, 'b.txt', '--read'], { files: { 'b.txt': 'hello\n' } })).out).toBe(
      'No answer was read.\n',
    );
  });

  test('names all that was read as typed in one line', async () => {
    const { out } = await ran([...lecture, 'a.txt'], { files: { 'a.txt': right } });
    expect(out).toMatch(/^Read as typed: dJ\/dv, dJ\/da, dJ\/du, dJ\/db, dJ\/dc\.\n\n/);
  });

  test('passes', async () => {
    const { out, code } = await ran([...lecture, 'a.txt'], { files: { 'a.txt': right } });
    expect(out).toMatch(/5 of 5 points, passed\.\n$/);
    expect(code).toBe(0);
  });

  test('fits into 40 columns', async () => {
    const { out } = await ran([...lecture, 'a.txt'], {
      files: { 'a.txt': wrong },
      columns: 40,
      env: { NO_COLOR: '1' },
    });
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
  });

  test('as JSON has the keys of the contract, and no key to the answers', async () => {
    const { out, code } = await ran([...lecture, '--answers', '-', '--format', 'json'], { stdin: wrong });
    const report = JSON.parse(out);
    expect(Object.keys(report)).toEqual(['format', 'points', 'maxPoints', 'passed', 'results', 'notes']);
    expect(report.results[3]).toEqual({
      problem: null,
      name: 'b',
      asks: 'dJ/db',
      verdict: 'wrong',
      answer: 'du + c',
      value: 5,
      points: 0,
      mistake: { id: 'added-instead-of-multiplied', message: expect.any(String) },
      cause: {
        id: 'added-instead-of-multiplied',
        root: 'b',
        answers: ['b'],
        follows: [],
        message: null,
      },
      message: expect.any(String),
      line: 7,
    });
    expect(report.notes).toEqual([{ line: 3, message: expect.stringContaining('import numpy') }]);
    expect(code).toBe(1);
  });

  test('does not work out with true values what a learner has not found', async () => {
    const stdin = 'da = dv*1\ndb = da*c\ndu = 3\ndc = du*b\n';
    const { out } = await ran([...lecture, '--answers', '-', '--format', 'json'], { stdin });
    expect(JSON.parse(out).results.map((result: { value: number }) => result.value)).toEqual([
      null,
      null,
      3,
      null,
      9,
    ]);
  });

  test('with --key says what is expected', async () => {
    const { out } = await ran([...lecture, 'a.txt', '--key', '--format', 'json'], {
      files: { 'a.txt': wrong },
    });
    expect(JSON.parse(out).results.map((result: { expected: number }) => result.expected)).toEqual([
      3, 3, 3, 6, 9,
    ]);
  });

  test('never writes what would move a cursor', async () => {
    const { out } = await ran([...lecture, 'a.txt', '--plain'], {
      files: { 'a.txt': 'dv = \u001b[31m3\n\u001b]0;x\u0007\ndb\u202e = 6\n' },
    });
    expect(out).not.toMatch(/[^\P{C}\n]/u);
  });

  test('explains one answer to a teacher', async () => {
    const { out } = await ran([...lecture, 'a.txt', '--key', '--explain', 'db'], {
      files: { 'a.txt': wrong },
    });
    expect(out).toContain('Line 7 says du + c.');
    expect(out).toContain('In it, du = 3 (as handed in), c = 2.');
    expect(out).toContain('The exact value is 6; a nudge of b, using only forward passes, gives 6.');
    expect(out).toContain('added-instead-of-multiplied');
  });

  test('explains to a teacher what the other answers say for a mistake and against it', async () => {
    const { out } = await ran([...lecture, 'a.txt', '--key', '--explain', 'u'], {
      files: { 'a.txt': 'dv = 3\nda = 3\ndu = 1\ndb = 2\ndc = 9\n' },
    });
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'For the first one: it also gives dJ/db. Against it: it would also show at dJ/da and dJ/dc, but it does not.',
    );
  });

  test('explains every answer that is not right, and a cause of several once', async () => {
    const page = 'dv = 3\nda = 3\ndu = 3\ndb = 9\ndc = 6\n';
    const { out } = await ran([...lecture, 'a.txt', '--key', '--explain'], { files: { 'a.txt': page } });
    const plain = out.replaceAll(/\s+/g, ' ');
    expect(out.match(/^dJ\/d\w+: wrong, 0 of 1 points\.$/gm)).toEqual([
      'dJ/db: wrong, 0 of 1 points.',
      'dJ/dc: wrong, 0 of 1 points.',
    ]);
    expect(plain.match(/have one cause/g)?.length).toBe(1);
    expect(plain.match(/This is dvar/g)?.length).toBe(1);
    const { out: none } = await ran([...lecture, 'a.txt', '--key', '--explain'], {
      files: { 'a.txt': right },
    });
    expect(none).toMatch(/^Every answer is right\.\nThis is dvar [\d.]+\.\n$/);
  });
});

describe('is refused in one line', () => {
  const files = {
    'a.txt': right,
    'w.docx': Uint8Array.from(Buffer.from('PK\u0003\u0004......word/document.xml')),
  };
  test.each([
    [['check', 'J = 3*a', 'a=2'], 'the answers are missing; name a file, or --answers - for standard input'],
    [['check', 'a.txt'], 'the program is missing; try dvar check "J = 3*a" a=5 a.txt'],
    [[...lecture, 'b.txt'], "b.txt can't be read: there is no such file or folder; check the path"],
    [[...lecture, 'w.docx'], 'w.docx: the archive is damaged; hand in plain text'],
    [[...lecture, 'a.txt', '--explain', 'b'], '--explain shows the exact value, so it needs --key'],
    [
      [...lecture, '--key', '--explain', 'a.txt'],
      'the answers are missing: --explain took a.txt for the name of an answer; write --explain last',
    ],
    [
      [...lecture, 'a.txt', '--key', '--explain', 'q'],
      '--explain names q, which is not asked here; the questions are v, a, u, b, c',
    ],
    [
      ['check', '-f', '-', '--answers', '-'],
      'standard input can hold the program or the answers, not both; give one of them as a file',
    ],
  ])('%j', async (argv, says) => {
    const { err, out, code } = await ran(argv, { files });
    expect(err).toBe(`dvar: ${says}\n`);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

describe('notations', () => {
  test.each([
    ['a.json', '{"student": "alice", "v": 3, "da": "dv*1", "dJ/du": 3.0, "b": "du*c", "c": null}'],
    ['a.json', '{“v”: 3, "answers": {"a": 3, "u": 3, "b": 6}}'],
    ['a.yaml', 'v: 3\ndv: 3\na: dv * 1\nu: 6/2\nb: du*c\n'],
    ['a.csv', 'student,name,answer\nalice,v,3\nalice,a,"3"\nalice,u,3\nalice,b,du*c\n'],
    ['a.csv', 'name;answer\nv;3\na;3\nu;3\nb;6,0\n'],
    ['a.txt', '\ufeffdv = 3\r\nda = 3\r\ndu = 3\r\ndb = 6'],
    [
      'utf16.txt',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('dv=3\nda=3\ndu=3\ndb=6', 'utf16le')]),
    ],
  ] as const)('%s %j', async (file, content) => {
    const { out, err } = await ran([...lecture, file, '--format', 'json'], { files: { [file]: content } });
    expect(err).toBe('');
    expect(JSON.parse(out).results.map(({ verdict }: { verdict: string }) => verdict)).toEqual([
      ...Array(4).fill('correct'),
      'missing',
    ]);
  });

  test('a table of several students needs a name', async () => {
    const files = { 'a.csv': 'student,name,answer\nalice,v,3\nBob ,v,4\n' };
    const { err } = await ran([...lecture, 'a.csv'], { files });
    expect(err).toMatch(/a\.csv has answers of 2 students; name one with --student: alice, Bob/);
    const { out } = await ran([...lecture, 'a.csv', '--student', 'bob', '--format', 'json'], { files });
    expect(JSON.parse(out).results[0]).toMatchObject({ answer: '4', verdict: 'wrong', line: 3 });
  });
});

describe('values beside an assignment', () => {
  const files = {
    'hw.yaml':
      'problems:\n  - id: one\n    program: u = b*c; J = 3*u\n    values: { b: 3, c: 2 }\n  - id: two\n    program: J = a^2\n    values: { a: 5 }\n',
    'a.txt': '[one]\ndu = 3\ndb = 3*c\ndc = 21\n[two]\nda = 10\n',
  };

  test('go to the problems that know them', async () => {
    const { out, code } = await ran(['check', 'hw.yaml', 'a.txt', 'b=7'], { files });
    expect(out).toContain('4 of 4 points');
    expect(code).toBe(0);
  });

  test('that no problem has a name for are refused', async () => {
    const { out, err, code } = await ran(['check', 'hw.yaml', 'a.txt', 'B=7'], { files });
    expect([out, code]).toEqual(['', 2]);
    expect(err).toBe('dvar: B is not an input of any problem here; did you mean b? its inputs are b, c, a\n');
  });
});

test.each(['{}', '{ answers: expressions }'])(
  'labels that are not called data are labels all the same, with policy %s',
  async (policy) => {
    const assignment = [
      'format: dvar.assignment/1',
      'problems:',
      '  - program: |',
      '      P = softmax(Z)',
      '      J = -1/2*sum(Y.*log(P))',
      '    values: { Z: [[-0.5, 0.2], [0.4, 0.6], [0.5, 0.9]], Y: [[0, 1], [0, 0], [1, 0]] }',
      `policy: ${policy}`,
    ].join('\n');
    const right = await ran(['check', 'hw.yaml', 'a.txt'], {
      files: { 'hw.yaml': assignment, 'a.txt': 'dZ = (P - Y)/2\n' },
    });
    expect(`${right.out}${right.err}`).toContain('✓ dJ/dZ = (P - Y)/2');
  },
);
