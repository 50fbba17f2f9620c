import { reasonBehind } from './beside/because.ts';
/** The parts of a chain `3*2 = 6`, `6 → ...`, or of a number with its formula beside it, `6 (3*2)`; one part where there is no chain. */
export function partsOf(text: string): { kind: 'chain' | 'beside'; parts: readonly string[] } {
  // Most answers are a number or a formula without a blank, for which these patterns need not be made.
  if (/^[-+*/^().\w]+$/.test(text)) return { kind: 'chain', parts: [text] };
  const inWords = /[\s,，、]/.test(text);
  const beside = inWords
    ? /^\s*([-+−]?[\d.]+(?:\/\d+)?)\s+\(\s*=?(.*)\)\s*[.;,]?\s*(?:#.*)?$/u.exec(text)
    : null;
  const [, value = '', formula = ''] = beside ?? [];
  if (beside && isClosed(formula)) return { kind: 'beside', parts: [value, ...partsOf(formula).parts] };
  const [, said, again] = /^(.*\S)\s*\(\s*=\s*([^()=]*)\)\s*[.;,]?\s*$/u.exec(text) ?? [];
  if (said !== undefined && again !== undefined) return partsOf(`${said} = ${again}`);
  const number = inWords ? /^\s*([-+−]?[\d.]+(?:\/\d+)?)(?=[\s,，、])/u.exec(text) : null;
  const reason = number && reasonBehind.exec(text.slice(number[0].length));
  if (reason?.index === 0)
    return { kind: 'beside', parts: [number?.[1] ?? '', ...partsOf(reason[1] ?? '').parts] };
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '(' || char === '[') depth++;
    if (char === ')' || char === ']') depth--;
    if (depth !== 0 || /[<>!~+]/.test(text[at - 1] ?? '')) continue;
    const sign = joining.exec(text.slice(at, at + 12))?.[0];
    if (sign === undefined) continue;
    parts.push(text.slice(from, at));
    from = at + sign.length;
    at = from - 1;
  }
  parts.push(text.slice(from));
  return { kind: 'chain', parts: parts.map((part) => part.trim()).filter((part) => part !== '') };
}

/** What joins the parts of a chain; a word, or a colon, behind a blank or before one. */
const joining =
  /^(?:={1,2}(?![=>])|=>|-+>|→|⇒|≈|＝|\\approx(?![a-z])|\\to(?![a-z])|:(?=\s)|\s(?:is|equals|gives|makes|ist|ergibt|est|fait|es)(?=\s))/u;

/** Whether every bracket of a text is closed in it, so that the one before it closes behind it. */
export function isClosed(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth === 0;
}
