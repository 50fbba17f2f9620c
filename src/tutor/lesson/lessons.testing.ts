import { readdirSync, readFileSync } from 'node:fs';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { asValue, solved } from '../../engine/solved.testing.ts';
import { parseProgram } from '../../language/program.ts';
import type { Value } from '../../ops/matrix.ts';
import { type Choice, type Lesson, lessonOf } from './lesson.ts';

/** For tests: the lesson of a worked program, or an error with the refusal's words. */
export function lessonFor(worked: Evaluation, choice: Choice = {}): Lesson {
  const lesson = lessonOf(worked, choice);
  if (!lesson.ok) throw new Error(lesson.trouble.message);
  return lesson.value;
}

/** For tests: `a = 5, W = [1 2; 3 4]` as values; matrices are written without commas. */
export function valuesFrom(text: string): Record<string, Value> {
  if (text.trim() === '') return {};
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [, name, value] = /^\s*([\p{L}_][\p{L}\d_]*)\s*=\s*(\S.*)$/u.exec(part) ?? [];
      if (!name || !value) throw new Error(`'${part}' should say NAME = NUMBER`);
      return [name, asValue(value)];
    }),
  );
}

/** What a case is about: a program, a blank line, its values, and lines that choose what is asked. */
export interface Subject {
  readonly program: string;
  readonly values: Record<string, Value>;
  readonly data: readonly string[];
  readonly choice: Choice;
}

/** For tests: the part of a lecture's file above `==>`. */
export function subjectIn(text: string): Subject {
  const blocks = text.trim().split(/\n\n+/);
  const [values = '', ...choices] = (blocks.pop() ?? '').split('\n');
  const told = new Map(choices.map((line) => line.split(': ') as [string, string]));
  for (const [word, names] of told)
    if (!/^(data|skip|convention)$/.test(word) || !names) throw new Error(`'${word}' is no part of a case`);
  const convention = told.get('convention');
  const skip = told.get('skip')?.split(', ');
  return {
    program: blocks.join('\n\n'),
    values: valuesFrom(values),
    data: told.get('data')?.split(', ') ?? [],
    choice: {
      ...(skip ? { skip } : {}),
      ...(convention ? { convention: convention === 'lecture' ? 'lecture' : 'dvar' } : {}),
    },
  };
}

/** A lesson with the name by which a test speaks of it. */
export type Titled = readonly [title: string, lesson: Lesson];

const folder = new URL('../../../fixtures/lectures/', import.meta.url);

/** For tests: the lesson of a lecture, with the lecture's numbers. */
export function lectureLesson(file: string): Lesson {
  const [question = ''] = readFileSync(new URL(file, folder), 'utf8').split('\n==>\n');
  const { program, values, data, choice } = subjectIn(question);
  return lessonFor(solved(program, values, { data }), choice);
}

const everyLecture: readonly Titled[] = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .map((file) => [file.replace('.txt', ''), lectureLesson(file)]);

const hasMatrices = ([, { worked }]: Titled): boolean => worked.graph.layout !== null;

/** For tests: every example of the lectures in single numbers. */
export const lectureLessons: readonly Titled[] = everyLecture.filter((lesson) => !hasMatrices(lesson));

/** For tests: every example of the lectures in matrices. */
export const matrixLectures: readonly Titled[] = everyLecture.filter(hasMatrices);

/** Programs of the kind that is set as homework, with values at which much is shown rounded. */
const homework: readonly (readonly [program: string, values: string, data?: string])[] = [
  [
    'z = w*x + b; a = sigmoid(z); L = -(y*log(a) + (1-y)*log(1-a))',
    'w = 1.37, x = 2, b = -0.41, y = 0',
    'x, y',
  ],
  ['z = w*x + b; a = sigmoid(z); L = -(y*log(a) + (1-y)*log(1-a))', 'w = -1, x = 2, b = 0.7, y = 1', 'x, y'],
  ['h = tanh(w1*x); p = sigmoid(w2*h); J = (p - y)^2', 'w1 = 0.8, x = 1.5, w2 = -1.3, y = 1', 'x, y'],
  ['J = log(a + b) * b', 'a = 2, b = 3'],
  ['u = a/b; J = u*u + a', 'a = 1, b = 3'],
  ['J = exp(-x^2/2)', 'x = 0.7'],
  ['r = sqrt(x^2 + y^2); J = 1/r', 'x = 3, y = 4'],
  ['J = relu(w*x + b)', 'w = 2, x = -3, b = 1'],
  ['m = max(a, b); n = min(a, b); J = m*n + abs(a)', 'a = -2, b = 5'],
  ['J = a + b', 'a = 1, b = 1'],
  ['J = 6*w', 'w = 1'],
  ['J = w*2*3', 'w = 7'],
  ['J = 3*w^2', 'w = 1'],
  ['J = 1e9*w + 1e-9*v', 'w = 2, v = 3'],
  ['J = sin(a)*cos(b)', 'a = 0.5, b = 2'],
  ['J = softplus(w*x) - log(b)', 'w = 0.5, x = -2, b = 7'],
];

/** For tests: a few programs beyond the lectures, each of which shows something that those do not. */
export const homeworkLessons: readonly Titled[] = homework.map(([program, values, data]) => [
  `${program} at ${values}`,
  lessonFor(solved(program, valuesFrom(values), { data: data?.split(', ') ?? [] })),
]);

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** For tests: lessons from a seed, with curves and sums, shared names and values of few or many digits. */
export function randomLessons(count: number, seed: number): readonly Titled[] {
  const random = randomFrom(seed);
  const lessons: Titled[] = [];
  while (lessons.length < count) {
    const { program, values } = randomProgram(random);
    const parsed = parseProgram(program);
    if (!parsed.ok) throw new Error(`${program}: ${parsed.trouble.message}`);
    const worked = evaluateGraph(parsed.value, { values });
    // Where the forward pass has no value there is nothing to ask.
    if (!worked.ok) continue;
    const lesson = lessonFor(worked.value, random() < 0.3 ? { ask: 'all' } : {});
    const given = [...values].map(([name, value]) => `${name} = ${value}`).join(', ');
    if (lesson.order.length > 0) lessons.push([`${program} at ${given}`, lesson]);
  }
  return lessons;
}

function randomProgram(random: () => number): { program: string; values: Map<string, number> } {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T; // never empty
  const names = ['a', 'b', 'c', 'w', 'x'].slice(0, 2 + Math.floor(random() * 4));
  const values = new Map(
    names.map((name) => {
      const digits = pick([0, 1, 2, 6]);
      return [name, Number((random() * 6 - 2.5).toFixed(digits))];
    }),
  );
  const known = [...names];
  const lines: string[] = [];
  const operand = (): string => pick([...known, ...known, ...known, '2', '0.5', '3']);
  const term = (): string => {
    const kind = random();
    if (kind < 0.35) return `${pick(known)}*${operand()}`;
    if (kind < 0.55) return `(${pick(known)} + ${operand()})`;
    if (kind < 0.65) return `(${pick(known)} - ${operand()})`;
    if (kind < 0.85)
      return `${pick(['sigmoid', 'tanh', 'exp', 'log', 'relu', 'square', 'softplus'])}(${pick(known)}${pick(['', '', `*${operand()}`, ` + ${operand()}`])})`;
    if (kind < 0.92) return `${pick(known)}^${pick(['2', '3'])}`;
    return `${pick(known)}/${operand()}`;
  };
  const steps = 2 + Math.floor(random() * 4);
  for (let k = 1; k <= steps; k++) {
    const name = k === steps ? 'J' : `u${k}`;
    const last = known.at(-1);
    lines.push(
      `${name} = ${term()}${random() < 0.5 ? ` ${pick(['+', '-', '*'])} ${k > 1 && random() < 0.6 ? last : term()}` : ''}`,
    );
    known.push(name);
  }
  return { program: lines.join('; '), values };
}
