import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeClass } from '../cli/class/class.testing.ts';
import { type Assignment, readAssignment } from '../homework/assignment/assignment.ts';
import { readYaml } from '../homework/assignment/yaml.ts';
import { answersIn, grade } from '../homework/grading/grade.ts';
import { type ProblemPaper, paperOf } from '../homework/paper/paper.ts';
import { readText } from '../homework/submission/read.ts';
import type { Submission } from '../homework/submission/submission.ts';
import { judgedAlone, judgeSubmission } from '../tutor/quiz/whole-submission.ts';
import { keptVerdicts } from '../tutor/session/kept-verdicts.ts';
import { atMost, type Figure, median, takeTurns } from './measure.ts';

const place = join(dirname(dirname(process.argv[1] ?? '.')), 'fixtures', 'homework', 'two-layer-relu.yaml');

/** What the reading of whole pages adds to grading a class, and what keeping verdicts saves. */
export async function marking(): Promise<Figure[]> {
  const assignment = assignmentAt(place);
  const submissions = await submissionsOf(400);
  const plain = papersOf(assignment);
  const papers = plain.map((paper) => ({ ...paper, verdicts: keptVerdicts(paper.lesson) }));
  const handed = submissions.flatMap((submission) =>
    papers.map((paper) => ({ paper, given: answersIn(paper.lesson, submission, null).given })),
  );
  const graded = (with_: readonly ProblemPaper[]) =>
    submissions.map((submission) => grade(with_, assignment.policy, submission));
  const times = takeTurns(9, {
    graded: () => graded(papers),
    unkept: () => graded(plain),
    pages: () =>
      handed.map(({ paper, given }) => judgeSubmission(paper.lesson, 4, given, [], paper.verdicts)),
    alone: () => handed.map(({ paper, given }) => judgedAlone(paper.lesson, 4, given, [], paper.verdicts)),
  });
  const [all, unkept, pages, alone] = [times.graded, times.unkept, times.pages, times.alone].map(median);
  const without = (all ?? 0) - ((pages ?? 0) - (alone ?? 0));
  return [
    atMost(
      '400 submissions graded, to the same without the reading of pages',
      (all ?? 0) / without,
      1.3,
      'x',
    ),
    atMost('the same, to a verdict worked out for every answer', (all ?? 0) / (unkept ?? 1), 0.9, 'x'),
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
