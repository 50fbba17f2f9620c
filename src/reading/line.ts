import { inAnyScript } from '../language/unicode-names.ts';
import { before, type Pattern } from './beginnings.ts';
import { withoutPlace } from './beside/places.ts';
import { closed } from './closing-marks.ts';
import { hedges, joiningWords } from './languages.ts';
import { fromLatex } from './latex.ts';
import { isLeftSide } from './left-sides.ts';
import { plainSigns } from './signs.ts';

/** One `left = right` of a line. */
export interface Equation {
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

/** What joins the two sides, the longest first. */
const signs: readonly (readonly [sign: Pattern, id: string, loose: boolean])[] = [
  [/^\+=/, 'adds', false],
  [/^(?::=|===?|<-|←)/u, 'assigns', false],
  [/^=(?!>)/, 'equals', false],
  [/^&=/, 'equals', false],
  // A name with its type, as in Python and Rust.
  [
    /^:\s*(?:float(?:32|64)?|double|int|real|f(?:32|64)|[nN]umber|Float64|Tensor|Matrix|ndarray|(?:np|torch)\.\w{1,20})\s*=(?!=)/,
    'typed',
    false,
  ],
  [/^(?:=>|-+>|→|≈|~=?|\|)/u, 'arrow', true],
  [/^:(?!:)/, 'colon', true],
  [{ exec: inAnyScript(`^${joiningWords.spaced}(?=[\\s:])[:\\s]*(?:${hedges}(?=\\s))?`, 'iu') }, 'is', true],
  [{ exec: inAnyScript(`^${joiningWords.tight}`) }, 'tight', true],
  [/^\t\s*(?=[^\s=:≈~<>→|-])/u, 'tab', true],
  [/^[,;]\s*(?=[-+−]?\.?\d[\d./]*\s*[.;]?\s*$)/u, 'comma', true],
  [/^(?=[-+−]?\.?\d)/u, 'blank', true],
];

/** The left side before a sign, as long as it may be; what is found is looked at by `isLeftSide`. */
const longestLeft = 120;

const nameAlone = inAnyScript(
  String.raw`^[\p{L}_][\p{L}\p{M}\p{Nd}₀-₉_]*(?:\s*(?:\([\s\p{L}\p{M}\p{Nd}₀-₉_,]*\)|\[\s*\d{1,3}\s*(?:,|\]\s*\[)\s*\d{1,3}\s*\]))?$`,
);

/**
 * A name in ASCII, a single `=`, and a right side without a blank, a mark or anything else that is looked for below: most
 * lines are so, and need none of the other patterns, each of which takes a while when it is first used.
 */
const plainEquation = /^\s*([A-Za-z](?:\w{0,50}[A-Za-z0-9])?) *= *([-+*/^().\w]*[A-Za-z0-9)])\s*$/;

/** Reads a line: the statements in it, in their order; none where it is no answer. */
export function readLine(text: string): readonly Equation[] {
  const [, name, value = ''] = plainEquation.exec(text) ?? [];
  if (name !== undefined)
    return [
      {
        left: name,
        adds: false,
        loose: false,
        right: value,
        at: text.trimEnd().length - value.length,
        via: [],
      },
    ];
  return readByPatterns(text);
}

function readByPatterns(text: string): readonly Equation[] {
  const via: string[] = [];
  const spelled = plainLine(text, via);
  const found: Equation[] = [];
  let rest = spelled;
  let from = 0;
  for (let count = 0; count < 50 && rest.trim() !== ''; count++) {
    const one = statementIn(rest);
    if (!one) break;
    const end = endOf(rest, one.start, one.left);
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
  return found.length > 0 ? found : turned(spelled, via);
}

/** `6 = db`: what is asked stands right of its value. */
function turned(text: string, via: readonly string[]): readonly Equation[] {
  const cut = text.lastIndexOf('=');
  if (cut < 0 || cut > longestLeft || text.length - cut > longestLeft) return [];
  const left = bareLeft(text.slice(cut + 1).replace(/[\s.;,!]+$/, ''));
  const [, right = ''] =
    /^\s*(?:\d{1,3}[.)]\s+)?(?:\${1,2}\s*)?(.*[^\s<>!=:+])\s*$/.exec(text.slice(0, cut)) ?? [];
  // A sentence that ends so says what is known already.
  if (right === '' || /[,;:]|\p{L}{2}\s+[\p{L}\d]/u.test(right) || !isLeftSide(left)) return [];
  const at = text.indexOf(right);
  return [{ left, adds: false, loose: true, right, at, via: [...via, 'turned'] }];
}

/** A line in plain signs and without LaTeX, as far as it is understood; its length stays where nothing was to do. */
function plainLine(text: string, via: string[]): string {
  let plain = text;
  if (text.includes('\\')) {
    plain = fromLatex(text) ?? text;
    if (plain !== text) via.push('latex');
  }
  const signs = oddSigns.test(plain) ? plainSigns(plain) : plain;
  if (signs !== plain) via.push('signs');
  const everywhere = withoutPlace(signs);
  if (everywhere !== signs) via.push('place');
  const [, said, value = ''] = printed.exec(everywhere) ?? [];
  if (said === undefined) return everywhere;
  via.push('printed');
  return `${said} ${value.trim()}`;
}

/** Signs and letters of other keyboards where a left side or what joins it may stand. */
const oddSigns = /[\uff01-\uff5e﹦꞊≔∶⟶⇒➔≃≅∼“”„‘’\u00ad\u200b-\u200f\u2060]|[\u{1d400}-\u{1d7ff}]/u;
/** `print("db =", 6)`, and its like in other languages. */
const printed =
  /^\s*(?:print(?:ln!?|f)?|disp|puts|echo|console\.log|System\.out\.print(?:ln)?|cout\s*<<)\s*\(?\s*f?(?:"([^"]{1,60})"|'[^']{1,60}')\s*(?:(?:,|\+|<<)(.*?))?(?:\)\s*)?(?:;\s*)?$/;

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
  let labelled = false;
  for (let turn = 0; turn < 8; turn++) {
    const head = headAt(text, at);
    // Behind a label of prose only a derivative is an answer: `Note: u = 6 looked odd` is none.
    if (head && labelled && !isLeftSide(head.left)) return null;
    if (head) return { ...head, via: [...via, ...head.via] };
    const rest = text.slice(at, at + 300);
    const skipped = Object.entries(before).find(([, { pattern }]) => pattern.exec(rest) !== null);
    if (!skipped) return null;
    labelled ||= skipped[0] === 'label';
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
    const sign = signs.find(([pattern]) => pattern.exec(rest) !== null);
    if (!sign) continue;
    const [pattern, id, loose] = sign;
    const typed = text.slice(from, at);
    // A word that joins, and a number, stand behind a blank.
    if ((id === 'is' || id === 'blank') && !/\s$/.test(typed)) continue;
    const left = bareLeft(typed);
    const isAnswer = isLeftSide(left);
    if (!isAnswer && (loose || !nameAlone(left))) continue;
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

/** A left side without the quotes and the marks of Markdown that stand around it, or behind it alone. */
function bareLeft(typed: string): string {
  const left = typed
    .trim()
    .replace(/^["'`](.*)["'`]$/, '$1')
    .replaceAll(/\s*(?:\*{1,3}|_{2,3}|`{1,3}|\${1,2})$/g, '')
    .trim();
  const [, , inside] = /^(_{1,3})(.+?)\1$/.exec(typed.trim()) ?? [];
  return inside !== undefined && isLeftSide(inside) ? inside : left;
}

/** So many separators of a line, in brackets and outside of them, are tried as the beginning of another answer. */
const mostTries = 200;

/** What leads from one answer to the next. */
const following =
  /^(?:,?\s*(?:=>|⇒|→|∴|-+>)\s*|[,.]?\s+(?:so|thus|hence|therefore|then|also|daher|donc|entonces|quindi)\s+)(?:that\s+|therefore\s+)?/u;
/** Whether two left sides are one, as `dJ/db` and `db` are; a small letter above the line is no output of a lecture's. */
const meansSame = (one: string, other: string): boolean =>
  one === other ||
  [`${one} ${other}`, `${other} ${one}`].some((both) => /^[d∂]\p{Lu}[^/]*\/(\S+) \1$/u.test(both));

/** Where a right side ends: at the end of the line, or where behind a comma, a semicolon or `and` another answer begins. */
function endOf(text: string, start: number, left: string): { at: number; next: number } {
  let depth = 0;
  const tries = { inside: 0, outside: 0 };
  for (let at = start; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '(' || char === '[') depth++;
    if (char === ')' || char === ']') depth--;
    if (depth > 0 && char !== ';') continue;
    const follows = following.exec(text.slice(at, at + 60));
    const after = follows && headAt(text, at + follows[0].length);
    // Another value of the same name contradicts this one.
    if (follows && after && isLeftSide(after.left) && !meansSame(left, after.left))
      return { at, next: at + follows[0].length };
    const parts = /^(?:[;,&|\t]|\s+(?:and|und|et|y)\s|\s{2,})\s*/u.exec(text.slice(at, at + 60));
    if (!parts) continue;
    const next = at + parts[0].length;
    if (/[;,&|)\]}]/.test(text[next] ?? ';')) continue;
    if (++tries[depth > 0 ? 'inside' : 'outside'] > mostTries) continue;
    const head = headAt(text, next) ?? (char === ';' ? statementIn(text.slice(next)) : null);
    if (head && (char === ';' || isLeftSide(head.left))) return { at, next };
  }
  return { at: text.length, next: text.length };
}
