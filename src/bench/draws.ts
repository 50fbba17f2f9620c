import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { evaluateGraph, valueOfSlot } from '../engine/passes/evaluate.ts';
import { type Assignment, readAssignment } from '../homework/assignment/assignment.ts';
import type { Problem } from '../homework/assignment/problem.ts';
import { readYaml } from '../homework/assignment/yaml.ts';
import { paperOf } from '../homework/paper/paper.ts';
import { parseProgram } from '../language/program.ts';
import { lessonOf } from '../tutor/lesson/lesson.ts';
import { atMost, type Figure, happens, median } from './measure.ts';
import { processorTime } from './startup.ts';

const root = dirname(dirname(process.argv[1] ?? '.'));
const dvar = join(root, 'bin', 'dvar.cjs');

const matrices = `
    program: "Z1 = W1*X + b1; A1 = relu(Z1); Z2 = W2*A1 + b2; E = Z2 - Y; J = sum(E .* E) / 4"
    shapes: { X: 2x4, W1: 3x2, b1: 3x1, W2: 1x3, b2: 1x1, Y: 1x4 }
    data: [X, Y]`;
const numbers = `
    program: "z1 = w1*x + b1; a1 = relu(z1); z2 = w2*a1 + b2; a2 = sigmoid(z2); J = (a2 - y)^2"
    data: [x, y]`;

/** An assignment that draws each student's numbers. */
const drawing = (problem: string, answers: 'any' | 'expressions'): string =>
  `id: drawn\npolicy: { answers: ${answers} }\nproblems:\n  - id: net${problem}\n    draw: friendly\n`;

/** So many statements, each of which adds a product with a weight of its own. */
const statements = (count: number): readonly string[] => {
  const lines = Array.from({ length: count }, (_, k) => `u${k + 1} = ${k === 0 ? 'x' : `u${k}`} + w${k}*x`);
  const values = Array.from({ length: count }, (_, k) => `w${k}=${k % 2 === 0 ? -2 : 0.5}`);
  return [lines.join('; '), 'x=2', ...values];
};

/** What drawing costs: commands beside `node -e 0`, and one student more of a class beside one evaluation of the problem. */
export function draws(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'dvar-draws-'));
  try {
    const file = join(folder, 'hw.yaml');
    writeFileSync(file, drawing(matrices, 'expressions'));
    const shipped = (name: string): string => join(root, 'fixtures', 'homework', `${name}.yaml`);
    return [
      whole('a sheet with drawn matrices and expressions', ['handout', file, '--student', 's1'], 14),
      whole('dvar lint of an assignment about matrices', ['lint', shipped('m-examples')], 24),
      whole('dvar lint of one about single numbers', ['lint', shipped('two-layer-relu')], 8),
      whole('dvar like at 3 statements', ['like', ...statements(3)], 4),
      whole('dvar like at 48 statements', ['like', ...statements(48)], 13),
      marginal('single numbers', drawing(numbers, 'any'), 50),
      marginal('single numbers and expressions', drawing(numbers, 'expressions'), 50),
      marginal('matrices', drawing(matrices, 'any'), 20),
      marginal('matrices and expressions', drawing(matrices, 'expressions'), 25),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A whole command's processor time to that of `node -e 0` in the same round. */
function whole(what: string, words: readonly string[], most: number): Figure {
  const ratios = Array.from({ length: 11 }, () => {
    const floor = processorTime(['-e', '0']);
    const time = processorTime([dvar, ...words]);
    return floor === null || time === null ? null : time / floor;
  });
  const told = `${what}, to node -e 0`;
  const known = ratios.filter((each) => each !== null);
  return known.length < ratios.length
    ? happens(told, 'does not run here', `at most ${most} x`, false)
    : atMost(told, median(known), most, 'x');
}

/** One student more, the numbers of the class drawn in one process, to the evaluation and the layout of the same problem. */
function marginal(what: string, text: string, most: number): Figure {
  const { assignment, problem } = read(text);
  const program = problem.program.kind === 'text' ? problem.program.text : '';
  const students = 60;
  const paperFor = (student: string) => {
    const paper = paperOf(assignment, problem, program, student);
    if (!paper.ok) throw new Error(paper.trouble.message);
    return paper.value;
  };
  const { worked, ...lesson } = paperFor('first').lesson;
  const values = new Map(
    [...worked.own]
      .filter((slot) => worked.sources.at(slot) === null)
      .map((slot) => [worked.names[slot] ?? '', valueOfSlot(worked, slot)]),
  );
  const evaluated = () => {
    const parsed = parseProgram(program);
    const found = parsed.ok ? evaluateGraph(parsed.value, { values, data: problem.data }) : parsed;
    if (!found.ok) throw new Error(found.trouble.message);
    return lessonOf(found.value, lesson.choice);
  };
  // Processor time: a student takes so little that waiting for a turn would be most of it.
  const timed = (task: () => unknown): number => {
    const start = process.cpuUsage();
    task();
    return process.cpuUsage(start).user;
  };
  const rounds = Array.from({ length: 12 }, (_, round) => ({
    drawn: timed(() => Array.from({ length: students }, (_, k) => paperFor(`s${round} ${k}`))),
    evaluated: timed(() => Array.from({ length: students }, evaluated)),
  })).slice(3);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
  const figure = sum(rounds.map(({ drawn }) => drawn)) / sum(rounds.map((each) => each.evaluated));
  return atMost(`one student more, ${what}, to one evaluation`, figure, most, 'x');
}

function read(text: string): { readonly assignment: Assignment; readonly problem: Problem } {
  const document = readYaml(text);
  const assignment = document.ok ? readAssignment(document.value) : document;
  if (!assignment.ok) throw new Error(assignment.trouble.message);
  const [problem] = assignment.value.problems;
  if (!problem) throw new Error('the assignment has a problem');
  return { assignment: assignment.value, problem };
}
