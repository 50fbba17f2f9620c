/** The classes of letters, marks, digits and control characters, reduced to those of ASCII. */
const plainly: Readonly<Record<string, string>> = {
  '\\p{L}': 'A-Za-z',
  '\\p{M}': '',
  '\\p{N}': '0-9',
  '\\p{Nd}': '0-9',
  '\\p{C}': '\\x00-\\x1f\\x7f',
};

/**
 * A pattern whose classes of letters (in brackets) know all scripts. To make such a pattern takes longer than
 * everything else that a small program needs, so a text in ASCII is tried with one that knows ASCII alone.
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
