import type { GradedResult, GradedVerdict } from '../grading/grade.ts';
import type { GradeRow, RowStatus } from '../grading/row.ts';
import type { RowFrame } from './row-json.ts';

/** Where a value is not of its kind, as a path from it (`.cause.follows[1]`); null where all of it is. */
type Misfit = (value: unknown) => string | null;

const when =
  (fits: (value: unknown) => boolean): Misfit =>
  (value) =>
    fits(value) ? null : '';

const text = when((value) => typeof value === 'string');
const number = when((value) => typeof value === 'number');
const boolean = when((value) => typeof value === 'boolean');
const anything: Misfit = () => null;

const oneOf = (words: Readonly<Record<string, true>>): Misfit =>
  when((value) => typeof value === 'string' && Object.hasOwn(words, value));

const orNull =
  (misfit: Misfit): Misfit =>
  (value) =>
    value === null ? null : misfit(value);

/** Left out where a row has nothing to say, or is of an older version. */
const ifThere =
  (misfit: Misfit): Misfit =>
  (value) =>
    value === undefined ? null : misfit(value);

const listOf =
  (misfit: Misfit): Misfit =>
  (value) => {
    if (!Array.isArray(value)) return '';
    for (const [k, each] of value.entries()) {
      const path = misfit(each);
      if (path !== null) return `[${k}]${path}`;
    }
    return null;
  };

/** An object with these keys; what else it has is left alone. */
function record<Shape>(fields: { readonly [Key in keyof Shape]-?: Misfit }): Misfit {
  const entries = Object.entries<Misfit>(fields);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
    for (const [key, misfit] of entries) {
      const path = misfit((value as Readonly<Record<string, unknown>>)[key]); // an object, as was just seen
      if (path !== null) return `.${key}${path}`;
    }
    return null;
  };
}

const statuses: Readonly<Record<RowStatus, true>> = {
  graded: true,
  'partly-read': true,
  unread: true,
  blank: true,
  absent: true,
  ungradable: true,
  'grader-error': true,
};

const verdicts: Readonly<Record<GradedVerdict, true>> = {
  correct: true,
  close: true,
  wrong: true,
  'follow-through': true,
  unreadable: true,
  revealed: true,
  skipped: true,
  missing: true,
};

/** A number, or the rows of a matrix; JSON has null for what is no number. */
const nested: Misfit = (value) => (typeof value === 'number' ? null : listOf(listOf(orNull(number)))(value));

const mistake = orNull(record<NonNullable<GradedResult['mistake']>>({ id: text, message: text }));
const cause = orNull(
  record<NonNullable<GradedResult['cause']>>({
    id: orNull(text),
    root: text,
    answers: listOf(text),
    follows: listOf(text),
    message: orNull(text),
  }),
);

const result = record<GradedResult>({
  problem: ifThere(orNull(text)),
  name: ifThere(text),
  asks: ifThere(text),
  verdict: ifThere(oneOf(verdicts)),
  answer: ifThere(orNull(text)),
  value: ifThere(orNull(nested)),
  expected: ifThere(orNull(nested)),
  points: ifThere(number),
  maxPoints: ifThere(number),
  mistake: ifThere(mistake),
  cause: ifThere(cause),
  mayBe: ifThere(listOf(record<NonNullable<GradedResult['mayBe']>[number]>({ id: text, share: number }))),
  weighed: anything,
  message: ifThere(text),
  line: ifThere(orNull(number)),
  borrowed: anything,
  ruled: ifThere(
    record<NonNullable<GradedResult['ruled']>>({
      verdict: oneOf(verdicts),
      points: number,
      maxPoints: number,
      mistake,
      message: text,
    }),
  ),
});

const ruling = record<NonNullable<GradeRow['history']>[number]>({
  ruling: text,
  who: text,
  when: text,
  why: text,
  before: orNull(number),
  after: orNull(number),
  was: ifThere(record<Pick<GradeRow, 'status' | 'error'>>({ status: oneOf(statuses), error: orNull(text) })),
});

/** A line of a report as it is written: the keys that are read of it. */
interface Written {
  readonly student: unknown;
  readonly file: unknown;
  readonly status: unknown;
  readonly error: unknown;
  readonly points: unknown;
  readonly maxPoints: unknown;
  readonly results: unknown;
  readonly notes: unknown;
  readonly cells: unknown;
  readonly late: unknown;
  readonly handedIn: unknown;
  readonly rulings: unknown;
  readonly pass: unknown;
}

const row = record<Written>({
  student: ifThere(orNull(text)),
  file: ifThere(orNull(text)),
  status: oneOf(statuses),
  error: ifThere(orNull(text)),
  points: ifThere(orNull(number)),
  maxPoints: ifThere(orNull(number)),
  results: ifThere(listOf(result)),
  notes: ifThere(
    listOf(
      record<GradeRow['graded']['notes'][number]>({
        line: orNull(number),
        message: text,
        costs: ifThere(boolean),
      }),
    ),
  ),
  cells: ifThere(listOf(anything)),
  late: ifThere(record<NonNullable<GradeRow['late']>>({ by: number, taken: number })),
  handedIn: ifThere(
    record<NonNullable<GradeRow['handedIn']>>({ at: number, by: oneOf({ platform: true, file: true }) }),
  ),
  rulings: ifThere(listOf(ruling)),
  pass: ifThere(record<RowFrame['pass']>({ kind: oneOf({ share: true, points: true }), least: number })),
});

/** The first key of a line of a report that is not as `grade` writes it: `results[2].cause.follows`; null where all are. */
export const misfitIn = (object: unknown): string | null => row(object)?.slice(1) ?? null;
