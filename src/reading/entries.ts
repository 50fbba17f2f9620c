/** A longer matrix is nobody's own arithmetic. */
const longest = 500;

const number = String.raw`(?:\d+(?:\.\d*)?|\.\d+)`;
/** A sum whose signs have a blank on both sides or on none: `[1 -2, 3]` may be three entries. */
const sum = new RegExp(String.raw`^([-+−]?)\s*(${number})((?:(?:\s+[-+−]\s+|[-+−])(?:${number}))+)$`, 'u');
const term = new RegExp(String.raw`([-+−])\s*(${number})`, 'gu');

/**
 * A matrix with the sums worked out that stand between its commas: `[-2 + 0, 2; 0 0]`. In a row without commas a blank may part
 * two entries, so that such a row stays as it is. Null where there is no sum.
 */
export function withEntriesAdded(text: string): string | null {
  if (text.length > longest || !/^\s*\[[^[\]A-Za-z]*[-+−][^[\]A-Za-z]*\]\s*$/u.test(text)) return null;
  const [, inside = ''] = /\[(.*)\]/su.exec(text) ?? [];
  const rows = inside.split(/[;\n]/).map((row) => {
    if (!row.includes(',')) return row;
    return row
      .split(',')
      .map((entry) => entry.replace(/\S.*\S/s, (text) => added(text) ?? text))
      .join(',');
  });
  const joined = `[${rows.join(';')}]`;
  return joined === text.trim() ? null : joined;
}

/** The value of `-2 + 0`; null where a text is no sum. */
function added(text: string): string | null {
  const found = sum.exec(text);
  if (!found) return null;
  const whole = found[1] === '' ? `+${text}` : text;
  let total = 0;
  for (const [, sign, size] of whole.matchAll(term)) total += sign === '+' ? Number(size) : -Number(size);
  return String(total);
}
