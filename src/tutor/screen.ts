import { kinds } from '../engine/graph.ts';
import { leaves } from '../language/expression.ts';
import type { Block } from './block.ts';
import { writingOf } from './link.ts';
import { type Question, readersOf } from './question.ts';
import { derivativeText, statementOf, valueText, type Words } from './words.ts';

/** A question shows so many statements, values or derivatives at most; `:graph` and `:values` have the rest. */
const most = 6;

/** A question as it stands alone: what it is about, what it needs, and what has been found. */
export function questionBlock(
  words: Words,
  question: Question,
  place: string,
  /** The slots whose derivatives are known, the latest first. */
  known: readonly number[],
): Block & { kind: 'question' } {
  const { worked, visible } = words.lesson;
  const readers = readersOf(question);
  const statements = readers.map((reader) => statementOf(words, reader));
  const standing = readers.flatMap((reader) => [
    ...leaves(writingOf(worked, visible, reader)).map((leaf) =>
      leaf.kind === 'name' ? worked.slots.get(leaf.name) : undefined,
    ),
    reader === worked.graph.output ? undefined : reader,
  ]);
  const values = [...new Set(standing)].filter((slot) => slot !== undefined);
  const needed = readers.filter((reader) => known.includes(reader));
  const found = [...new Set([...needed, ...known])];
  const kept = found.slice(0, Math.max(most, needed.length));
  return {
    kind: 'question',
    place,
    asks: question.asks,
    statements: statements.slice(0, most),
    values: values.slice(0, 2 * most).map((slot) => valueText(words, slot)),
    found: kept.map((slot) => derivativeText(words, slot)),
    more:
      found.length -
      kept.length +
      Math.max(0, statements.length - most) +
      Math.max(0, values.length - 2 * most),
  };
}

/** Everything that a question's block puts before the learner, as one text. */
export const textOf = (block: Block & { kind: 'question' }): string =>
  [...block.statements, ...block.values, ...block.found].join(' ; ');

/** The forward values as a list, givens first. */
export function valueTexts(words: Words): readonly string[] {
  const { worked, visible } = words.lesson;
  const shown: string[] = [];
  for (let slot = 0; slot < worked.graph.size; slot++) {
    const kind = worked.graph.kind[slot];
    if (kind !== kinds.literal && (kind !== kinds.step || visible.has(slot)))
      shown.push(valueText(words, slot));
  }
  return shown;
}
