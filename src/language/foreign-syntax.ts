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
export const foreignSyntaxAdvice = (char: string): string =>
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
