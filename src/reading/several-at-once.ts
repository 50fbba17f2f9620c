import { inAnyScript } from '../language/unicode-names.ts';

const word = String.raw`[\p{L}\p{M}\p{Nd}₀-₉_]+`;
const derivative = String.raw`[d∂]${word}(?:\s*/\s*[d∂]${word})?`;
const tuple = inAnyScript(
  String.raw`^\s*\(?\s*(${derivative}(?:\s*,\s*${derivative})+)\s*\)?\s*=(?!=)\s*(\S.*)$`,
);
const chain = inAnyScript(String.raw`^\s*((?:${derivative}\s*=(?!=)\s*){2,})(\S.*)$`);

/** The longest line that is looked at. */
const longest = 2000;

/**
 * The lines for which one stands that gives several derivatives at once, as Python does: `da, du = 3, 3`, and
 * `dv = da = du = 3`. Any other line stands for itself. In a chain a name that has an answer of its own elsewhere is a part of
 * the calculation: `dv = 3` and `da = dv = 4` are two answers, the second of them slipped.
 */
export function apart(
  line: string,
  answeredAlone: (name: string) => boolean = () => false,
): readonly string[] {
  if (line.length > longest || !line.includes('=')) return [line];
  const [, several = '', values = ''] = (line.includes(',') && tuple(line)) || [];
  const lefts = several.split(',');
  const rights = partsOf(values);
  if (lefts.length > 1 && lefts.length === rights.length)
    return lefts.map((left, i) => `${left.trim()} = ${rights[i]}`);
  const [, all = '', value = ''] = chain(line) ?? [];
  // What goes on after another equals sign is a calculation, which is read as one.
  if (all === '' || /[^=<>!]=(?!=)/.test(value)) return [line];
  const names = all
    .split('=')
    .slice(0, -1)
    .map((left) => left.trim());
  if (names.slice(1).some(answeredAlone)) return [line];
  return names.map((left) => `${left} = ${value}`);
}

/** The parts of a text between its outermost commas. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if ('([{'.includes(sign)) depth++;
    if (')]}'.includes(sign)) depth--;
    if (sign !== ',' || depth > 0) continue;
    parts.push(text.slice(from, at).trim());
    from = at + 1;
  }
  const whole = [...parts, text.slice(from).trim()];
  return whole.every((part) => part !== '') ? whole : [];
}
