import { isLeftSide } from '../left-sides.ts';

/** Longer lines are no rows. */
const longest = 500;
/** What parts the cells of a row. */
const separators = ['\t', '|', ';', ','];

/**
 * The lines of a text in which a row of derivatives stands above a row of their values, with one line of answers for the two.
 * The row of names alone is left empty: `dv | da` over `3 | 3` does not say that dv = da.
 */
export function withWideTables(lines: readonly string[]): readonly string[] {
  const written = [...lines];
  for (let at = 0; at + 1 < lines.length; at++) {
    const head = lines[at] ?? '';
    if (head.length > longest || head.includes('=') || !/[d∂]/u.test(head)) continue;
    const by = separators.find((sign) => cells(head, sign).length > 1);
    const names = by === undefined ? [] : cells(head, by);
    if (by === undefined || !names.every((name) => /^[d∂]/u.test(name) && isLeftSide(name))) continue;
    const next = (lines[at + 1] ?? '').trim() === '' ? at + 2 : at + 1;
    const values = cells(lines[next] ?? '', by);
    if (values.length !== names.length || !values.every((value) => /^[-+−]?[\d.]/u.test(value))) continue;
    written[at] = '';
    written[next] = names.map((name, k) => `${name} = ${values[k]}`).join('; ');
  }
  return written;
}

const cells = (line: string, by: string): readonly string[] =>
  line.length > longest
    ? []
    : (by === '|' ? line.replace(/^\s*\|/, '').replace(/\|\s*$/, '') : line)
        .split(by)
        .map((cell) => cell.trim().replaceAll(/^[$*`]+|[$*`]+$/g, ''));
