import { type Testimony, testimonies } from '../engine/witnesses.ts';
import { figures, valueFigures } from '../language/figures.ts';
import { entriesOf, type Value, writtenShape } from '../ops/matrix.ts';
import { under } from '../tutor/convention.ts';
import type { Lesson } from '../tutor/lesson.ts';
import type { Look } from './look.ts';
import { sentences } from './speech.ts';

/** What `show --witness` adds: every derivative beside what nudging and mathjs say of it. mathjs is loaded on use. */
export async function witnessed(lesson: Lesson): Promise<readonly Testimony[]> {
  const { derivativeByMathjs } = await import('../engine/mathjs.ts');
  // Witnesses testify to derivatives of the output, however they are asked.
  return testimonies(under(lesson.worked, 'dvar'), lesson.order, derivativeByMathjs);
}

/** So many digits show whether two engines agree. */
const telling = 7;

/** The witnesses as a table, or as sentences. */
export function witnessText(lesson: Lesson, all: readonly Testimony[], look: Look): string {
  const word = (name: string): string => `d${lesson.worked.output}/d${name}`;
  const figure = (value: Value | null, derivative: Value): string => {
    if (value === null) return '-';
    // Of a matrix nobody compares seven digits an entry: what counts is how far off it is at most.
    if (typeof value === 'number' || typeof derivative === 'number') return valueFigures(value, telling);
    return value === derivative
      ? writtenShape(value)
      : `off by ${figures(largestGap(value, derivative), 2)} at most`;
  };
  if (look.plain) {
    return all
      .flatMap(({ name, derivative, nudged, second, agrees }) => {
        const said = (what: string, value: Value | null): string =>
          value === null ? `${what} has no say` : `${what} says \`${valueFigures(value, telling)}\``;
        const verdict = agrees ? 'They agree.' : 'They disagree.';
        return sentences(
          `\`${word(name)}\` is \`${valueFigures(derivative, telling)}\`; ${said('nudging', nudged)}, ${said('mathjs', second)}. ${verdict}`,
        );
      })
      .join('\n');
  }
  const rows = all.map(({ name, derivative, nudged, second, agrees }) => [
    word(name),
    figure(derivative, derivative),
    figure(nudged, derivative),
    figure(second, derivative),
    agrees ? 'agree' : 'DISAGREE',
  ]);
  const table = [['', 'dvar', 'nudging', 'mathjs', ''], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** How far two matrices are apart where they are farthest. */
function largestGap(a: Value, b: Value): number {
  const others = entriesOf(b);
  return Math.max(...Array.from(entriesOf(a), (entry, i) => Math.abs(entry - (others[i] ?? Number.NaN))));
}
