import { drawing } from '../../tutor/values/variant.ts';
import { totalOf } from '../assignment/points.ts';
import { jsonCause } from '../grading/cause.ts';
import type { Graded, GradedResult } from '../grading/grade.ts';
import { type CellStarts, cellOf, inCells } from '../submission/cells.ts';
import type { Note } from '../submission/submission.ts';

/** What a report may carry beside the verdicts. */
export interface Disclosure {
  /** The exact values: for a teacher alone. */
  readonly key: boolean;
  /** The points alone: verdicts would tell which answers to change. */
  readonly totalOnly: boolean;
  /** Whose numbers were drawn; null where they are everybody's. */
  readonly drawnFor: string | null;
  /** The version of the drawing, where it is not the present one. */
  readonly drawnBy?: string | undefined;
  /** Whether it says what each answer is worth, for rows that are read back. */
  readonly worth?: boolean;
}

/** A submission's report as other programs read it: the shape of `dvar.check/1`, without its format. */
export function reportJson(
  graded: Graded,
  { key, totalOnly, drawnFor, drawnBy = drawing, worth = false }: Disclosure,
): object {
  return {
    points: graded.points,
    maxPoints: graded.maxPoints,
    passed: graded.passed,
    ...(drawnFor !== null && { drawnFor, drawing: drawnBy }),
    results: totalOnly
      ? []
      : graded.results.map((result) => resultJson(result, graded.cells ?? null, key, worth)),
    notes: notesToTell(graded, totalOnly).map(({ line, message }) => ({
      line,
      ...cellOf(line, graded.cells ?? null),
      message: inCells(message.replaceAll('`', ''), graded.cells ?? null),
    })),
  };
}

/**
 * The notes of a report. A report of points alone still says which lines could not be read, because these were not
 * judged.
 */
export function notesToTell({ notes, results }: Graded, totalOnly: boolean): readonly Note[] {
  if (!totalOnly) return notes;
  const unread = results
    .filter(({ verdict }) => verdict === 'unreadable')
    .map(({ asks, line, message }): Note => {
      // A message with a place of its own already names the line.
      const says = message.replace(/^line \d+, /, '');
      return { line, message: `the answer for \`${asks}\` can't be read: ${says}` };
    });
  return [...notes, ...unread].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** `Read as db = 6.0.`, where an answer was read differently than it was typed; empty elsewhere. */
export function readWord(message: string): string {
  const how = /^read as .+?\.(?= \p{Lu}|$)/u.exec(message)?.[0];
  return how ? `R${how.slice(1)}` : '';
}

/** One result; `expected` only for those who may see the key. */
function resultJson(
  {
    problem,
    name,
    asks,
    verdict,
    answer,
    value,
    expected,
    points,
    maxPoints,
    mistake,
    cause,
    mayBe = [],
    message,
    line,
    borrowed,
    ruled,
  }: GradedResult,
  cells: CellStarts,
  key: boolean,
  worth: boolean,
): object {
  return {
    problem,
    name,
    asks,
    verdict,
    answer,
    // A number that was worked out with a true value would reveal it.
    value: borrowed && !key ? null : value,
    ...(key && { expected }),
    points: totalOf([points]),
    ...(worth && { maxPoints: totalOf([maxPoints]), ...(ruled && { ruled }) }),
    mistake,
    ...(cause && { cause: jsonCause(cause) }),
    ...(key && mayBe.length > 0 && { mayBe }),
    message: inCells(message, cells),
    line,
    ...cellOf(line, cells),
  };
}
