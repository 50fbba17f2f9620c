import type { Graded } from '../grading/grade.ts';
import type { GradeRow } from '../grading/row.ts';
import { inCells } from '../submission/cells.ts';
import type { Note } from '../submission/submission.ts';

/** A note as text without colours. */
export const noteText = ({ line, message }: Note, cells: Graded['cells']): string =>
  inCells(`${line === null ? '' : `Line ${line}: `}${message.replaceAll('`', '')}`, cells ?? null);

/** The rulings that changed a row, in a line; none where there were none. More points than are possible are said to be more. */
export const rulingsSaid = (row: GradeRow): readonly string[] => saidOf(row, row.history ?? []);

/** The same without those that take a question out for everybody, for a table that has all rows one below the other. */
export const ownRulingsSaid = (row: GradeRow): readonly string[] =>
  saidOf(row, row.history?.filter(({ ruling }) => !ruling.startsWith('void ')) ?? []);

function saidOf(
  { graded: { points, maxPoints } }: GradeRow,
  history: NonNullable<GradeRow['history']>,
): readonly string[] {
  if (history.length === 0) return [];
  const more = points > maxPoints ? `, which is more than the ${maxPoints} that are possible` : '';
  return [`by rulings: ${history.map(({ ruling }) => ruling).join('; ')}${more}`];
}
