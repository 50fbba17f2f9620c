import type { MarkedAssignment } from '../../homework/grading/marker.ts';
import type { GradeRow } from '../../homework/grading/row.ts';
import { allNoted } from '../../homework/grading/which-assignment.ts';
import { csvOf, gradescopeOf, junitOf } from '../../homework/report/formats.ts';
import { rowJson } from '../../homework/report/row-json.ts';
import { statisticsOf } from '../../homework/report/statistics.ts';
import type { reportFormats } from '../program/options.ts';
import { Failure } from '../shell/failure.ts';
import { gradeTableLines, statisticsLines } from './grade-table.ts';
import type { Theme } from './theme.ts';

/** How a class's report is written. */
export type ReportFormat = (typeof reportFormats)[number];

/** A report on all rows at once, in every format but the one that is written as it goes. */
export function reportText(
  format: Exclude<ReportFormat, 'ndjson'>,
  rows: readonly GradeRow[],
  { assignment: { title, id, policy } }: MarkedAssignment,
  fingerprint: string,
  look: Theme,
): string {
  switch (format) {
    case 'table':
      return `${[...gradeTableLines(allNoted(rows), look), '', ...statisticsLines(statisticsOf(rows), look)].join('\n')}\n`;
    case 'json':
      return `${JSON.stringify({ format: 'dvar.grade/2', rows: allNoted(rows).map((row) => rowJson(row, fingerprint)), statistics: statisticsOf(rows) }, null, 2)}\n`;
    case 'csv':
      return csvOf(allNoted(rows));
    case 'junit':
      return junitOf(rows, title ?? id ?? 'dvar', policy.feedback === 'total');
    case 'gradescope': {
      const [only] = rows;
      if (!only || rows.length > 1)
        throw new Failure(
          `gradescope's report is about one submission, and here are ${rows.length}; name one, or say whose all files are with --student ID`,
        );
      return `${JSON.stringify(gradescopeOf(only, policy.feedback === 'total'), null, 2)}\n`;
    }
  }
}
