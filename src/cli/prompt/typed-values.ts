import { inAnyScript, patternInAnyScript } from '../../language/unicode-names.ts';

const name = String.raw`[\p{L}_][\p{L}\p{M}\p{Nd}₀-₉_]*`;
const pair = inAnyScript(String.raw`^(${name})\s*=(?!=)\s*(.*)$`, 'su');
/** What stands between two pairs: a blank, a comma or a semicolon. */
const between = patternInAnyScript(String.raw`(?:\s*[;,]\s*|\s+)(?=${name}\s*=(?!=))`);
const tight = String.raw`${name}=[-+−]?[\d.][\d.,/e+-]*`;
/** A program with values behind it; a blank after a sign of its own is no end of a program. */
const behind = inAnyScript(String.raw`^(.*?[^\s;=+\-*/^(,])\s+(${tight}(?:[\s;,]+${tight})*)\s*$`, 'su');

/** `a=5 b=3 c=2`, also with commas or semicolons between, as names with the texts of their values; null for anything else. */
export function valuesIn(text: string): readonly (readonly [string, string])[] | null {
  const line = text.trim().replace(/\s*[;,]$/u, '');
  const pairs = line.split(between(line)).map((each) => pair(each));
  return pairs.every((each) => each !== null)
    ? pairs.map(([, known = '', value = '']) => [known.normalize('NFC'), value.trim()] as const)
    : null;
}

/**
 * A line as it is typed behind `dvar` in a shell, as its program and its values: `"J = 3*a" a=5`, or the same without
 * quotes. Nothing needs quotes at a prompt; where somebody types them out of habit, what is inside is meant.
 */
export function programAndValues(line: string): { readonly program: string; readonly values: string } {
  const text = line.trim().replace(/^dvar\s+(?=.*[=*+/^])/u, '');
  const [, , inside, after = ''] = /^(["'])(.*)\1(.*)$/su.exec(text) ?? [];
  if (inside !== undefined && (after.trim() === '' || valuesIn(after)))
    return { program: inside.trim(), values: after.trim() };
  const [, program = text, values = ''] = behind(text) ?? [];
  return { program: program.trim(), values };
}
