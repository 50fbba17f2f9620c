import { getDocumentProxy } from 'unpdf';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';

const damaged = 'the PDF is damaged; hand in plain text';

/** The most pages and characters of a PDF. */
const most = { pages: 50, characters: 1_000_000 };

/** Pieces of text whose baselines differ by less than this share of their height stand in one line. */
const sameLine = 0.45;

/** A piece of text where it stands on a page. */
interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The text layer of a PDF, line by line as it stands on the pages; a scan has none, and the refusal says so. Loaded
 * on use.
 */
export async function pdfText(bytes: Uint8Array): Promise<Result<string>> {
  let document: Awaited<ReturnType<typeof getDocumentProxy>>;
  try {
    // The library takes over the bytes that it is given.
    document = await getDocumentProxy(bytes.slice(), { verbosity: 0, isEvalSupported: false });
  } catch (error) {
    return /password/i.test(String(error))
      ? refuse('the PDF is locked with a password; hand it in without one')
      : refuse(damaged);
  }
  try {
    if (document.numPages > most.pages)
      return refuse(`the PDF has more than ${most.pages} pages; hand in only the answers`);
    const lines: string[] = [];
    for (let page = 1; page <= document.numPages; page++) {
      const { items } = await (await document.getPage(page)).getTextContent();
      const pieces = items.flatMap((item) => ('str' in item ? [pieceOf(item)] : []));
      lines.push(...linesOf(pieces));
      if (lines.reduce((sum, line) => sum + line.length, 0) > most.characters)
        return refuse(`the PDF has more than ${most.characters} characters; hand in only the answers`);
    }
    return lines.some((line) => line.trim() !== '')
      ? ok(lines.join('\n'))
      : refuse(
          "a PDF without text (a scan or photos), which dvar can't read; type the answers, or save it as text",
        );
  } catch {
    return refuse(damaged);
  } finally {
    await document.destroy().catch(() => {});
  }
}

function pieceOf(item: {
  readonly str: string;
  readonly transform: readonly unknown[];
  readonly width: number;
  readonly height: number;
}): Piece {
  const [x, y] = item.transform.slice(4).map(Number);
  return { text: item.str, x: x ?? 0, y: y ?? 0, width: item.width, height: item.height };
}

/** The lines of a page: pieces of nearly one height, from left to right; a gap between two is a blank. */
function linesOf(pieces: readonly Piece[]): readonly string[] {
  const lines: Piece[][] = [];
  for (const piece of pieces) {
    if (piece.text.trim() === '') continue;
    const last = lines.findLast(
      ([first]) => first && Math.abs(first.y - piece.y) < sameLine * (first.height || 10),
    );
    if (last) last.push(piece);
    else lines.push([piece]);
  }
  return lines
    .sort(([a], [b]) => (b?.y ?? 0) - (a?.y ?? 0))
    .map((line) => {
      let text = '';
      let end = Number.NEGATIVE_INFINITY;
      for (const piece of line.sort((a, b) => a.x - b.x)) {
        const gap = piece.x - end;
        text += (text !== '' && gap > 0.15 * (piece.height || 10) ? ' ' : '') + piece.text;
        end = piece.x + piece.width;
      }
      return text;
    });
}
