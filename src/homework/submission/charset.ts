import { analyse } from 'chardet';

/** A guess below this confidence, in percent, is no better than the encoding of western Windows. */
const fewest = 10;
/** The number of bytes that are looked at to guess an encoding. */
const sample = 100_000;
/** The encoding of files where nothing tells it: western European letters. */
const usual = 'windows-1252';

/**
 * Reads bytes that are not UTF-8 in the likeliest encoding that gives no error; null where none does. Loaded on use.
 */
export function decodeGuessed(
  bytes: Uint8Array,
): { readonly text: string; readonly encoding: string } | null {
  const guesses = analyse(bytes.subarray(0, sample))
    .filter(({ confidence }) => confidence >= fewest)
    // Unmarked UTF-16 was recognised by its zeros before, and UTF-8 was tried.
    .flatMap(({ name }) => (/^UTF-/.test(name) ? [] : [name]));
  for (const encoding of [...guesses, usual]) {
    try {
      // windows-1252 fills what ISO-8859-1 leaves empty, and TextDecoder reads the one as the other, as browsers do.
      const decoder = new TextDecoder(encoding, { fatal: true });
      return { text: decoder.decode(bytes), encoding: decoder.encoding };
    } catch {
      // Try the next encoding.
    }
  }
  return null;
}
