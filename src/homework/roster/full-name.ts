// Letters that Unicode does not decompose into plain ones.
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

/** A text in small letters without accents, as some systems write names. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\x00-\x7f]/g, (letter) => letters[letter] ?? letter)
    .normalize('NFC');

/** The words of a name, with `u` for `ü` and for `ue`, its spelling without umlauts. */
const wordsIn = (text: string): readonly string[] =>
  folded(text)
    .replaceAll(/([aou])e/g, '$1')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** The key under which a full name is found, however it is accented and ordered; null where it is a single word. */
export function nameKey(text: string): string | null {
  const words = wordsIn(text);
  return words.length < 2 ? null : [...words].sort().join(' ');
}

/** The key of a name that is written as one word, as in `nguyenthianh`. */
export const joinedNameKey = (text: string): string => wordsIn(text).join('');

/** The keys of a full name as one word: its words in all rotations. */
export const joinedNameKeys = (text: string): readonly string[] =>
  wordsIn(text).map((_, k, words) => [...words.slice(k), ...words.slice(0, k)].join(''));
