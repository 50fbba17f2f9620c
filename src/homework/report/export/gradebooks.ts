import { ok, type Result, refuse } from '../../../language/diagnostic.ts';
import { plainNumber } from '../../../language/print.ts';
import type { GradeRow } from '../../grading/row.ts';
import { columnOf, headingWord } from '../../roster/columns.ts';
import { studentId } from '../../submission/submission.ts';
import {
  type ExportSetting,
  importTable,
  ownCell,
  pointsCell,
  positiveIn,
  remarkOf,
  rowsById,
} from './table.ts';

/**
 * Canvas' gradebook with one assignment. Its importer wants `Student`, `ID` and, last before the assignments, `Section`; it
 * knows students by `ID` and an assignment by its heading, which has the assignment's number in brackets where Canvas knows
 * it; a blank cell changes nothing.
 */
export function canvasCsv(rows: readonly GradeRow[], { title, roster }: ExportSetting): Result<string> {
  if (roster.system !== 'canvas')
    return refuse('Canvas needs its own ids to import grades; export its gradebook and add it with --roster');
  const section = roster.head.findIndex((cell) => headingWord(cell) === 'section');
  const wanted = headingWord(title);
  const known = roster.head.findIndex(
    (cell, k) => k > section && headingWord(cell.replace(/ \(\d+\)\s*$/, '')) === wanted,
  );
  const heading = known < 0 ? ownCell(title) : (roster.head[known] ?? '').trim();
  const outOf = positiveIn(roster.possible[known]);
  const maxPoints = rows[0]?.graded.maxPoints ?? 0;
  const byId = rowsById(rows);
  const lead = roster.head.slice(0, section + 1).map((cell) => cell.trim());
  return ok(
    importTable([
      [...lead, heading],
      ['Points Possible', ...lead.slice(1).map(() => ''), plainNumber(outOf ?? maxPoints)],
      ...roster.people.map(({ id, cells }) => [
        ...lead.map((_, k) => (cells[k] ?? '').trim()),
        pointsCell(byId.get(studentId(id)), outOf),
      ]),
    ]),
  );
}

/** The heading by which Moodle's import of grades maps a user, and the kind of column it is. */
const mapped = { email: 'Email address', id: 'ID number', login: 'Username' } as const;

/**
 * A table for Moodle's import of grades: a column that maps the user, the grade, and feedback. Where there is no
 * grade stands a dash, which Moodle takes for none; a blank in a new column would become a 0 (`grade/import/csv/classes/load_data.php`,
 * `import_new_grade_item`). A user whom Moodle does not know ends the whole import, so who is not on the roster is left out.
 * Where there is no roster, the students' ids map them: as addresses if they are some, as id numbers otherwise.
 */
export function moodleCsv(
  rows: readonly GradeRow[],
  { title, roster, totalOnly }: ExportSetting,
): Result<string> {
  const kinds = roster.head.map((cell) => columnOf(cell, roster.system));
  const kind = (['email', 'id', 'login'] as const).find((each) => {
    const at = kinds.indexOf(each);
    return at >= 0 && roster.people.every(({ cells }) => (cells[at] ?? '').trim() !== '');
  });
  const at = kind === undefined ? -1 : kinds.indexOf(kind);
  const cellOf = new Map(roster.people.map(({ id, cells }) => [studentId(id), (cells[at] ?? '').trim()]));
  const own = rows.filter(
    ({ student }) => student !== null && (cellOf.size === 0 || cellOf.has(studentId(student))),
  );
  const addresses = own.every(({ student }) => student?.includes('@'));
  const heading = kind && roster.people.length > 0 ? mapped[kind] : addresses ? mapped.email : mapped.id;
  return ok(
    importTable([
      [heading, ownCell(title), `${ownCell(title)} (feedback)`],
      ...own.map((row) => [
        cellOf.get(studentId(row.student ?? '')) || ownCell(row.student ?? ''),
        pointsCell(row, null) || '-',
        remarkOf(row, totalOnly),
      ]),
    ]),
  );
}

/** Headings of the worksheet's columns that are filled in. */
const gradeHeads = ['grade', 'bewertung', 'note', 'calificación', 'voto', 'nota', 'cijfer'];
const mostHeads = [
  'maximum grade',
  'bestwertung',
  'note maximale',
  'calificación máxima',
  'voto massimo',
  'nota máxima',
];
const feedbackHeads = [
  'feedback comments',
  'feedback als kommentar',
  'feedback par commentaires',
  'comentarios de retroalimentación',
];

/**
 * Moodle's grading worksheet, filled in. Its importer finds the columns of the identifier, the grade and the grade's last
 * change by their headings and reads UTF-8 with commas, so the worksheet comes back with all its own cells; a grade is out
 * of as many points as the worksheet says.
 */
export function moodleWorksheet(
  rows: readonly GradeRow[],
  { roster, totalOnly }: ExportSetting,
): Result<string> {
  const placeOf = (words: readonly string[]): number =>
    roster.head.findIndex((cell) => words.includes(headingWord(cell)));
  const [grade, most, feedback] = [placeOf(gradeHeads), placeOf(mostHeads), placeOf(feedbackHeads)];
  if (roster.system !== 'moodle-worksheet' || grade < 0)
    return refuse(
      "this fills in Moodle's worksheet: download the grading worksheet and add it with --roster",
    );
  const byId = rowsById(rows);
  return ok(
    importTable([
      [...roster.head],
      ...roster.people.map(({ id, cells }) => {
        const row = byId.get(studentId(id));
        const points = pointsCell(row, positiveIn(cells[most]));
        return roster.head.map((_, k) => {
          if (k === grade && points !== '') return points;
          if (k === feedback && row && row.status !== 'absent') return remarkOf(row, totalOnly);
          return cells[k] ?? '';
        });
      }),
    ]),
  );
}

/** The columns of GitHub Classroom's own table of grades, with a row for each student. */
export function classroomCsv(rows: readonly GradeRow[], { title, roster }: ExportSetting): Result<string> {
  const login = roster.head.findIndex((cell) => headingWord(cell) === 'github_username');
  const cellOf = new Map(roster.people.map(({ id, cells }) => [studentId(id), (cells[login] ?? '').trim()]));
  return ok(
    importTable([
      ['assignment_name', 'github_username', 'roster_identifier', 'points_awarded', 'points_available'],
      ...rows
        .filter(({ student }) => student !== null)
        .map((row) => [
          ownCell(title),
          cellOf.get(studentId(row.student ?? '')) ?? '',
          cellOf.has(studentId(row.student ?? '')) ? (row.student ?? '') : ownCell(row.student ?? ''),
          pointsCell(row, null),
          plainNumber(row.graded.maxPoints),
        ]),
    ]),
  );
}
