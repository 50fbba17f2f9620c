/** What the letters, marks and digits of all scripts are among the characters of ASCII; no control character is but those. */
const plainly: Readonly<Record<string, string>> = {
  '\\p{L}': 'A-Za-z',
  '\\p{M}': '',
  '\\p{N}': '0-9',
  '\\p{Nd}': '0-9',
  '\\p{C}': '\\x00-\\x1f\\x7f',
};

/**
 * A pattern that knows the letters of all scripts, where it has them inside brackets. Such a pattern takes a start longer
 * to make than all the rest of a small program, so a text in ASCII is held against one that knows no others.
 */
export function inAnyScript(source: string, flags = 'u'): (text: string) => RegExpExecArray | null {
  const plain = new RegExp(
    source.replaceAll(/\\p\{\w+\}/g, (letters) => plainly[letters] ?? letters),
    flags,
  );
  let full: RegExp | null = null;
  return (text) => {
    if (/^[\x00-\x7f]*$/.test(text)) return plain.exec(text);
    full ??= new RegExp(source, flags);
    return full.exec(text);
  };
}
