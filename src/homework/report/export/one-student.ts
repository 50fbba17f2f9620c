import { plainNumber } from '../../../language/print.ts';
import { totalOf } from '../../assignment/points.ts';
import { type GradeRow, hasPoints, itemId } from '../../grading/row.ts';
import { inCells } from '../../submission/cells.ts';
import { messageForStudent, noteSentences } from '../for-student.ts';

/**
 * One submission as the result that GitHub Classroom's autograding reads; one that is not graded is an error, never a
 * failure.
 */
export function classroomResult(row: GradeRow, totalOnly: boolean): object {
  const { graded, error } = row;
  if (!hasPoints(row))
    return {
      version: 1,
      status: 'error',
      max_score: graded.maxPoints,
      tests: [{ name: 'submission', status: 'error', message: error, score: 0 }],
    };
  const status = graded.passed ? 'pass' : 'fail';
  return {
    version: 1,
    status,
    max_score: graded.maxPoints,
    tests: totalOnly
      ? [{ name: 'points', status, message: pointsSaid(row), score: graded.points }]
      : graded.results.map((result) => ({
          name: itemId(result),
          status: result.points >= result.maxPoints ? 'pass' : 'fail',
          message: inCells(
            messageForStudent(result.message, result.line !== null).replaceAll('`', ''),
            graded.cells ?? null,
          ),
          line_no: result.line ?? 0,
          score: totalOf([result.points]),
        })),
  };
}

const pointsSaid = ({ graded }: GradeRow): string =>
  `${plainNumber(graded.points)} of ${plainNumber(graded.maxPoints)} points`;

/** One submission as check50 prints it: `passed` is null where an answer could not be read, which is not wrong. */
export function check50Result(row: GradeRow, slug: string, totalOnly: boolean): object {
  const { graded, error, status } = row;
  if (!hasPoints(row))
    return { slug, version: '3.3.0', error: { type: status, value: error, traceback: [], data: {} } };
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
          cause: null,
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
