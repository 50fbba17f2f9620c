import { once } from '../language/remembering/once.ts';
import { reasonBehind } from './beside/because.ts';
import { hedges, joiningWords, openings } from './languages.ts';
import type { Reads, RightRow } from './respelling.ts';

const swap =
  (pattern: RegExp, by: string) =>
  (text: string): string =>
    text.replaceAll(pattern, by);

/** Whether a text holds a word that nothing here is called: it speaks, and does not calculate. */
const speaks = (text: string, { isName }: Reads): boolean =>
  (text.match(/\p{L}[\p{L}\p{M}\p{Nd}_]*/gu) ?? []).some(
    (word) => word.length > 1 && !isName(word) && !(word.startsWith('d') && isName(word.slice(1))),
  );

/** A comment is words: what reads as an expression behind its sign is a part of the answer, and nobody guesses which. */
const withoutComment =
  (patternOf: () => RegExp) =>
  (text: string, ask: Reads): string | null => {
    const match = patternOf().exec(text);
    const [whole = '', said = ''] = match ?? [];
    if (!match || match.index === 0 || !speaks(said, ask) || ask.reads(said.trim())) return null;
    return text.slice(0, match.index) + text.slice(match.index + whole.length);
  };

/** What a sentence says before its number, over and over: `so I think it's about`. */
const leadIn = new RegExp(
  `^\\s*(?:=>\\s*|-+>\\s*|[≈~=→]+\\s*|(?:${openings}|${hedges}|${joiningWords.spaced}|return|answer|ans|value|result)(?:\\s*[:=]\\s*|[\\s,]+(?=\\S))|${joiningWords.tight}\\s*|(?:答案|结果|答え|結果)[是为は：:]?\\s*)+`,
  'iu',
);
/** A text without what a sentence says before its number; a word that is a name here is none of that. */
function withoutLeadIn(text: string, isName: Reads['isName']): string {
  const [said = ''] = leadIn.exec(text) ?? [];
  return (said.match(/[\p{L}\p{Nd}_]+/gu) ?? []).some(isName) ? text : text.slice(said.length);
}

const unitWord =
  '(?:units?|einheit(?:en)?|unités?|unidad(?:es)?|[ckm]?m|km|m?s|sec(?:onds?)?|min(?:utes?)?|h(?:ours?)?|[km]?g|[km]?[NJWVAL]|Hz|K|mol|k?Pa|rad|deg|°C?|met(?:er|re)s?|euros?|EUR|€|dollars?|USD|\\$)(?:\\^-?\\d|[²³])?';
/** A number with its unit: `6 m/s`, `3 units per hour`. */
const withUnit = once(
  () =>
    new RegExp(
      `^\\s*([-+−]?(?:\\d+(?:[.,/]\\d+)?|[.,]\\d+))\\s+(${unitWord}(?:(?:\\s*[/*·]\\s*|\\s+(?:per\\s+)?)${unitWord}){0,3})\\s*[.;]?\\s*$`,
      'u',
    ),
);
/** A number without its unit, unless a word of that is a name here. */
function withoutUnit(text: string, isName: Reads['isName']): string | null {
  // Most answers have no blank.
  if (!/\d\s/.test(text)) return null;
  const [, number, unit = ''] = withUnit().exec(text) ?? [];
  if (number === undefined || (unit.match(/\p{L}+/gu) ?? []).some(isName)) return null;
  return number;
}

/** What it says behind it. */
const afterthought =
  /[\s,]+(?:i\s+(?:think|guess|hope|believe)|right|correct|maybe|perhaps|probably|or\s+so|ok(?:ay)?|yes|please|not\s+sure|n'est-ce\s+pas|oder)\s*[?!.]*\s*$/iu;
/** Faces, by letters or as pictures. */
const faces = /\s*(?:[:;]-?[)D(P]|(?:[\u{1f300}-\u{1faff}\u2600-\u27bf]|\ufe0f|\u200d)+)\s*$/u;

/** What stands around a right side and says nothing, in the order in which it is taken away. */
export const noisePatterns = {
  marks: {
    example: '`6`',
    plain: '6',
    from: 'Markdown',
    // Stars and underscores come in pairs; at one end alone they are an unfinished power or a name.
    respell: (text) =>
      text
        .replace(/^\s*(\*\*|__|["'])(.*)\1\s*$/su, '$2')
        .replace(/^\s*\*([^*]+)\*\s*$/u, '$1')
        .replaceAll(/^\s*(?:`{1,3}|\${1,2})|(?:`{1,3}|\${1,2})\s*$/g, ''),
  },
  struck: {
    example: '~~5~~ 6',
    plain: '6',
    from: 'Markdown',
    respell: swap(/~~[^~]*~~/g, ''),
  },
  about: {
    example: '≈6',
    plain: '6',
    from: 'a notebook on paper',
    respell: (text, { isName }) => withoutLeadIn(text, isName),
  },
  blockComment: {
    example: '6 /* chain rule */',
    plain: '6',
    from: 'C, Java',
    respell: withoutComment(() => /\s*\/\*(.*?)\*\/\s*$/su),
  },
  hashComment: {
    example: '~6 # chain rule',
    plain: '6',
    from: 'Python, R',
    respell: withoutComment(() => /\s*#(.*)$/su),
  },
  lineComment: {
    example: '6 // chain rule',
    plain: '6',
    from: 'C++',
    respell: withoutComment(() => /\s*\/\/(.*)$/su),
  },
  percentComment: {
    example: '6 % chain rule',
    plain: '6',
    from: 'MATLAB',
    respell: withoutComment(() => /\s+%(.*)$/su),
  },
  dashComment: {
    example: '6 -- chain rule',
    plain: '6',
    from: 'SQL, Haskell',
    respell: withoutComment(() => /\s+--(.*)$/su),
  },
  remark: {
    example: '6 (chain rule)',
    plain: '6',
    from: 'a worksheet',
    respell: withoutComment(() => /(?:\s|(?<!\p{L}[\p{L}\p{Nd}_.]*))\s*\(([^()]*)\)[.;,]?\s*$/u),
  },
  squareRemark: {
    example: '6 [chain rule]',
    plain: '6',
    from: 'a worksheet',
    respell: withoutComment(() => /(?:\s|(?<!\p{L}[\p{L}\p{Nd}_.]*))\s*\[([^[\]]*)\][.;,]?\s*$/u),
  },
  because: {
    example: '6 because of the chain rule',
    plain: '6',
    from: 'an essay',
    respell: withoutComment(() => reasonBehind),
  },
  unit: {
    example: '6 m/s',
    plain: '6',
    from: 'physics',
    respell: (text, { isName }) => withoutUnit(text, isName),
  },
  afterthought: {
    example: '6 I think',
    plain: '6',
    from: 'a chat',
    respell: (text) => text.replace(faces, '').replace(afterthought, ''),
  },
  closing: {
    example: '6!',
    plain: '6',
    from: 'a chat',
    respell: swap(/(?<=[\w)\]'"`*$])\s*[;,.!?…]+\s*$/g, ''),
  },
} as const satisfies Record<string, RightRow>;

export type NoisePattern = keyof typeof noisePatterns;
