import { kinds, placeAt, valueIn } from '../../engine/graph/graph.ts';
import { numberAt } from '../../engine/passes/evaluate.ts';
import { forward } from '../../engine/passes/tape.ts';
import { solved } from '../../engine/solved.testing.ts';
import { entriesOf } from '../../ops/matrix.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import { outputSlopeOf } from './places.testing.ts';

// For tests: what stands in a sentence, worked out from forward passes alone.

/** What an expression is worth with the values of the forward pass; a derivative of the output is a difference. */
export function worth(lesson: Lesson, text: string, moved: Record<string, number> = {}): number {
  const { worked } = lesson;
  const values: Record<string, number> = {};
  for (const [name, slot] of worked.slots) values[name] = numberAt(worked, slot);
  let count = 0;
  const plain = text.replaceAll(/d([\p{L}_]\w*)\/d([\p{L}_]\w*)/gu, (_, of, by) => {
    if (of !== worked.output) throw new Error(`${of} is not the output`);
    values[`slope_${++count}`] = by === of ? 1 : outputSlopeOf(lesson, worked.slots.get(by) ?? -1);
    return `slope_${count}`;
  });
  const asked = solved(`zz = zz_one*(${plain})`, { ...values, ...moved, zz_one: 1 });
  return numberAt(asked, asked.graph.output);
}

/** The slope of one step's statement with respect to a name in it: all other names are held. */
export function localOf(lesson: Lesson, step: number, by: Pick<Question, 'slot' | 'name'>): number {
  const { graph, tape, slots } = lesson.worked;
  const isHeld = (slot: number): boolean =>
    slot !== step && (graph.kind[slot] !== kinds.step || lesson.visible.has(slot));
  const names = [...slots].map(([, slot]) => slot).filter(isHeld);
  const [code, kind] = [graph.code.slice(), graph.kind.slice()];
  for (const slot of names) {
    code[slot] = 0;
    kind[slot] = kinds.given;
  }
  const at = numberAt(lesson.worked, by.slot);
  const there = (value: number): number => {
    const held = names.flatMap((slot) =>
      Array.from(entriesOf(valueIn(graph, tape.value, slot)), (entry, i): [number, number] => [
        placeAt(graph, slot) + i,
        slot === by.slot ? value : entry,
      ]),
    );
    return forward({ ...graph, code, kind }, held).value[placeAt(graph, step)] ?? Number.NaN;
  };
  const h = 1e-5 * Math.max(1, Math.abs(at));
  return (there(at + h) - there(at - h)) / (2 * h);
}

/** What a sentence marks as mathematics, in order. */
export const within = (sentence: string): readonly string[] =>
  [...sentence.matchAll(/`([^`]+)`/g)].map(([, each = '']) => each);
