import { readValue, unreadValue } from '../engine/graph/value-text.ts';
import { evaluateGraph } from '../engine/passes/evaluate.ts';
import { ok, type Result, refuse } from '../language/diagnostic.ts';
import { parseProgram } from '../language/program.ts';
import { fromNested, type Value } from '../ops/matrix.ts';
import { type Lesson, lessonOf } from '../tutor/lesson/lesson.ts';
import type { Choices, Values } from './types.ts';

/** The lesson behind a program, its values and choices. Nothing is kept between calls: what callers hold is plain data. */
export function lessonFromBound(source: string, values: Values, choices: Choices): Result<Lesson> {
  const program = parseProgram(source);
  if (!program.ok) return program;
  const read = valuesFrom(values);
  if (!read.ok) return read;
  const { output = null, data = [], ...choice } = choices;
  const evaluation = evaluateGraph(program.value, { values: read.value, output, data });
  return evaluation.ok ? lessonOf(evaluation.value, choice) : evaluation;
}

function valuesFrom(values: Values): Result<ReadonlyMap<string, Value>> {
  const read = new Map<string, Value>();
  for (const [name, given] of Object.entries(values)) {
    if (typeof given === 'string') {
      const value = readValue(given);
      if (!value.ok) return refuse(unreadValue(name, value.trouble.message));
      read.set(name, value.value);
      continue;
    }
    if (typeof given !== 'number') {
      const [first = []] = given;
      if (first.length === 0 || given.some((row) => row.length !== first.length))
        return refuse(`the rows of ${name} must all have the same number of entries, at least one`);
    }
    const value = fromNested(given);
    const entries = typeof value === 'number' ? [value] : [...value.entries];
    if (!entries.every(Number.isFinite)) return refuse(`${name} must be finite numbers`);
    read.set(name, value);
  }
  return ok(read);
}
