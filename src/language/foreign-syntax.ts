import type { NameLeaf } from './expression.ts';
import { numpyAdviceAt } from './numpy/in-part.ts';
import { wholeLine } from './numpy/whole-line.ts';

const noObject = "a program can't hold an object; write only names and numbers";

const noText = "a program can't hold text in quotes; write only names and numbers";

/** Characters of other languages that have no meaning here, and what to write instead. */
const strangers: Readonly<Record<string, string>> = {
  '"': noText,
  '`': noText,
  ']': "this ']' has no '[' before it; remove it, or add a '['",
  '{': noObject,
  '}': noObject,
  '.': "a name can't contain a dot; write it without one, as in 'w_x'",
  '|': "bars can't be read; write abs(x)",
  '√': "the root sign can't be read; write sqrt(x)",
  '%': "a percent sign can't be read; divide by 100",
  '!': "'!' can't be read; write the product out, as in 3*2*1",
  '@': "'@' can't be read; write * for the product of matrices, and .* for entry by entry",
  ':': "':' can't be read; write = to name a value, or / to divide",
  '?': "'?' can't be read; to choose between values write where(x > 0, a, b), max(a,b) or relu(x)",
  '½': "'½' can't be read; write 1/2",
  '¼': "'¼' can't be read; write 1/4",
  '¾': "'¾' can't be read; write 3/4",
  '&': "'&' can't be read; to choose between values write where(x > 0, a, b)",
  '~': "'~' can't be read; write - for a minus",
  '∂': "a program can't hold a derivative; write dJ/dx only in an answer",
  $: "'$' can't be read; write the formula as you would type it: 3*(a+b*c)",
  '\\': "'\\' can't be read; write the formula as you would type it: 3*(a+b*c)",
};

/** The message about a character that is not part of the language. */
const foreignSyntaxAdvice = (char: string): string =>
  strangers[char] ?? widened(char) ?? `${visible(char)} is not part of the language; leave it out`;

/** What to type instead of a character that looks like one of the language, as the full-width digits of an Asian keyboard do. */
function widened(char: string): string | null {
  const usual = char.normalize('NFKC');
  if (usual === char || !/^[!-~]$/.test(usual)) return null;
  // A screen reader says no signs, so the message does not repeat one.
  return /\w/.test(usual)
    ? `'${char}' is not the character ${usual}; type ${usual}`
    : `'${char}' is an unusual form of a sign; type the plain one`;
}

/** A character as it can be shown: control characters by their number, so that no message carries one. */
function visible(char: string): string {
  return /[\p{C}\p{Z}]/u.test(char)
    ? `the character U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : `'${char}'`;
}

/**
 * The message about a text at an offset that is no word of the language, and how far that text reaches; `name` is the
 * name before it.
 */
export function strangerAt(
  text: string,
  at: number,
  name: NameLeaf | null,
): { readonly says: string; readonly from: number; readonly to: number } {
  const numpy = text[at] === '.' ? numpyAdviceAt(text, at, name?.name ?? null) : null;
  const here = numpy || text[at] === '@' ? wholeLine(lineAt(text, at)) : null;
  if (numpy) return { says: inWhole(numpy.says, here), from: name ? name.from : at, to: numpy.to };
  const stranger = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return { says: inWhole(foreignSyntaxAdvice(stranger), here), from: at, to: at + stranger.length };
}

/** The line that holds an offset. */
const lineAt = (text: string, at: number): string =>
  text.slice(text.lastIndexOf('\n', at - 1) + 1).split(/[\n;#]/u, 1)[0] ?? '';

/**
 * A message about a piece of NumPy, with the whole line translated: a line that is mended piece by piece takes a try
 * for each.
 */
const inWhole = (says: string, here: string | null): string =>
  here === null ? says : `${says.split('; ', 1)[0]}; the whole line is written ${here}`;

/** Said of a number that letters follow which could belong to it, as in `0x1` and `2e`; null of any other. */
export function numberReadTwoWays(number: string, after: string): string | null {
  if (number === '0' && /^[xXbBoO]/.test(after))
    return `'0${after[0]}' can be read two ways; write 0*${after} for a product, or the number in decimal`;
  if (after === 'e' || after === 'E')
    return `'${number}${after}' can be read two ways; write ${number}*e for a product, or ${number}e3 for a power of ten`;
  return null;
}
