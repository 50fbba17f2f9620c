const number = String.raw`[-+−]?(?:\d+(?:\.\d*)?|\.\d+)(?:\/\d+)?`;
const word = String.raw`[\p{L}_][\p{L}\p{M}\p{Nd}₀-₉_]*`;
const derivative = String.raw`[d∂]${word}(?:\s?\/\s?[d∂]${word})?`;

/** Where behind a number and a blank another answer may begin: `6 dc = 9`. */
const between = new RegExp(
  String.raw`(?<=(?:^|=)\s{0,3}${number})\s{1,3}(?=${derivative}\s{0,3}=(?!=))`,
  'gu',
);
/** A longer line is no list of answers. */
const longest = 300;

/** An answer that stands behind another one in a line, with nothing but a blank between them. */
export interface AnswerBehind {
  /** The number before it, which may also be its factor: `2 du = 6`. */
  readonly factor: number;
  readonly left: string;
  readonly right: string;
  /** The number in which it ends; not a number where it ends in a formula. */
  readonly ends: number;
}

/** The first answer of a right side, and those that may stand behind it; null where there are none. */
export function oneAfterAnother(
  right: string,
): { readonly first: string; readonly others: readonly AnswerBehind[] } | null {
  if (right.length > longest || !right.includes('=')) return null;
  const [first = '', ...behind] = right.trim().split(between);
  if (behind.length === 0) return null;
  let before = first;
  const others = behind.map((piece): AnswerBehind => {
    const cut = piece.indexOf('=');
    const factor = endOf(before);
    before = piece;
    return {
      factor,
      left: piece.slice(0, cut).trim(),
      right: piece.slice(cut + 1).trim(),
      ends: endOf(piece),
    };
  });
  return { first, others };
}

/** The number behind a text's last equals sign, or that it is. */
function endOf(text: string): number {
  const [above = '', below = '1'] = text
    .slice(text.lastIndexOf('=') + 1)
    .replace('−', '-')
    .split('/');
  return Number(above) / Number(below);
}
