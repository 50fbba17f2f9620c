import { describe, expect, test } from '@jest/globals';
import { type GradeRow, ungraded } from '../../grading/row.ts';
import { gradescopeOf } from '../formats.ts';
import { check50Result, classroomResult } from './one-student.ts';

// What platforms do with a result, restated from their own documentation or source, so that a result is held against
// its reader rather than against ourselves.

const result = (name: string, verdict: 'correct' | 'wrong' | 'unreadable' | 'missing') => ({
  problem: null,
  name,
  asks: `dJ/d${name}`,
  verdict,
  answer: verdict === 'missing' ? null : 'du + c',
  value: 5,
  expected: 6,
  points: verdict === 'correct' ? 2 : 0,
  maxPoints: 2,
  mistake: verdict === 'wrong' ? { id: 'added-instead-of-multiplied', message: 'Added.' } : null,
  message: verdict === 'correct' ? '' : 'Look at it.',
  line: verdict === 'missing' ? null : 2,
  borrowed: false,
});
const graded: GradeRow = {
  student: 'ann',
  file: 'ann.txt',
  status: 'graded',
  digest: 'd',
  error: null,
  graded: {
    points: 2,
    maxPoints: 8,
    passed: false,
    results: [
      result('v', 'correct'),
      result('b', 'wrong'),
      result('c', 'unreadable'),
      result('a', 'missing'),
    ],
    notes: [],
    lines: [],
    understood: { kind: 'all', why: '' },
  },
  drawnFor: null,
};
const passed: GradeRow = {
  ...graded,
  graded: { ...graded.graded, points: 2, maxPoints: 2, passed: true, results: [result('v', 'correct')] },
};
const late: GradeRow = {
  ...graded,
  late: { by: 86_400_000, taken: 0.1 },
  graded: { ...graded.graded, points: 1.2 },
};
const given: GradeRow = { ...graded, graded: { ...graded.graded, points: 7 } };
const excused: GradeRow = { ...graded, excused: true };
const unread = ungraded({ student: 'bob', file: 'x', notes: [], digest: null }, 'why not', 'unread', 8);
const absent = ungraded({ student: 'cy', file: null, notes: [], digest: null }, 'nothing', 'absent', 8);
const every = { graded, passed, late, given, excused, unread, absent };
const counted = { graded, passed, late, given };
const uncounted = { excused, unread, absent };

interface Classroom {
  readonly max_score: number;
  readonly status: string;
  readonly tests: readonly { readonly name: string; readonly status: string; readonly score: number }[];
}

/**
 * The points that GitHub Classroom's reporter announces: the sum of the tests' scores, out of `max_score`; none where that is 0.
 * From github-education-resources/autograding-grading-reporter, src/notify-classroom.js.
 */
function announced({ max_score, tests }: Classroom): string | null {
  if (!max_score) return null;
  return `${Math.round(1e6 * tests.reduce((sum, { score }) => sum + score, 0)) / 1e6}/${max_score}`;
}

describe('GitHub Classroom', () => {
  const both = [false, true];

  test.each(Object.entries(counted))('%s: its reporter announces the points of the row', (_, row) => {
    for (const totalOnly of both) {
      const made = classroomResult(row, totalOnly) as Classroom;
      expect(announced(made)).toBe(`${row.graded.points}/${row.graded.maxPoints}`);
      // src/main.js: the step fails by these words, and by no other.
      expect(made.status).toBe(row.graded.passed ? 'pass' : 'fail');
    }
  });

  test.each(Object.entries(uncounted))('%s: it announces no points, never 0', (name, row) => {
    const made = classroomResult(row, false) as Classroom;
    expect(announced(made)).toBe(null);
    expect(made.status).toBe(name === 'excused' ? 'pass' : 'error');
  });

  test('every test has what src/console-results.js and src/aggregate-results.js ask of it', () => {
    for (const row of Object.values(every)) {
      const { tests } = classroomResult(row, false) as Classroom;
      // The share that passed is divided by their number.
      expect(tests.length).toBeGreaterThan(0);
      for (const { name, status, score } of tests) {
        expect(name).not.toBe('');
        expect(['pass', 'fail', 'error']).toContain(status);
        expect(Number.isFinite(score)).toBe(true);
      }
    }
  });

  test('the result survives the way there: JSON in base64, in an environment variable (src/main.js)', () => {
    const made = classroomResult({ ...graded, student: 'Zoë 田中' }, false);
    const encoded = Buffer.from(JSON.stringify(made)).toString('base64');
    expect(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'))).toEqual(made);
  });
});

interface Check50 {
  readonly slug: string;
  readonly version: string;
  readonly error?: { readonly type: string; readonly value: string };
  readonly results?: readonly {
    readonly name: string;
    readonly description: string;
    readonly passed: boolean | null;
    readonly log: readonly string[];
    readonly cause: Readonly<Record<string, string | null>> | null;
  }[];
}

/**
 * The lines that check50 prints of its results: a smile, a frown, or neither where a check was skipped; a cause is asked of what did
 * not pass. From cs50/check50, check50/renderer/_renderers.py, to_ansi.
 */
const printed = ({ results = [] }: Check50): readonly string[] =>
  results.flatMap(({ passed, description, cause }) => {
    if (passed) return [`:) ${description}`];
    if (cause === null) throw new Error('a cause is missing');
    if (passed === null) return [`:| ${description}`, `    ${cause.rationale || 'check skipped'}`];
    return [
      `:( ${description}`,
      ...[cause.rationale, cause.help].flatMap((text) => (text ? [`    ${text}`] : [])),
    ];
  });

describe('check50', () => {
  test('prints a smile, a frown, and neither for what was not read', () => {
    expect(printed(check50Result(graded, 'hw1', false) as Check50)).toEqual([
      ':) dJ/dv is right',
      ':( dJ/db is right',
      '    Look at it.',
      '    Added.',
      ':| dJ/dc is right',
      '    Look at it.',
      ':( dJ/da is right',
      '    Look at it.',
    ]);
  });

  test.each(Object.entries(counted))(
    '%s: has a cause for all that did not pass, also of the total',
    (_, row) => {
      for (const totalOnly of [false, true]) {
        const made = check50Result(row, 'hw1', totalOnly) as Check50;
        expect(printed(made).length).toBeGreaterThan(0);
        // The keys of a CheckResult (check50/runner.py).
        for (const each of made.results ?? [])
          expect(Object.keys(each)).toEqual(
            expect.arrayContaining(['name', 'description', 'passed', 'log', 'cause', 'data', 'dependency']),
          );
      }
      expect(printed(check50Result(graded, 'hw1', true) as Check50)).toEqual([
        ':( 2 of 8 points',
        '    2 of 8 points',
      ]);
    },
  );

  test.each(Object.entries(uncounted))(
    '%s: is an error with its type and its value (check50/__main__.py)',
    (_, row) => {
      const made = check50Result(row, 'hw1', false) as Check50;
      expect(made.results).toBe(undefined);
      expect(made.error?.type).toMatch(/^\w/);
      expect(made.error?.value).not.toBe('');
      expect(made.version).toMatch(/^\d+\.\d+\.\d+$/);
    },
  );
});

interface Gradescope {
  readonly score?: number;
  readonly output?: string;
  readonly tests?: readonly { readonly score?: number; readonly number?: string; readonly status?: string }[];
}

/**
 * The score that Gradescope takes from a results.json: the one at the top, else the sum of the tests if each has one; none otherwise, which
 * it tells as a failure of the autograder. From gradescope/autograder_samples, docs/specs.md, "Output format".
 */
function scoreIn({ score, tests = [] }: Gradescope): number | null {
  if (score !== undefined) return score;
  const scores = tests.flatMap((each) => each.score ?? []);
  if (scores.length === 0 || scores.length < tests.length) return null;
  return scores.reduce((sum, each) => sum + each, 0);
}

describe('Gradescope', () => {
  test.each(Object.entries(counted))(
    '%s: has the points of the row, whatever its tests add up to',
    (_, row) => {
      for (const totalOnly of [false, true]) {
        const made = gradescopeOf(row, totalOnly) as Gradescope;
        expect(scoreIn(made)).toBe(row.graded.points);
        for (const { number, status } of made.tests ?? []) {
          expect(number).toMatch(/^\d+$/);
          expect(['passed', 'failed']).toContain(status);
        }
      }
    },
  );

  test.each(Object.entries(uncounted))('%s: has no score, never 0, and says why', (_, row) => {
    const made = gradescopeOf(row, false) as Gradescope;
    expect(scoreIn(made)).toBe(null);
    expect(made.output).toMatch(/^Not graded: \w/);
  });

  test('keys at the top are those of the specification, and every format is one of its own', () => {
    const known = [
      ...['score', 'execution_time', 'output', 'visibility', 'stdout_visibility', 'extra_data', 'tests'],
      ...['output_format', 'test_output_format', 'test_name_format', 'leaderboard'],
    ];
    for (const row of Object.values(every)) {
      const made = gradescopeOf(row, false) as Gradescope & Readonly<Record<string, unknown>>;
      expect(known).toEqual(expect.arrayContaining(Object.keys(made)));
      for (const format of [made.output_format, made.test_output_format ?? 'text'])
        expect(['text', 'html', 'simple_format', 'md', 'ansi']).toContain(format);
    }
  });
});
