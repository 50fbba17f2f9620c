import type { Graded } from '../../homework/grading/grade.ts';
import { hasPoints, itemId } from '../../homework/grading/row.ts';
import { isAccepted } from '../../homework/rulings/same-answer.ts';
import { studentId } from '../../homework/submission/submission.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import { resultCalled } from '../screen/verdict-detail.ts';
import type { Environment } from '../shell/environment.ts';
import { rowsIn } from './rows-in.ts';

/** The most students that are named. */
const mostNamed = 12;

/**
 * Sentences about others in the class who gave the explained answer, in the same signs or with the same meaning; none
 * where no rows are given.
 */
export async function sameAnswers(
  environment: Environment,
  graded: Graded,
  name: string,
  file: string | undefined,
  student: string | null,
): Promise<readonly string[]> {
  if (file === undefined) return [];
  const { answer, ...result } = resultCalled(graded, name);
  if (answer === null) return [];
  const { rows } = await rowsIn(environment, [file]);
  const others = rows.filter(
    (row) =>
      hasPoints(row) &&
      (student === null || row.student === null || studentId(row.student) !== studentId(student)),
  );
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
}
