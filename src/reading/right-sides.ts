import { translatedFromNumpy } from '../language/numpy/whole-line.ts';
import { fromLatex } from './latex.ts';
import { plainSigns } from './signs.ts';

/** What a respelling may ask: whether a text reads as an expression, and whether a word is a name here. */
export interface Reads {
  readonly reads: (text: string) => boolean;
  readonly isName: (word: string) => boolean;
}

/** A way to write a right side, and how it is written here; null where the text has nothing of it. */
interface RightRow {
  readonly example: string;
  /** What the example is, written plainly, for a program with b = 3, c = 2 and matrices A and dZ. */
  readonly plain: string;
  readonly from: string;
  readonly respell: (text: string, ask: Reads) => string | null;
}

const swap =
  (pattern: RegExp, by: string) =>
  (text: string): string =>
    text.replaceAll(pattern, by);

const numbers: Readonly<Record<string, string>> = {
  zero: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
};

/** A comment is words: what reads as an expression behind its sign is a part of the answer, and nobody guesses which. */
const withoutComment =
  (pattern: RegExp) =>
  (text: string, { reads }: Reads): string | null => {
    const match = pattern.exec(text);
    const [whole = '', said = ''] = match ?? [];
    if (!match || match.index === 0 || !/\p{L}/u.test(said) || reads(said.trim())) return null;
    return text.slice(0, match.index) + text.slice(match.index + whole.length);
  };

/** Every way in which a right side is written, beside the language's own, in the order in which they are tried. */
export const rightPatterns = {
  signs: { example: '３∗２', plain: '3*2', from: 'an Asian keyboard, a PDF', respell: plainSigns },
  latex: { example: '3 \\cdot 2', plain: '3 *2', from: 'LaTeX', respell: fromLatex },
  marks: {
    example: '`6`',
    plain: '6',
    from: 'Markdown',
    // Stars and underscores come in pairs; at one end alone they are an unfinished power or a name.
    respell: (text) =>
      text
        .replace(/^\s*(\*\*|__)(.*)\1\s*$/su, '$2')
        .replaceAll(/^\s*(?:`{1,3}|\${1,2})|(?:`{1,3}|\${1,2})\s*$/g, ''),
  },
  about: {
    example: '≈6',
    plain: '6',
    from: 'a notebook on paper',
    respell: swap(
      /^\s*(?:[≈~=→]+|(?:is|it'?s|it\s+is|about|approx(?:imately|\.)?|circa|ca\.|roughly|equals|the\s+answer\s+is|answer:|i\s+(?:think|guess|got)(?:\s+it'?s)?)\s(?=\S))\s*/giu,
      '',
    ),
  },
  blockComment: {
    example: '6 /* chain rule */',
    plain: '6',
    from: 'C, Java',
    respell: withoutComment(/\s*\/\*(.*?)\*\/\s*$/su),
  },
  lineComment: {
    example: '6 // chain rule',
    plain: '6',
    from: 'C++',
    respell: withoutComment(/\s*\/\/(.*)$/su),
  },
  percentComment: {
    example: '6 % chain rule',
    plain: '6',
    from: 'MATLAB',
    respell: withoutComment(/\s+%(.*)$/su),
  },
  dashComment: {
    example: '6 -- chain rule',
    plain: '6',
    from: 'SQL, Haskell',
    respell: withoutComment(/\s+--(.*)$/su),
  },
  remark: {
    example: '6 (chain rule)',
    plain: '6',
    from: 'a worksheet',
    respell: withoutComment(/\s*\(([^()]*)\)[.;,]?\s*$/u),
  },
  because: {
    example: '6 because of the chain rule',
    plain: '6',
    from: 'an essay',
    respell: withoutComment(/[\s,]+(?:because|since|weil|da|car|porque|by the|using)\s+(.*)$/su),
  },
  closing: { example: '6!', plain: '6', from: 'a chat', respell: swap(/(?<=[\w)\]'])\s*[;,.!?…]+\s*$/g, '') },
  times: {
    example: '3x2',
    plain: '3*2',
    from: 'pupils',
    respell: (text, { isName }) =>
      isName('x') || /(?:^|[^\d.])0[xX]/.test(text)
        ? null
        : text.replaceAll(/(?<=\d)(?:\s*[xX]\s*)(?=[\d.])/g, '*'),
  },
  words: {
    example: 'three times two',
    plain: '3 * 2',
    from: 'dictation',
    respell: (text, { isName }) =>
      text
        .replaceAll(/\b(?:multiplied by|times|mal)\b/gi, '*')
        .replaceAll(/\b(?:divided by|over|durch)\b/gi, '/')
        .replaceAll(/\bplus\b/gi, '+')
        .replaceAll(/\bminus\b/gi, '-')
        .replaceAll(/\bsquared\b/gi, '^2')
        .replaceAll(/\b[a-z]+\b/gi, (word) => (isName(word) ? word : (numbers[word.toLowerCase()] ?? word))),
  },
  comma: {
    example: '0,5*12',
    plain: '0.5*12',
    from: 'most of Europe',
    // Three digits behind it could be thousands, and between brackets a comma parts entries.
    respell: (text) =>
      /[[(]/.test(text) || /(?<!\d)[1-9]\d{0,2},\d{3}(?!\d)/.test(text)
        ? null
        : text.replaceAll(/(?<=\d),(?=\d)/g, '.'),
  },
  raised: {
    example: 'dZ*A^T',
    plain: "dZ*A'",
    from: 'a textbook',
    respell: (text, { isName }) => (isName('T') ? null : text.replaceAll(/\^\(?T\)?(?!\w)/g, "'")),
  },
  numpy: { example: 'dZ @ A.T', plain: "dZ*A'", from: 'NumPy', respell: (text) => translatedFromNumpy(text) },
} as const satisfies Record<string, RightRow>;

export type RightPattern = keyof typeof rightPatterns;

/** The respelling of a text that reads, and the patterns that it took; null where none does. */
export function respelled(text: string, ask: Reads): { text: string; via: readonly RightPattern[] } | null {
  let now = text;
  const via: RightPattern[] = [];
  for (const [id, row] of Object.entries<RightRow>(rightPatterns) as [RightPattern, RightRow][]) {
    const next = row.respell(now, ask);
    if (next === null || next.trim() === now.trim()) continue;
    now = next;
    via.push(id);
    if (now.trim() !== '' && ask.reads(now)) return { text: now.trim(), via };
  }
  return null;
}

/** The parts of a chain `3*2 = 6`, `6 → ...`, or of a number with its formula beside it, `6 (3*2)`; one part where there is no chain. */
export function partsOf(text: string): { kind: 'chain' | 'beside'; parts: readonly string[] } {
  const beside = /^\s*([-+−]?[\d.]+(?:\/\d+)?)\s+\(([^=]*)\)\s*[.;,]?\s*$/u.exec(text);
  const [, value = '', formula = ''] = beside ?? [];
  if (beside && isClosed(formula)) return { kind: 'beside', parts: [value, formula] };
  const because = /^\s*([-+−]?[\d.]+(?:\/\d+)?)\s*,?\s+(?:because|since|as|from)\s+(.*)$/u.exec(text);
  if (because) return { kind: 'beside', parts: [because[1] ?? '', because[2] ?? ''] };
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '(' || char === '[') depth++;
    if (char === ')' || char === ']') depth--;
    if (depth !== 0 || /[<>!~+]/.test(text[at - 1] ?? '')) continue;
    const sign = /^(?:={1,2}(?![=>])|=>|-+>|→|⇒|≈|＝|\\approx(?![a-z])|\\to(?![a-z]))/u.exec(
      text.slice(at, at + 8),
    )?.[0];
    if (sign === undefined) continue;
    parts.push(text.slice(from, at));
    from = at + sign.length;
    at = from - 1;
  }
  parts.push(text.slice(from));
  return { kind: 'chain', parts: parts.map((part) => part.trim()).filter((part) => part !== '') };
}

/** Whether every bracket of a text is closed in it, so that the one before it closes behind it. */
function isClosed(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth === 0;
}
