import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { PyStatement } from '../../python/text/syntax.ts';
import { decode, largestText, withPlainCharacters } from '../submission/decode.ts';
import { fencedPython, isPlainlyPython } from '../submission/python-in-text.ts';
import { type Notation, notationOf, readText } from '../submission/read.ts';
import type { Packed } from './archive.ts';
import { looksLikeMarkdown } from './markdown.ts';
import { fileKindOf } from './signature.ts';

/** What is read of a file: its text, and how that is written. */
export interface OpenedFile {
  readonly text: string;
  readonly notation: Notation;
  /** Notes on how it was opened. */
  readonly notes: readonly string[];
}

/** The most bytes of a submission's file; plain text, and what is taken out of a file, may have fewer. */
export const largestFile = 20_000_000;

/** The most that is taken out of an archive. */
const limits = { files: 100, bytes: 8_000_000 };
/** How deep archives inside archives are opened. */
const deepest = 1;

/** Opens a file that somebody handed in, whatever it is: its bytes say that, before its name. What reads it is loaded on use. */
export async function openFile(
  name: string,
  bytes: Uint8Array,
  depth = 0,
  mostText = largestText,
): Promise<Result<OpenedFile>> {
  if (bytes.length > largestFile)
    return refuse(
      `the file has more than ${largestFile / 1e6} million bytes, which is too large; hand in only the answers`,
    );
  const what = fileKindOf(bytes);
  switch (what.kind) {
    case 'other':
      return refuse(`not a text file: looks like ${what.looksLike}; ${what.advice}`);
    case 'pdf': {
      const { pdfText } = await import('./pdf.ts');
      const text = await pdfText(bytes);
      return text.ok ? asText(text.value, 'a PDF') : text;
    }
    case 'zip':
      return openZip(bytes, depth);
    case 'rtf':
    case 'html':
    case 'text': {
      const decoded = await decode(bytes, mostText);
      if (!decoded.ok) return decoded;
      const { text, encoding } = decoded.value;
      const opened = what.kind === 'text' ? await openText(name, text) : await withoutMarkup(what.kind, text);
      const notes =
        encoding === null || what.kind === 'rtf'
          ? []
          : [`the file is not in UTF-8; it was read as ${encoding}`];
      return ok({ ...opened, notes: [...notes, ...opened.notes] });
    }
  }
}

const asText = (text: string, what: string): Result<OpenedFile> =>
  ok({ ...plainText(text), notes: [`the text was taken out of ${what}; line numbers count that text`] });

const plainText = (text: string): OpenedFile => ({
  text: withPlainCharacters(text),
  notation: 'text',
  notes: [],
});

async function withoutMarkup(kind: 'rtf' | 'html', text: string): Promise<OpenedFile> {
  if (kind === 'rtf') {
    const { rtfText } = await import('./rtf.ts');
    return plainText(rtfText(text));
  }
  const { htmlText } = await import('./html.ts');
  return plainText(htmlText(text));
}

async function openText(name: string, text: string): Promise<OpenedFile> {
  const notation = notebookIn(text) ? 'notebook' : notationOf(name);
  if (notation !== 'text') return { text, notation, notes: [] };
  if (/\.(?:tex|latex|ltx)$/i.test(name) || /\\(?:documentclass|begin\{)/.test(text)) {
    const { latexText } = await import('./latex.ts');
    return plainText(latexText(text));
  }
  if (/\.m$/i.test(name)) return { text, notation: 'octave', notes: [] };
  const fenced = fencedPython(text);
  if (fenced) {
    const { markdownText } = await import('./markdown.ts');
    const written = withPlainCharacters(markdownText(fenced.rest)).split('\n');
    // In the rest, the lines of the code are blank; its fences show where it stood.
    const both = text.split('\n').map((line, at) => (fenced.inside[at] ? line : (written[at] ?? '')));
    return { text: both.join('\n'), notation: 'fenced', notes: [] };
  }
  if (isPlainlyPython(text)) return { text, notation: 'python', notes: [] };
  if (/\.(?:md|markdown|qmd|rmd)$/i.test(name) || looksLikeMarkdown(text)) {
    const { markdownText } = await import('./markdown.ts');
    return plainText(markdownText(text));
  }
  return { text, notation, notes: [] };
}

const notebookIn = (text: string): boolean =>
  text.trimStart().startsWith('{') && /"cells"\s*:\s*\[/.test(text) && text.includes('"cell_type"');

async function openZip(bytes: Uint8Array, depth: number): Promise<Result<OpenedFile>> {
  const { archiveNames, unpack } = await import('./archive.ts');
  const names = archiveNames(bytes);
  if (!names.ok) return names;
  const { officePart, officeText } = await import('./office.ts');
  const part = officePart(names.value);
  if (part !== null) {
    const parts = unpack(bytes, (name) => name === part, limits);
    const text = parts.ok && parts.value[0] ? officeText(parts.value[0]) : parts;
    if (!text.ok) return text;
    return typeof text.value === 'string' ? ok(plainText(text.value)) : refuse('the document is damaged');
  }
  if (names.value.some((name) => name.startsWith('xl/'))) {
    const { isSheetPart, sheetText } = await import('./sheet.ts');
    const parts = unpack(bytes, isSheetPart, limits);
    const sheet = parts.ok ? sheetText(parts.value) : parts;
    if (!sheet.ok) return sheet;
    const notes = sheet.value.others ? ['only its first sheet was read'] : [];
    return ok({ text: sheet.value.text, notation: 'csv', notes });
  }
  const other = [
    ['ppt/', 'a PowerPoint file'],
    ['Index/Document.iwa', 'a Pages document'],
  ].find(([start = '']) => names.value.some((name) => name.startsWith(start)));
  if (other) return refuse(`not a text file: looks like ${other[1]}; save it as plain text, or as a PDF`);
  if (depth > deepest) return refuse('the archives are nested too deeply; hand in only the answers');
  const packed = unpack(bytes, isHandedIn, limits);
  return packed.ok ? openAll(packed.value, depth) : packed;
}

/** How many statements of a file of code store something. */
const storesIn = (body: readonly PyStatement[]): number =>
  body.reduce(
    (sum, each) =>
      sum + (each.kind === 'assign' || each.kind === 'update' ? 1 : 'body' in each ? storesIn(each.body) : 0),
    0,
  );

/** Whether somebody meant to hand a packed file in; nobody means what systems and editors leave behind. */
export const isHandedIn = (name: string): boolean =>
  !/(?:^|\/)(?:\.|__MACOSX\/|~\$|Thumbs\.db$|desktop\.ini$)|~$|\.(?:bak|swp|orig|pyc)$/i.test(name);

/**
 * The files of one submission as one: the file that holds the most answers and, if it is text, all others of its
 * notation.
 */
async function openAll(files: readonly Packed[], depth: number): Promise<Result<OpenedFile>> {
  const opened: { readonly name: string; readonly file: OpenedFile; readonly answers: number }[] = [];
  const notes: string[] = [];
  let first: Result<OpenedFile> | null = null;
  for (const { name, bytes } of files) {
    const file = await openFile(name, bytes, depth + 1);
    if (file.ok) opened.push({ name, file: file.value, answers: await countAnswers(file.value) });
    else {
      notes.push(`${name} in the archive was not read: ${file.trouble.message}`);
      first ??= file;
    }
  }
  const best = [...opened].sort((a, b) => b.answers - a.answers)[0];
  if (!best) return first ?? refuse('the archive has no files');
  const { notation } = best.file;
  const joins = notation === 'text' || notation === 'octave';
  const own = joins ? opened.filter(({ file }) => file.notation === notation) : [best];
  // What a script of Octave's computes stands in front of functions, which need no end.
  if (notation === 'octave')
    own.sort((a, b) => Number(isFunctionFile(a.file)) - Number(isFunctionFile(b.file)));
  if (own.length > 1) notes.push(countedThrough(own));
  for (const { name, answers } of opened.filter((each) => !own.includes(each)))
    if (answers > 0) notes.push(`${name} in the archive was not read, only ${best.name}`);
  return ok({
    text: own.map(({ file }) => file.text).join('\n'),
    notation,
    notes: [...own.flatMap(({ file }) => file.notes), ...notes.slice(0, 5)],
  });
}

const isFunctionFile = ({ text }: OpenedFile): boolean => /^(?:\s|[%#].*\n)*function\b/.test(text);

/** Where each file begins in what is read as one text. */
function countedThrough(files: readonly { readonly name: string; readonly file: OpenedFile }[]): string {
  let line = 1;
  const begins = files.map(({ name, file }) => {
    const at = line;
    line += file.text.split('\n').length;
    return `${name} from line ${at}`;
  });
  return `lines are counted through the files of the archive: ${begins.join(', ')}`;
}

/** How many lines of a text look like answers; 0 where it can't be read. */
async function countAnswers({ text, notation }: OpenedFile): Promise<number> {
  const read = await readText(text, notation);
  return read.ok
    ? read.value.reduce(
        (sum, { entries, python }) => sum + entries.length + (python ? storesIn(python.body) : 0),
        0,
      )
    : 0;
}
