import { plainNumber } from '../../language/print.ts';
import { totalOf } from '../assignment/points.ts';
import type { GradedVerdict } from '../grading/grade.ts';
import { type GradeRow, hasPoints } from '../grading/row.ts';
import { inCells } from '../submission/cells.ts';
import { messageForStudent, noteSentences } from './for-student.ts';
import { asCode, inMarkdown } from './markdown.ts';
import { readWord } from './report.ts';
import type { RowFrame } from './row-json.ts';

/** Said to a student of whom a homework takes no points. */
export const youAreExcused = 'You are excused: this does not count.';

/** Said to a student whose numbers nobody else has. */
export const drawnForYou = 'The numbers were drawn for you alone.';

/** The feedback for one student, in Markdown: without the key, and with no more than the assignment's policy allows. */
export function feedbackOf({ title, totalOnly }: RowFrame, row: GradeRow): string {
  const { student, file, error, graded, drawnFor } = row;
  const head = [`# ${inMarkdown(title ?? 'Homework')}: ${inMarkdown(student ?? file ?? 'nobody')}`, ''];
  if (!hasPoints(row))
    return [...head, `This was not graded: ${inMarkdown((error ?? '').replaceAll('`', ''))}.`, ''].join('\n');
  const cells = graded.cells ?? null;
  const points = row.excused
    ? youAreExcused
    : `**${plainNumber(graded.points)} of ${plainNumber(graded.maxPoints)} points**, ${graded.passed ? 'passed' : 'not passed'}.`;
  const drawn = drawnFor === null ? [] : [drawnForYou];
  const rows = graded.results.map(
    ({ asks, problem, verdict, answer, points: got, maxPoints, message, line }) => {
      const what = problem === null ? asCode(asks) : `${asCode(asks)} (${inMarkdown(problem)})`;
      const told = inCells(
        inMarkdown(verdict === 'correct' ? readWord(message) : messageForStudent(message, line !== null)),
        cells,
      );
      const where = line === null ? '' : inCells(cells ? `line ${line}` : String(line), cells);
      return `| ${where} | ${what} | ${answer === null ? '' : asCode(answer.slice(0, 200))} | ${verdictMeaning(verdict)} | ${plainNumber(totalOf([got]))}/${plainNumber(totalOf([maxPoints]))} | ${told} |`;
    },
  );
  const table = totalOnly
    ? []
    : ['| line | asked | answer | | points | |', '|---|---|---|---|---|---|', ...rows, ''];
  const notes = noteSentences(graded, totalOnly ? 'none' : 'all').map((note) => `- ${inMarkdown(note)}`);
  return [...head, points, ...drawn, '', ...table, ...notes, ...(notes.length > 0 ? [''] : [])].join('\n');
}

/** A verdict in a student's words. */
export function verdictMeaning(verdict: GradedVerdict): string {
  switch (verdict) {
    case 'correct':
      return 'right';
    case 'close':
      return 'right, rounded';
    case 'follow-through':
      return 'right rule, wrong start';
    case 'wrong':
    case 'unreadable':
    case 'missing':
    case 'revealed':
    case 'skipped':
      return verdict;
  }
}
