/** What a file is, by its first bytes: they decide, whatever its name says. */
export type FileKind =
  | { readonly kind: 'text' }
  | { readonly kind: 'html' }
  | { readonly kind: 'rtf' }
  | { readonly kind: 'pdf' }
  | { readonly kind: 'zip' }
  /** A file that is not text, and from which none is taken. */
  | { readonly kind: 'other'; readonly looksLike: string; readonly advice: string };

const asText = 'hand in plain text';
const photo = "dvar can't read a photo or a scan; type the answers";
const unpack = 'unpack it, or hand in a ZIP archive or plain text';

const signatures: readonly (readonly [starts: string, looksLike: string, advice: string])[] = [
  ['\xd0\xcf\x11\xe0', 'an old Word or Excel document', 'save it as .docx or .xlsx, or as plain text'],
  ['\x89PNG', 'a PNG image', photo],
  ['\xff\xd8\xff', 'a JPEG image', photo],
  ['GIF8', 'a GIF image', photo],
  ['II*\0', 'a TIFF image', photo],
  ['MM\0*', 'a TIFF image', photo],
  ['RIFF', 'an image or a sound', photo],
  ['\x1f\x8b', 'a compressed file', unpack],
  ["7z\xbc\xaf'\x1c", 'a compressed file', unpack],
  ['Rar!', 'a compressed file', unpack],
  ['\x7fELF', 'a program', asText],
  ['MZ\x90', 'a program', asText],
  ['SQLite format 3', 'a database', asText],
];

/** Tells what kind of file these bytes are. */
export function fileKindOf(bytes: Uint8Array): FileKind {
  const head = latin(bytes.subarray(0, 16));
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return { kind: 'zip' };
  // A byte order mark or a line end may stand before the signature.
  const start = bytes.subarray(0, 1024);
  if (start.includes(percent) && /%PDF-/.test(latin(start))) return { kind: 'pdf' };
  if (head.startsWith('{\\rtf')) return { kind: 'rtf' };
  if (/^.{4}ftyp(?:hei|mif|avif)/s.test(head))
    return { kind: 'other', looksLike: "a phone's photo", advice: photo };
  const known = signatures.find(([starts]) => head.startsWith(starts));
  if (known) return { kind: 'other', looksLike: known[1], advice: known[2] };
  const page = bytes.subarray(0, 2000);
  return page.includes(lessThan) && isWebPage(latin(page)) ? { kind: 'html' } : { kind: 'text' };
}

// Most files are short texts that hold neither: then nothing longer has to be looked at.
const percent = 0x25;
const lessThan = 0x3c;

/** Whether a text is a web page, or the piece of one that a learning platform saves from its editor. */
const isWebPage = (start: string): boolean =>
  /^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|!--|\?xml[^>]*>\s*<html|(?:html|head|body|meta|div|p|span|table|ul|ol|pre|h[1-6]|br|strong|b|em|article|section)\b[^>]*>)/i.test(
    start,
  );

/** Bytes as characters of the same numbers; there are few enough to be arguments of a call. */
const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
