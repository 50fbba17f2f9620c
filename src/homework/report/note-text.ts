import type { Graded } from '../grading/grade.ts';
import { inCells } from '../submission/cells.ts';
import type { Note } from '../submission/submission.ts';

/** A note as text without colours. */
export const noteText = ({ line, message }: Note, cells: Graded['cells']): string =>
  inCells(`${line === null ? '' : `Line ${line}: `}${message.replaceAll('`', '')}`, cells ?? null);
