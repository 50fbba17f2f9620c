const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** The pattern is made when it is first needed, because patterns of all scripts take long to make. */
const MARK = (): RegExp => /[\p{M}\u200b-\u200d]/u;

/** Greek and Cyrillic letters, punctuation, arrows, boxes and other signs: nothing there is wide or sits on a letter. */
const isPlain = (point: string): boolean =>
  (point >= '\u0370' && point < '\u0483') ||
  (point >= '\u2010' && point < '\u20d0') ||
  (point >= '\u2100' && point < '\u2c00');

/** How many terminal columns one code point takes: marks that sit on a letter none, East Asian wide ones two. */
export function columnsOfPoint(point: string): number {
  if (point < '\u0300' || isPlain(point)) return 1;
  if (MARK().test(point)) return 0;
  return WIDE.test(point) ? 2 : 1;
}

/** How many terminal columns a text takes. */
export function columnsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let columns = 0;
  for (const point of text) columns += columnsOfPoint(point);
  return columns;
}

/** The text, or as much of its beginning as fits `columns` together with the mark that says it was cut. */
export function clip(text: string, columns: number, ascii: boolean): string {
  if (columnsOf(text) <= columns) return text;
  const mark = (ascii ? '...' : '…').slice(0, Math.max(0, columns));
  return prefix(text, columns - mark.length) + mark;
}

/** A formula longer than this many lines is cut; one that is shorter loses nothing. */
const MOST_LINES = 3;

/** The text on lines of at most `columns`, broken behind its outermost operator past a share of the line, a sum before a product. */
export function wrap(text: string, columns: number, ascii: boolean, share = 0.5): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (columnsOf(rest) > columns && lines.length + 1 < MOST_LINES) {
    const head = prefix(rest, columns);
    if (head === '') break;
    const line = head.slice(0, breakOf(head, rest.length - columns, share));
    lines.push(line.trimEnd());
    rest = rest.slice(line.length).trimStart();
  }
  return [...lines, clip(rest, columns, ascii)];
}

/**
 * Where to break: behind an operator (or a comma) that has an operand before it, so never behind a sign; of equals the
 * first one at or behind `enough`, from where the rest fits one line.
 */
function breakOf(head: string, enough: number, share: number): number {
  let [best, bestRank] = [head.length, Number.POSITIVE_INFINITY];
  let depth = 0;
  for (let at = 0; at < head.length; at++) {
    const point = head[at]!;
    if ('(['.includes(point)) depth++;
    if (')]'.includes(point)) depth--;
    const rank = depth * 2 + ('+-,'.includes(point) ? 0 : 1);
    const operator = '+-*/,'.includes(point) && /[\p{L}\p{N}_)\]'] ?$/u.test(head.slice(0, at));
    const better = rank < bestRank || (rank === bestRank && best < enough);
    if (operator && better && at + 1 > head.length * share) [best, bestRank] = [at + 1, rank];
  }
  return best;
}

function prefix(text: string, columns: number): string {
  let kept = '';
  let room = columns;
  for (const point of text) {
    room -= columnsOfPoint(point);
    if (room < 0) break;
    kept += point;
  }
  return kept;
}
