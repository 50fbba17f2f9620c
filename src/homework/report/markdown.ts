/** Foreign text escaped for Markdown, so that it makes no link, heading or HTML, and without control characters. */
export const inMarkdown = (text: string): string =>
  text
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/[\\`*_{}[\]()<>#|~!]/g, (char) =>
      char === '<' ? '&lt;' : char === '>' ? '&gt;' : `\\${char}`,
    )
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    // A digit can't be escaped; its dot can, where it would begin a list.
    .replace(/^(\s*\d+)\.(?=\s|$)/, '$1\\.')
    .trim();

/** Somebody's text as code in Markdown: fenced by more backticks than stand in it. */
export function asCode(text: string): string {
  const clean = text
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll('|', '\\|')
    .trim();
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${clean} ${fence}` : `${fence}${clean}${fence}`;
}
