import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { drawing } from '../../tutor/values/variant.ts';
import { totalOf } from '../assignment/points.ts';
import { usual } from '../assignment/policy.ts';
import type { GradedResult } from '../grading/grade.ts';
import type { GradeRow, Ruled } from '../grading/row.ts';
import type { RowFrame } from './row-json.ts';
import { misfitIn } from './row-shape.ts';

/** A row that was read back, with what it says about its assignment. */
export interface ReadRow {
  readonly row: GradeRow;
  readonly frame: RowFrame;
}

type Parsed = Readonly<Record<string, unknown>>;

/** The object in a line of a report. A line of another program is refused, and so is one that somebody has damaged. */
function writtenIn(line: string, number: number): Result<Parsed> {
  let read: unknown;
  try {
    read = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return refuse(`line ${number} is not JSON: was it cut off? continue with --resume, or remove the line`);
  }
  if (typeof read !== 'object' || read === null || !('format' in read) || read.format !== 'dvar.grade/2')
    return refuse(`line ${number} is not a row of dvar.grade/2; write rows with grade --format ndjson`);
  const misfit = misfitIn(read);
  return misfit === null
    ? ok(read as Parsed) // just looked at
    : refuse(
        `line ${number} is damaged: ${misfit} is not as grade writes it; grade again, or remove the line`,
      );
}

/** Reads a row from a line of a report. */
export function rowFrom(line: string, number: number): Result<ReadRow> {
  const written = writtenIn(line, number);
  if (!written.ok) return written;
  const object = written.value;
  const text = (key: string): string | null => {
    const value = object[key];
    return typeof value === 'string' ? value : null;
  };
  const list = <T>(key: string): readonly T[] => {
    const value = object[key];
    return Array.isArray(value) ? (value as readonly T[]) : [];
  };
  const results = list<Partial<GradedResult>>('results').map(resultFrom);
  const maxPoints = numberAt(object, 'maxPoints') ?? totalOf(results.map((each) => each.maxPoints));
  const history = list<Ruled>('rulings');
  const row = numberAt(object, 'row');
  return ok({
    row: {
      student: text('student'),
      file: text('file'),
      status: object.status as GradeRow['status'], // just looked at, as the others are
      digest: text('digest'),
      error: text('error'),
      graded: {
        points: numberAt(object, 'points') ?? 0,
        maxPoints,
        passed: object.passed === true,
        results,
        notes: list('notes'),
        lines: [],
        ...(list<number>('cells').length > 0 && { cells: list<number>('cells') }),
        understood: { kind: 'all', why: '' },
      },
      drawnFor: text('drawnFor'),
      ...drawnBy(text('drawing')),
      ...(typeof object.late === 'object' &&
        object.late && { late: object.late as NonNullable<GradeRow['late']> }),
      ...(typeof object.handedIn === 'object' &&
        object.handedIn && { handedIn: object.handedIn as NonNullable<GradeRow['handedIn']> }),
      ...(object.excused === true && { excused: true as const }),
      ...(history.length > 0 && { history }),
      ...(row !== null && { row }),
    },
    frame: {
      fingerprint: text('assignment') ?? '',
      judged: text('judged') ?? '',
      title: text('title'),
      totalOnly: object.feedback === 'total',
      pass: typeof object.pass === 'object' && object.pass ? (object.pass as RowFrame['pass']) : usual.pass,
    },
  });
}

/** The version of drawing, where it is not the present one. */
const drawnBy = (version: string | null): Pick<GradeRow, 'drawing'> =>
  version === null || version === drawing ? {} : { drawing: version };

function numberAt(object: Parsed, key: string): number | null {
  const value = object[key];
  return typeof value === 'number' ? value : null;
}

/** A result as it was written; what rows of older versions lack is filled in. */
const resultFrom = (result: Partial<GradedResult>): GradedResult => ({
  problem: result.problem ?? null,
  name: result.name ?? '',
  asks: result.asks ?? '',
  verdict: result.verdict ?? 'missing',
  answer: result.answer ?? null,
  value: result.value ?? null,
  expected: result.expected ?? 0,
  points: result.points ?? 0,
  maxPoints: result.maxPoints ?? Math.max(1, result.points ?? 0),
  mistake: result.mistake ?? null,
  ...(result.mayBe && { mayBe: result.mayBe }),
  message: result.message ?? '',
  line: result.line ?? null,
  borrowed: false,
  ...(result.ruled && { ruled: result.ruled }),
  ...(result.cause && { cause: result.cause }),
});
