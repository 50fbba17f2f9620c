import { describe, expect, test } from '@jest/globals';
import { parseCsv } from '../submission/csv.ts';
import { peopleOf } from './people.ts';
import { readRoster } from './roster.ts';
import { whoseAll } from './whose.ts';

const rosterOf = (text: string, column: string | null = null) => {
  const rows = parseCsv(text);
  if (!rows.ok) throw new Error(rows.trouble.message);
  return readRoster(rows.value, column);
};
const idsIn = (text: string, column: string | null = null): readonly string[] => {
  const roster = rosterOf(text, column);
  return roster.ok ? roster.value.people.map(({ id }) => id) : [roster.trouble.message];
};

describe('a roster', () => {
  test.each([
    [
      "Moodle's participants",
      'First name,Last name,Email address\nAlice,Nguyen,a@x.org\nBob,Li,b@x.org',
      ['a@x.org', 'b@x.org'],
      "Moodle's list",
    ],
    [
      'the same in German, with semicolons',
      'Vorname;Nachname;ID-Nummer;E-Mail-Adresse\nAlice;Nguyen;17;a@x.org',
      ['17'],
      "Moodle's list",
    ],
    [
      "Moodle's worksheet without names",
      'Identifier,Status,Grade,Maximum grade\nParticipant 17,,,5\nParticipant 18,,,5',
      ['Participant 17', 'Participant 18'],
      "Moodle's grading worksheet",
    ],
    [
      'a worksheet in German',
      'ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung\nTeilnehmer/in17,Alice Nguyen,a@x.org,,',
      ['a@x.org'],
      "Moodle's grading worksheet",
    ],
    [
      "Canvas' gradebook, with its rows that are no students",
      'Student,ID,SIS Login ID,Section,"hw1, part 2 (9)"\n,,,,Manual Posting\n    Points Possible,,,,5\n"Nguyen, Alice",7,anguyen,A,\n"Student, Test",8,x,A,',
      ['anguyen'],
      "Canvas' gradebook: one student, with their ids under 'SIS Login ID'; 3 rows are not students",
    ],
    [
      "Gradescope's roster",
      'Name,SID,Email,Role\nAlice N,17,a@x.org,Student\nProf,1,p@x.org,Instructor',
      ['17'],
      'Gradescope',
    ],
    [
      "GitHub Classroom's",
      '"identifier","github_username","github_id","name"\n"an17","alice","9",""',
      ['an17'],
      'GitHub',
    ],
    ['a plain list', 'alice\nbob', ['alice', 'bob'], 'a list: 2 students'],
    ['a list with names first', 'name,student\nAl,ALICE\nZoe,zoe', ['ALICE', 'zoe'], "under 'student'"],
  ])('%s is known by its headings', (_, text, ids, said) => {
    const roster = rosterOf(text);
    expect(roster.ok && roster.value.people.map(({ id }) => id)).toEqual(ids);
    expect(roster.ok && roster.value.said).toContain(said);
  });

  test('a column that is named decides, by its heading or its number', () => {
    const text = 'student,mail\nalice,a@x.org\nbob,b@x.org';
    expect(idsIn(text, 'Mail')).toEqual(['a@x.org', 'b@x.org']);
    expect(idsIn(text, '2')).toEqual(['a@x.org', 'b@x.org']);
    expect(idsIn(text, 'phone')).toEqual(["there is no column 'phone'; its columns are student, mail"]);
  });

  test('an id that stands twice is refused with both lines, and two people of one name are two', () => {
    expect(idsIn('student\nalice\nbob\nALICE')[0]).toMatch(/^lines 2 and 4 have the same id, ALICE;/);
    expect(idsIn('First name,Last name,Email address\nAnna,Li,a@x.org\nAnna,Li,b@x.org')).toHaveLength(2);
  });

  test('an empty cell of the best column leaves it to one that all have', () => {
    expect(idsIn('First name,Last name,ID number,Email address\nA,B,,a@x.org\nC,D,9,c@x.org')).toEqual([
      'a@x.org',
      'c@x.org',
    ]);
  });
});

const class4 =
  'student,name,email\nanguyen,Nguyễn Thị Anh,anh@x.org\nbmueller,Björn Müller,b@x.org\nali1,Anna Li,a1@x.org\nali2,Anna Li,a2@x.org';
/** Whose some files are, as `path: student` or why they are apart. */
function whose(
  files: Readonly<Record<string, string | readonly string[]>>,
  { roster = class4, pattern = null as RegExp | null, drawn = false } = {},
): readonly string[] {
  const read = roster === '' ? null : rosterOf(roster);
  if (read && !read.ok) throw new Error(read.trouble.message);
  const people = peopleOf(
    read ? read.value : { system: 'list', people: [], head: [], possible: [], said: '' },
  );
  const claimed = Object.entries(files).map(([path, students]) => ({
    file: path,
    path,
    students: typeof students === 'string' ? (students === '' ? [] : [students]) : students,
    readable: true,
  }));
  return whoseAll(claimed, { student: null, pattern, people, metadata: null, drawn }).owned.map((each) =>
    each.kind === 'owned'
      ? [...each.owners.map(({ student }) => student), ...each.notes].join('; ')
      : each.kind === 'apart'
        ? `apart: ${each.why}`
        : 'nobody handed it in',
  );
}

describe('whose a hand-in is', () => {
  test.each([
    ['Moodle 4.1 and later', 'Anh Thi Nguyen_17_assignsubmission_file/a.txt', 'anguyen'],
    ['Moodle before', 'Anh Thi Nguyen_17_assignsubmission_file_/a.txt', 'anguyen'],
    ['Moodle without folders', 'Anh Thi Nguyen_17_assignsubmission_file_a.txt', 'anguyen'],
    ['Moodle, typed online', 'Nguyễn Thị Anh_17_assignsubmission_onlinetext/onlinetext.html', 'anguyen'],
    ['Moodle, a group', 'Group A-Björn Mueller_17_assignsubmission_file_/a.txt', 'bmueller'],
    ['Canvas', 'nguyenthianh_17_99_a-1.txt', 'anguyen'],
    ['Canvas, late', 'müllerbjörn_LATE_17_99_a.txt', 'bmueller'],
    ['Canvas, typed', 'mullerbjorn_17_text.html', 'bmueller'],
    ['a name, in another order', 'MUELLER Bjorn.txt', 'bmueller'],
    ['a login with more around it', 'hw1_anguyen_final (1).txt', 'anguyen'],
    ['an address', 'anh@x.org.txt', 'anguyen'],
    ['what stands before the @', 'anh-final.txt', 'anguyen'],
    ['a folder', 'anguyen/bmueller.txt', 'anguyen'],
  ])('%s: %s', (_, path, student) => {
    expect(whose({ [path]: '' })).toEqual([student]);
  });

  test('the place counts before a line, and the row says so', () => {
    expect(whose({ 'bmueller/a.txt': 'anguyen', 'anguyen/a.txt': '' })).toEqual([
      'bmueller; it says `# student: anguyen`, but its folder or name says bmueller, and that counts',
      'anguyen',
    ]);
    // Where there is no roster, the other folders tell as much.
    expect(whose({ 'bob/a.txt': 'alice', 'alice/a.txt': '' }, { roster: '' })).toEqual([
      'bob; it says `# student: alice`, but its folder or name says bob, and that counts',
      'alice',
    ]);
    expect(whose({ 'scan1.txt': 'anguyen', 'scan2.txt': 'Björn Müller' })).toEqual(['anguyen', 'bmueller']);
  });

  test('what fits nobody, or two, is set apart', () => {
    const [two, nobody] = whose({
      'Anna Li_17_assignsubmission_file/a.txt': '',
      'Zoe Zed_18_assignsubmission_file/a.txt': 'anguyen',
    });
    expect(two).toBe(
      'apart: `Anna Li` can be ali1 (line 4 of the roster) or ali2 (line 5 of the roster); say whose it is with --id-from',
    );
    expect(nobody).toMatch(/^apart: its folder or name says `Zoe Zed`, who is not on the roster/);
  });

  test("two of one name are told apart by the platform's numbers, with a roster and without", () => {
    const worksheet =
      'Identifier,Full name,ID number,Email address\nParticipant 17,Anna Li,ali1,\nParticipant 18,Anna Li,ali2,';
    const files = {
      'Anna Li_17_assignsubmission_file/a.txt': '',
      'Anna Li_18_assignsubmission_file/a.txt': '',
    };
    expect(whose(files, { roster: worksheet })).toEqual(['ali1', 'ali2']);
    expect(whose(files, { roster: '' })).toEqual(['Anna Li (17)', 'Anna Li (18)']);
  });

  test('repositories of GitHub Classroom are told by their logins, and folders of sections are none', () => {
    const repos = { 'hw1-anguyen/a.txt': '', 'hw1-bmueller/a.txt': '', 'hw1-bmueller/README.md': '' };
    expect(whose(repos, { roster: '' })).toEqual(['anguyen', 'bmueller', 'nobody handed it in']);
    const sections = { 'section-a/x.txt': '', 'section-b/y.txt': '', 'section-b/README.md': '' };
    expect(whose(sections, { roster: '' })).toEqual(['x', 'y', 'README']);
  });

  test('a pattern decides where it fits, and the rest is as usual', () => {
    const files = { 'a_77_anguyen.txt': '', 'b_78_zoe.txt': '', 'bmueller.txt': '' };
    expect(whose(files, { pattern: /_\d+_([a-z]+)/ })).toEqual(['anguyen', 'zoe', 'bmueller']);
  });

  test("numbers that are drawn for ids are not drawn for a platform's names", () => {
    const files = { 'Anh Nguyen_17_assignsubmission_file/a.txt': 'anguyen' };
    expect(whose(files, { roster: '', drawn: true })).toEqual(['anguyen']);
    expect(whose(files, { roster: '' })).toEqual(['Anh Nguyen']);
  });

  test("a table of several in somebody's place is theirs as far as it is about them", () => {
    expect(whose({ 'anguyen/t.csv': ['anguyen', 'bmueller'] })[0]).toBe(
      'anguyen; the rows of other students in its table were ignored',
    );
    expect(whose({ 'anguyen/t.csv': ['ali1', 'bmueller'] })[0]).toMatch(
      /^apart: its folder or name says anguyen, but/,
    );
  });
});
