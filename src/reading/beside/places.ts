import { once } from '../../language/remembering/once.ts';

const word = String.raw`[\p{L}_][\p{L}\p{M}\p{Nd}₀-₉_]{0,30}`;
const given = String.raw`${word}\s?=\s?[-+−]?[\d.]{1,20}`;
const list = String.raw`${given}(?:\s?[,;]\s?${given}){0,20}`;

/** `|_{b=3}`, ` (b = 3, c = 2)`, ` at b = 3`: where a derivative is taken, behind it and before its value. */
const place = once(
  () =>
    new RegExp(
      String.raw`(?:\s?\|\s?_?\s?(?:\{${list}\}|\(${list}\)|${list})|\s?[([]${list}[)\]]|\s(?:at|@|for|bei|für|en|pour|para)\s${list})(?=\s{0,3}(?:[:=≈→]|->|is\s))`,
      'u',
    ),
);

/** A line without the place at which its derivative is taken. */
export function withoutPlace(line: string): string {
  // Most lines have one equals sign at most.
  if (line.length > 300 || line.indexOf('=') === line.lastIndexOf('=')) {
    if (!/=.*:/.test(line) && !/=.*\bis\b/.test(line)) return line;
  }
  const found = place().exec(line);
  if (!found || !/[dD∂∇][^=]*$/.test(line.slice(0, found.index))) return line;
  if (line.slice(0, found.index).includes('=')) return line;
  return line.slice(0, found.index) + line.slice(found.index + found[0].length);
}
