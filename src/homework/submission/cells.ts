/** Where the cells of a notebook begin in its text: the line of each, from 1, in order; null where there are none. */
export type CellStarts = readonly number[] | null;

/** `line 7` as the place that a reader of the notebook finds: `cell 2, line 3`. */
export function inCells(text: string, cells: CellStarts): string {
  if (!cells) return text;
  return text.replaceAll(
    /(?<!cell \d+, )\b(lines?) (\d+)(?: to (\d+))?\b/gi,
    (whole, word: string, from: string, to: string | undefined) => {
      const first = placeIn(cells, Number(from));
      if (!first) return whole;
      const last = to === undefined ? null : placeIn(cells, Number(to));
      const start = `${word[0] === 'L' ? 'Cell' : 'cell'} ${first.cell}, `;
      if (!last) return `${start}line ${first.line}`;
      return last.cell === first.cell
        ? `${start}lines ${first.line} to ${last.line}`
        : `${start}line ${first.line}, to cell ${last.cell}, line ${last.line}`;
    },
  );
}

/** Where a line is in a notebook, for other programs: `{ cell: 2, cellLine: 3 }`; nothing elsewhere. */
export function cellOf(line: number | null, cells: CellStarts): { cell?: number; cellLine?: number } {
  const place = line === null || !cells ? null : placeIn(cells, line);
  return place ? { cell: place.cell, cellLine: place.line } : {};
}

function placeIn(cells: readonly number[], line: number): { cell: number; line: number } | null {
  const at = cells.findLastIndex((start) => start <= line);
  return at < 0 ? null : { cell: at + 1, line: line - (cells[at] ?? 1) + 1 };
}
