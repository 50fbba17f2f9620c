import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { gradientAt } from '../../engine/passes/evaluate.ts';
import { entriesOf } from '../../ops/matrix.ts';
import { arrayEntries } from '../../python/arrays/ndarray.ts';
import { readGradients } from '../../python/evaluation/reading.ts';
import { parsePython } from '../../python/text/parse-python.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
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
const lessons = [...shipped, ...lectureLessons, ...randomLessons(60, 11)];

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
