/** How a voice says what the eye reads; tried in this order. */
const words: readonly (readonly [RegExp, string | ((...match: string[]) => string)])[] = [
  [/^\?$/u, 'question mark'],
  [/^:(\w+)/u, (_, word) => `colon ${word}`],
  [
    /\bd([\p{L}_][\p{L}\p{Nd}_]*)\/d([\p{L}_][\p{L}\p{Nd}_]*)/gu,
    (_, of, by) => `the derivative of ${of} by ${by}`,
  ],
  [/(\d)e-(\d)/gu, (_, digit, power) => `${digit} times 10 to the power minus ${power}`],
  [/(\d)e(\d)/gu, (_, digit, power) => `${digit} times 10 to the power ${power}`],
  [/([\p{L}_][\p{L}\p{Nd}_]*)\(/gu, (_, name) => `${name} of (`],
  [/>=/gu, ' is at least '],
  [/<=/gu, ' is at most '],
  [/==/gu, ' equals '],
  [/!=/gu, ' differs from '],
  [/=/gu, ' is '],
  [/>/gu, ' is above '],
  [/</gu, ' is below '],
  [/\.?\*/gu, ' times '],
  [/\.?\//gu, ' over '],
  [/\.?\^/gu, ' to the power '],
  [/\+/gu, ' plus '],
  [
    /(^|[(,=]|is|times|over|power|plus|minus|above|below)(\s*)-/gu,
    (_, before, air) => `${before}${air} minus `,
  ],
  [/-/gu, ' minus '],
  [/\(/gu, ' open parenthesis '],
  [/\)/gu, ' close parenthesis '],
  [/\?/gu, 'question mark'],
];

/** Mathematics in words: `t1 = b*c` is "t1 is b times c". */
export function spoken(math: string): string {
  const said = words.reduce(
    (text, [pattern, word]) => text.replaceAll(global(pattern), word as string),
    math,
  ); // both kinds of replacement are allowed
  return said
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/ ([,;])/gu, '$1')
    .trim();
}

const global = (pattern: RegExp): RegExp =>
  pattern.global ? pattern : new RegExp(pattern.source, `${pattern.flags}g`);

/** A text with mathematics between backticks, as sentences in words, one a line, each with its full stop. */
export function sentences(text: string): readonly string[] {
  // A stop inside mathematics is a decimal point; outside, it ends a sentence.
  const said = text
    .split('`')
    .map((part, i) => (i % 2 === 1 ? spoken(part) : prose(part)))
    .join('');
  return said
    .split(/(?<=[.?!])\s+(?=[\p{Lu}\p{Ll}\d(])/u)
    .map((sentence) => sentence.replaceAll(/\s+/gu, ' ').trim())
    .filter((sentence) => sentence !== '')
    .map((sentence) => (/[.?!:]$/.test(sentence) ? sentence : `${sentence}.`));
}

/** Prose has few symbols: quoted signs, and dots between choices. */
function prose(text: string): string {
  return text
    .replaceAll(/'([^'\p{L}\p{Nd}]{1,3})'/gu, (_, sign: string) => `the sign ${spoken(sign)}`)
    .replaceAll(' · ', ', ')
    .replaceAll(/\(([^()]*)\)/gu, ', $1,')
    .replaceAll(/,\s*([.,;])/gu, '$1')
    .replaceAll(/\s+,/gu, ',');
}
