import { kinds } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { fromNested, mostEntries, type Nested, nested, type Value } from '../../ops/matrix.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { seedOf } from '../../tutor/lesson/random.ts';
import { drawing } from '../../tutor/values/variant.ts';
import type { Assignment } from '../assignment/assignment.ts';
import type { Problem } from '../assignment/problem.ts';
import { paperOf } from './paper.ts';

/** The format of a line of `dvar draw`. */
const drawsFormat = 'dvar.draws/1';

/** One student's numbers, as they were drawn once: plain data, which threads can be given. */
export interface DrawnNumbers {
  readonly student: string;
  /** The version of the drawing. */
  readonly drawing: string;
  /** In the order of the assignment's problems; null where a problem draws none. */
  readonly problems: readonly (ReadonlyMap<string, Value> | null)[];
}

/** An assignment with the texts of its programs. */
interface Drawable {
  readonly assignment: Assignment;
  readonly programs: readonly string[];
}

/**
 * A fingerprint, in eight letters, of what decides which numbers a problem needs: numbers of another program do not
 * fit.
 */
const programPrint = ({ shapes }: Problem, program: string): string =>
  seedOf(JSON.stringify([program.trim(), [...shapes]]))
    .toString(16)
    .padStart(8, '0');

/** Draws a student's numbers for all problems, as a line without its end; refused where numbers can't be drawn. */
export function drawnLine({ assignment, programs }: Drawable, student: string): Result<string> {
  const problems: object[] = [];
  for (const [k, problem] of assignment.problems.entries()) {
    if (!problem.drawn) continue;
    const text = programs[k] ?? '';
    const paper = paperOf(assignment, problem, text, student);
    if (!paper.ok) return paper;
    const values = [...leafValuesOf(paper.value.lesson)].map(([name, value]) => [name, nested(value)]);
    problems.push({
      id: problem.id,
      program: programPrint(problem, text),
      values: Object.fromEntries(values),
    });
  }
  const salted = assignment.secret !== null;
  return ok(JSON.stringify({ format: drawsFormat, drawing, ...(salted && { salted }), student, problems }));
}

/** The values that a lesson's inputs have, by name. */
export const leafValuesOf = ({ worked }: Lesson): ReadonlyMap<string, Value> =>
  new Map(
    [...worked.own]
      .filter((slot) => worked.graph.kind[slot] !== kinds.step)
      .map((slot) => [nameAt(worked, slot), valueOfSlot(worked, slot)]),
  );

/** The student of a line, read without the rest; null where it is no line of `dvar draw`, or cut off. */
export function studentIn(line: string): string | null {
  const read = parsed(line);
  return read && typeof read.student === 'string' ? read.student : null;
}

type Parsed = Readonly<Record<string, unknown>>;

function parsed(line: string): Parsed | null {
  try {
    const read: unknown = JSON.parse(line);
    return typeof read === 'object' && read !== null && 'format' in read && read.format === drawsFormat
      ? (read as Parsed) // just looked at
      : null;
  } catch {
    return null;
  }
}

/** Reads a line of `dvar draw` for an assignment, or some problems of it; numbers of another program are refused. */
export function readDrawn({ assignment, programs }: Drawable, line: string): Result<DrawnNumbers> {
  const read = parsed(line);
  if (!read || typeof read.student !== 'string' || !Array.isArray(read.problems))
    return refuse('it is not a line that dvar draw wrote');
  const own = read.problems as readonly Parsed[]; // written here
  const problems: (ReadonlyMap<string, Value> | null)[] = [];
  for (const [k, problem] of assignment.problems.entries()) {
    const found = problem.drawn ? own.find(({ id }) => id === problem.id) : null;
    const called = problem.id === null ? 'the problem' : `the problem ${problem.id}`;
    if (found === undefined) return refuse(`it has no numbers for ${called}; draw them again`);
    if (found !== null && found.program !== programPrint(problem, programs[k] ?? ''))
      return refuse(`the program of ${called} has changed since its numbers were drawn; draw them again`);
    const values = found === null ? null : valuesIn(found.values);
    if (found !== null && values === null)
      return refuse(`its numbers for ${called} can't be read; draw them again`);
    problems.push(values);
  }
  return ok({
    student: read.student,
    drawing: typeof read.drawing === 'string' ? read.drawing : drawing,
    problems,
  });
}

function valuesIn(read: unknown): ReadonlyMap<string, Value> | null {
  if (typeof read !== 'object' || read === null) return null;
  const values = new Map<string, Value>();
  for (const [name, value] of Object.entries(read)) {
    if (!isNested(value)) return null;
    values.set(name, fromNested(value));
  }
  return values;
}

function isNested(value: unknown): value is Nested {
  if (typeof value === 'number') return Number.isFinite(value);
  if (!Array.isArray(value) || value.length === 0 || !Array.isArray(value[0])) return false;
  const columns = value[0].length;
  return (
    columns > 0 &&
    columns * value.length <= mostEntries &&
    value.every(
      (row) => Array.isArray(row) && row.length === columns && row.every((each) => Number.isFinite(each)),
    )
  );
}
