import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeClass } from '../cli/class/class.testing.ts';
import { type Assignment, readAssignment } from '../homework/assignment/assignment.ts';
import { readYaml } from '../homework/assignment/yaml.ts';
import { grade } from '../homework/grading/grade.ts';
import { answersIn } from '../homework/grading/python-answers.ts';
import { type ProblemPaper, paperOf } from '../homework/paper/paper.ts';
import { readText } from '../homework/submission/read.ts';
import type { Submission } from '../homework/submission/submission.ts';
import { judgedAlone, judgeSubmission } from '../tutor/quiz/whole-submission.ts';
import { keptVerdicts } from '../tutor/session/kept-verdicts.ts';
import { atLeast, atMost, type Figure, happens, median, takeTurns } from './measure.ts';
import { classAssignment, cleanEnvironment, dvarFile, streamed, weighedRun } from './runs.ts';

/** A class of 10,000, one in twenty hostile: every one gets its row, with one thread and with two, and how fast. */
export function classes(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'dvar-class-'));
  try {
    const made = writeClass(folder, 10_000, 1);
    const one = graded(folder, 1);
    const two = graded(folder, 2);
    const naive = oneByOne(join(folder, 'group0'), 30);
    const rows = one.out.trimEnd().split('\n');
    const ungradable = rows.filter((row) => row.includes('"status":"ungradable"')).length;
    const whole = rows.length === made.files && ungradable === made.ungraded.ungradable;
    return [
      happens('10,000 submissions, 500 of them hostile', `${rows.length} rows`, 'a row each', whole),
      happens(
        'the same with two threads',
        one.out === two.out ? 'the same' : 'another',
        'the same report',
        one.out === two.out,
      ),
      happens(
        'memory at its most, two threads and all',
        `${two.megabytes} MB`,
        'below 1000 MB',
        two.megabytes < 1000,
      ),
      happens(
        'submissions a second, one thread and two',
        `${Math.round(made.files / one.seconds)}, ${Math.round(made.files / two.seconds)}`,
        'told, not judged',
        true,
      ),
      ...streamed(),
      atLeast('submissions a second, to one process each', made.files / two.seconds / (30 / naive), 10, 'x'),
      ...(availableParallelism() >= 4
        ? [atLeast('two threads to one', one.seconds / two.seconds, 1.3, 'x')]
        : []),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const graded = (folder: string, workers: number) =>
  weighedRun(['grade', classAssignment, folder, '--format', 'ndjson', '--workers', String(workers)]);

/** The naive way, in seconds: a process for each of so many files. */
function oneByOne(folder: string, count: number): number {
  const start = performance.now();
  for (const file of readdirSync(folder).slice(0, count))
    spawnSync(
      process.execPath,
      [dvarFile, 'check', classAssignment, join(folder, file), '--format', 'json'],
      { env: cleanEnvironment },
    );
  return (performance.now() - start) / 1000;
}

/** What the reading of whole pages adds to grading a class, and what keeping verdicts saves. */
export async function marking(): Promise<Figure[]> {
  const homework = assignmentAt(classAssignment);
  const submissions = await submissionsOf(400);
  const plain = papersOf(homework);
  const papers = plain.map((paper) => ({ ...paper, verdicts: keptVerdicts() }));
  const handed = submissions.flatMap((submission) =>
    papers.map((paper) => ({ paper, given: answersIn(paper.lesson, submission, null).given })),
  );
  const graded = (with_: readonly ProblemPaper[]) =>
    submissions.map((submission) => grade(with_, homework.policy, submission));
  const times = takeTurns(9, {
    graded: () => graded(papers),
    unkept: () => graded(plain),
    read: () =>
      submissions.map((submission) => papers.map(({ lesson }) => answersIn(lesson, submission, null))),
    pages: () =>
      handed.map(({ paper, given }) => judgeSubmission(paper.lesson, 4, given, [], paper.verdicts)),
    alone: () => handed.map(({ paper, given }) => judgedAlone(paper.lesson, 4, given, [], paper.verdicts)),
  });
  const [all, unkept, read, pages, alone] = [
    times.graded,
    times.unkept,
    times.read,
    times.pages,
    times.alone,
  ].map(median);
  const without = (all ?? 0) - ((pages ?? 0) - (alone ?? 0));
  return [
    atMost(
      '400 submissions graded, to the same without the reading of pages',
      (all ?? 0) / without,
      1.3,
      'x',
    ),
    atMost('the same, to a verdict worked out for every answer', (all ?? 0) / (unkept ?? 1), 0.9, 'x'),
    atMost('the same, to the reading of their lines alone', (all ?? 0) / (read ?? 1), 2.2, 'x'),
  ];
}

function assignmentAt(file: string): Assignment {
  const document = readYaml(readFileSync(file, 'utf8'), {});
  const assignment = document.ok ? readAssignment(document.value) : document;
  if (!assignment.ok) throw new Error(assignment.trouble.message);
  return assignment.value;
}

const papersOf = (assignment: Assignment): readonly ProblemPaper[] =>
  assignment.problems.map((problem) => {
    const { program } = problem;
    const paper = paperOf(assignment, problem, 'text' in program ? program.text : '', null);
    if (!paper.ok) throw new Error(paper.trouble.message);
    return paper.value;
  });

/** The submissions of a class that can be read as text. */
async function submissionsOf(count: number): Promise<readonly Submission[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dvar-marking-'));
  try {
    writeClass(folder, count, 1);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.txt'),
    );
    const all: Submission[] = [];
    for (const file of files) {
      const read = await readText(readFileSync(join(folder, file), 'utf8'), 'text');
      if (read.ok) all.push(...read.value);
    }
    return all;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A network whose matrices are drawn for each student. */
const drawnAssignment = `id: drawn
problems:
  - id: net
    program: "Z1 = W1*X + b1; A1 = relu(Z1); Z2 = W2*A1 + b2; E = Z2 - Y; J = sum(E .* E) / 4"
    shapes: { X: 2x4, W1: 3x2, b1: 3x1, W2: 1x3, b2: 1x1, Y: 1x4 }
    data: [X, Y]
    draw: friendly
`;
const answers = `dE = E/2
dZ2 = dE
dW2 = dZ2*A1'
db2 = sum(dZ2, 2)
dA1 = W2'*dZ2
dZ1 = dA1 .* (Z1 > 0)
dW1 = dZ1*X'
db1 = sum(dZ1, 2)
`;
const many = 10_000;
const few = 1000;

/**
 * A class of 10,000 whose matrices are drawn for each, beside one of 1,000: drawn once, then graded as a filter from those draws, in one
 * thread and in two. Memory does not grow with the class.
 */
export function drawnClass(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'dvar-drawn-'));
  const file = (name: string): string => join(folder, name);
  try {
    writeFileSync(file('hw.yaml'), drawnAssignment);
    const students = Array.from({ length: many }, (_, k) => `s${k}`);
    const drawn = (count: number) => {
      writeFileSync(file(`${count}.csv`), `id\n${students.slice(0, count).join('\n')}\n`);
      const words = ['draw', file('hw.yaml'), '--roster', file(`${count}.csv`)];
      return weighedRun([...words, '--out', file(`${count}.ndjson`)]);
    };
    const [small, large] = [drawn(few), drawn(many)];
    const draws = readFileSync(file(`${many}.ndjson`), 'utf8')
      .trimEnd()
      .split('\n');
    const graded = (count: number, workers: number) => {
      const lines = students.slice(0, count).map((student) => JSON.stringify({ student, text: answers }));
      const words = ['grade', file('hw.yaml'), '--stdin', '--workers', String(workers)];
      return weighedRun([...words, '--draws', file(`${many}.ndjson`)], `${lines.join('\n')}\n`);
    };
    const [part, one, two] = [graded(few, 1), graded(many, 1), graded(many, 2)];
    const right = one.out.split('\n').filter((row) => row.includes('"points":8,"maxPoints":8')).length;
    return [
      happens(
        '10,000 students with matrices of their own',
        `${draws.length} drawn`,
        'a line each',
        draws.length === many,
      ),
      happens('all of them graded, all of them right', `${right} rows`, 'a row each', right === many),
      happens(
        'the same with two threads',
        one.out === two.out ? 'the same' : 'another',
        'the same rows',
        one.out === two.out,
      ),
      atMost('memory of drawing for 10,000, to that for 1,000', large.megabytes / small.megabytes, 2, 'x'),
      atMost('memory of grading 10,000, to that of 1,000', one.megabytes / part.megabytes, 1.5, 'x'),
      happens(
        'students a second: drawn, graded in one thread, in two',
        [large, one, two].map(({ seconds }) => Math.round(many / seconds)).join(', '),
        'told, not judged',
        true,
      ),
      ...(availableParallelism() >= 2
        ? [atLeast('two threads to one', one.seconds / two.seconds, 1.3, 'x')]
        : []),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
