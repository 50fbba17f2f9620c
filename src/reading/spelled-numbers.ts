import type { Reads } from './respelling.ts';

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
  eleven: '11',
  twelve: '12',
};

/** Chinese and Japanese digits. */
const ideographs = '〇一二三四五六七八九';

/** What is said for a sign, with spaces around it. */
const signs: readonly (readonly [said: RegExp, sign: string])[] = [
  [/\b(?:multiplied\s+by|times|mal|fois|por)\b/gi, '*'],
  [/\b(?:divided\s+by|over|durch|divisé\s+par|entre)\b/gi, '/'],
  [/\bplus\b/gi, '+'],
  [/\bminus\b/gi, '-'],
  [/\bsquared\b/gi, '^2'],
];

/** `three times two` in signs and digits; a word that is a name here stays one. */
export function inSigns(text: string, { isName }: Reads): string {
  const joined = signs.reduce(
    (said, [word, sign]) => said.replaceAll(word, (each) => (isName(each) ? each : sign)),
    text,
  );
  return joined
    .replaceAll(/\b[a-z]+\b/gi, (word) => (isName(word) ? word : (numbers[word.toLowerCase()] ?? word)))
    .replace(/^\s*[〇一二三四五六七八九]\s*$/u, (digit) => String(ideographs.indexOf(digit.trim())));
}
