import { kinds, opAt } from '../engine/graph.ts';
import { nameAt } from '../engine/named.ts';
import { elementwiseRow } from '../engine/rules.ts';
import { figures } from '../language/figures.ts';
import { print } from '../language/print.ts';
import { writingOf } from './link.ts';
import { math, valueText, type Words, withNumbers } from './words.ts';

/** The forward pass as on the blackboard, a sentence a line: `t1 = b*c = 3*2 = 6`. */
export function forwardLines(words: Words): readonly string[] {
  const { worked, visible } = words.lesson;
  const { graph } = worked;
  const given: string[] = [];
  const data: string[] = [];
  const steps: string[] = [];
  const asides = new Set<string>();
  for (let slot = 0; slot < graph.size; slot++) {
    if (graph.kind[slot] === kinds.given) given.push(valueText(words, slot));
    if (graph.kind[slot] === kinds.data) data.push(valueText(words, slot));
    const op = opAt(graph, slot);
    const aside = op ? elementwiseRow(op).aside : undefined;
    if (aside) asides.add(aside);
    if (graph.kind[slot] === kinds.step && visible.has(slot)) steps.push(forwardLine(words, slot));
  }
  return [
    ...(given.length > 0 ? [given.map(math).join(', ')] : []),
    ...(data.length > 0 ? [`Data, not asked: ${data.map(math).join(', ')}`] : []),
    ...steps,
    ...[...asides].map((aside) => `(${aside})`),
  ];
}

/** One step of the forward pass: its name, how it is computed, the same with numbers, and the value. */
export function forwardLine(words: Words, slot: number): string {
  const { worked, visible } = words.lesson;
  const writing = writingOf(worked, visible, slot);
  const parts = [nameAt(worked, slot), print(writing), print(withNumbers(words, writing))];
  const value = figures(worked.value[slot] ?? Number.NaN, words.digits);
  if (parts.at(-1) !== value) parts.push(value);
  return math(parts.join(' = '));
}
