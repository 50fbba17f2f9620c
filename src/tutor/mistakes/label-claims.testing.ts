import { kinds, placeAt, shapeAt } from '../../engine/graph/graph.ts';
import { sizeOf, type Value } from '../../ops/matrix.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import { measuredSlope } from './matrix-steps.testing.ts';

// For tests: what somebody gets who reads labels as their other value, by differences in the graph with those labels.

/** How a sentence may call a label that was read as its other value, and what the derivative then is. */
export interface Misread {
  readonly written: string;
  readonly value: Value;
}

/** Each 0 or 1 that a program is given, read as the other of the two: one by one, and all of one given. */
export function misreadLabels({ worked, ...lesson }: Lesson, { slot: asked }: Question): readonly Misread[] {
  const { graph, names } = worked;
  const found: Misread[] = [];
  for (let slot = 0; slot < graph.size; slot++) {
    if (slot === asked || (graph.kind[slot] !== kinds.given && graph.kind[slot] !== kinds.data)) continue;
    const [place, size] = [placeAt(graph, slot), sizeOf(shapeAt(graph, slot))];
    const entries = [...graph.start.subarray(place, place + size)];
    if (entries.some((entry) => entry !== 0 && entry !== 1)) continue;
    const read = (written: string, isRead: (at: number) => boolean): void => {
      const start = graph.start.slice();
      for (const [at, entry] of entries.entries()) if (isRead(at)) start[place + at] = 1 - entry;
      const there = { ...lesson, worked: { ...worked, graph: { ...graph, start } } };
      found.push({ written, value: measuredSlope(there, asked) });
    };
    const { columns } = shapeAt(graph, slot);
    for (const [at, entry] of entries.entries()) {
      const where = size === 1 ? '' : `(${Math.floor(at / columns) + 1},${(at % columns) + 1})`;
      read(`${names[slot]}${where} = ${1 - entry}`, (each) => each === at);
    }
    if (size > 1) read(`1 - ${names[slot]}`, () => true);
  }
  return found;
}

/** The derivatives of somebody who reads the label that a sentence speaks of as it says; of any label, where it names none. */
export function misreadAsSaid(lesson: Lesson, question: Question, said: string): readonly Value[] {
  const [, written] = /you took `([^`]+)`/.exec(said) ?? [];
  return misreadLabels(lesson, question)
    .filter((each) => written === undefined || each.written === written)
    .map(({ value }) => value);
}
