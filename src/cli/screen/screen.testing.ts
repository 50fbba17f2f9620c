/** A screen that shows what a terminal would: as much of one as the programs under test use, with endless paper. */
export interface Screen {
  readonly write: (text: string) => void;
  /** Everything on the paper, without blanks at the ends of its lines. */
  readonly text: () => string;
}

/** One thing that comes to a terminal: an escape sequence, a control character, or a run of characters. */
const arriving = /\x1b\[([?\d;]*)([@-~])|\x1b[^[]|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/gu;

/** A screen of so many columns; the last cell of a line is filled before the next line begins. */
export function screenOf(columns: number): Screen {
  const paper: string[][] = [[]];
  let [row, column] = [0, 0];

  const line = (): string[] => {
    while (paper.length <= row) paper.push([]);
    return paper[row] as string[]; // just made sure of
  };
  const print = (text: string): void => {
    for (const character of text) {
      if (column >= columns) [row, column] = [row + 1, 0];
      const cells = line();
      while (cells.length < column) cells.push(' ');
      cells[column++] = character;
    }
  };
  const erase = (what: number): void => {
    const cells = line();
    if (what === 0) cells.length = Math.min(cells.length, column);
    else if (what === 2) cells.length = 0;
    else for (let at = 0; at <= column && at < cells.length; at++) cells[at] = ' ';
  };
  const obeyed = (parameters: string, final: string): void => {
    const count = Number.parseInt(parameters, 10);
    const by = Math.max(1, count || 1);
    if (final === 'A') row = Math.max(0, row - by);
    else if (final === 'B') row += by;
    else if (final === 'C') column = Math.min(columns - 1, column + by);
    else if (final === 'D') column = Math.max(0, Math.min(column, columns - 1) - by);
    else if (final === 'G') column = by - 1;
    else if (final === 'K') erase(count || 0);
    else if (final === 'J') {
      erase(0);
      paper.length = Math.min(paper.length, row + 1);
    } else if (!/[mhl]/.test(final))
      throw new Error(`the screen knows no escape sequence [${parameters}${final}`);
  };

  return {
    write(text) {
      for (const [all, parameters, final] of text.matchAll(arriving)) {
        if (final !== undefined) obeyed(parameters ?? '', final);
        else if (all === '\n') row += 1;
        else if (all === '\r') column = 0;
        else if (all === '\b') column = Math.max(0, column - 1);
        else if (!/^[\x00-\x1f\x7f]/.test(all)) print(all);
      }
    },
    text: () => paper.map((cells) => cells.join('').trimEnd()).join('\n'),
  };
}
