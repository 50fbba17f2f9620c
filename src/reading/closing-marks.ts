import { once } from '../language/remembering/once.ts';

/** A right side without the marks that close a line of Markdown or LaTeX, a row of a table, or an object of JSON. */
export function closed(text: string, via: readonly string[]): string {
  let plain = text;
  if (via.includes('bar')) plain = plain.replace(/\s*\|\s*$/, '');
  if (via.includes('brace')) plain = plain.replace(/\s*\}[;,]?\s*$/, '');
  if (/^"[^"]*"$|^'[^']*'$/.test(plain)) plain = plain.slice(1, -1);
  const isMarked = via.includes('markup') || via.includes('dollars');
  if (!isMarked && !/[`$*_]\s*[.;,]?$/.test(plain)) return plain;
  for (const { mark, opens, closes } of marks()) {
    const count = plain.split(mark).length - 1;
    if (count === 2) plain = insideOf(plain, mark);
    // What stands in pairs belongs to the right side; one alone closes what opened left of it.
    if (count % 2 === 0) continue;
    const ended = mark === '*' && !isMarked ? plain : plain.replace(closes, '');
    plain = ended === plain && isMarked && mark !== '*' ? plain.replace(opens, '') : ended;
  }
  return plain;
}

/** What stands between a mark at the beginning of a text and one at its end; the text where there are none. */
function insideOf(text: string, mark: string): string {
  const body = text.replace(/[.;,]$/, '');
  const isInside = body.startsWith(mark) && body.endsWith(mark) && body.length >= 2 * mark.length;
  return isInside ? body.slice(mark.length, -mark.length).trim() : text;
}

/** The marks of Markdown and LaTeX, the longest first. */
const marks = once(() =>
  ['***', '**', '*', '```', '`', '$$', '$', '__'].map((mark) => {
    const sign = mark.replaceAll(/[*$]/g, '\\$&');
    return {
      mark,
      opens: new RegExp(`^${sign}\\s*`),
      closes: new RegExp(`\\s*${sign}[.;,]?$`),
    };
  }),
);
