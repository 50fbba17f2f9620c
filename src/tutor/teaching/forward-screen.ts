import { kinds, opAt } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { differentiable } from '../../engine/kernels/rules.ts';
import { valueOnPaper } from '../../engine/passes/on-paper.ts';
import { formatNumber, valueFigures } from '../../language/number-format.ts';
import { print } from '../../language/print.ts';
import { printProgram } from '../../language/program.ts';
import { type Matrix, sizeOf, type Value, writtenShape } from '../../ops/matrix.ts';
import { writingOf } from '../../symbolic/link.ts';
import { type Block, line } from '../lesson/block.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { math, valueText, type Words, withNumbers } from '../lesson/words.ts';

/** A matrix of more entries than this is set in rows and columns, not in a line. */
const mostInLine = 4;
/** Of a matrix with more rows or columns than this only the corners are shown. */
const mostLines = 8;

/** Of a longer list only so much is shown, its beginning and its end; the rest is counted. */
const mostListed = 100;

/** Items as they are shown; of many the two ends alone, with a word between them on how many are left out. */
export function ends<Item, Shown>(
  items: readonly Item[],
  shown: (item: Item) => Shown,
  leftOut: (count: number) => Shown,
): readonly Shown[] {
  const count = items.length - mostListed;
  if (count <= 0) return items.map(shown);
  const half = mostListed / 2;
  return [...items.slice(0, half).map(shown), leftOut(count), ...items.slice(-half).map(shown)];
}

/** What stands where names are left out. */
export const moreTexts = (count: number): string => `... and ${count} more ...`;

/** What stands where lines are left out. */
export const moreLines = (count: number): Block =>
  line('plain', `... and ${count} more; ${math('dvar show --format json')} has them all ...`);

/** The forward pass as on the blackboard, a line a step: `t1 = b*c = 3*2 = 6`; matrices in rows and columns. */
export function forwardBlocks(words: Words): readonly Block[] {
  const { worked, visible } = words.lesson;
  const { graph } = worked;
  const asides = new Set<string>();
  const written: number[] = [];
  for (let slot = 0; slot < graph.size; slot++) {
    const op = opAt(graph, slot);
    const row = op && differentiable(op);
    if (row?.kind === 'elementwise' && row.aside) asides.add(row.aside);
    if (graph.kind[slot] === kinds.step && visible.has(slot)) written.push(slot);
  }
  return [
    ...leavesOf(words, kinds.given, ''),
    ...leavesOf(words, kinds.data, 'Data, not asked: '),
    ...ends(written, (slot) => forwardBlock(words, slot), moreLines),
    ...[...asides].map((aside) => line('plain', `(${aside})`)),
  ];
}

/** The leaves of a kind: single numbers and short matrices in one line, the others below each other. */
function leavesOf(words: Words, kind: number, lead: string): readonly Block[] {
  const { worked } = words.lesson;
  const slots = Array.from({ length: worked.graph.size }, (_, slot) => slot).filter(
    (slot) => worked.graph.kind[slot] === kind,
  );
  const short = slots.filter((slot) => isShort(valueOnPaper(worked, slot)));
  const long = slots.filter((slot) => !short.includes(slot));
  const listed = ends(short, (slot) => math(valueText(words, slot)), moreTexts).join(', ');
  const first = short.length > 0 ? [line('plain', `${lead}${listed}`)] : [];
  const more = lead !== '' && short.length === 0 && long.length > 0 ? [line('plain', lead.trimEnd())] : [];
  return [
    ...first,
    ...more,
    ...long.map((slot) =>
      matrixBlock(nameAt(worked, slot), valueOnPaper(worked, slot) as Matrix, words.digits),
    ), // the long ones are matrices
  ];
}

const isShort = (value: Value): boolean =>
  typeof value === 'number' ||
  sizeOf(value) <= mostInLine ||
  (value.rows === 1 && value.columns <= mostLines);

/** One step of the forward pass: its name, how it is computed, the same with numbers, and the value. */
function forwardBlock(words: Words, slot: number): Block {
  const { worked, visible } = words.lesson;
  const writing = writingOf(worked, visible, slot);
  const value = valueOnPaper(worked, slot);
  const parts = [nameAt(worked, slot), print(writing)];
  if (typeof value !== 'number' && !isShort(value))
    return matrixBlock(parts.join(' = '), value, words.digits);
  // Matrices in the middle of a line would bury what is computed.
  const numbers = print(withNumbers(words, writing));
  if (worked.graph.layout === null && parts.at(-1) !== numbers) parts.push(numbers);
  const text = valueFigures(value, words.digits);
  if (parts.at(-1) !== text) parts.push(text);
  return line('plain', math(parts.join(' = ')));
}

/** A value after what it belongs to: in the line where it is short, else in rows and columns. */
export function valueBlock(lead: string, value: Value, digits: number): Block {
  if (typeof value !== 'number' && !isShort(value)) return matrixBlock(lead, value, digits);
  return line('plain', math(`${lead} = ${valueFigures(value, digits)}`));
}

/** A matrix in rows and columns, of a large one the corners. */
function matrixBlock(lead: string, value: Matrix, digits: number): Block {
  const rows = kept(value.rows);
  const columns = kept(value.columns);
  const cells = rows.map((row) =>
    columns.map((column) => {
      if (row === null || column === null) return '..';
      return formatNumber(value.entries[row * value.columns + column] ?? Number.NaN, digits);
    }),
  );
  return { kind: 'matrix', lead, cells, shape: writtenShape(value) };
}

/** Which of so many rows or columns are shown: all, or the first three and the last, with a gap. */
function kept(count: number): readonly (number | null)[] {
  if (count <= mostLines) return Array.from({ length: count }, (_, i) => i);
  return [0, 1, 2, null, count - 1];
}

/** How a program was read, where it was spelled in another way than the tutor writes it. */
export function readAs({ worked }: Lesson): readonly Block[] {
  return worked.program.rewritten
    ? [line('note', `Read as ${math(printProgram(worked.program, '; '))}.`)]
    : [];
}
