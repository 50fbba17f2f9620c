/** Environments whose rows and columns are a matrix. */
const matrix = /\\begin\{([pbvV]?matrix|smallmatrix|array)\}(?:\{[^{}]*\})?([\s\S]{0,5000}?)\\end\{\1\}/g;

/** Commands that only say how their argument looks. */
const looks =
  /\\(?:boxed|fbox|text(?:bf|it|tt|rm)?|math(?:bf|rm|it|sf)|mbox|emph|underline|ensuremath|operatorname\*?)\s*\{([^{}]*)\}/g;

/**
 * The text of a LaTeX document without its layout commands; formulas stay as they are written, and each line keeps
 * its number.
 */
export function latexText(source: string): string {
  const begin = source.indexOf('\\begin{document}');
  const end = source.indexOf('\\end{document}');
  const preamble =
    begin < 0 ? '' : source.slice(0, begin).replaceAll(/[^\n]|\n/g, (char) => (char === '\n' ? char : ''));
  const body = source.slice(Math.max(0, begin), end < 0 ? undefined : end);
  // The student's name may stand in a comment of the preamble.
  const whose = /^\s*%+\s*(student\s*:.*)$/imu.exec(source)?.[1];
  let text = (preamble + body).replaceAll(/(^|[^\\])%.*$/gm, '$1').replaceAll(
    matrix,
    (_, _name, rows: string) =>
      `[${rows
        .trim()
        .replaceAll(/\\\\(?:\[[^\]]*\])?/g, ';')
        .replaceAll('&', ',')
        .replace(/;\s*$/, '')}]`,
  );
  for (let depth = 0; depth < 4; depth++) text = text.replaceAll(looks, '$1');
  text = text
    .replaceAll(
      /\\(?:(?:sub){0,2}section|paragraph)\*?\s*\{([^{}\n]*)\}/g,
      // A section may be that of a problem.
      '# $1',
    )
    .replaceAll(/\\(?:title|author|date|label|tag|caption)\*?\s*\{[^{}]*\}/g, '')
    .replaceAll(/\\(?:begin|end)\{[^{}]*\}(?:\[[^\]\n]*\]|\{[^{}\n]*\})*/g, '')
    .replaceAll(
      /\\(?:documentclass|usepackage|maketitle|noindent|centering|newline|newpage|displaystyle|limits|nonumber|notag)\b(?:\[[^\]]*\])?(?:\{[^{}]*\})?/g,
      '',
    )
    .replaceAll(/\\item\b(?:\[[^\]]*\])?/g, '')
    .replaceAll(/\\(?:quad|qquad|hspace\*?\{[^{}]*\}|vspace\*?\{[^{}]*\}|[,;:!> ])/g, ' ')
    // What ends a row ends the line as well, once.
    .replaceAll(/\\\\(?:\[[^\]]*\])?(?:[^\S\n]*\n)?/g, '\n')
    .replaceAll(/\\[()[\]]|\$+/g, ' ')
    .replaceAll('&', ' ')
    .split('\n')
    .map((line) => line.trim())
    .join('\n');
  return whose === undefined ? text : `# ${whose}\n${text.replace(/^\n/, '')}`;
}
