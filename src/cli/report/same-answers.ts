import type { GradedResult } from '../../homework/grading/grade.ts';
import { hasPoints, itemId } from '../../homework/grading/row.ts';
import { isAccepted } from '../../homework/rulings/same-answer.ts';
import { studentId } from '../../homework/submission/submission.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import type { Environment } from '../shell/environment.ts';
import { rowsIn } from './rows-in.ts';

/** The most students that are named. */
const mostNamed = 12;

/** Sentences about others in the class who gave an answer, in the same signs or with the same meaning; none without rows. */
export async function othersWith(
  environment: Environment,
  file: string | undefined,
  student: string | null,
): Promise<(result: GradedResult) => readonly string[]> {
  if (file === undefined) return () => [];
  const { rows } = await rowsIn(environment, [file]);
  const others = rows.filter(
    (row) =>
      hasPoints(row) &&
      (student === null || row.student === null || studentId(row.student) !== studentId(student)),
  );
  return ({ answer, ...result }) => {
    if (answer === null) return [];
    const same = others
      .filter((row) =>
        row.graded.results.some((each) => itemId(each) === itemId(result) && isAccepted(each, answer)),
      )
      .map((row) => quoted(row.student ?? row.file ?? '?'));
    if (same.length === 0) return [`None of the ${others.length} others gave this answer.`];
    const more = same.length > mostNamed ? ` and ${same.length - mostNamed} more` : '';
    return [
      `${same.length === 1 ? 'One' : same.length} of the ${others.length} others gave it, too: ${same.slice(0, mostNamed).join(', ')}${more}.`,
    ];
  };
}
