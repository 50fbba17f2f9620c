import fc from 'fast-check';
import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { smoothPrograms } from '../../engine/random.testing.ts';
import { solved } from '../../engine/solved.testing.ts';
import { parseProgram } from '../../language/program.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import {
  lectureLessons,
  lessonFor,
  matrixLectures,
  randomLessons,
} from '../../tutor/lesson/lessons.testing.ts';
import { madeProgram } from '../../tutor/lesson/made-program.ts';
import { seeded } from '../../tutor/lesson/random.ts';
import { type PictureNode, pictureNodes } from '../scene/nodes.ts';

/** Names as people have them, and as nobody should, for the names of random programs. */
const RENAMED: Readonly<Record<string, string>> = {
  a: 'w_max',
  b: 'ŷ',
  c: 'שלום',
  x: 'x_test',
  s0: 'z1',
  s1: 'a_very_long_name_of_a_step_that_nobody_would_type_twice',
  s2: 'alpha',
};

/** For tests: a graph whose names are what nobody should call a variable. */
export const oddLesson: Lesson = lessonFor(
  solved(`z = שלום*w_max; ${'long'.repeat(50)} = z + ŷ; J = ${'long'.repeat(50)}^2`, {
    שלום: 2,
    w_max: 3,
    ŷ: 1,
  }),
);

/** For tests: lessons of the lectures and of random programs, the same for a seed; of numbers, of matrices, with odd names. */
export function manyLessons(seed: number): readonly Lesson[] {
  const written = fc.sample(smoothPrograms, { seed, numRuns: 20 }).map(({ text, values }) => {
    const other = (name: string): string => RENAMED[name] ?? name;
    const renamed = text.replaceAll(/\b[a-z]\d?\b/g, other);
    return lessonFor(
      solved(
        renamed,
        Object.fromEntries(Object.entries(values).map(([name, value]) => [other(name), value])),
      ),
    );
  });
  const made = Array.from({ length: 8 }, (_, k) => {
    const { text, values, data } = madeProgram(k % 2 === 0 ? 5 : 4, seeded(seed + k));
    const parsed = parseProgram(text);
    const worked = parsed.ok ? evaluateGraph(parsed.value, { values, output: null, data }) : parsed;
    const lesson = worked.ok ? lessonOf(worked.value) : worked;
    if (!lesson.ok) throw new Error(`${text}: ${lesson.trouble.message}`);
    return lesson.value;
  });
  return [
    ...[...lectureLessons, ...matrixLectures, ...randomLessons(20, seed)].map(([, lesson]) => lesson),
    ...written.filter(({ order }) => order.length > 0),
    ...made,
    oddLesson,
  ];
}

/** For tests: the nodes of a lesson with every derivative. */
export const allNodes = (lesson: Lesson): readonly PictureNode[] =>
  pictureNodes(lesson, new Set([...lesson.order, lesson.worked.graph.output]), 4);

/** For tests: how many arrows a picture of some nodes has. */
export const arrowsOf = (nodes: readonly PictureNode[]): number =>
  nodes.reduce((sum, { inputs }) => sum + inputs.length, 0);
