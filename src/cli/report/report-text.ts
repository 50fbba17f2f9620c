import type { GradeRow } from '../../homework/grading/row.ts';
import { allNoted } from '../../homework/grading/which-assignment.ts';
import { classFacts } from '../../homework/report/class-sections.ts';
import {
  canvasCsv,
  classroomCsv,
  moodleCsv,
  moodleWorksheet,
} from '../../homework/report/export/gradebooks.ts';
import { check50Result, classroomResult } from '../../homework/report/export/one-student.ts';
import { csvOf, gradescopeOf, junitOf } from '../../homework/report/formats.ts';
import { type RowFrame, rowJson } from '../../homework/report/row-json.ts';
import { statisticsOf } from '../../homework/report/statistics.ts';
import type { Roster } from '../../homework/roster/roster.ts';
import type { Result } from '../../language/diagnostic.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import type { reportFormats } from '../program/options.ts';
import { jsonText } from '../screen/json-text.ts';
import type { Theme } from '../screen/theme.ts';
import { Failure } from '../shell/failure.ts';
import { gradeTableLines, type TableChoice } from './grade-table.ts';
import { statisticsLines } from './statistics-lines.ts';

/** How a class's report is written. */
export type ReportFormat = (typeof reportFormats)[number];

/** What a report needs beside its rows. */
export interface ReportSetting {
  readonly frame: RowFrame;
  readonly roster: Roster;
  readonly choice: TableChoice;
}

/** A report on all rows at once, in every format but JSON lines, which are written row by row. */
export function reportText(
  format: Exclude<ReportFormat, 'ndjson'>,
  rows: readonly GradeRow[],
  { frame, roster, choice }: ReportSetting,
  theme: Theme,
): string {
  const { totalOnly } = frame;
  const title = frame.title ?? 'dvar';
  const setting = { title, roster, totalOnly };
  switch (format) {
    case 'table':
      return `${[...gradeTableLines(allNoted(rows), theme, choice), '', ...statisticsLines(classFacts(rows, nameInText), theme)].join('\n')}\n`;
    case 'json':
      return pretty({
        format: 'dvar.grade/2',
        rows: allNoted(rows).map((row) => rowJson(row, frame)),
        statistics: statisticsOf(rows),
      });
    case 'csv':
      return csvOf(allNoted(rows));
    case 'junit':
      return junitOf(rows, title, totalOnly);
    case 'canvas':
      return exported(canvasCsv(rows, setting));
    case 'moodle':
      return exported(moodleCsv(rows, setting));
    case 'moodle-worksheet':
      return exported(moodleWorksheet(rows, setting));
    case 'classroom':
      return rows.length > 1
        ? exported(classroomCsv(rows, setting))
        : pretty(classroomResult(onlyOne(rows, format), totalOnly));
    case 'gradescope':
      return pretty(gradescopeOf(onlyOne(rows, format), totalOnly));
    case 'check50':
      return pretty(check50Result(onlyOne(rows, format), title, totalOnly));
  }
}

/** A student as text names them; the file where nothing says who it is. */
const nameInText = ({ student, file }: GradeRow): string => quoted(student ?? file ?? '?');

const pretty = (value: object): string => `${jsonText(value, 2)}\n`;

function exported(text: Result<string>): string {
  if (!text.ok) throw new Failure(text.trouble.message);
  return text.value;
}

function onlyOne(rows: readonly GradeRow[], format: ReportFormat): GradeRow {
  const [only] = rows;
  if (!only || rows.length > 1)
    throw new Failure(
      `${format} reports one submission, and there are ${rows.length}; name one, or say with --student ID that all files are one student's`,
    );
  return only;
}
