import { plainNumber } from '../../language/print.ts';
import { totalOf } from '../assignment/points.ts';
import type { Graded, GradedResult } from '../grading/grade.ts';
import { type GradeRow, isCounted, itemId, whyNotCounted } from '../grading/row.ts';
import { inCells } from '../submission/cells.ts';
import { messageForStudent, noteSentences } from './for-student.ts';
import { neverFormula } from './never-formula.ts';
import { noteText, rulingsSaid } from './note-text.ts';

/** A cell of a table for spreadsheets: quoted where needed, and never a formula. */
function cell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const clean = neverFormula(value).replaceAll(/[^\P{C}\n]/gu, ' ');
  return /[",;\n]/.test(clean) ? `"${clean.replaceAll('"', '""')}"` : clean;
}

/**
 * Rows as a table for spreadsheets: a submission a line, a column for the points of each question, which is blank where there
 * was nothing to be judged, or where a ruling took the question out, and last all notes.
 */
export function csvOf(rows: readonly GradeRow[]): string {
  const items = [...new Set(rows.flatMap(({ graded }) => graded.results.map(itemId)))];
  const head = [
    'student',
    'file',
    'status',
    'points',
    'max_points',
    'passed',
    ...items,
    'mistakes',
    'error',
    'notes',
  ];
  const lines = rows.map((row) => {
    const { student, file, status, graded, error } = row;
    const counts = isCounted(row);
    const points = new Map(
      (row.excused ? [] : graded.results).flatMap((result): readonly (readonly [string, number])[] =>
        // What a ruling took out counts neither way.
        result.ruled && result.maxPoints === 0 ? [] : [[itemId(result), totalOf([result.points])]],
      ),
    );
    const mistakes = graded.results.flatMap((result) =>
      result.mistake ? `${itemId(result)}:${result.mistake.id}` : [],
    );
    const own = items.map((item) => points.get(item) ?? null);
    return [
      student,
      file,
      row.excused ? 'excused' : status,
      counts ? graded.points : null,
      graded.maxPoints,
      counts ? graded.passed : null,
      ...own,
      mistakes.join(' '),
      error,
      [
        ...unreadIn(graded),
        ...rulingsSaid(row),
        ...graded.notes.map((note) => noteText(note, graded.cells)),
      ].join('; '),
    ];
  });
  return `${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Names the answers that could not be read, because their points are those of wrong ones. */
function unreadIn({ results }: Graded): readonly string[] {
  const ids = results.flatMap((result) => (result.verdict === 'unreadable' ? itemId(result) : []));
  return ids.length === 0 ? [] : [`Not read: ${ids.join(', ')}`];
}

/** Text for XML: its five signs escaped, without the characters that XML 1.0 forbids. */
const inXml = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ')
    .replaceAll(/[\u007f-\u0084\u0086-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ')
    .replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/**
 * Rows as JUnit XML: a suite for each submission, with a case for each question, or one case for the points where
 * only these may be told. A submission that is not graded is an error, never a failure.
 */
export function junitOf(rows: readonly GradeRow[], name: string, totalOnly: boolean): string {
  const suites = rows.map((row) => suiteOf(row, totalOnly));
  const sum = (key: 'tests' | 'failures' | 'errors' | 'skipped'): number =>
    suites.reduce((total, suite) => total + suite[key], 0);
  const totals = `tests="${sum('tests')}" failures="${sum('failures')}" errors="${sum('errors')}"`;
  const body = suites.map(({ xml }) => xml).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${inXml(name)}" ${totals} time="0">\n${body}</testsuites>\n`;
}

function suiteOf(row: GradeRow, totalOnly: boolean) {
  const { student, file, status, error, graded } = row;
  const whose = student ?? file ?? 'nobody';
  const suite = file === null || student === null ? whose : `${student} (${file})`;
  const open = (id: string): string =>
    `    <testcase classname="${inXml(suite)}" name="${inXml(id)}" time="0"`;
  const cases = isCounted(row)
    ? totalOnly
      ? [{ ...totalCase(graded), id: 'points' }]
      : graded.results.map((result) => ({ ...caseOf(result, graded.cells), id: itemId(result) }))
    : [
        {
          id: 'submission',
          ...(status === 'absent' || row.excused
            ? {
                kind: 'skipped' as const,
                xml: `<skipped message="${inXml(row.excused ? 'excused' : (error ?? ''))}"/>`,
              }
            : { kind: 'errors' as const, xml: `<error message="${inXml(error ?? '')}" type="${status}"/>` }),
        },
      ];
  const count = (kind: string): number => cases.filter((each) => each.kind === kind).length;
  const [failures, errors, skipped] = [count('failures'), count('errors'), count('skipped')];
  const lines = cases.map(({ id, xml }) =>
    xml === '' ? `${open(id)}/>\n` : `${open(id)}>\n      ${xml}\n    </testcase>\n`,
  );
  const head = `  <testsuite name="${inXml(suite)}" tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="0">\n`;
  return { tests: cases.length, failures, errors, skipped, xml: `${head}${lines.join('')}  </testsuite>\n` };
}

/** A submission's points as one case. */
function totalCase(graded: Graded) {
  const points = `${plainNumber(graded.points)} of ${plainNumber(graded.maxPoints)} points`;
  const notes = noteSentences(graded, 'none');
  return graded.passed
    ? { kind: 'passed' as const, xml: '' }
    : {
        kind: 'failures' as const,
        xml: `<failure message="${inXml(points)}" type="not-passed">${inXml(notes.join('\n'))}</failure>`,
      };
}

function caseOf({ verdict, answer, line, mistake, ...result }: GradedResult, cells: Graded['cells']) {
  const where = line === null ? '' : inCells(`line ${line}: `, cells ?? null);
  const message = inCells(result.message, cells ?? null);
  switch (verdict) {
    case 'correct':
    case 'close':
      return { kind: 'passed' as const, xml: '' };
    case 'missing':
    case 'skipped':
    case 'revealed':
      return { kind: 'skipped' as const, xml: `<skipped message="${inXml(message)}"/>` };
    case 'follow-through':
    case 'wrong':
    case 'unreadable': {
      const type = mistake?.id ?? verdict;
      const text = inXml(`${where}${answer ?? ''}`);
      return {
        kind: 'failures' as const,
        xml: `<failure message="${inXml(message)}" type="${inXml(type)}">${text}</failure>`,
      };
    }
  }
}

/** One submission as the results.json that Gradescope's autograder reads. */
export function gradescopeOf(row: GradeRow, totalOnly: boolean): object {
  const { student, status, graded, drawnFor } = row;
  // Without a score Gradescope shows that nothing was graded; a 0 would look like a grade.
  if (!isCounted(row))
    return {
      output: `Not graded: ${whyNotCounted(row)}`,
      output_format: 'text',
      extra_data: { student, status },
    };
  return {
    score: graded.points,
    output: [
      `${plainNumber(graded.points)} of ${plainNumber(graded.maxPoints)} points.`,
      ...noteSentences(graded, totalOnly ? 'none' : 'all'),
    ].join('\n'),
    output_format: 'text',
    test_output_format: 'text',
    ...(!totalOnly && {
      tests: graded.results.map((result, k) => ({
        name: result.asks + (result.problem === null ? '' : ` (${result.problem})`),
        number: String(k + 1),
        score: totalOf([result.points]),
        max_score: totalOf([result.maxPoints]),
        status: result.points >= result.maxPoints ? 'passed' : 'failed',
        output: inCells(
          `${result.line === null || !graded.cells ? '' : `Line ${result.line}: `}${result.answer === null ? '' : `${result.answer}\n`}${messageForStudent(result.message, graded.cells !== undefined)}`,
          graded.cells ?? null,
        ),
        extra_data: { id: itemId(result), verdict: result.verdict, mistake: result.mistake?.id ?? null },
      })),
    }),
    extra_data: { student, status, drawnFor },
  };
}
