import type { Role } from '../tutor/block.ts';
import type { Ink, Look } from './look.ts';

interface Piece {
  readonly text: string;
  readonly ink: Ink;
}

/** Formulas up to this length are kept on one line. */
const unbroken = 24;

/**
 * Text with mathematics between backticks as lines no wider than the screen, the first after its sign and the others
 * indented as far. A word that is wider than the screen is cut: nothing is lost, and nothing runs over the edge.
 */
export function wrapped(sign: string, text: string, role: Role, look: Look): readonly string[] {
  const width = Math.max(10, look.width());
  const indent = ' '.repeat(Math.min([...sign].length, 8));
  const lines: Piece[][] = [[{ text: sign, ink: role }]];
  let used = [...sign].length;
  let fresh = true;
  for (const word of wordsOf(text, role)) {
    const size = word.reduce((total, piece) => total + [...piece.text].length, 0);
    if (!fresh && used + 1 + size > width) {
      lines.push([{ text: indent, ink: role }]);
      used = indent.length;
      fresh = true;
    }
    const line = lines.at(-1) as Piece[]; // there is always a line
    if (!fresh) line.push({ text: ' ', ink: role });
    used += fresh ? 0 : 1;
    for (const piece of word) {
      let rest = [...piece.text];
      while (rest.length > 0) {
        if (used >= width) {
          lines.push([{ text: indent, ink: role }]);
          used = indent.length;
        }
        const part = rest.slice(0, width - used);
        (lines.at(-1) as Piece[]).push({ text: part.join(''), ink: piece.ink });
        used += part.length;
        rest = rest.slice(part.length);
      }
    }
    fresh = false;
  }
  return lines.map((line) =>
    line
      .map(({ text: part, ink }) => (part.trim() === '' ? part : look.paint(ink, part)))
      .join('')
      .trimEnd(),
  );
}

/** The words of a text, each in pieces of one ink; blanks inside short formulas hold. */
function wordsOf(text: string, role: Role): readonly (readonly Piece[])[] {
  const words: Piece[][] = [];
  let open = false;
  text.split('`').forEach((part, i) => {
    const isMath = i % 2 === 1;
    const units = isMath && part.length <= unbroken ? [part] : part.split(' ');
    units.forEach((unit, k) => {
      // A blank stands between units; where the text changes ink without one, the word goes on.
      if (k > 0) open = false;
      if (unit === '') return;
      if (!open) words.push([]);
      words.at(-1)?.push({ text: unit, ink: isMath ? 'math' : role });
      open = true;
    });
  });
  return words;
}
