import { describe, expect, test } from '@jest/globals';
import { sidesOf } from '../../engine/checks/sides.ts';
import { solved } from '../../engine/solved.testing.ts';
import { readAssignment } from '../../homework/assignment/assignment.ts';
import { readYaml } from '../../homework/assignment/yaml.ts';
import { paperOf } from '../../homework/paper/paper.ts';
import type { Value } from '../../ops/matrix.ts';
import { lessonFor, valuesFrom } from '../lesson/lessons.testing.ts';
import { sameValue } from '../mistakes/equality.ts';
import { redraws } from '../mistakes/redraw.ts';
import { suspectsOf } from './discrimination.ts';
import { groundOf } from './ground.ts';
import { tallyOf } from './tallies.ts';

const problems = {
  chain: ['u = b*c; v = a + u; J = 3*v', 'a = 5, b = 3, c = 2'],
  relu: ['z = w*x + b; a = relu(z); J = (a - y)^2', 'w = 2, x = 3, b = -1, y = 4'],
  off: ['z = w*x + b; a = relu(z); c = a + w; J = (c - y)^2', 'w = -2, x = 3, b = 1, y = 4'],
  matrices: ['Z = W*X + b; A = relu(Z); J = sum(A.^2)', 'W = [1 2; 3 -1], X = [1 0.5; 2 3], b = [1; -4]'],
} as const;

describe('classes that are found once for a graph and the sides of its kinks', () => {
  test.each(Object.entries(problems))('are those of every draw: %s', (_, [program, values]) => {
    const lesson = lessonFor(solved(program, valuesFrom(values)), {});
    const tellers = groundOf(lesson).tellers(lesson.order);
    // Redraws keep the sides of the kinks: the first fills what is remembered, the others read it.
    const worlds = redraws(lesson.worked, true);
    expect(worlds.length).toBeGreaterThan(3);
    for (const world of worlds) {
      const fresh = suspectsOf({ ...lesson, worked: world });
      const kept = tellers(world, sidesOf(world.graph, world.tape.value)).map(({ tally }) => tally());
      expect(kept).toEqual(
        fresh.map(({ question, classes }) =>
          tallyOf<Value>(
            question.exact,
            classes.flatMap(({ values: [value = null] }) => value ?? []),
            sameValue,
          ),
        ),
      );
    }
  });
});

test('whoever is drawn for in between, a student has the same numbers', () => {
  const text = 'id: hw\nprogram: z = w*x + b; a = relu(z); J = (a - y)^2\ndata: [x, y]\ndraw: friendly\n';
  const numbersOf = (students: readonly string[]): readonly string[] => {
    const document = readYaml(text);
    const read = document.ok ? readAssignment(document.value) : null;
    const assignment = read?.ok ? read.value : null;
    const [problem] = assignment?.problems ?? [];
    if (!assignment || problem?.program.kind !== 'text') throw new Error('not read');
    const program = problem.program.text;
    return students.map((student) => {
      const paper = paperOf(assignment, problem, program, student);
      return paper.ok ? Array.from(paper.value.lesson.worked.tape.value).join(' ') : paper.trouble.message;
    });
  };
  const all = Array.from({ length: 12 }, (_, k) => `s${k}`);
  const together = numbersOf(all);
  expect(new Set(together).size).toBe(12);
  expect([...numbersOf([...all].reverse())].reverse()).toEqual(together);
  expect(all.flatMap((student) => numbersOf([student]))).toEqual(together);
});
