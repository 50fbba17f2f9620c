import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { type Packed, textIn } from './archive.ts';
import { elementsIn, type Markup, markupText, parseMarkup } from './markup.ts';

/** The most columns and rows of a sheet; the rest is left out. */
const most = { columns: 200, rows: 20_000 };

/** Whether a part of an archive is needed to read a workbook. */
export const isSheetPart = (name: string): boolean =>
  /^xl\/(?:sharedStrings|worksheets\/[^/]+)\.xml$/i.test(name);

/** A workbook's first sheet that holds anything, as comma-separated values, and whether others hold something as well. Loaded on use. */
export function sheetText(
  parts: readonly Packed[],
): Result<{ readonly text: string; readonly others: boolean }> {
  const strings = parts.find(({ name }) => /sharedStrings\.xml$/i.test(name));
  const shared = strings ? elementsIn(parseMarkup(textIn(strings), 'xml'), 'si').map(shown) : [];
  const sheets = parts
    .filter(({ name }) => /\/worksheets\//i.test(name))
    .sort((a, b) => numberIn(a.name) - numberIn(b.name))
    .map((sheet) => linesOf(parseMarkup(textIn(sheet), 'xml'), shared))
    .filter((lines) => lines.some((line) => line !== ''));
  const [first, ...others] = sheets;
  if (!first) return refuse('the workbook has no cells');
  return ok({ text: `${first.join('\n')}\n`, others: others.length > 0 });
}

const numberIn = (name: string): number => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0);

/** The text of a cell, without the notes on its pronunciation. */
const shown = (item: Markup): string =>
  item.children
    .map((child) =>
      typeof child === 'string'
        ? ''
        : child.name === 't'
          ? markupText(child)
          : child.name === 'r'
            ? shown(child)
            : '',
    )
    .join('');

/** The rows of a sheet, each in the line of its number, so that a note names the row that a spreadsheet shows. */
function linesOf(sheet: Markup, shared: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const row of elementsIn(sheet, 'row')) {
    const number = Number(row.attributes.r ?? lines.length + 1);
    if (!(number <= most.rows)) continue;
    while (lines.length < number - 1) lines.push('');
    const cells: string[] = [];
    for (const cell of elementsIn(row, 'c')) {
      const column = columnIn(cell.attributes.r) ?? cells.length;
      if (column >= most.columns) continue;
      while (cells.length < column) cells.push('');
      cells[column] = cellValue(cell, shared);
    }
    lines[number - 1] = cells.some((cell) => cell !== '') ? cells.map(quoted).join(',') : '';
  }
  return lines;
}

/** `C7` is the third column, 2; null where no place is said. */
function columnIn(place: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(place ?? '')?.[0];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellValue(cell: Markup, shared: readonly string[]): string {
  const [value] = elementsIn(cell, 'v');
  const text = value ? markupText(value) : '';
  switch (cell.attributes.t) {
    case 's':
      return shared[Number(text)] ?? '';
    case 'inlineStr':
      return elementsIn(cell, 'is').map(shown).join('');
    case 'str':
    case 'b':
    case 'e':
      return text;
    default: {
      // A spreadsheet keeps 0.1 + 0.2 to more digits than it shows.
      const number = Number(text);
      return text === '' || !Number.isFinite(number) ? text : String(Number(number.toPrecision(15)));
    }
  }
}

const quoted = (text: string): string =>
  /[",\n\r]/.test(text) ? `"${text.replaceAll(/\r?\n/g, ' ').replaceAll('"', '""')}"` : text;
