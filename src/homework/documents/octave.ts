/**
 * The text of an Octave or MATLAB file in the tutor's notation: comments with `#`, each statement on one line, and no
 * function around them. Each line keeps its number.
 */
export function octaveText(source: string): string {
  const lines = joinedLines(withoutBlocks(source.split('\n')).map(withoutComment));
  return lines
    .map((line) => {
      const code = line.replace(/#.*$/, '');
      // Where a block ends is a comment: what stands in a loop is told from what stands behind it.
      if (/^\s*end\w*\s*;?\s*$/.test(code)) return '# end';
      return isFrame(code) ? '' : line.replaceAll('~=', '!=');
    })
    .join('\n');
}

/** Joins a line that ends in `...` with those that continue it, which become blank. */
function joinedLines(lines: readonly string[]): string[] {
  const done = lines.map((line) => line);
  for (let at = 0; at < done.length; at++) {
    const pieces: string[] = [];
    let last = at;
    while (/\.\.\.\s*$/.test(done[last] ?? '') && last + 1 < done.length) {
      pieces.push((done[last] ?? '').replace(/\s*\.\.\.\s*$/, ''));
      last++;
    }
    if (last === at) continue;
    done[at] = [...pieces, done[last] ?? ''].map((piece, k) => (k === 0 ? piece : piece.trim())).join(' ');
    done.fill('', at + 1, last + 1);
    at = last;
  }
  return done;
}

/** Lines that compute nothing: a function's head and its end, commands, what is printed, and how many examples there are. */
const isFrame = (line: string): boolean =>
  /^\s*(?:function\b.*|end(?:function|if|for|while)?|return|clc|clear(?: all)?|close all|more off|pkg load.*|(?:disp|printf|fprintf|figure|plot|hold|assert)\b.*)\s*;?\s*$/.test(
    line,
  ) ||
  // The language has no function for a size, and `m` is the number of examples anyway.
  /^\s*m\s*=\s*(?:size|length|numel|columns|rows)\s*\([^()=]*\)\s*;?\s*$/.test(line) ||
  /^\s*\[\s*\w+\s*,?\s*\w+\s*\]\s*=\s*size\s*\([^()=]*\)\s*;?\s*$/.test(line);

/** `%{ ... %}` over several lines. */
function withoutBlocks(lines: readonly string[]): string[] {
  let depth = 0;
  return lines.map((line) => {
    if (/^\s*[%#]\{\s*$/.test(line)) depth++;
    const inside = depth > 0;
    if (/^\s*[%#]\}\s*$/.test(line)) depth = Math.max(0, depth - 1);
    return inside ? '' : line;
  });
}

/**
 * A line whose comment begins with `#`. A quote after a name, a bracket or another quote is a transpose; any other
 * begins a text.
 */
function withoutComment(line: string): string {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || (char === "'" && !/[\w)\]}.']/.test(line[at - 1] ?? ''))) quote = char;
    else if (char === '%' || char === '#')
      return `${line.slice(0, at)}#${line.slice(at).replace(/^[%#]+/, '')}`;
  }
  return line;
}
