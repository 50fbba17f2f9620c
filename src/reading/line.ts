import { fromLatex } from './latex.ts';
import { isLeftSide } from './left-sides.ts';
import { plainSigns } from './signs.ts';

/** One `left = right` of a line. */
export interface Statement {
  /** What stands left of the sign, without what decorates it: `dv`, `∂J/∂v`, `grads["dv"]`, or a name of somebody's own. */
  readonly left: string;
  readonly adds: boolean;
  /** Whether its sign names things in prose, too (`:`, `->`, a tab): only a derivative can stand left of it. */
  readonly loose: boolean;
  readonly right: string;
  /** Where the right side begins in the line that was read; in a line that was respelled only nearly so. */
  readonly at: number;
  /** The patterns that it took to read it. */
  readonly via: readonly string[];
}

/** What may stand before an answer, and says nothing: each with its example. */
export const before: Readonly<Record<string, { readonly example: string; readonly pattern: RegExp }>> = {
  quote: { example: '> db = 6', pattern: /^(?:>\s*)+/ },
  bullet: { example: '• db = 6', pattern: /^(?:[-*+•‣◦▪●○·–—→∴]|\\item)\s+/u },
  bulletTight: { example: '•db = 6', pattern: /^[•‣◦▪●○∴](?=\S)/u },
  box: { example: '- [x] db = 6', pattern: /^\[[ xX✓]\]\s+/u },
  number: { example: '1. db = 6', pattern: /^(?:\(?\d{1,3}[.):\]]|\(?[a-hivx]{1,4}[.)]|[①-⑳])\s*(?=\D)/u },
  question: {
    example: 'Q1: db = 6',
    pattern:
      /^(?:q|question|ex|exercise|part|step|answer|ans|aufgabe|frage|pregunta|问题)\s*\.?\s*(?:\d{1,3}|[a-h])?\s*[.):：]\s*/iu,
  },
  declaration: {
    example: 'let db = 6',
    pattern:
      /^(?:let(?:\s+mut)?|const|var|val|auto|final|local|my|def|set|(?:static\s+|const\s+)*(?:double|float|int|real|long|number|Float64|f64|f32))\s+(?=\S)/,
  },
  words: {
    example: 'the answer is db = 6',
    pattern:
      /^(?:so|thus|then|hence|therefore|finally|and|also|we\s+(?:get|have|find)|i\s+(?:get|got|have|think)|(?:the|my)\s+answer(?:\s+is)?|answer(?:\s+is)?|result(?:\s+is)?|it\s+is|it's|its|that\s+is|daher|also|donc|entonces|因此|所以)[\s,:]+(?=\S)/iu,
  },
  dollars: { example: '$db = 6$', pattern: /^\${1,2}\s*|^\\[([]\s*/ },
  markup: { example: '**db** = 6', pattern: /^(?:\*{1,3}|_{1,3}|`{1,3})(?=\S)/ },
};

/** What joins the two sides, the longest first. */
const signs: readonly (readonly [sign: RegExp, id: string, loose: boolean])[] = [
  [/^\+=/, 'adds', false],
  [/^(?::=|===?|<-|←)/u, 'assigns', false],
  [/^=(?!>)/, 'equals', false],
  [/^(?:=>|-+>|→|≈|~=?|\|)/u, 'arrow', true],
  [/^:(?!:)/, 'colon', true],
  [/^(?:is|equals|gives|ist|est|es)(?=[\s:])[:\s]*(?:about|approximately|roughly)?/iu, 'is', true],
  [/^(?=[-+−]?\.?\d)/u, 'blank', true],
];

/** The left side before a sign, as long as it may be; what is found is looked at by `isLeftSide`. */
const longestLeft = 120;

const own = /^[\p{L}_][\p{L}\p{M}\p{Nd}₀-₉_]*(?:\s*\([\s\p{L}\p{M}\p{Nd}₀-₉_,]*\))?$/u;

/** Reads a line: the statements in it, in their order; none where it is no answer. */
export function readLine(text: string): readonly Statement[] {
  const via: string[] = [];
  const spelled = plainLine(text, via);
  const found: Statement[] = [];
  let rest = spelled;
  let from = 0;
  for (let count = 0; count < 50 && rest.trim() !== ''; count++) {
    const one = statementIn(rest);
    if (!one) break;
    const end = endOf(rest, one.start);
    const right = rest.slice(one.start, end.at);
    const lead = right.length - right.trimStart().length;
    found.push({
      left: one.left,
      adds: one.adds,
      loose: one.loose,
      right: closed(right.trim(), one.via),
      at: from + one.start + lead,
      via: [...via, ...one.via],
    });
    from += end.next;
    rest = rest.slice(end.next);
  }
  return found;
}

/** A line in plain signs and without LaTeX, as far as it is understood; its length stays where nothing was to do. */
function plainLine(text: string, via: string[]): string {
  let plain = text;
  if (text.includes('\\')) {
    plain = fromLatex(text) ?? text;
    if (plain !== text) via.push('latex');
  }
  const signs = /[\uff01-\uff5e﹦꞊≔∶⟶⇒➔≃≅∼𝜕]/u.test(plain) ? plainSigns(plain) : plain;
  if (signs !== plain) via.push('signs');
  return signs;
}

interface Head {
  readonly left: string;
  readonly adds: boolean;
  readonly loose: boolean;
  readonly start: number;
  readonly via: readonly string[];
}

/** The left side and the sign at the beginning of a text, behind what may stand before them. */
function statementIn(text: string): Head | null {
  let at = text.length - text.trimStart().length;
  const via: string[] = [];
  for (let turn = 0; turn < 8; turn++) {
    const head = headAt(text, at);
    if (head) return { ...head, via: [...via, ...head.via] };
    const rest = text.slice(at, at + 300);
    const skipped = Object.entries(before).find(([, { pattern }]) => pattern.test(rest));
    if (!skipped) return null;
    const length = skipped[1].pattern.exec(rest)?.[0].length ?? 0;
    if (length === 0) return null;
    at += length;
    at += text.slice(at).length - text.slice(at).trimStart().length;
    via.push(skipped[0]);
  }
  return null;
}

/** The first sign behind what reads as a left side. */
function headAt(text: string, from: number): Head | null {
  const most = Math.min(text.length, from + longestLeft);
  for (let at = from + 1; at <= most; at++) {
    const rest = text.slice(at, at + 40);
    const sign = signs.find(([pattern]) => pattern.test(rest));
    if (!sign) continue;
    const [pattern, id, loose] = sign;
    const typed = text.slice(from, at);
    // A word that joins, and a number, stand behind a blank.
    if ((id === 'is' || id === 'blank') && !/\s$/.test(typed)) continue;
    const left = typed
      .trim()
      .replace(/^["'`](.*)["'`]$/, '$1')
      .replaceAll(/\s*(?:\*{1,3}|_{2,3}|`{1,3}|\${1,2})$/g, '')
      .trim();
    const isAnswer = isLeftSide(left);
    if (!isAnswer && (loose || !own.test(left))) continue;
    const marks = left === typed.trim() ? [] : ['markup'];
    return {
      left,
      adds: id === 'adds',
      loose,
      start: at + (pattern.exec(rest)?.[0].length ?? 0),
      via: id === 'equals' || id === 'adds' ? marks : [...marks, id],
    };
  }
  return null;
}

/** Where a right side ends: at the end of the line, or where behind a comma, a semicolon or `and` another answer begins. */
function endOf(text: string, start: number): { at: number; next: number } {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '(' || char === '[') depth++;
    if (char === ')' || char === ']') depth--;
    if (depth > 0 && char !== ';') continue;
    const parts = /^(?:[;,&|\t]|\s+(?:and|und|et|y)\s|\s{2,})\s*/u.exec(text.slice(at, at + 60));
    if (!parts) continue;
    const next = at + parts[0].length;
    const head = headAt(text, next) ?? (char === ';' ? statementIn(text.slice(next)) : null);
    if (head && (char === ';' || isLeftSide(head.left))) return { at, next };
  }
  return { at: text.length, next: text.length };
}

/** A right side without the marks that close a line of Markdown or LaTeX. */
function closed(text: string, via: readonly string[]): string {
  const marked = via.some((id) => id === 'markup' || id === 'dollars');
  if (!marked && !/[`$]$|\*\*$/.test(text)) return text;
  return text
    .replace(/^(?:\*{2,3}|`{1,3}|\${1,2})\s*/, '')
    .replace(/\s*(?:\*{1,3}|_{1,3}|`{1,3}|\${1,2})[.;,]?$/, '');
}
