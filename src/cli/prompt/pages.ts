import { columnsOf } from '../../picture/measure.ts';

/** What colours a text on its way to the screen and takes no room there. */
const invisible = /\x1b\[[\d;]*m/g;

/** From this share of a page on, a blank line ends it: what belongs together stays together. */
const early = 0.6;

/** The lines of a text in pages of so many rows, the first of them below so many others; a line that is wider than the screen takes several. */
export function pagesOf(
  lines: readonly string[],
  rows: number,
  width: number,
  above = 0,
): readonly (readonly string[])[] {
  const pages: (readonly string[])[] = [];
  let rest = lines;
  while (rest.length > 0) {
    const fit = fitting(rest, pages.length === 0 ? rows - above : rows, width);
    const blank = rest.slice(0, fit).findLastIndex((line) => line.replaceAll(invisible, '').trim() === '');
    const end = fit === rest.length || blank < early * fit ? fit : blank + 1;
    pages.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return pages;
}

/** How many of the first lines fit into so many rows; at least one, or there would be no end. */
function fitting(lines: readonly string[], rows: number, width: number): number {
  let used = 0;
  const over = lines.findIndex((line) => {
    used += Math.max(1, Math.ceil(columnsOf(line.replaceAll(invisible, '')) / width));
    return used > rows;
  });
  return over < 0 ? lines.length : Math.max(1, over);
}
