import { valueFigures } from '../../language/number-format.ts';
import { fromNested, type Nested } from '../../ops/matrix.ts';
import { isCredited } from '../../tutor/quiz/other-values.ts';
import type { Note } from '../submission/submission.ts';
import type { GradedResult } from './grade.ts';
import { type GradeRow, itemId } from './row.ts';

/** Which students have a value for an answer to a question, each by what is drawn for them. */
export type AnswerNames = Map<string, string[]>;

/** The part of a row that tells whose numbers its answers fit, in this run or in an earlier report. */
export interface Fitting {
  readonly drawnFor: string | null;
  readonly results: readonly Pick<
    GradedResult,
    'problem' | 'name' | 'verdict' | 'value' | 'expected' | 'mistake'
  >[];
}

/** What such a row is in this run. */
export const fittingOf = ({ drawnFor, graded: { results } }: GradeRow): Fitting => ({ drawnFor, results });

/**
 * The fewest answers that must fit another student's numbers and not their own: three, or two that no mistake
 * explains.
 */
const fewest = { explained: 3, unexplained: 2 };

/** The mistake that explains nothing here: another student's numbers are likelier than a slip in the digits. */
const slip = 'arithmetic-slip';

/** A question and a value as one text, with so few digits that a rounded answer gives the same. */
const word = (item: string, value: Nested): string => `${item} ${valueFigures(fromNested(value), 3)}`;

/** Adds the right answers of a row's student. */
export function addKeys(keys: AnswerNames, { drawnFor, results }: Fitting): void {
  if (drawnFor === null) return;
  for (const result of results) {
    const known = word(itemId(result), result.expected);
    keys.set(known, [...(keys.get(known) ?? []), drawnFor]);
  }
}

/**
 * The student whose numbers the answers of a row fit better than the row's own; null where there is none. Only where
 * each student has numbers of their own.
 */
export function fitsOther({ drawnFor, results }: Fitting, keys: AnswerNames): string | null {
  if (drawnFor === null) return null;
  const fitting = new Map<string, { all: number; foreign: number; unexplained: number }>();
  let own = 0;
  for (const { value, verdict, mistake, ...item } of results) {
    if (value === null) continue;
    const right = isCredited(verdict) && verdict !== 'follow-through';
    if (right) own++;
    for (const other of new Set(keys.get(word(itemId(item), value)) ?? [])) {
      if (other === drawnFor) continue;
      const count = fitting.get(other) ?? { all: 0, foreign: 0, unexplained: 0 };
      fitting.set(other, count);
      count.all++;
      if (!right) count.foreign++;
      if (!right && (mistake === null || mistake.id === slip)) count.unexplained++;
    }
  }
  const suspected = [...fitting].filter(
    ([, { all, foreign, unexplained }]) =>
      all > own && (foreign >= fewest.explained || unexplained >= fewest.unexplained),
  );
  const [best] = suspected.sort(([, a], [, b]) => b.all - a.all);
  return best?.[0] ?? null;
}

const says = 'these answers fit the numbers that were drawn for ';

/** The note on whose numbers the answers of a row fit. */
export const fitNote = (student: string): Note => ({ line: null, message: `${says}${student}` });

/** Whether a note says whose numbers a row's answers fit. */
export const isFitNote = (message: string): boolean => message.startsWith(says);

/** A row with a note for the teacher on whose numbers its answers fit. A student is not told: it may be chance. */
export function noted(row: GradeRow, fits: string | null): GradeRow {
  if (fits === null) return row;
  return { ...row, graded: { ...row.graded, notes: [fitNote(fits), ...row.graded.notes] } };
}

/** Rows with such notes, each held against all others. */
export function allNoted(rows: readonly GradeRow[]): readonly GradeRow[] {
  const keys: AnswerNames = new Map();
  for (const row of rows) addKeys(keys, fittingOf(row));
  return rows.map((row) => noted(row, fitsOther(fittingOf(row), keys)));
}
