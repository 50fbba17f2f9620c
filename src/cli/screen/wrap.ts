import { columnsOf, columnsOfPoint } from '../../picture/measure.ts';
import type { BlockRole } from '../../tutor/lesson/block.ts';
import type { Ink, Theme } from './theme.ts';

interface Piece {
  readonly text: string;
  readonly ink: Ink;
}

/** Formulas up to this length are kept on one line. */
const unbroken = 24;
/**
 * The most columns by which later lines are indented: as far as the first line's sign, but a narrow screen needs its
 * room.
 */
const deepest = { wide: 10, narrow: 4 } as const;

/**
 * Text with mathematics between backticks as lines no wider than the screen, the first after its sign and the others
 * indented as far. The sign has the colour of its role, the sentence none. A word that is wider than the screen is cut: nothing is lost, and nothing runs over the edge.
 */
export function wrapped(said: string, whole: string, role: BlockRole, theme: Theme): readonly string[] {
  // An item of a list is indented as far as its text.
  const item = whole.startsWith('- ') ? '- ' : '';
  const [sign, text] = [said + item, whole.slice(item.length)];
  const width = Math.max(10, theme.width());
  const indent = ' '.repeat(Math.min(columnsOf(sign), width < 60 ? deepest.narrow : deepest.wide));
  const lines: Piece[][] = [[{ text: sign, ink: role }]];
  let used = columnsOf(sign);
  let fresh = true;
  const put = (piece: Piece): void => {
    (lines.at(-1) as Piece[]).push(piece); // there is always a line
    used += columnsOf(piece.text);
  };
  const next = (): void => {
    lines.push([{ text: indent, ink: 'plain' }]);
    used = indent.length;
    fresh = true;
  };
  for (const word of wordsOf(text, width - indent.length)) {
    const size = word.reduce((total, piece) => total + columnsOf(piece.text), 0);
    if (!fresh && used + 1 + size > width) next();
    if (!fresh) put({ text: ' ', ink: 'plain' });
    for (const piece of word) {
      for (const part of cut(piece.text, width - used, width - indent.length)) {
        if (used + columnsOf(part) > width) next();
        put({ text: part, ink: piece.ink });
      }
    }
    fresh = false;
  }
  return lines.map((line) => painted(line, theme));
}

/** A word in parts: the first fits into the room that is left, each other one into a line. */
function cut(word: string, room: number, line: number): readonly string[] {
  if (word !== '' && columnsOf(word) <= room) return [word];
  const parts: string[] = [];
  let part = '';
  let left = room;
  for (const point of word) {
    const columns = columnsOfPoint(point);
    if (columns > left) {
      if (part !== '') parts.push(part);
      part = '';
      left = line;
    }
    part += point;
    left -= columns;
  }
  return part === '' ? parts : [...parts, part];
}

/** A line in colour, with no blanks at its end. */
function painted(line: readonly Piece[], theme: Theme): string {
  const end = line.findLastIndex(({ text }) => text.trim() !== '');
  return line
    .slice(0, end + 1)
    .map(({ text, ink }, i) => {
      const shown = i === end ? text.trimEnd() : text;
      return shown.trim() === '' ? shown : theme.paint(ink, shown);
    })
    .join('');
}

/** The words of a text, each in pieces of one colour; a line does not end at a blank inside a short formula. */
function wordsOf(text: string, line: number): readonly (readonly Piece[])[] {
  const words: Piece[][] = [];
  let open = false;
  text.split('`').forEach((part, i) => {
    const isMath = i % 2 === 1;
    const units = !isMath ? part.split(' ') : part.length <= unbroken ? [part] : unitsOf(part, line);
    units.forEach((unit, k) => {
      // A blank stands between units; where the text changes ink without one, the word goes on.
      if (k > 0) open = false;
      if (unit === '') return;
      if (!open) words.push([]);
      words.at(-1)?.push({ text: unit, ink: isMath ? 'math' : 'plain' });
      open = true;
    });
  });
  return words;
}

/** A long formula in the pieces between which a line may end: never inside the row of a matrix, unless it is wider than a line. */
function unitsOf(formula: string, line: number): readonly string[] {
  const units: string[] = [];
  let row = '';
  let open = false;
  for (const word of formula.split(' ')) {
    // A name stays beside its equals sign.
    if (word === '=' && row === '' && units.length > 0) {
      units[units.length - 1] += ' =';
      continue;
    }
    row = row === '' ? word : `${row} ${word}`;
    const last = Math.max(word.lastIndexOf('['), word.lastIndexOf(']'));
    if (last >= 0) open = word[last] === '[';
    if (open && !word.endsWith(';')) continue;
    units.push(...(columnsOf(row) > line ? row.split(' ') : [row]));
    row = '';
  }
  return row === '' ? units : [...units, ...row.split(' ')];
}
