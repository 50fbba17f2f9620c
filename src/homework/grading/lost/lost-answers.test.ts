import { describe, expect, test } from '@jest/globals';
import { solved } from '../../../engine/solved.testing.ts';
import { lessonFor, valuesFrom } from '../../../tutor/lesson/lessons.testing.ts';
import { usual } from '../../assignment/policy.ts';
import { bareProblem } from '../../assignment/problem.ts';
import { readNotation } from '../../submission/notation.ts';
import { grade } from '../grade.ts';

const lesson = lessonFor(solved('u = b*c; v = a + u; J = 3*v', valuesFrom('a = 5, b = 3, c = 2')));
const others = ['v', 'a', 'u', 'c'].map((name, k) => `d${name} = ${[3, 3, 3, 9][k]}`).join('\n');

function graded(text: string) {
  const submission = readNotation(text);
  if (!submission.ok) throw new Error(submission.trouble.message);
  return grade([{ problem: bareProblem, lesson, further: [] }], usual, submission.value);
}

describe('a line that looks like the answer that is missing', () => {
  test.each([
    ['| $b$ | 6 |', '`db = 6`'],
    ['| b | 6 |', '`db = 6`'],
    ['For b: 6', '`db = 6`'],
    ['b = 6', '`db = 6`'],
    ['b: 6', '`db = 6`'],
    ['3. b -> 6.', '`db = 6`'],
    ['db hopefully 6', 'it behind `db =`'],
    ['db(1,1) = 6', 'it behind `db =`'],
    ['dJ/db (by hand) 6', 'it behind `db =`'],
  ])('%s is said to be unread', (line, advice) => {
    const { notes, understood, results } = graded(`${others}\n${line}\n`);
    expect(results.find(({ name }) => name === 'b')?.verdict).toBe('missing');
    expect(notes).toEqual([
      {
        line: 5,
        message: `this looks like an answer to \`dJ/db\` and was not read: \`${line}\`; write ${advice}`,
        costs: true,
      },
    ]);
    expect(understood).toEqual({
      kind: 'part',
      why: 'only 4 of 5 lines that look like answers were read; look at line 5',
    });
  });

  test('a value where its derivative is asked is such a line', () => {
    const { notes } = graded(`${others.replace('dv = 3\n', '')}\nv = 3\ndb = 6\n`);
    expect(notes.map(({ message }) => message)).toEqual([
      'this looks like an answer to `dJ/dv` and was not read: `v = 3`; write `dv = 3`',
    ]);
  });

  test('where the answer is given elsewhere, it is none', () => {
    const { notes, understood } = graded(`${others}\ndb = 6\n| b | 6 |\n`);
    expect(understood.kind).toBe('all');
    expect(notes.map(({ costs }) => costs)).toEqual([undefined]);
  });
});

test.each([
  'b = 3',
  '| b | 3 |',
  'u = 6',
  'see page 6 for db',
  'db != 6',
  'db is not 6',
  '// db = 6',
  'for db in range(6):',
  'The answer to db follows on page 6',
  'x = 6',
  'db: ____',
])('%s is not said to be lost', (line) => {
  const { notes, understood } = graded(`${others}\n${line}\n`);
  expect(understood.kind).toBe('all');
  expect(notes.filter(({ costs }) => costs)).toEqual([]);
  expect(notes.every((note) => !('said' in note))).toBe(true);
});

test.each(['idk', '?', "don't know", 'don’t know', 'no idea', 'keine Ahnung'])(
  'db = %s is no answer, and no wrong one',
  (text) => {
    const { results, notes } = graded(`${others}\ndb = ${text}\n`);
    expect(results.find(({ name }) => name === 'b')?.verdict).toBe('missing');
    expect(notes).toEqual([]);
  },
);

test('a formula whose letters are read as words is one', () => {
  const named = lessonFor(solved('y = n/a; J = y*x', valuesFrom('n = 6, a = 2, x = 5')));
  const submission = readNotation('dx = n/a\n');
  const { results } = grade(
    [{ problem: bareProblem, lesson: named, further: [] }],
    usual,
    submission.ok ? submission.value : { student: null, entries: [], notes: [] },
  );
  expect(results.find(({ name }) => name === 'x')?.verdict).toBe('correct');
});
