/**
 * Octave's `sum(A)` and `mean(A)` go down the columns of a matrix, where the tutor's go over everything: the text with that
 * dimension written out; null where it has no such call.
 */
export function downTheColumns(text: string): string | null {
  let changed = text;
  for (let at = 0; ; ) {
    const call = /(?<![\w.])(?:sum|mean|prod)\s*\(/g;
    call.lastIndex = at;
    const found = call.exec(changed);
    if (!found) break;
    const inside = found.index + found[0].length;
    const end = closingOf(changed, inside);
    at = inside;
    if (end !== null && !end.comma) changed = `${changed.slice(0, end.at)}, 1${changed.slice(end.at)}`;
  }
  return changed === text ? null : changed;
}

/** Where the bracket closes that is open in front of a place, and whether a comma stands right in it. */
function closingOf(text: string, from: number): { readonly at: number; readonly comma: boolean } | null {
  let depth = 0;
  let comma = false;
  for (let at = from; at < text.length; at++) {
    const char = text[at] ?? '';
    if (/[([{]/.test(char)) depth++;
    else if (/[)\]}]/.test(char)) {
      if (depth === 0) return { at, comma };
      depth--;
    } else if (char === ',' && depth === 0) comma = true;
  }
  return null;
}
