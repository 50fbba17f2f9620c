import { ok, type Result, refuse } from '../../language/diagnostic.ts';

/** A submission's file may have at most so many bytes. */
export const largestSubmission = 1_000_000;

/** What a file is that is no text, by its first bytes: they decide, whatever its name says. */
const signatures: readonly (readonly [starts: string, what: string])[] = [
  ['%PDF', 'a PDF'],
  ['{\\rtf', 'an RTF document'],
  ['\xd0\xcf\x11\xe0', 'an old Word document'],
  ['\x89PNG', 'a PNG image'],
  ['\xff\xd8\xff', 'a JPEG image'],
  ['GIF8', 'a GIF image'],
  ['RIFF', 'an image or a sound'],
  ['\x1f\x8b', 'a compressed file'],
  ['7z\xbc\xaf', 'a compressed file'],
  ['Rar!', 'a compressed file'],
  ['\x7fELF', 'a program'],
  ['MZ\x90', 'a program'],
  ['SQLite format 3', 'a database'],
];

/** Parts of a ZIP archive by which office documents are known. */
const insideZip: readonly (readonly [part: string, what: string])[] = [
  ['word/', 'a Word document'],
  ['xl/', 'an Excel sheet'],
  ['ppt/', 'a PowerPoint file'],
  ['opendocument.text', 'an OpenDocument text'],
  ['Index/Document.iwa', 'a Pages document'],
];

/** The text in a file's bytes: UTF-8 with or without its mark, UTF-16 with one. What is no text is called what it looks like. */
export function decode(bytes: Uint8Array): Result<string> {
  if (bytes.length > largestSubmission)
    return refuse(
      `the file has ${bytes.length} bytes, and at most ${largestSubmission} are read; hand in the answers alone`,
    );
  const looks = looksLike(bytes);
  if (looks) return refuse(`not a text file: looks like ${looks}; hand in plain text`);
  const [first, second] = bytes;
  const wide =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  if (wide === null && bytes.includes(0))
    return refuse('not a text file: it holds bytes that no text has; hand in plain text');
  try {
    return ok(plain(new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return refuse(
      'not a text file in UTF-8: it holds bytes that are none; save it as UTF-8 and hand it in again',
    );
  }
}

function looksLike(bytes: Uint8Array): string | null {
  const head = latin(bytes.subarray(0, 16));
  if (head.startsWith('PK\x03\x04')) {
    const names =
      latin(bytes.subarray(0, 10_000)) + latin(bytes.subarray(Math.max(0, bytes.length - 10_000)));
    return insideZip.find(([part]) => names.includes(part))?.[1] ?? 'a ZIP archive';
  }
  const known = signatures.find(([starts]) => head.startsWith(starts));
  if (known) return known[1];
  const start = latin(bytes.subarray(0, 300)).trimStart().toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'a web page';
  const notebook = start.startsWith('{') && latin(bytes.subarray(0, 2000)).includes('"cells"');
  return notebook ? 'a Jupyter notebook' : null;
}

const latin = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** The text with what word processors put into it taken out: curly quotes, invisible marks, other line ends. */
export const plain = (text: string): string =>
  text
    .replaceAll(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll(/[“”„‟]/g, '"')
    .replaceAll(/[‘’‚‛]/g, "'");
