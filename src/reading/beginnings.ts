import { inAnyScript } from '../language/unicode-names.ts';
import { openings } from './languages.ts';

/** A pattern, or one that is made when it is first needed. */
export type Pattern = Pick<RegExp, 'exec'>;

/** What may stand before an answer, and says nothing: each with its example. */
export const before: Readonly<Record<string, { readonly example: string; readonly pattern: Pattern }>> = {
  shell: { example: '>>> db = 6', pattern: /^(?:>>>\s+|\.\.\.\s+|(?:In|Out)\s*\[\s*\d*\s*\]\s*[:=]\s*)/ },
  quote: { example: '> db = 6', pattern: /^(?:>\s*)+/ },
  bullet: { example: '• db = 6', pattern: /^(?:[-*+•‣◦▪●○·–—]|\\item(?:\[[^\]]*\])?)\s+/u },
  bulletTight: { example: '•db = 6', pattern: /^[•‣◦▪●○](?=\S)/u },
  sign: {
    example: '✅ db = 6',
    pattern: /^(?:=>|-+>|[→⇒➔➜∴»›►▶]|[✓✔✅☑✗☐]|➡|👉|[⭐★☆])\uFE0F?\s*/u,
  },
  box: { example: '- [x] db = 6', pattern: /^\[[ xX✓]\]\s+/u },
  brace: { example: '{"db": 6}', pattern: { exec: inAnyScript(String.raw`^\{\s*(?=["'\p{L}])`) } },
  bar: { example: '| db | 6 |', pattern: /^\|\s*/ },
  number: {
    example: '1. db = 6',
    pattern: /^(?:[([【（]?\s?\d{1,3}\s?[.):\]】）、]|\(?[a-hivx]{1,4}[.)]|[①-⑳⑴-⒇])\s*(?=\D)/u,
  },
  question: {
    example: 'Q1: db = 6',
    pattern:
      /^(?:q|question|ex|exercise|part|step|answer|ans|aufgabe|frage|schritt|pregunta|paso|étape|问题|第)\s*\.?\s*(?:\d{1,3}|[a-h])?\s*[.):：题]\s*/iu,
  },
  declaration: {
    example: 'let db = 6',
    pattern:
      /^(?:let(?:\s+mut)?|const|var|val|auto|final|local|my|def|set|return|(?:(?:static|const|final|let)\s+)*(?:double|float|int|real|long|number|Float64|f64|f32))\s+(?=\S)/,
  },
  words: {
    example: 'the answer is db = 6',
    pattern: { exec: inAnyScript(`^${openings}(?:[\\s,:：]+|(?<=[^\\x00-\\x7f]))(?=\\S)`, 'iu') },
  },
  label: {
    example: 'Lösung: db = 6',
    // A label says what comes; what denies it is no label.
    pattern: {
      exec: inAnyScript(
        String.raw`^(?!(?:not|wrong|false|falsch|nicht|faux|no|if|given|suppose)\b)[\p{L}][\p{L}\p{M}'’]{0,20}(?:\s[$*\x60]{0,2}[\p{L}][\p{L}\p{M}]{0,15}[$*\x60]{0,2})?\s?\d{0,3}\s?[:：]\s*(?=\S)`,
        'iu',
      ),
    },
  },
  dollars: { example: '$db = 6$', pattern: /^\${1,2}\s*|^\\[([]\s*/ },
  markup: { example: '**db** = 6', pattern: /^(?:\*{1,3}|_{1,3}|`{1,3})(?=\S)/ },
};
