import { allNoted } from '../homework/fitting.ts';
import { csvOf, gradescopeOf, junitOf } from '../homework/formats.ts';
import type { Setting } from '../homework/marking.ts';
import { type Row, rowJson } from '../homework/row.ts';
import { statisticsOf } from '../homework/statistics.ts';
import { Failure } from './failure.ts';
import { statisticsLines, tableLines } from './gradetable.ts';
import type { Look } from './look.ts';
import type { reportFormats } from './options.ts';

/** How a class's report is written. */
export type ReportFormat = (typeof reportFormats)[number];

/** A report on all rows at once, in every format but the one that is written as it goes. */
export function reportText(
  format: Exclude<ReportFormat, 'ndjson'>,
  rows: readonly Row[],
  { assignment: { title, id, policy } }: Setting,
  fingerprint: string,
  look: Look,
): string {
  switch (format) {
    case 'table':
      return `${[...tableLines(allNoted(rows), look), '', ...statisticsLines(statisticsOf(rows), look)].join('\n')}\n`;
    case 'json':
      return `${JSON.stringify({ format: 'dvar.grade/1', rows: allNoted(rows).map((row) => rowJson(row, fingerprint)), statistics: statisticsOf(rows) }, null, 2)}\n`;
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
