import { translatedFromNumpy } from '../language/numpy/whole-line.ts';
import { chosen } from './conditional.ts';
import { withEntriesAdded } from './entries.ts';
import { fromLatex } from './latex.ts';
import { isClosed } from './parts.ts';
import type { RightRow } from './respelling.ts';
import { plainSigns } from './signs.ts';
import { inSigns } from './spelled-numbers.ts';

/** A number or a matrix that is wrapped in what makes it one elsewhere; what follows a comma says how it is stored. */
const wrapper =
  /^\s*(?:(?:torch|np|numpy|jnp|tf)\.)?(float(?:32|64)?|double|int|(?:as)?array|tensor|constant|matrix|print|disp|Decimal|Fraction)\s*\((.*?)(?:,\s*\w+\s*=.*)?\)\s*;?\s*$/su;

/** A word in the capitals that a phone may have changed. */
const spellings = (word: string): readonly string[] => [
  word.toLowerCase(),
  word.toUpperCase(),
  word.slice(0, 1).toLowerCase() + word.slice(1),
  word.slice(0, 1).toLowerCase() + word.slice(1).toUpperCase(),
];

/** Every way in which a right side is written, beside the language's own, in the order in which they are tried. */
export const rightPatterns = {
  signs: { example: '３∗２', plain: '3*2', from: 'an Asian keyboard, a PDF', respell: plainSigns },
  latex: { example: '3 \\cdot 2', plain: '3 *2', from: 'LaTeX', respell: fromLatex },
  wrapped: {
    example: 'tensor(6.)',
    plain: '6.',
    from: 'PyTorch, NumPy',
    respell: (text, { isName }) => {
      const [, called = '', inside] = wrapper.exec(text) ?? [];
      return inside === undefined || isName(called) || !isClosed(inside) ? null : inside;
    },
  },
  suffix: {
    example: '6.0f',
    plain: '6.0',
    from: 'C, Java',
    respell: (text, { isName }) =>
      text.replaceAll(/(?<![\w.])(\d+\.?\d*|\.\d+)([fFdDlL])(?![\w(])/g, (all, digits, letter) =>
        isName(letter) ? all : digits,
      ),
  },
  keys: {
    example: 'cache["c"]*b',
    plain: 'c*b',
    from: "Ng's programming exercises",
    respell: (text, { isName }) =>
      text
        .replaceAll(/\b[A-Za-z_]\w*\s*\[\s*["'](\w+)["']\s*\]/g, '$1')
        .replaceAll(/\b([\p{L}_][\p{L}\d_]*)\.grad\b/gu, (all, of) => (isName(of) ? `d${of}` : all))
        .replaceAll(/\b(?:self|this|grads?|cache)\.(?=[\p{L}_])/gu, ''),
  },
  index: {
    example: 'b[1]*c',
    plain: 'b1*c',
    from: "Ng's layers",
    respell: (text, { isName }) =>
      text.replaceAll(/(?<![\w.])([\p{L}_]+)\^?\(?\[(\d+)\]\)?/gu, (all, word, at) =>
        isName(`${word}${at}`) || (word.startsWith('d') && isName(`${word.slice(1)}${at}`))
          ? `${word}${at}`
          : all,
      ),
  },
  indicator: {
    example: 'c*1{b>0}',
    plain: 'c*(b>0)',
    from: 'a textbook',
    respell: (text) =>
      text.replaceAll(
        /(?<![\p{L}\p{Nd}_.])[1𝟙𝟏]_?\s*(?:\{([^{}[\]]*[<>=][^{}[\]]*)\}|\[([^{}[\]]*[<>=][^{}[\]]*)\])/gu,
        '($1$2)',
      ),
  },
  conditional: {
    example: 'c*2 if b > 0 else 0',
    plain: 'where(b > 0, c*2, 0)',
    from: "Python's conditional",
    respell: (text, { isName }) => (isName('if') || isName('else') ? null : chosen(text)),
  },
  entries: {
    example: '[-2 + 0, 2; 0, 0]',
    plain: '[-2, 2; 0, 0]',
    from: 'a worksheet',
    respell: withEntriesAdded,
  },
  braces: {
    example: 'c^{2}',
    plain: 'c^(2)',
    from: 'LaTeX without its signs',
    // A comma between braces makes a set of what stands there.
    respell: (text) =>
      text.replaceAll(/(?<=[\^_])\{([^{}]*)\}/g, '($1)').replace(/^\s*\{([^{},;]+)\}\s*$/, '$1'),
  },
  times: {
    example: '3x2',
    plain: '3*2',
    from: 'pupils',
    respell: (text, { isName }) =>
      isName('x') || /(?:^|[^\d.])0[xX]/.test(text)
        ? null
        : text.replaceAll(/(?<=\d)(?:\s*[xX]\s*)(?=[\d.])/g, '*'),
  },
  words: { example: 'three times two', plain: '3 * 2', from: 'dictation', respell: inSigns },
  comma: {
    example: '0,5*12',
    plain: '0.5*12',
    from: 'most of Europe',
    // Three digits behind it could be thousands, and in brackets or behind a function's name a comma parts what stands there.
    respell: (text) =>
      /\[|[\p{L}\d_]\s*\(/u.test(text) || /(?<!\d)[1-9]\d{0,2},\d{3}(?!\d)/.test(text)
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
  product: {
    example: 'c(1-b)',
    plain: 'c*(1-b)',
    from: 'a textbook',
    respell: (text, { isSingle }) =>
      text.replaceAll(/(?<![\p{L}\p{Nd}_.])([\p{L}_][\p{L}\p{M}\p{Nd}₀-₉_]*)\s*\(/gu, (all, word) =>
        isSingle(word) ? `${word}*(` : all,
      ),
  },
  capitals: {
    example: 'B*C',
    plain: 'b*c',
    from: 'a phone',
    respell: (text, { isName }) =>
      text.replaceAll(/(?<![\p{L}\p{Nd}_.])[\p{L}_][\p{L}\p{M}\p{Nd}₀-₉_]*/gu, (word) => {
        if (isName(word)) return word;
        const near = spellings(word).filter((each) => isName(each.replace(/^d(?=.)/, '')) || isName(each));
        return new Set(near).size === 1 ? (near[0] ?? word) : word;
      }),
  },
} as const satisfies Record<string, RightRow>;

export type RightPattern = keyof typeof rightPatterns;
