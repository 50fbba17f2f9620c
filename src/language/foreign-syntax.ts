import type { NameLeaf } from './expression.ts';
import { numpyAdviceAt } from './numpy/in-part.ts';
import { wholeLine } from './numpy/whole-line.ts';

/** Characters that mean something elsewhere, and what to write here. */
const strangers: Readonly<Record<string, string>> = {
  '"': 'text in quotes has no place in a program; write names and numbers only',
  '`': 'text in quotes has no place in a program; write names and numbers only',
  ']': "this ']' closes nothing; take it away, or open one before",
  '{': 'an object has no place in a program; write names and numbers only',
  '}': 'an object has no place in a program; write names and numbers only',
  '.': "a point joins no names: nothing here has properties; spell the name without it, as in 'w_x'",
  '|': 'bars are not read; write abs(x)',
  '√': 'the root sign is not read; write sqrt(x)',
  '%': 'a percent sign is not read; divide by 100',
  '!': "'!' is not read; a product spelled out is",
  '@': "'@' is not read; write * for the product of matrices, and .* entry by entry",
  ':': "':' is not read; write = to name a value, / to divide",
  '?': "'?' is not read; relu(x), max(a,b) and abs(x) choose between values",
  '½': "'½' is not read; write 1/2",
  '¼': "'¼' is not read; write 1/4",
  '¾': "'¾' is not read; write 3/4",
  '&': "'&' is not read; a program computes numbers and decides nothing",
  '~': "'~' is not read; a minus is -",
  '∂': 'a derivative has no place here; name it as dJ/dx where an answer is asked',
  $: "'$' is not read; write the formula as you would type it: 3*(a+b*c)",
  '\\': "'\\' is not read; write the formula as you would type it: 3*(a+b*c)",
};

/** What is said of a character that is not part of the language. */
const foreignSyntaxAdvice = (char: string): string =>
  strangers[char] ?? widened(char) ?? `${visible(char)} is not part of the language; leave it out`;

/** What to type instead of a character that looks like one of the language, as the full-width digits of an Asian keyboard do. */
function widened(char: string): string | null {
  const usual = char.normalize('NFKC');
  if (usual === char || !/^[!-~]$/.test(usual)) return null;
  // A screen reader says no signs, so that they are not repeated.
  return /\w/.test(usual)
    ? `'${char}' is another character than ${usual}; type ${usual}`
    : `'${char}' is another form of a sign; type the plain one`;
}

/** A character as it can be shown: control characters by their number, so that no message carries one. */
function visible(char: string): string {
  return /[\p{C}\p{Z}]/u.test(char)
    ? `the character U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : `'${char}'`;
}

/** What is said of what stands at an offset and is no word of the language, and the stretch that is meant; `name` stands before it. */
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

/** What is said of a piece of numpy's, and the whole line as it is written here: one piece at a time would take as many tries. */
const inWhole = (says: string, here: string | null): string =>
  here === null ? says : `${says.split('; ', 1)[0]}; all of this is written ${here} here`;
