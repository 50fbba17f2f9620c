/** Characters that look like a sign of the language, or mean one, as keyboards, slides and word processors have them. */
const alike: Readonly<Record<string, string>> = {
  '∗': '*',
  '⁎': '*',
  '✕': '*',
  '✖': '*',
  '⨯': '*',
  '•': '*',
  '∙': '*',
  '・': '*',
  '×': '*',
  '·': '*',
  '⋅': '*',
  '⁄': '/',
  '∕': '/',
  '÷': '/',
  '−': '-',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '﹣': '-',
  '➖': '-',
  '➕': '+',
  '﹢': '+',
  '﹦': '=',
  '꞊': '=',
  '≔': ':=',
  '∶': ':',
  '⟶': '→',
  '⇒': '→',
  '➔': '→',
  '≃': '≈',
  '≅': '≈',
  '∼': '~',
  '〜': '~',
  '𝜕': '∂',
  '𝛛': '∂',
  '‘': "'",
  '’': "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '٫': '.',
  '。': '.',
  '、': ',',
  '，': ',',
};

const fractions: Readonly<Record<string, string>> = {
  '½': '1/2',
  '⅓': '1/3',
  '⅔': '2/3',
  '¼': '1/4',
  '¾': '3/4',
  '⅕': '1/5',
  '⅖': '2/5',
  '⅗': '3/5',
  '⅘': '4/5',
  '⅙': '1/6',
  '⅚': '5/6',
  '⅛': '1/8',
  '⅜': '3/8',
  '⅝': '5/8',
  '⅞': '7/8',
};

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The first digit of each script that writes numbers as Europe does, in decimal places. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
  0xf20, 0x1040, 0x17e0, 0x1810,
];

/** A text in the signs and digits of the language: it says the same, and what has no counterpart stays as it is. */
export function plainSigns(text: string): string {
  if (!/[^\x00-\x7f]/.test(text)) return text;
  let plain = '';
  for (const char of text) plain += plainSign(char);
  return plain
    .replaceAll(/√\s*(\d+(?:\.\d+)?|[\p{L}_][\p{L}\d_]*|(?=\())/gu, (_, radicand) =>
      radicand === '' ? 'sqrt' : `sqrt(${radicand})`,
    )
    .replaceAll(/(\d)\s*(\(\d\/\d\))/g, '($1+$2)')
    .replaceAll(/([⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/gu, (_, minus: string, digits: string) => {
      const exponent = Array.from(digits, (digit) => raised.indexOf(digit)).join('');
      return minus === '' ? `^${exponent}` : `^(-${exponent})`;
    });
}

function plainSign(char: string): string {
  if (char < '\x80') return char;
  // Soft hyphens, and marks that join or part letters without being seen.
  if (/[\u00ad\u200b-\u200f\u2060\ufeff]/.test(char)) return '';
  const fraction = fractions[char];
  if (fraction !== undefined) return `(${fraction})`;
  const known = alike[char];
  if (known !== undefined) return known;
  const code = char.codePointAt(0) ?? 0;
  const zero = zeros.find((first) => code >= first && code < first + 10);
  if (zero !== undefined) return String(code - zero);
  // Full-width forms, letters of mathematics, blanks of other widths; a raised digit is no digit.
  if (/[\uff01-\uff5e]|[\u{1d400}-\u{1d7ff}]/u.test(char)) return char.normalize('NFKC');
  return /\p{Zs}/u.test(char) ? ' ' : char;
}
