import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';

// The class of 40 as platforms hand it out: made from the one folder, so that nothing is kept twice.

/** For tests: somebody of the class, with what each platform knows of them. */
export interface Pupil {
  /** The file that they handed in. */
  readonly file: string;
  readonly id: string;
  readonly first: string;
  readonly last: string;
  readonly number: number;
}

/** Names with accents, of several words, in other scripts, and twice the same. */
const names =
  'Amélie Dufour|Anna Müller|Bilal Khan|Chén Wěi|Dmitri Ångström|Elif Yıldız|Émilie Lefèvre|Farid El Amrani|Form Sheet|Fumiko 田中|Goran Đorđević|Gustav Strauß|Hana Nováková|Hugo Peña|Imran Łukasz|Ines Conceição|Jonas Weiß|Julia Ødegård|Kira Öztürk|Kofi Mensah|Lena van der Berg|Leo García Márquez|Marco Rossi|Mina Šimić|Nadia Ben Ali|Nils Håkansson|Olga Иванова|Otto Groß|Paula Núñez|Pedro Álvares|Quynh Nguyễn Thị|Rami حداد|Rosa Bãnică|Sara Żak|Sheet O’Neill|Sven Bjørn|Tom Smith|Tomoko Abe|Umar Jean-Luc|Anna Müller'.split(
    '|',
  );

/** For tests: whoever hands in a table is the first of those whose answers are in it. */
const ids: Readonly<Record<string, string>> = {
  'anna-de.txt': 'anna',
  'hugo-template.txt': 'hugo',
  'form.xlsx': 'xena@uni.example',
  'sheet.csv': 'amal@uni.example',
  'tabelle.csv': 'carla',
};

/** For tests: everybody who handed in a file of a folder. */
const pupilsOf = (folder: string): readonly Pupil[] =>
  readdirSync(folder)
    .sort()
    .map((file, k) => {
      const [first = '', ...rest] = (names[k] ?? `Pupil ${k}`).split(' ');
      return {
        file,
        id: ids[file] ?? file.replace(/\.[^.]*$/, ''),
        first,
        last: rest.join(' '),
        number: 1000 + 7 * k,
      };
    });

/** For tests: a layout in which a class is handed out, and the roster that its platform exports. */
export interface ClassLayout {
  readonly name: string;
  readonly pathOf: (pupil: Pupil, k: number) => string;
  /** What lies beside what was handed in. */
  readonly beside: (pupils: readonly Pupil[]) => Readonly<Record<string, string>>;
  readonly roster: (pupils: readonly Pupil[]) => string | Uint8Array;
  readonly zipped: boolean;
}

const none = () => ({});
const mail = ({ id, number }: Pupil): string => (id.includes('@') ? id : `p${number}@uni.example`);
const table = (lines: readonly (readonly (string | number)[])[], mark = ','): string =>
  lines
    .map((line) => line.map((cell) => (String(cell).includes(mark) ? `"${cell}"` : cell)).join(mark))
    .join('\r\n');
const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');
const letters = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}_]/gu, '');

/** For tests: the layouts. */
export const classLayouts: readonly ClassLayout[] = [
  {
    name: "Moodle's folders, as a zip, with the list of participants that Excel saved",
    pathOf: ({ first, last, number, file }) => `${first} ${last}_${number}_assignsubmission_file/${file}`,
    beside: none,
    roster: (pupils) =>
      utf16(
        table(
          [
            ['Identifier', 'Full name', 'ID number', 'Email address', 'Status', 'Grade', 'Maximum grade'],
            ...pupils.map((each) => [
              `Participant ${each.number}`,
              `${each.first} ${each.last}`,
              each.id,
              mail(each),
              'Submitted for grading',
              '',
              5,
            ]),
          ],
          '\t',
        ),
      ),
    zipped: true,
  },
  {
    name: "Canvas' flat names, with its gradebook",
    pathOf: ({ first, last, number, file }, k) =>
      `${letters(`${last}, ${first}`)}${k % 5 === 0 ? '_LATE' : ''}_${number}_${90000 + k}_${file}`,
    beside: none,
    roster: (pupils) =>
      table([
        ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', 'hw1 (123)'],
        ['    Points Possible', '', '', '', '', 5],
        ...pupils.map((each) => [
          `${each.last}, ${each.first}`,
          each.number,
          `u${each.number}`,
          each.id,
          'A',
          '',
        ]),
        ['Student, Test', 1, '', '', 'A', ''],
      ]),
    zipped: false,
  },
  {
    name: "GitHub Classroom's repositories, with its roster",
    pathOf: ({ number, file }) => `hw1-submissions/hw1-login${number}/${file}`,
    beside: (pupils) =>
      Object.fromEntries(
        pupils.flatMap(({ number }) => [
          [`hw1-submissions/hw1-login${number}/README.md`, '# hw1\n\ndv = 3\n'],
          [`hw1-submissions/hw1-login${number}/.github/workflows/classroom.yml`, 'name: x\n'],
        ]),
      ),
    roster: (pupils) =>
      table([
        ['identifier', 'github_username', 'github_id', 'name'],
        ...pupils.map((each) => [each.id, `Login${each.number}`, each.number, '']),
      ]),
    zipped: false,
  },
  {
    name: "Gradescope's folders with their list, and its roster",
    pathOf: ({ number, file }) => `export/submission_${number}/${file}`,
    beside: (pupils) => ({
      'export/submission_metadata.yml': `---\n${pupils
        .map(
          (each) =>
            `submission_${each.number}:\n  :submitters:\n  - :name: "${each.first} ${each.last}"\n    :sid: '${each.id}'\n    :email: ${mail(each)}\n  :created_at: 2026-03-02 10:00:00.123456000 Z\n`,
        )
        .join('')}`,
    }),
    roster: (pupils) =>
      table([
        ['First Name', 'Last Name', 'SID', 'Email', 'Sections'],
        ...pupils.map((each) => [each.first, each.last, each.id, mail(each), 'A']),
      ]),
    zipped: false,
  },
  {
    name: 'a folder each, by their names, with a list that has semicolons',
    pathOf: ({ first, last, id, file }) =>
      `hw1/${first === 'Anna' ? id : `${last.toUpperCase()} ${first}`}/${file}`,
    beside: none,
    roster: (pupils) =>
      table(
        [['Vorname', 'Nachname', 'student'], ...pupils.map((each) => [each.first, each.last, each.id])],
        ';',
      ),
    zipped: false,
  },
];

/** For tests: writes a class in a layout; gives the paths of what was handed in and of the roster. */
export function writeLayout(
  layout: ClassLayout,
  from: string,
  to: string,
): { readonly handedIn: string; readonly roster: string; readonly pupils: readonly Pupil[] } {
  const pupils = pupilsOf(from);
  const files = new Map<string, string | Uint8Array>(Object.entries(layout.beside(pupils)));
  for (const [k, pupil] of pupils.entries())
    files.set(layout.pathOf(pupil, k), readFileSync(join(from, pupil.file)));
  const handedIn = join(to, layout.zipped ? 'hw1.zip' : 'handed-in');
  if (layout.zipped) {
    const entries = [...files].map(([path, content]) => [path, Buffer.from(content as Uint8Array)] as const);
    writeFileSync(handedIn, zipSync(Object.fromEntries(entries)));
  } else
    for (const [path, content] of files) {
      mkdirSync(dirname(join(handedIn, path)), { recursive: true });
      writeFileSync(join(handedIn, path), content);
    }
  const roster = join(to, 'class.csv');
  writeFileSync(roster, layout.roster(pupils));
  return { handedIn, roster, pupils };
}
