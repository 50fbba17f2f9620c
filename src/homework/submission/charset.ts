import { analyse } from 'chardet';

/** A guess below this confidence, in percent, is no better than the encoding of western Windows. */
const fewest = 10;
/** What is looked at to tell an encoding. */
const sample = 100_000;
/** Latin letters of western Europe: what files are in whose encoding nothing tells. */
const usual = 'windows-1252';

/** Bytes that are no UTF-8 as text, in the likeliest encoding that reads them without an error; null where none does. Loaded on use. */
export function decodeGuessed(
  bytes: Uint8Array,
): { readonly text: string; readonly encoding: string } | null {
  const guesses = analyse(bytes.subarray(0, sample))
    .filter(({ confidence }) => confidence >= fewest)
    // Unmarked UTF-16 is told by its zeros, and UTF-8 was tried.
    .flatMap(({ name }) => (/^UTF-/.test(name) ? [] : [name]));
  for (const encoding of [...guesses, usual]) {
    try {
      // What ISO-8859-1 leaves empty, windows-1252 fills: TextDecoder takes one for the other, as browsers do.
      const decoder = new TextDecoder(encoding, { fatal: true });
      return { text: decoder.decode(bytes), encoding: decoder.encoding };
    } catch {
      // The next one may do.
    }
  }
  return null;
}
