import { type Testimony, testimonies } from '../engine/witnesses.ts';
import { figures } from '../language/figures.ts';
import type { Lesson } from '../tutor/lesson.ts';
import type { Look } from './look.ts';
import { sentences } from './speech.ts';

/** What `show --witness` adds: every derivative beside what nudging and mathjs say of it. mathjs is loaded on use. */
export async function witnessed(lesson: Lesson): Promise<readonly Testimony[]> {
  const { derivativeByMathjs } = await import('../engine/mathjs.ts');
  return testimonies(lesson.worked, lesson.order, derivativeByMathjs);
}

/** So many digits show whether two engines agree. */
const telling = 7;

/** The witnesses as a table, or as sentences. */
export function witnessText(lesson: Lesson, all: readonly Testimony[], look: Look): string {
  const word = (name: string): string => `d${lesson.worked.output}/d${name}`;
  const figure = (value: number | null): string => (value === null ? '-' : figures(value, telling));
  if (look.plain) {
    return all
      .flatMap(({ name, derivative, nudged, second, agrees }) => {
        const said = (what: string, value: number | null): string =>
          value === null ? `${what} has no say` : `${what} says \`${figures(value, telling)}\``;
        const verdict = agrees ? 'They agree.' : 'They disagree.';
        return sentences(
          `\`${word(name)}\` is \`${figures(derivative, telling)}\`; ${said('nudging', nudged)}, ${said('mathjs', second)}. ${verdict}`,
        );
      })
      .join('\n');
  }
  const rows = all.map(({ name, derivative, nudged, second, agrees }) => [
    word(name),
    figure(derivative),
    figure(nudged),
    figure(second),
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
