/** The classes of letters, marks, digits and control characters, reduced to those of ASCII. */
const plainly: Readonly<Record<string, string>> = {
  '\\p{L}': 'A-Za-z',
  '\\p{M}': '',
  '\\p{N}': '0-9',
  '\\p{Nd}': '0-9',
  '\\p{C}': '\\x00-\\x1f\\x7f',
};

const ascii = /^[\x00-\x7f]*$/;

/**
 * A pattern whose classes of letters know all scripts; in `source` such a class stands in brackets. To make such a pattern
 * takes longer than everything else that a small program needs. So it is made when a text is first held against it, and a
 * text in ASCII, as nearly every text is, is held against one that knows ASCII alone: there the two match the same.
 *
 * @returns the pattern for a text, at its start where the flags keep a place
 * @throws SyntaxError on first use, where `source` is no pattern
 */
export function patternInAnyScript(
  source: string,
  flags: 'u' | 'iu' | 'su' | 'gu' = 'u',
): (text: string) => RegExp {
  let plain: RegExp | null = null;
  let full: RegExp | null = null;
  return (text) => {
    // Without the flag u, capitals are compared as ASCII has them, which is found out sooner.
    if (ascii.test(text)) plain ??= new RegExp(inAscii(source), flags.replace('u', ''));
    else full ??= new RegExp(source, flags);
    const pattern = (ascii.test(text) ? plain : full) as RegExp; // made above
    pattern.lastIndex = 0;
    return pattern;
  };
}

/** What such a pattern finds in a text, null where it finds nothing. */
export function inAnyScript(
  source: string,
  flags: 'u' | 'iu' | 'su' = 'u',
): (text: string) => RegExpExecArray | null {
  const patternFor = patternInAnyScript(source, flags);
  return (text) => patternFor(text).exec(text);
}

const printable = /^[ -~]*$/;

/** A text with blanks in place of what controls a terminal, has no width or is no character. */
export const withoutControls = (text: string): string =>
  printable.test(text) ? text : text.replaceAll(/\p{C}/gu, ' ');

const inAscii = (source: string): string =>
  source.replaceAll(/\\p\{\w+\}/g, (letters) => plainly[letters] ?? letters);
