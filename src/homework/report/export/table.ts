import { plainNumber } from '../../../language/print.ts';
import { totalOf } from '../../assignment/points.ts';
import { type GradeRow, hasPoints, isCounted } from '../../grading/row.ts';
import type { Roster } from '../../roster/roster.ts';
import { inCells } from '../../submission/cells.ts';
import { studentId } from '../../submission/submission.ts';
import { messageForStudent, noteSentences } from '../for-student.ts';
import { neverFormula } from '../never-formula.ts';

/** What an export for a platform needs beside the rows. */
export interface ExportSetting {
  /** The assignment's name on the platform. */
  readonly title: string;
  readonly roster: Roster;
  /** Whether students may only be told their points. */
  readonly totalOnly: boolean;
}

/** Lines of cells as a table that importers take: commas, quotes where they are needed, and the ends of lines of RFC 4180. */
export const importTable = (lines: readonly (readonly string[])[]): string =>
  `${lines.map((line) => line.map(importCell).join(',')).join('\r\n')}\r\n`;

const importCell = (text: string): string => {
  // What commands a terminal or turns the direction of a line is no part of anybody's name.
  const clean = text.replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, ' ');
  return /[",\r\n]|^\s|\s$/.test(clean) ? `"${clean.replaceAll('"', '""')}"` : clean;
};

/** What a platform's own table does not hold, such as the id of somebody who is not on it: text, and never a formula. */
export const ownCell = (text: string): string => neverFormula(text.replaceAll(/\s+/g, ' ').trim());

/** The rows by student. */
export const rowsById = (rows: readonly GradeRow[]): ReadonlyMap<string, GradeRow> =>
  new Map(rows.flatMap((row) => (row.student === null ? [] : [[studentId(row.student), row] as const])));

/**
 * A row's points, scaled to those that the platform gives; blank where there are none, because a 0 would be a
 * verdict.
 */
export function pointsCell(row: GradeRow | undefined, outOf: number | null): string {
  if (!row || !isCounted(row)) return '';
  const { points, maxPoints } = row.graded;
  const scale = outOf === null || maxPoints === 0 ? 1 : outOf / maxPoints;
  return plainNumber(totalOf([points * scale]));
}

/** A number in a cell; null where there is none, or 0. */
export function positiveIn(cell: string | undefined): number | null {
  const number = Number((cell ?? '').trim().replace(',', '.'));
  return Number.isFinite(number) && number > 0 ? number : null;
}

/** What a student may be told in a single cell. */
export function remarkOf(row: GradeRow | undefined, totalOnly: boolean): string {
  if (!row || row.status === 'absent') return '';
  if (row.excused) return 'Excused.';
  if (!hasPoints(row)) return `Not graded: ${(row.error ?? '').replaceAll('`', '')}.`;
  const { graded } = row;
  const answers = totalOnly
    ? []
    : graded.results.flatMap(({ asks, verdict, message, line }) =>
        verdict === 'correct' || verdict === 'close'
          ? []
          : [
              inCells(
                `${asks}${line === null ? '' : ` (line ${line})`}: ${messageForStudent(message, line !== null)}`,
                graded.cells ?? null,
              ),
            ],
      );
  const notes = noteSentences(graded, totalOnly ? 'none' : 'faulty');
  const points = `${plainNumber(graded.points)} of ${plainNumber(graded.maxPoints)} points.`;
  return [points, ...answers, ...notes].join(' ').replaceAll('`', '').replaceAll(/\s+/g, ' ');
}
