/** The deepest brackets and choices that are looked into. */
const deepest = 20;

/**
 * Python's choice `a if c else b` as `where(c, a, b)`, also in brackets and one after another; null where the text has none, or one
 * that is not whole.
 */
export function chosen(text: string): string | null {
  return /\bif\b.*\belse\b/s.test(text) ? inBrackets(text, 0) : null;
}

/** Choices in the brackets of a text, then those around them. */
function inBrackets(text: string, depth: number): string | null {
  if (depth > deepest) return null;
  const pieces: string[] = [];
  let from = 0;
  for (let at = text.indexOf('('); at >= 0; at = text.indexOf('(', from)) {
    const end = closing(text, at);
    if (end < 0) return null;
    const inside = inBrackets(text.slice(at + 1, end), depth + 1);
    if (inside === null) return null;
    pieces.push(text.slice(from, at), `(${inside})`);
    from = end + 1;
  }
  pieces.push(text.slice(from));
  return outermost(pieces, depth);
}

/** The choice between pieces, of which every other is in brackets and is passed over. */
function outermost(pieces: readonly string[], depth: number): string | null {
  const [before, rest] = parted(pieces, /\bif\b/);
  if (rest === null) return pieces.join('');
  const [condition, other] = parted(rest, /\belse\b/);
  if (other === null || depth > deepest) return null;
  const otherwise = outermost(other, depth + 1);
  const parts = [condition.join(''), before.join(''), otherwise ?? ''].map((part) => part.trim());
  return parts.includes('') ? null : `where(${parts.join(', ')})`;
}

/** Pieces before and behind a word that stands outside brackets; null behind it where it is not there. */
function parted(
  pieces: readonly string[],
  word: RegExp,
): readonly [before: readonly string[], behind: readonly string[] | null] {
  for (const [k, piece] of pieces.entries()) {
    const found = k % 2 === 0 ? word.exec(piece) : null;
    if (!found) continue;
    const behind = piece.slice(found.index + found[0].length);
    return [
      [...pieces.slice(0, k), piece.slice(0, found.index)],
      [behind, ...pieces.slice(k + 1)],
    ];
  }
  return [pieces, null];
}

/** The place where a bracket is closed; -1 where it is not. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return at;
  }
  return -1;
}
