/** A text of Octave without what computes nothing: every character that is left stands where it stood. */
export interface OctaveText {
  readonly text: string;
  /** The offsets of line breaks that `...` takes away. */
  readonly joined: ReadonlySet<number>;
}

/** Blanks comments, blocks of them, and `...` with what stands behind it. */
export function withoutComments(source: string): OctaveText {
  const joined = new Set<number>();
  let offset = 0;
  let depth = 0;
  const lines = source.split('\n').map((line) => {
    const end = offset + line.length;
    offset = end + 1;
    if (/^\s*[%#]\{\s*$/.test(line)) depth++;
    const inside = depth > 0;
    if (/^\s*[%#]\}\s*$/.test(line)) depth = Math.max(0, depth - 1);
    if (inside) return ' '.repeat(line.length);
    const { code, goesOn } = codeOf(line);
    if (goesOn) joined.add(end);
    return code.padEnd(line.length);
  });
  return { text: lines.join('\n'), joined };
}

/** A quote begins a text unless it stands right behind an operand, which it transposes. */
const transposes = /[\w)\]}.']/;

/** A line up to its comment, or to the dots by which it goes on in the next one. */
function codeOf(line: string): { readonly code: string; readonly goesOn: boolean } {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || (char === "'" && !transposes.test(line[at - 1] ?? ''))) quote = char;
    else if (char === '%' || char === '#') return { code: line.slice(0, at), goesOn: false };
    else if (line.startsWith('...', at)) return { code: line.slice(0, at), goesOn: true };
  }
  return { code: line, goesOn: false };
}
