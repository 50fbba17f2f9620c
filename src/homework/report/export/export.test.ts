import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { usual } from '../../assignment/policy.ts';
import { type GradeRow, ungraded } from '../../grading/row.ts';
import { type Roster, readRoster } from '../../roster/roster.ts';
import { parseCsv } from '../../submission/csv.ts';
import { feedbackIn, feedbackPath } from '../feedback-forms.ts';
import { frameOf, rowJson } from '../row-json.ts';
import { rowFrom } from '../rows-from.ts';
import { canvasCsv, classroomCsv, moodleCsv, moodleWorksheet } from './gradebooks.ts';
import { check50Result, classroomResult } from './one-student.ts';

const rosterOf = (text: string): Roster => {
  const rows = parseCsv(text);
  const roster = rows.ok ? readRoster(rows.value, null) : rows;
  if (!roster.ok) throw new Error(roster.trouble.message);
  return roster.value;
};

const result = (name: string, verdict: 'correct' | 'wrong' | 'unreadable', points: number) => ({
  problem: null,
  name,
  asks: `dJ/d${name}`,
  verdict,
  answer: 'du + c',
  value: 5,
  expected: 6,
  points,
  maxPoints: 1,
  mistake: verdict === 'wrong' ? { id: 'added-instead-of-multiplied', message: 'Added, "so".' } : null,
  message: verdict === 'wrong' ? 'Added, "so".' : '',
  line: 2,
  borrowed: false,
});
const row = (student: string, file = `${student}.txt`): GradeRow => ({
  student,
  file,
  status: 'graded',
  digest: 'd',
  error: null,
  graded: {
    points: 1,
    maxPoints: 3,
    passed: false,
    results: [result('v', 'correct', 1), result('b', 'wrong', 0), result('c', 'unreadable', 0)],
    notes: [],
    lines: [],
    understood: { kind: 'all', why: '' },
  },
  drawnFor: null,
});
const without = (student: string, status: 'unread' | 'absent' | 'ungradable'): GradeRow =>
  ungraded(
    { student, file: status === 'absent' ? null : 'x', notes: [], digest: null },
    'why not',
    status,
    3,
  );
const rows = [
  row('ann'),
  without('bob', 'unread'),
  without('cy', 'absent'),
  without('dan', 'ungradable'),
  { ...row('eve'), excused: true as const },
];
const title = 'Backprop by hand';
const text = (made: ReturnType<typeof canvasCsv>): string => {
  if (!made.ok) throw new Error(made.trouble.message);
  return made.value;
};
const cellsOf = (csv: string): readonly (readonly string[])[] => parse(csv);

describe("Canvas' gradebook", () => {
  const roster = rosterOf(
    'Student,ID,SIS User ID,SIS Login ID,Section,"Backprop by hand (77)",Quiz (78),Current Score\n    Points Possible,,,,,30,5,(read only)\n"Lee, Ann",1,u1,ann,"A, B",,4,\n"Bo, Bob",2,u2,bob,A,,,\n"Cy, Cy",3,u3,cy,A,,,\n"Da, Dan",4,u4,dan,A,,,\n"Ev, Eve",5,u5,eve,A,,,\n',
  );
  const cells = cellsOf(text(canvasCsv(rows, { title, roster, totalOnly: false })));

  // lib/gradebook_importer.rb: row[0] has Student, row[1] has ID, and Section is the last column about students.
  test('has a header row that its importer takes', () => {
    const [head = []] = cells;
    expect(head[0]).toContain('Student');
    expect(head[1]).toContain('ID');
    expect(head.slice(2, 4)).toEqual(['SIS User ID', 'SIS Login ID']);
    expect(head[4]).toContain('Section');
    // An assignment is known by its number in brackets, so that no second one is made.
    expect(head.slice(5)).toEqual(['Backprop by hand (77)']);
  });

  test('has a row of the points that are possible, and a row for each student by the ID', () => {
    expect(cells[1]?.[0]).toContain('Points Possible');
    expect(cells[1]?.[5]).toBe('30');
    expect(cells.slice(2).map((line) => line[1])).toEqual(['1', '2', '3', '4', '5']);
    expect(cells[2]?.[4]).toBe('A, B');
  });

  test('has points out of as many as Canvas gives, and blanks that change nothing, never 0', () => {
    expect(cells.slice(2).map((line) => line[5])).toEqual(['10', '', '', '', '']);
  });

  test('needs the gradebook', () => {
    const made = canvasCsv(rows, { title, roster: rosterOf('student\nann'), totalOnly: false });
    expect(made.ok).toBe(false);
    expect(!made.ok && made.trouble.message).toContain('export its gradebook and add it with --roster');
  });
});

describe("Moodle's import of grades", () => {
  test('maps a user by a column that all have, and writes a dash where there are no points, since a blank in a new column would be a 0', () => {
    const roster = rosterOf(
      'First name,Last name,Email address\nAnn,Lee,ann@x.org\nBob,Bo,bob@x.org\nCy,Cy,cy@x.org\nDan,Da,dan@x.org\nEve,Ev,eve@x.org',
    );
    const own = rows.map((each) => ({ ...each, student: `${each.student}@x.org` }));
    const cells = cellsOf(text(moodleCsv(own, { title, roster, totalOnly: false })));
    expect(cells[0]).toEqual(['Email address', title, `${title} (feedback)`]);
    expect(cells.slice(1).map((line) => line.slice(0, 2))).toEqual([
      ['ann@x.org', '1'],
      ['bob@x.org', '-'],
      ['cy@x.org', '-'],
      ['dan@x.org', '-'],
      ['eve@x.org', '-'],
    ]);
    expect(cells[1]?.[2]).toContain('dJ/db (line 2): Added, "so".');
  });
});

describe("Moodle's grading worksheet", () => {
  const sheet =
    'Identifier,Full name,ID number,Status,Grade,Maximum grade,Grade can be changed,Last modified (grade),Feedback comments\nParticipant 1,Ann Lee,ann,Submitted,,100,Yes,-,\nParticipant 2,Bob Bo,bob,Submitted,50,100,Yes,-,\nParticipant 3,Cy Cy,cy,No submission,,100,Yes,-,\n';

  // mod/assign/feedback/offline/importgradeslib.php: the columns Identifier, Grade and Last modified (grade) must be there,
  // and the number behind `Participant` finds the user.
  test('comes back with its own columns and cells', () => {
    const cells = cellsOf(text(moodleWorksheet(rows, { title, roster: rosterOf(sheet), totalOnly: false })));
    const [head = [], ann = [], bob = [], cy = []] = cells;
    for (const name of ['Identifier', 'Grade', 'Last modified (grade)']) expect(head).toContain(name);
    expect(ann[0]).toMatch(/^Participant \d+$/);
    const grade = head.indexOf('Grade');
    expect(ann[grade]).toBe('33.333333');
    // What is not graded keeps what stands there: an unread file changes no grade.
    expect(bob[grade]).toBe('50');
    expect(cy[grade]).toBe('');
    expect(ann.at(-1)).toMatch(/^1 of 3 points\. dJ\/db \(line 2\): Added/);
    expect(bob.at(-1)).toBe('Not graded: why not.');
  });

  test('tells the total alone where no more may be told', () => {
    const cells = cellsOf(text(moodleWorksheet(rows, { title, roster: rosterOf(sheet), totalOnly: true })));
    expect(cells[1]?.at(-1)).not.toContain('Added');
  });
});

describe('GitHub Classroom and check50', () => {
  test('a table of grades in the columns of its own', () => {
    const roster = rosterOf('identifier,github_username,github_id,name\nann,AnnGit,1,\nbob,BobGit,2,');
    const cells = cellsOf(text(classroomCsv(rows.slice(0, 2), { title, roster, totalOnly: false })));
    expect(cells.slice(1)).toEqual([
      [title, 'AnnGit', 'ann', '1', '3'],
      [title, 'BobGit', 'bob', '', '3'],
    ]);
  });

  test('one submission: what is not graded is an error, and what is not read is null', () => {
    expect(classroomResult(row('ann'), false)).toMatchObject({ version: 1, status: 'fail', max_score: 3 });
    expect(classroomResult(without('bob', 'unread'), false)).toMatchObject({ status: 'error' });
    expect(check50Result(row('ann'), 'hw1', false)).toMatchObject({
      slug: 'hw1',
      results: [{ passed: true }, { passed: false }, { passed: null }],
    });
    expect(check50Result(without('bob', 'unread'), 'hw1', false)).toMatchObject({
      error: { type: 'unread' },
    });
    for (const made of [classroomResult(row('ann'), true), check50Result(row('ann'), 'hw1', true)])
      expect(JSON.stringify(made)).not.toContain('Added');
  });
});

describe('rows that are read back', () => {
  const frame = { fingerprint: 'f00', judged: 'j00', title, totalOnly: false, pass: usual.pass };

  test('are the rows that were written', () => {
    for (const each of [...rows, { ...row('ann'), late: { by: 5, taken: 0.1 }, row: 7 }]) {
      const written = JSON.stringify(rowJson(each, frame));
      const read = rowFrom(written, 1);
      if (!read.ok) throw new Error(read.trouble.message);
      expect(JSON.stringify(rowJson(read.value.row, read.value.frame))).toBe(written);
    }
  });

  test('that no program of ours wrote are refused with their line', () => {
    for (const [line, says] of [
      ['{"student": "a"', 'line 9 is not JSON'],
      ['{"student": "a"}', 'line 9 is not a row of dvar.grade/2'],
    ] as const) {
      const read = rowFrom(line, 9);
      expect(!read.ok && read.trouble.message).toContain(says);
    }
  });
});

describe('feedback', () => {
  const frame = { fingerprint: '', judged: '', title, totalOnly: false, pass: usual.pass };
  test.each(['md', 'html', 'txt'] as const)(
    'as %s says the points and what is wrong, and nothing runs',
    (form) => {
      const evil = { ...row('<script>alert(1)</script>') };
      const said = feedbackIn(form, frame, evil);
      expect(said).toContain('1 of 3 points');
      expect(said).toContain('Added');
      if (form !== 'txt') expect(said).not.toContain('<script>');
      expect(feedbackIn(form, { ...frame, totalOnly: true }, row('ann'))).not.toContain('Added');
    },
  );

  // mod/assign/feedback/file/importziplib.php: the first four parts between `_` are name, number, plugin type and plugin.
  test('lies where Moodle takes it back', () => {
    for (const file of [
      'in/Ann Lee_17_assignsubmission_file/a.txt',
      'in/Ann Lee_17_assignsubmission_file_/a.txt',
      'in/Ann Lee_17_assignsubmission_file_a.txt',
      'in/Ann Lee_17_assignsubmission_onlinetext/onlinetext.html',
    ]) {
      const path = feedbackPath(file, 'ann', 'html');
      const [folder = '', name] = path.split('/');
      const parts = folder.split('_');
      expect(parts.slice(0, 4)).toEqual(['Ann Lee', '17', 'assignsubmission', 'file']);
      expect(name).toBe('feedback.html');
    }
  });

  // Canvas finds user and attachment by the numbers of the name that it gave the file.
  test('lies where Canvas takes it back', () => {
    expect(feedbackPath('in/leeann_LATE_17_901_a-1.txt', 'ann', 'html')).toBe(
      'leeann_LATE_17_901_feedback.html',
    );
    expect(feedbackPath('in/ann.txt', 'ann', 'md')).toBe('ann.md');
    expect(feedbackPath(null, 'ann', 'txt')).toBe('ann.txt');
  });
});

test('the rows of an assignment say what may be told', () => {
  const policy = { ...usual, feedback: 'total' as const };
  expect(
    frameOf({ id: 'hw1', title: null, problems: [], policy, secret: null, seal: null }, 'f', 'j'),
  ).toEqual({
    fingerprint: 'f',
    judged: 'j',
    title: 'hw1',
    totalOnly: true,
    pass: usual.pass,
  });
});
