import { nameAt } from '../../engine/graph/names.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { type Nested, nested } from '../../ops/matrix.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import type { Assignment } from '../assignment/assignment.ts';
import type { DocumentNode, MapNode } from '../assignment/document.ts';
import { listAt } from '../assignment/keys.ts';
import type { Seal } from '../assignment/seal.ts';
import { itemId } from '../grading/row.ts';
import { leafValuesOf } from '../paper/drawn-numbers.ts';
import { keyedDigest } from '../paper/keyed-digest.ts';
import type { ProblemPaper } from '../paper/paper.ts';
import { studentId } from '../submission/submission.ts';

/** An assignment with one student's papers, as far as a seal is about it. */
export interface SealedFor {
  readonly assignment: Pick<Assignment, 'id' | 'policy'>;
  readonly papers: readonly ProblemPaper[];
  /** The texts of the programs. */
  readonly programs: readonly string[];
  readonly student: string;
}

/** The letters of a digest that stand in a file: 64 bits can't be tried out. */
const shown = 16;

/**
 * The seal of a student's file under a secret. It does not hide the answers, which anybody can compute from the
 * program; it proves which numbers and right answers were handed out.
 */
function sealOf(secret: string, { assignment, papers, programs, student }: SealedFor): Seal {
  const whose = [assignment.id ?? '', studentId(student)];
  const digest = (about: unknown): string =>
    keyedDigest(secret, JSON.stringify([...whose, about])).slice(0, shown);
  const { policy } = assignment;
  const numbers = papers.map(({ problem, lesson }, k) => [
    problem.id,
    programs[k]?.trim(),
    [...leafValuesOf(lesson)].map(([name, value]) => [name, nested(value)]).sort(),
    problem.points,
    problem.choice,
  ]);
  const answers = papers.flatMap(({ problem, lesson }) =>
    lesson.order.map((slot): [string, string] => {
      const id = itemId({ problem: problem.id, name: nameAt(lesson.worked, slot) });
      return [id, digest(['answer', id, rounded(nested(questionOf(lesson, slot).exact))])];
    }),
  );
  const rules = [policy.digits, policy.followThrough, policy.answers, policy.pass, policy.attempts];
  return { student, numbers: digest(['numbers', numbers, rules]), answers: new Map(answers) };
}

/** To six digits: the last of a double may differ between machines. */
const rounded = (value: Nested): unknown =>
  typeof value === 'number'
    ? Number(value.toPrecision(6))
    : value.map((row) => row.map((entry) => Number(entry.toPrecision(6))));

/** The parts of a file that differ from its seal; empty where it is what the student was given. */
export function brokenSeal(secret: string, found: Seal, file: Omit<SealedFor, 'student'>): readonly string[] {
  const right = sealOf(secret, { ...file, student: found.student });
  const answers = [...right.answers].flatMap(([id, digest]) =>
    found.answers.get(id) === digest ? [] : [`the answer for ${id}`],
  );
  const gone = [...found.answers.keys()].filter((id) => !right.answers.has(id));
  return [
    ...(found.numbers === right.numbers ? [] : ['its programs, numbers or rules']),
    ...answers,
    ...gone.map((id) => `the question ${id}, which is gone`),
  ];
}

/** Keys of an assignment, and of a problem, that are the teacher's or that a student's own numbers replace. */
const heldBack = {
  assignment: new Set(['secret', 'seal', 'problems', 'format']),
  problem: new Set(['draw', 'shapes', 'values', 'slips', 'program', 'program-file']),
};

/**
 * The file for one student: the problems with their own numbers, the policy with their own extension, and the seal. What a
 * teacher keeps (`secret`, `slips`, others' extensions) is not in it.
 */
export function sealedFile(document: DocumentNode, secret: string, of: SealedFor): Result<string> {
  if (document.kind !== 'map') return refuse('the file has no problem');
  const list = listAt(document, 'problems') ?? [document];
  const problems = list.map((node, k) => problemIn(node as MapNode, of, k)); // it was read before
  const top = document.entries.filter(
    ({ key }) =>
      !heldBack.assignment.has(key) && (list[0] !== document || key === 'policy' || key === 'title'),
  );
  const id = of.assignment.id;
  const { student, numbers, answers } = sealOf(secret, of);
  return ok(
    [
      `# For ${student.replaceAll(/\s+/g, ' ')}: the numbers in this file are only for you.`,
      'format: dvar.assignment/1',
      ...(list[0] === document && id !== null ? [`id: ${JSON.stringify(id)}`] : []),
      ...top.map(
        ({ key, value }) => `${key}: ${plain(key === 'policy' ? ownPolicy(value, student) : value)}`,
      ),
      'problems:',
      ...problems,
      'seal:',
      `  student: ${JSON.stringify(student)}`,
      `  numbers: "${numbers}"`,
      '  answers:',
      ...[...answers].map(([name, digest]) => `    ${JSON.stringify(name)}: "${digest}"`),
      '',
    ].join('\n'),
  );
}

function problemIn(node: MapNode, { papers, programs }: SealedFor, k: number): string {
  const paper = papers[k];
  const values = paper ? [...leafValuesOf(paper.lesson)] : [];
  const lines = [
    ['program', JSON.stringify((programs[k] ?? '').trim())],
    ['values', JSON.stringify(Object.fromEntries(values.map(([name, value]) => [name, nested(value)])))],
    ...node.entries
      .filter(
        ({ key }) =>
          !heldBack.problem.has(key) &&
          !heldBack.assignment.has(key) &&
          key !== 'policy' &&
          (key !== 'title' || node.entries.every((each) => each.key !== 'policy')),
      )
      .map(({ key, value }) => [key, plain(value)]),
  ];
  return lines.map(([key, text], at) => `${at === 0 ? '  - ' : '    '}${key}: ${text}`).join('\n');
}

/** A policy as one student gets it, without the extensions of others. */
function ownPolicy(policy: DocumentNode, student: string): DocumentNode {
  if (policy.kind !== 'map') return policy;
  const entries = policy.entries.flatMap((entry) => {
    if (entry.key !== 'extensions' || entry.value.kind !== 'map') return [entry];
    const own = entry.value.entries.filter(({ key }) => studentId(key) === studentId(student));
    return own.length === 0 ? [] : [{ ...entry, value: { ...entry.value, entries: own } }];
  });
  return { ...policy, entries };
}

/** A document in one line that is both YAML and JSON. */
function plain(node: DocumentNode): string {
  switch (node.kind) {
    case 'scalar':
      return JSON.stringify(node.value);
    case 'list':
      return `[${node.items.map(plain).join(', ')}]`;
    case 'map':
      return `{${node.entries.map(({ key, value }) => `${JSON.stringify(key)}: ${plain(value)}`).join(', ')}}`;
  }
}
