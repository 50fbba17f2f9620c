import { totalOf } from '../assignment/points.ts';
import { type Policy, passes } from '../assignment/policy.ts';
import type { GradedResult } from '../grading/grade.ts';
import { type GradeRow, hasPoints, isCounted, type Ruled } from '../grading/row.ts';
import { studentId } from '../submission/submission.ts';
import { isAbout } from './about.ts';
import { type Ruling, rulingSaid } from './read-rulings.ts';
import { isAccepted } from './same-answer.ts';

/** The rulings and the limit by which rows are counted. */
export interface RulingSetting {
  readonly rulings: readonly Ruling[];
  readonly pass: Policy['pass'];
}

/** A row as it was before any ruling. */
export function unruled(row: GradeRow, pass: Policy['pass']): GradeRow {
  if (row.history === undefined) return row;
  const { history: _, excused: __, ...rest } = row;
  const results = row.graded.results.map((result): GradedResult => {
    const { ruled, ...own } = result;
    return ruled ? { ...own, ...ruled } : own;
  });
  const was = row.history.find((each) => each.was)?.was;
  return totalled({ ...rest, ...was, graded: { ...row.graded, results } }, pass);
}

/**
 * A row under some rulings, each applied to what the ones before it left. A row that none of them changes is the row itself.
 * Rulings that an earlier run applied are undone first, so that a row depends on the rulings alone.
 */
export function ruled(row: GradeRow, { rulings, pass }: RulingSetting): GradeRow {
  let now = unruled(row, pass);
  const history: Ruled[] = [];
  for (const ruling of overridesLast(rulings)) {
    const next = underRuling(now, ruling, pass);
    if (next === now) continue;
    history.push({
      ruling: rulingSaid(ruling),
      who: ruling.who,
      when: ruling.when,
      why: ruling.why,
      before: pointsOf(now),
      after: pointsOf(next),
      ...(next.status !== now.status && { was: { status: now.status, error: now.error } }),
    });
    now = next;
  }
  return history.length === 0 ? now : { ...now, history };
}

/** A row's points that a teacher gave stand, whatever else is ruled before or after. */
const overridesLast = (rulings: readonly Ruling[]): readonly Ruling[] => [
  ...rulings.filter(({ kind }) => kind !== 'override'),
  ...rulings.filter(({ kind }) => kind === 'override'),
];

/** The points of a row; null where it has none that count. */
export const pointsOf = (row: GradeRow): number | null => (isCounted(row) ? row.graded.points : null);

/** What the answers of a row are worth together, less what is taken off for being late. */
export function totalled(row: GradeRow, pass: Policy['pass']): GradeRow {
  const { results } = row.graded;
  if (!hasPoints(row))
    return row.graded.points === 0 ? row : { ...row, graded: { ...row.graded, points: 0, passed: false } };
  const maxPoints = totalOf(results.map((each) => each.maxPoints));
  const sum = totalOf(results.map((each) => each.points));
  const points = Math.max(0, totalOf([sum, -(row.late?.taken ?? 0) * maxPoints]));
  return {
    ...row,
    graded: { ...row.graded, points, maxPoints, passed: passes({ pass }, points, maxPoints) },
  };
}

/** Whether somebody edited a row: its points are not what its answers and its last ruling add up to. */
export function isEdited(row: GradeRow, pass: Policy['pass']): boolean {
  if (!hasPoints(row)) return false;
  const override = row.history?.findLast(({ ruling }) => / has \S+ points$/.test(ruling));
  const expected = override?.after ?? totalled(row, pass).graded.points;
  return Math.abs(expected - row.graded.points) > 1e-6;
}

const isOf = (row: GradeRow, student: string): boolean =>
  row.student !== null && studentId(row.student) === studentId(student);

/** Whether a ruling gives a row its points. */
export const overrides = (ruling: Ruling, row: GradeRow): boolean =>
  ruling.kind === 'override' && isOf(row, ruling.student);

function underRuling(row: GradeRow, ruling: Ruling, pass: Policy['pass']): GradeRow {
  switch (ruling.kind) {
    case 'override': {
      if (!overrides(ruling, row) || row.status === 'absent') return row;
      const passed = passes({ pass }, ruling.points, row.graded.maxPoints);
      // A teacher who gives points to a submission that was not read has read it.
      return {
        ...row,
        status: 'graded',
        error: null,
        graded: { ...row.graded, points: ruling.points, passed },
      };
    }
    case 'excuse':
      if (!isOf(row, ruling.student)) return row;
      return ruling.question === null
        ? { ...row, excused: true }
        : changed(row, pass, (result) => (isAbout(result, ruling.question ?? '') ? gone(result) : result));
    case 'void':
      return changed(row, pass, (result) => (isAbout(result, ruling.question) ? gone(result) : result));
    case 'accept':
      return changed(row, pass, (result) =>
        isAbout(result, ruling.question) && isAccepted(result, ruling.answer) ? taken(result) : result,
      );
  }
}

function changed(
  row: GradeRow,
  pass: Policy['pass'],
  change: (result: GradedResult) => GradedResult,
): GradeRow {
  const results = row.graded.results.map(change);
  if (results.every((result, k) => result === row.graded.results[k])) return row;
  return totalled({ ...row, graded: { ...row.graded, results } }, pass);
}

/** A result that remembers what it was before the first ruling. */
function kept(result: GradedResult): GradedResult {
  const { verdict, points, maxPoints, mistake, message } = result;
  return { ...result, ruled: result.ruled ?? { verdict, points, maxPoints, mistake, message } };
}

/** A result that counts as right by a ruling; one that has all its points stays as it is. */
const taken = (result: GradedResult): GradedResult =>
  result.points >= result.maxPoints
    ? result
    : {
        ...kept(result),
        verdict: 'correct',
        points: result.maxPoints,
        mistake: null,
        message: 'accepted by a ruling',
      };

/** A question that no longer counts, neither for nor against anybody. */
const gone = (result: GradedResult): GradedResult =>
  result.maxPoints === 0 ? result : { ...kept(result), points: 0, maxPoints: 0 };
