import type { Assignment } from '../assignment/assignment.ts';
import { latenessOf } from '../assignment/lateness.ts';
import { totalOf, worthOf } from '../assignment/points.ts';
import { creditOf, type GradedResult } from '../grading/grade.ts';
import { type GradeRow, hasPoints } from '../grading/row.ts';

/**
 * A row with the points that an assignment's present points and policy give to its verdicts, which stay. What is late is
 * counted from the time that was due when it was graded.
 */
export function repriced(row: GradeRow, { problems, policy }: Assignment): GradeRow {
  if (!hasPoints(row)) return row;
  const { results } = row.graded;
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
  const late = row.late ? latenessOf(policy, 0, row.late.by) : null;
  const { late: _, ...rest } = row;
  const by = new Map(priced);
  return {
    ...rest,
    ...(late && { late }),
    graded: { ...row.graded, results: results.map((result) => by.get(result) ?? result) },
  };
}
