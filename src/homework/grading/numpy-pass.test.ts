import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { standsAtKink } from '../../engine/checks/kinks.ts';
import { evaluateGraph, gradientAt } from '../../engine/passes/evaluate.ts';
import { parseProgram } from '../../language/program.ts';
import { entriesOf, valueFrom } from '../../ops/matrix.ts';
import { arrayEntries } from '../../python/arrays/ndarray.ts';
import { forwardPassOf } from '../../python/evaluation/forward-pass.ts';
import { readGradients } from '../../python/evaluation/reading.ts';
import { parsePython } from '../../python/text/parse-python.ts';
import { underConvention } from '../../symbolic/convention.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import { lectureLessons, randomLessons } from '../../tutor/lesson/lessons.testing.ts';
import { numpyPass } from '../../tutor/teaching/numpy-pass.ts';
import { readAssignment } from '../assignment/assignment.ts';
import { readYaml } from '../assignment/yaml.ts';
import { paperOf } from '../paper/paper.ts';
import { contextOf } from './python-names.ts';

// A program's backward pass as NumPy: what is printed is read back, and run by NumPy itself where that is installed.

const root = new URL('../../../fixtures/problems/', import.meta.url);
const shipped = readdirSync(root)
  .filter((file) => file.endsWith('.yaml'))
  .flatMap((file): readonly (readonly [string, Lesson])[] => {
    const document = readYaml(readFileSync(new URL(file, root), 'utf8'), {});
    const assignment = document.ok ? readAssignment(document.value) : document;
    if (!assignment.ok) return [];
    return assignment.value.problems.flatMap((problem) => {
      if (problem.program.kind !== 'text') return [];
      const paper = paperOf(assignment.value, problem, problem.program.text, null);
      return paper.ok ? [[`${file} ${problem.id ?? ''}`, paper.value.lesson] as const] : [];
    });
  });

/** Two-layer networks of random sizes over a batch: examples as columns, or as rows. */
function networks(count: number): readonly (readonly [string, Lesson])[] {
  let seed = 7;
  const draw = (): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  const size = (): number => 2 + Math.floor(draw() * 4);
  return Array.from({ length: count }, (_, k) => {
    const columns = k % 2 === 0;
    const [inputs, hidden, outputs, examples] = [size(), size(), size(), size()];
    const bend = ['tanh', 'sigmoid', 'relu', 'softplus'][k % 4] ?? 'tanh';
    const loss =
      k % 3 === 0
        ? `P = softmax(Z2, ${columns ? 1 : 2}); J = -1/${examples}*sum(Y.*log(P))`
        : k % 3 === 1
          ? 'P = sigmoid(Z2); J = mean((P - Y).^2)'
          : 'J = sum((Z2 - Y).^2)/2';
    const text = columns
      ? `Z1 = W1*X + b1; A1 = ${bend}(Z1); Z2 = W2*A1 + b2; ${loss}`
      : `Z1 = X*W1 + b1; A1 = ${bend}(Z1); Z2 = A1*W2 + b2; ${loss}`;
    const shape = (rows: number, wide: number) =>
      columns ? { rows, columns: wide } : { rows: wide, columns: rows };
    const values = new Map(
      Object.entries({
        X: shape(inputs, examples),
        Y: shape(outputs, examples),
        W1: shape(hidden, inputs),
        b1: shape(hidden, 1),
        W2: shape(outputs, hidden),
        b2: shape(outputs, 1),
      }).map(([name, own]) => [
        name,
        valueFrom(
          own,
          Float64Array.from(
            { length: own.rows * own.columns },
            () => Math.round((draw() * 2 - 1) * 100) / 100,
          ),
        ),
      ]),
    );
    const program = parseProgram(text);
    const worked = program.ok
      ? evaluateGraph(program.value, { values, output: null, data: ['X', 'Y'] })
      : program;
    const lesson = worked.ok ? lessonOf(worked.value, {}) : worked;
    if (!lesson.ok) throw new Error(lesson.trouble.message);
    return [`network ${k}, examples as ${columns ? 'columns' : 'rows'}: ${text}`, lesson.value] as const;
  });
}

const lessons = [...shipped, ...lectureLessons, ...randomLessons(60, 11), ...networks(24)];

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-8 * Math.max(1, Math.abs(a), Math.abs(b));

test('there are matrices and single numbers among them', () => {
  expect(shipped.length).toBeGreaterThanOrEqual(10);
  expect(lessons.some(([, { worked }]) => worked.graph.layout)).toBe(true);
  expect(lessons.some(([, { worked }]) => !worked.graph.layout)).toBe(true);
});

test.each(lessons)('%s reads back to its own derivatives', (_, lesson) => {
  const text = numpyPass(lesson).join('\n');
  const { gradients } = readGradients(parsePython(text), contextOf(lesson));
  for (const slot of lesson.order) {
    const found = gradients.get(String(slot));
    const exact = Array.from(entriesOf(gradientAt(lesson.worked, slot)));
    const left = `# d${lesson.worked.names[slot]}:`;
    // What NumPy has no spelling for is said in a comment, and only that is not there.
    if (text.includes(left)) continue;
    expect({ slot: lesson.worked.names[slot], text: found?.text, why: found?.why }).toMatchObject({
      why: null,
    });
    const entries = [
      ...arrayEntries(
        found?.array ?? { shape: [], strides: [], offset: 0, data: new Float64Array(1), mask: false },
      ),
    ];
    expect(entries.length).toBe(exact.length);
    for (const [at, entry] of entries.entries()) expect(near(entry, exact[at] ?? Number.NaN)).toBe(true);
  }
});

/** Everything down to the first derivative: the inputs and the forward pass. */
const forwardOf = (lesson: Lesson): string =>
  numpyPass(lesson).join('\n').split('\n\n').slice(0, 3).join('\n\n');

// At a corner `np.maximum(z, 0)` has another slope than relu, by convention; both are right.
const elsewhere = lessons.filter(
  ([, lesson]) =>
    !/^# /m.test(forwardOf(lesson)) && !standsAtKink(lesson.worked.graph, lesson.worked.tape.value),
);

test.each(elsewhere)('%s reads back to its own program', (_, lesson) => {
  const worked = underConvention(lesson.worked, 'dvar');
  const pass = forwardPassOf(parsePython(forwardOf(lesson)), new Map());
  if ('why' in pass) throw new Error(`${pass.line}: ${pass.why}`);
  const program = parseProgram(pass.statements.join('\n'));
  if (!program.ok) throw new Error(program.trouble.message);
  const values = new Map(
    [...pass.values].map(([name, array]) => {
      const [rows = 1, columns = 1] = array.shape;
      return [name, valueFrom({ rows, columns }, arrayEntries(array))];
    }),
  );
  const again = evaluateGraph(program.value, { values, output: null, data: [] });
  if (!again.ok) throw new Error(again.trouble.message);
  let compared = 0;
  for (const slot of lesson.order) {
    const name = (worked.names[slot] ?? '').normalize('NFKC');
    const own = again.value.slots.get(name);
    // A step that only repeats another name is that name.
    if (own === undefined) continue;
    const [exact = [], found = []] = [gradientAt(worked, slot), gradientAt(again.value, own)].map((each) =>
      Array.from(entriesOf(each)),
    );
    compared++;
    expect(found.length).toBe(exact.length);
    for (const [at, entry] of found.entries())
      expect({ name, near: near(entry, exact[at] ?? Number.NaN) }).toEqual({ name, near: true });
  }
  expect(compared).toBeGreaterThan(0);
});

/** The Python that has NumPy; null where none has. */
const python = ['python3', '/usr/bin/python3'].find((command) => {
  try {
    execFileSync(command, ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

if (python)
  test('NumPy itself runs what is printed, to the same derivatives', () => {
    const passes = lessons.map(([title, lesson]) => ({
      title,
      text: numpyPass(lesson).join('\n'),
      names: lesson.order.map((slot) => `d${(lesson.worked.names[slot] ?? '').normalize('NFKC')}`),
    }));
    const script = `
import json, sys
import numpy as np
results = []
for each in json.load(sys.stdin):
    space = {}
    exec(each["text"], space)
    results.append({n: np.array(space[n], dtype=float).ravel().tolist() for n in each["names"] if n in space})
print(json.dumps(results))
`;
    const printed = execFileSync(python, ['-c', script], { input: JSON.stringify(passes), encoding: 'utf8' });
    const results = JSON.parse(printed) as readonly Readonly<Record<string, readonly number[]>>[];
    let compared = 0;
    for (const [k, [title, lesson]] of lessons.entries())
      for (const [at, slot] of lesson.order.entries()) {
        const name = passes[k]?.names[at] ?? '';
        const found = results[k]?.[name];
        if (!found) continue;
        compared++;
        const exact = Array.from(entriesOf(gradientAt(lesson.worked, slot)));
        expect({ title, name, length: found.length }).toEqual({ title, name, length: exact.length });
        for (const [index, entry] of found.entries())
          expect({ title, name, near: near(entry, exact[index] ?? Number.NaN) }).toEqual({
            title,
            name,
            near: true,
          });
      }
    expect(compared).toBeGreaterThan(lessons.length);
  });
else
  test('NumPy is not installed here: what is printed was only read back, not run', () => {
    expect(python).toBeUndefined();
  });
