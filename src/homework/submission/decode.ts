import { ok, type Result, refuse } from '../../language/diagnostic.ts';

/** The most bytes of a text that somebody hands in. */
export const largestText = 1_000_000;

/** A text, and how its bytes were read where that is not obvious. */
export interface Decoded {
  readonly text: string;
  /** The encoding that was guessed; null where the text is UTF-8, or marks its encoding. */
  readonly encoding: string | null;
}

/** The largest share of control characters in a text. */
const mostControls = 0.02;

/**
 * The text of some bytes, whatever their encoding. UTF-8 and marked encodings are read at once; all others are
 * guessed.
 */
export async function decode(bytes: Uint8Array, most = largestText): Promise<Result<Decoded>> {
  if (bytes.length > most)
    return refuse(
      `the file has ${bytes.length} bytes, and at most ${most} are read; hand in only the answers`,
    );
  const wide = wideIn(bytes);
  if (wide === null && bytes.includes(0)) return refuse(noText);
  const sure = strictly(wide ?? 'utf-8', bytes);
  if (sure !== null)
    return isText(sure) ? ok({ text: withPlainCharacters(sure), encoding: null }) : refuse(noText);
  if (wide !== null) return refuse(noText);
  const { decodeGuessed } = await import('./charset.ts');
  const guess = decodeGuessed(bytes);
  return guess && isText(guess.text)
    ? ok({ text: withPlainCharacters(guess.text), encoding: guess.encoding })
    : refuse(noText);
}

const noText = 'not a text file: it has bytes that are not text; hand in plain text';

function isText(text: string): boolean {
  const controls = text.match(/[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]/g)?.length ?? 0;
  return controls <= mostControls * text.length;
}

function strictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The kind of UTF-16 of some bytes, by their mark or, where most characters are Latin, by their zeros; null where
 * they are not UTF-16.
 */
function wideIn(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (bytes.length % 2 === 1 || bytes.length < 4 || !bytes.includes(0)) return null;
  let [even, odd] = [0, 0];
  for (let at = 0; at < bytes.length; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  const most = bytes.length / 4;
  return odd > most && even === 0 ? 'utf-16le' : even > most && odd === 0 ? 'utf-16be' : null;
}

/** The text without what word processors add: curly quotes, invisible marks, joined letters, other line ends. */
export const withPlainCharacters = (text: string): string =>
  text
    .replaceAll(/\u00ad\r?\n/g, '')
    .replaceAll(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll(/[“”„‟]/g, '"')
    .replaceAll(/[‘’‚‛]/g, "'")
    .replaceAll(/[\ufb00-\ufb06]/g, (joined) => joined.normalize('NFKC'));
