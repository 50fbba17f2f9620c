import { plainNumber } from '../../../language/print.ts';
import { totalOf } from '../../assignment/points.ts';
import { type GradeRow, isCounted, itemId, whyNotCounted } from '../../grading/row.ts';
import { inCells } from '../../submission/cells.ts';
import { messageForStudent, noteSentences } from '../for-student.ts';

/**
 * One submission as the result that GitHub Classroom's autograding reads; one that is not graded is an error, never a
 * failure. Its reporter (github-education-resources/autograding-grading-reporter, `notify-classroom.js`) adds up the scores of the tests,
 * and reports no points where `max_score` is 0: so what is not graded is out of 0, and what lateness takes off is a test of its own.
 */
export function classroomResult(row: GradeRow, totalOnly: boolean): object {
  const { graded } = row;
  if (!isCounted(row)) {
    const status = row.excused ? 'pass' : 'error';
    return {
      version: 1,
      status,
      max_score: 0,
      tests: [{ name: 'submission', status, message: whyNotCounted(row), score: 0 }],
    };
  }
  const other = totalOf([graded.points, ...graded.results.map(({ points }) => -points)]);
  const status = graded.passed ? 'pass' : 'fail';
  return {
    version: 1,
    status,
    max_score: graded.maxPoints,
    tests: totalOnly
      ? [{ name: 'points', status, message: pointsSaid(row), score: graded.points }]
      : [
          ...graded.results.map((result) => ({
            name: itemId(result),
            status: result.points >= result.maxPoints ? 'pass' : 'fail',
            message: inCells(
              messageForStudent(result.message, result.line !== null).replaceAll('`', ''),
              graded.cells ?? null,
            ),
            line_no: result.line ?? 0,
            score: totalOf([result.points]),
          })),
          ...(Math.abs(other) < 1e-9 ? [] : [adjustment(row, other)]),
        ],
  };
}

/** The points that no answer has: what lateness takes off, and what a teacher gives or takes. */
const adjustment = ({ late }: GradeRow, points: number) => ({
  name: late ? 'handed in late' : 'points by the teacher',
  status: points < 0 ? 'fail' : 'pass',
  message: `${points < 0 ? 'taken off' : 'added'}: ${plainNumber(Math.abs(points))}`,
  line_no: 0,
  score: points,
});

const pointsSaid = ({ graded }: GradeRow): string =>
  `${plainNumber(graded.points)} of ${plainNumber(graded.maxPoints)} points`;

/**
 * One submission as check50 prints it: `passed` is null where an answer could not be read, which is not wrong. What is not passed needs a
 * `cause`, because its renderer (cs50/check50, `renderer/_renderers.py`) asks it for the rationale.
 */
export function check50Result(row: GradeRow, slug: string, totalOnly: boolean): object {
  const { graded, status } = row;
  if (!isCounted(row)) {
    const type = row.excused ? 'excused' : status;
    return { slug, version: '3.3.0', error: { type, value: whyNotCounted(row), traceback: [], data: {} } };
  }
  if (totalOnly)
    return {
      slug,
      version: '3.3.0',
      results: [
        {
          name: 'points',
          description: pointsSaid(row),
          passed: graded.passed,
          log: noteSentences(graded, 'none'),
          cause: graded.passed ? null : { rationale: pointsSaid(row), help: null },
          data: {},
          dependency: null,
        },
      ],
    };
  return {
    slug,
    version: '3.3.0',
    results: graded.results.map((result) => {
      const right = result.verdict === 'correct' || result.verdict === 'close';
      const passed = result.verdict === 'unreadable' ? null : right;
      return {
        name: itemId(result),
        description: `${result.asks} is right`,
        passed,
        log: result.answer === null ? [] : [`${result.asks} = ${result.answer}`],
        cause: right
          ? null
          : {
              rationale: inCells(
                messageForStudent(result.message, false).replaceAll('`', ''),
                graded.cells ?? null,
              ),
              help: result.mistake?.message ?? null,
            },
        data: { verdict: result.verdict, mistake: result.mistake?.id ?? null },
        dependency: null,
      };
    }),
  };
}
