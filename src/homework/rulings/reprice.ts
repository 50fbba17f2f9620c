import type { Assignment } from '../assignment/assignment.ts';
import { dueFor, type Lateness, lateNote, latenessOf } from '../assignment/lateness.ts';
import type { Moment } from '../assignment/moment.ts';
import { totalOf, worthOf } from '../assignment/points.ts';
import { creditOf, type GradedResult } from '../grading/grade.ts';
import { type GradeRow, hasPoints } from '../grading/row.ts';
import { extensionFor } from '../roster/extensions.ts';
import type { Note } from '../submission/submission.ts';

/**
 * A row with points by the assignment's present points, policy and due time; its verdicts stay. `instant` turns a
 * moment into milliseconds.
 */
export function repriced(
  row: GradeRow,
  { problems, policy }: Assignment,
  instant: (moment: Moment) => number,
): GradeRow {
  const timed = retimed(row, policy, instant);
  if (!hasPoints(timed)) return timed;
  const { results } = timed.graded;
  const priced = problems.flatMap((problem, k) => {
    const own = results.filter((each) => (each.problem === null ? k === 0 : each.problem === problem.id));
    const worth = worthOf(
      problem.points,
      own.map(({ name }) => name),
    );
    return own.map((result, at): readonly [GradedResult, GradedResult] => {
      const maxPoints = worth[at] ?? 0;
      const points = totalOf([maxPoints * creditOf(result.verdict, policy)]);
      return [result, { ...result, points, maxPoints }];
    });
  });
  const by = new Map(priced);
  return {
    ...timed,
    graded: { ...timed.graded, results: results.map((result) => by.get(result) ?? result) },
  };
}

/** A row that is as late as the present policy says, with the note that tells it. */
function retimed(row: GradeRow, policy: Assignment['policy'], instant: (moment: Moment) => number): GradeRow {
  const { late: before, handedIn: known, ...rest } = row;
  const by = known?.by ?? 'file';
  const late = latenessNow(row, policy, instant);
  const handedIn = policy.due === null && policy.extensions.size === 0 ? undefined : known;
  const isOld = ({ message }: Note): boolean =>
    before !== undefined && (['file', 'platform'] as const).some((who) => message === lateNote(before, who));
  const { notes } = row.graded;
  const at = Math.max(0, notes.findIndex(isOld));
  const others = notes.filter((note) => !isOld(note));
  const said: readonly Note[] = late ? [{ line: null, message: lateNote(late, by) }] : [];
  return {
    ...rest,
    ...(late && { late }),
    ...(handedIn && { handedIn }),
    graded: { ...row.graded, notes: [...others.slice(0, at), ...said, ...others.slice(at)] },
  };
}

/** How late it is now. A row that does not say when it was handed in is as late as it was. */
function latenessNow(
  { student, late, handedIn }: GradeRow,
  policy: Assignment['policy'],
  instant: (moment: Moment) => number,
): Lateness | null {
  if (!handedIn) return late && policy.due !== null ? latenessOf(policy, 0, late.by) : null;
  const dueAt = dueFor(policy, extensionFor(policy.extensions, student), instant);
  return dueAt === null ? null : latenessOf(policy, dueAt, handedIn.at);
}
