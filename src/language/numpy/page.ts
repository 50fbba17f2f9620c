import { surelyPython } from './whole-line.ts';

/**
 * What a `*` means in the lines of one page: the product of matrices, as in the program's own notation; entry by entry, as
 * in NumPy; or either of the two, as beside a `.T`, which textbooks write too.
 */
export type Star = 'product' | 'entries' | 'either';

/**
 * Whether a line has what only the program's own notation has: signs with a dot, a transpose by a quote. A quote that does
 * not follow an operand opens a string of Python's, and the dot in `1./m` belongs to its number.
 */
export const isOwnNotation = (line: string): boolean =>
  /(?<!\d)\.[*/^]|[\w)\]]['′’](?:\s*[-+*/;)\]]|\s*$)/mu.test(
    line.replaceAll(/(^|[\s([{,=:+])(['"])[^'"\n]*\2/gm, '$1'),
  );

/** What a `*` means in the lines of a page: who writes NumPy in one of them means by it in all of them what NumPy does. */
export function starOf(lines: readonly string[]): Star {
  const isNumpy = lines.some((line) => surelyPython.test(line));
  if (!isNumpy && !lines.some((line) => /\.T\b/.test(line))) return 'product';
  if (lines.some(isOwnNotation)) return 'product';
  return isNumpy ? 'entries' : 'either';
}
