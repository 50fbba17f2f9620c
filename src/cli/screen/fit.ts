/** Lays out a text for 80 columns on fewer: no word is broken, and what explains a line goes below it. */
export function fitHelp(text: string, width: number): string {
  return paragraphs(text.split('\n'), width)
    .flatMap((line) => (line.length <= width ? [line] : narrowed(line, width)))
    .join('\n');
}

/** Joins lines of running text into paragraphs where one of them is too long, so that they can be broken anew. */
function paragraphs(lines: readonly string[], width: number): readonly string[] {
  const texts: string[][] = [];
  for (const [i, line] of lines.entries()) {
    if (isRunning(line) && isRunning(lines[i - 1] ?? '')) texts.at(-1)?.push(line);
    else texts.push([line]);
  }
  return texts.flatMap((text) => (text.some((line) => line.length > width) ? joined(text) : text));
}

/** Joins lines of a text up to a line at whose end a sentence ends. */
const joined = (text: readonly string[]): readonly string[] =>
  text
    .join('\n')
    .replaceAll(/(?<![.:])\n/g, ' ')
    .split('\n');

/** Whether a line is a part of a text, and not of a list or a table. */
const isRunning = (line: string): boolean => /^\S/.test(line);

/** A line that is too long, in parts: what explains it goes below it. */
export function narrowed(line: string, width: number): readonly string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return line
    .trim()
    .split(/ {2,}/)
    .flatMap((part, i) => {
      const margin = i === 0 ? indent : `${indent}    `;
      // Running text stays flush, as it was.
      const hanging = margin === '' ? '' : `${margin}  `;
      const lines: string[] = [];
      let put = '';
      for (const word of part.split(' ')) {
        const longer = put === '' ? margin + word : `${put} ${word}`;
        if (put !== '' && longer.length > width) lines.push(put);
        put = put !== '' && longer.length > width ? `${hanging}${word}` : longer;
      }
      return [...lines, put];
    });
}
