import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nameAt } from '../../engine/graph/names.ts';
import { gradientAt } from '../../engine/passes/evaluate.ts';
import { solved } from '../../engine/solved.testing.ts';
import { readAssignment } from '../../homework/assignment/assignment.ts';
import { usual } from '../../homework/assignment/policy.ts';
import { bareProblem } from '../../homework/assignment/problem.ts';
import { readYaml } from '../../homework/assignment/yaml.ts';
import { grade } from '../../homework/grading/grade.ts';
import { type ProblemPaper, paperOf, paperWith } from '../../homework/paper/paper.ts';
import { readText } from '../../homework/submission/read.ts';
import { literal } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import { mapped, nested } from '../../ops/matrix.ts';
import type { Choice, Lesson } from '../../tutor/lesson/lesson.ts';
import {
  homeworkLessons,
  lectureLessons,
  lessonFor,
  randomLessons,
  type Titled,
} from '../../tutor/lesson/lessons.testing.ts';
import { otherValuesFor } from '../../tutor/quiz/other-values.ts';
import { step } from '../../tutor/quiz/session.ts';
import { answersFile } from '../../tutor/quiz/summary.ts';
import { startSession, untouched } from '../../tutor/session/state.ts';
import { isSilent } from '../prompt/lines.ts';

// What is promised to whoever is judged: the same line gets the same verdict, whichever way it comes.

/** Lines that people type, and some that nobody should. */
const typed = fc.oneof(
  fc.constantFrom(
    '3',
    '6',
    '-1',
    '0',
    '1/3',
    '0.333',
    '6.0045',
    '6,0',
    '1,500',
    '−2',
    '3 3',
    '2*(',
    'e',
    '5;',
    'x',
    '= 4',
    'a',
    'b*c',
    '2*a',
    'w*x',
    '1e400',
    '(',
    ')',
    'dJ',
    '0.5  # half',
    '1e-7',
    'A - Y',
    '(A2 - Y)/4',
    "X*dZ'/4",
    "dZ2*A1'",
    "W2'*dZ2 .* (1 - A1.^2)",
    'sum(dZ1, 2)/4',
    'sum(dZ)',
    '[1 2; 3 4]',
    '[[1,2],[3]]',
    'X .* Y',
    'np.sum(dZ)',
  ),
  fc.double({ noNaN: true, min: -20, max: 20 }).map((value) => value.toPrecision(3)),
);

/** The problems of the assignment over m examples, which are matrices. */
const overExamples: readonly Titled[] = (() => {
  const document = readYaml(
    readFileSync(new URL('../../../fixtures/homework/m-examples.yaml', import.meta.url), 'utf8'),
  );
  const assignment = document.ok ? readAssignment(document.value) : document;
  if (!assignment.ok) throw new Error(assignment.trouble.message);
  return assignment.value.problems.map((problem): Titled => {
    const text = problem.program.kind === 'text' ? problem.program.text : '';
    const paper = paperOf(assignment.value, problem, text, null);
    if (!paper.ok) throw new Error(paper.trouble.message);
    return [problem.id ?? '', paper.value.lesson];
  });
})();

const policies: readonly Choice[] = [
  {},
  { answers: 'numbers' },
  { answers: 'expressions', tries: 2 },
  { reason: 'ignored', digits: 2 },
];

/** Papers under each policy; further values take their time to be found, and are found once. */
const papers = new Map<string, ProblemPaper>();
function paperUnder(lesson: Lesson, k: number, choice: Choice): ProblemPaper {
  const key = `${k} ${JSON.stringify(choice)}`;
  const paper =
    papers.get(key) ?? paperWith(bareProblem, lessonFor(lesson.worked, { ...lesson.choice, ...choice }));
  papers.set(key, paper);
  return paper;
}

describe('the same submission', () => {
  const lessons = [...overExamples, ...lectureLessons, ...homeworkLessons, ...randomLessons(40, 7)];

  /** Verdicts of a piped quiz and of a check, for the same lines in the order of the questions. */
  async function bothWays(paper: ProblemPaper, answers: readonly string[]) {
    const { worked, order } = paper.lesson;
    let session = startSession(paper.lesson, 'piped', 4, paper.further);
    for (const line of answers) if (!isSilent(line)) session = step(session, line).session;
    // A line of a pipe may begin with its own '=', which a file has already.
    const text = order.map(
      (slot, i) => `d${worked.output}/d${nameAt(worked, slot)} = ${answers[i]?.replace(/^=/, '')}`,
    );
    const read = await readText(text.join('\n'), 'text');
    if (!read.ok || !read.value[0]) throw new Error('it was not read');
    const report = grade([paper], usual, read.value[0], 4);
    return {
      checked: report.results.map(({ verdict, value, mistake }) => [verdict, value, mistake?.id ?? null]),
      piped: order.map((slot) => {
        const { outcome, value, mistake } = session.turns.get(slot) ?? untouched;
        return [outcome, value === null ? null : nested(value), mistake?.id ?? null];
      }),
    };
  }

  test('gets the same verdicts from a piped quiz, from check and from grade', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.nat(overExamples.length - 1), fc.nat(lessons.length - 1)),
        fc.nat(policies.length - 1),
        fc.array(fc.oneof(typed, fc.constantFrom('exact', 'upstream', 'nearly')), {
          minLength: 40,
          maxLength: 40,
        }),
        async (k, policy, lines) => {
          const [, lesson] = lessons[k] as (typeof lessons)[number];
          const paper = paperUnder(lesson, k, policies[policy] ?? {});
          const { worked, order } = paper.lesson;
          const answers = order.map((slot, i) => {
            const line = lines[i % lines.length] ?? '3';
            const before = order[i - 1];
            const exact = gradientAt(worked, slot);
            if (line === 'exact') return print(literal(exact));
            if (line === 'nearly')
              return print(literal(mapped(exact, (entry) => Number(entry.toPrecision(2)))));
            if (line === 'upstream')
              return before === undefined ? '1' : `d${worked.output}/d${nameAt(worked, before)}`;
            // In a file a name may stand before its answer; a pipe has not come to it.
            const early = order.slice(i).some((later) => line.includes(`d${nameAt(worked, later)}`));
            return early ? '3' : line;
          });
          const { checked, piped } = await bothWays(paper, answers);
          for (const [verdict] of checked) seen.add(`${verdict}`);
          expect(checked).toEqual(piped);
        },
      ),
      { numRuns: 80 },
    );
    // A property that only ever sees wrong answers says little.
    for (const verdict of ['correct', 'wrong', 'unreadable', 'follow-through'])
      expect(seen).toContain(verdict);
  });

  test.each([
    [{}, ['correct', 'correct', 'correct', 'correct', 'correct']],
    [{ answers: 'numbers' }, ['correct', 'unreadable', 'correct', 'unreadable', 'correct']],
    [{ answers: 'expressions' }, ['correct', 'correct', 'correct', 'correct', 'wrong']],
  ] as const)('under %j', async (choice, verdicts) => {
    const lesson = lessonFor(solved('u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 2 }), choice);
    const { checked, piped } = await bothWays(paperWith(bareProblem, lesson), ['3', 'dv', '3', 'du*c', '9']);
    expect(piped.map(([verdict]) => verdict)).toEqual(verdicts);
    expect(checked).toEqual(piped);
  });

  test('at a prompt a number that only fits here costs no try, and the rule is asked for', () => {
    const lesson = lessonFor(solved('J = b*c', { b: 3, c: 2 }), { answers: 'expressions' });
    const start = startSession(lesson, 'prompt', 4, otherValuesFor(lesson));
    const [b = -1] = lesson.order;
    const lucky = step(start, '2').session;
    expect(lucky.turns.get(b)).toMatchObject({ outcome: null, tries: 0, wantsReason: true });
    expect(step(lucky, 'c').session.turns.get(b)?.outcome).toBe('correct');
  });

  test.each(lectureLessons)('that :save wrote is checked: %s', async (_, lesson) => {
    let session = startSession(lesson, 'prompt', 4);
    for (const slot of lesson.order) session = step(session, String(lesson.worked.gradients[slot])).session;
    const read = await readText(answersFile(session), 'text');
    if (!read.ok || !read.value[0]) throw new Error('it was not read');
    const report = grade([paperWith(bareProblem, lesson)], usual, read.value[0]);
    expect(report.notes).toEqual([]);
    expect(report.passed).toBe(true);
  });
});
