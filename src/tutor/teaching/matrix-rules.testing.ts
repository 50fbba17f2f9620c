import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { matrixPrograms } from '../../engine/graph/matrices.testing.ts';
import { evaluateGraph, gradientAt } from '../../engine/passes/evaluate.ts';
import { solved } from '../../engine/solved.testing.ts';
import { readAssignment } from '../../homework/assignment/assignment.ts';
import { readYaml } from '../../homework/assignment/yaml.ts';
import { formatNumber } from '../../language/number-format.ts';
import { printMatrix } from '../../language/print.ts';
import { parseProgram } from '../../language/program.ts';
import type { Value } from '../../ops/matrix.ts';
import { type Assessment, assess } from '../answers/assess.ts';
import { readAnswer } from '../answers/read-answer.ts';
import { drawnValues } from '../lesson/draw.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lessonFor, type Titled } from '../lesson/lessons.testing.ts';
import { type Question, questionOf } from '../lesson/question.ts';

/** For tests: lessons about random programs of matrices, the same for the same seed. */
export function randomMatrixLessons(count: number, seed: number): readonly Titled[] {
  return fc
    .sample(matrixPrograms, { numRuns: 3 * count, seed })
    .filter(({ text }) => text.length > 40)
    .map(
      ({ text, values }, k): Titled => [
        text,
        lessonFor(solved(text, values), k % 3 === 0 ? { ask: 'all' } : {}),
      ],
    )
    .filter(([, { worked }]) => worked.tape.value.every((each) => Math.abs(each) < 1000))
    .slice(0, count);
}

/** For tests: the questions of a lesson. */
export const questionsOf = (lesson: Lesson): readonly Question[] =>
  lesson.order.map((slot) => questionOf(lesson, slot));

/** For tests: an answer judged with every true derivative in hand; what nobody can read is an error. */
export function looked(lesson: Lesson, question: Question, text: string, digits = 4): Assessment {
  const reading = readAnswer(lesson.worked, question, text, (slot) => gradientAt(lesson.worked, slot));
  if (reading.kind === 'unreadable') throw new Error(`${text}: ${reading.message}`);
  return assess(lesson, question, reading, digits);
}

/** For tests: a value as a learner types it, whatever its size. */
export const typedAs = (value: Value, digits = 4): string =>
  typeof value === 'number'
    ? formatNumber(value, digits)
    : printMatrix(value, (entry) => formatNumber(entry, digits));

/** For tests: a value as numpy spells it. */
export function asNumpy(value: Value, digits = 4): string {
  if (typeof value === 'number') return formatNumber(value, digits);
  const rows = Array.from({ length: value.rows }, (_, i) =>
    Array.from(value.entries.slice(i * value.columns, (i + 1) * value.columns), (each) =>
      formatNumber(each, digits),
    ),
  );
  return `[${rows.map((row) => `[${row.join(',')}]`).join(',')}]`;
}

const folder = new URL('../../../fixtures/problems/', import.meta.url);

/** For tests: the shipped problems that have matrices. */
export const shippedLessons: readonly Titled[] = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .flatMap((file): readonly Titled[] => {
    const document = readYaml(readFileSync(new URL(file, folder), 'utf8'));
    if (!document.ok) throw new Error(document.trouble.message);
    const assignment = readAssignment(document.value);
    if (!assignment.ok) throw new Error(assignment.trouble.message);
    const [problem] = assignment.value.problems;
    if (problem?.program.kind !== 'text') throw new Error(`${file} has no program`);
    const program = parseProgram(problem.program.text);
    if (!program.ok) throw new Error(program.trouble.message);
    const values = new Map([...problem.values, ...drawnValues(problem.draws, 1)]);
    const worked = evaluateGraph(program.value, { values, data: problem.data });
    if (!worked.ok) throw new Error(worked.trouble.message);
    return worked.value.graph.layout ? [[file, lessonFor(worked.value, problem.choice)]] : [];
  });
