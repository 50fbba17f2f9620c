import { columnsOf } from '../../picture/measure.ts';
import { sentences } from './speech.ts';
import type { Theme } from './theme.ts';
import { wrapped } from './wrap.ts';

/** The space between two columns. */
const gap = '  ';

/**
 * Rows under their headings. Where they are wider than the screen, and for a screen reader, each row becomes a
 * sentence of its own without its empty cells: `u: before 6, after 6.002`.
 */
export function columns(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  theme: Theme,
): readonly string[] {
  const widths = headings.map((heading, column) =>
    Math.max(columnsOf(heading), ...rows.map((row) => columnsOf(row[column] ?? ''))),
  );
  const width = widths.reduce((total, each) => total + each) + gap.length * (widths.length - 1);
  if (theme.plain) return rows.flatMap((row) => sentences(`${rowAsText(headings, row)}.`));
  if (width > theme.width())
    return rows.flatMap((row) => wrapped('', rowAsText(headings, row), 'plain', theme));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columnsOf(cell)))
      .join(gap)
      .trimEnd();
  return [theme.paint('note', line(headings)), ...rows.map(line)];
}

function rowAsText(headings: readonly string[], [name = '', ...cells]: readonly string[]): string {
  const said = cells.flatMap((cell, i) => {
    if (cell === '') return [];
    const heading = headings[i + 1] ?? '';
    return [heading === '' ? cell : `${heading} \`${cell}\``];
  });
  const [kind = ''] = headings;
  return `${kind === '' ? '' : `${kind} `}\`${name}\`: ${said.join(', ')}`;
}
