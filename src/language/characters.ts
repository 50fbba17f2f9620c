/** Whether a code is that of an ASCII digit. */
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;
/** Whether a code is that of an ASCII letter. */
export const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** Where the ASCII digits that begin at an offset end. */
export function endOfDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** The raised T is a letter, and a transpose: `wᵀ` is not one name. Made when it is first needed, since that takes long. */
const nameOfLetters = (): RegExp => /(?!ᵀ)[\p{L}_](?:(?!ᵀ)[\p{L}\p{M}\p{Nd}₀-₉_])*/uy;

/** Where the ASCII letters, digits and underscores of a name that begins at an offset end; the offset itself if none begins there. */
export function endOfAsciiName(text: string, from: number): number {
  let at = from;
  let code = text.charCodeAt(at);
  if (isDigit(code)) return from;
  while (isLetter(code) || isDigit(code) || code === 95) code = text.charCodeAt(++at);
  return at;
}

/** Where the name that begins at an offset ends; the offset itself if none begins there. */
export function endOfName(text: string, from: number): number {
  const end = endOfAsciiName(text, from);
  if (!(text.charCodeAt(end) >= 128)) return end;
  const name = nameOfLetters();
  name.lastIndex = from;
  return name.test(text) ? name.lastIndex : from;
}

// `5.*x` is a product of 5 and x, not `5.` followed by `*x`: a point belongs to the number unless it begins an
// operator.
const numberPattern = /(?:\d+(?:\.(?![*/^])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy;

/** The number that begins at an offset, as it is written; null where none does. */
export function numberTextAt(text: string, at: number): string | null {
  const end = endOfDigits(text, at);
  if (!/[.eE]/.test(text[end] ?? '')) return text.slice(at, end);
  numberPattern.lastIndex = at;
  return numberPattern.exec(text)?.[0] ?? null;
}
