import { print } from '../../language/print.ts';
import { entriesOf, shapeOf, type Value } from '../../ops/matrix.ts';
import type { Reading } from '../answers/reading.ts';

/** Larger matrices are seldom given twice, and their words are long. */
const mostEntries = 100;

/** A value as a text that tells it apart from every other; null for a large matrix. */
export function valueWord(value: Value): string | null {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : `${value}`;
  const { rows, columns } = shapeOf(value);
  return rows * columns > mostEntries ? null : `${rows}x${columns} ${Array.from(entriesOf(value)).join(' ')}`;
}

const words = new WeakMap<Reading, { readonly word: string | null }>();

/** A reading as a text that tells it apart from every other; null for one that holds a large matrix. */
export function readingWord(reading: Reading): string | null {
  const known = words.get(reading) ?? { word: wordOf(reading) };
  words.set(reading, known);
  return known.word;
}

function wordOf(reading: Reading): string | null {
  if (reading.kind === 'unreadable') return JSON.stringify(reading);
  const value = reading.kind === 'read' ? valueWord(reading.value) : '';
  return value === null
    ? null
    : JSON.stringify([{ ...reading, expression: null, value }, print(reading.expression)]);
}
