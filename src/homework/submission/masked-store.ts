import { isOwnNotation } from '../../language/numpy/page.ts';
import { signFor } from '../../language/spelling.ts';
import { table } from '../../ops/table.ts';
import type { AnswerLine } from './submission.ts';

/** `dZ1[Z1 <= 0] = 0` as Python writes it, or with parentheses as Octave does; `*=` scales the entries. */
const store = /^\s*([A-Za-z_]\w*)\s*(?:\[([^[\]'"]+)\]|\(([^()'"]+)\))\s*(\*?=)(?!=)(.+)$/;
/** Nobody masks in a longer line. */
const longest = 500;
const comparison = /[<>]|[=!~]=/;
/** A copy, which stands for what it copies; and a matrix of zeros or ones, whose size is that of the other entries. */
const copied = [/^(?:np|numpy)\.(?:array|copy|asarray)\((.+)\)$/, /^(\w+)\.copy\(\s*\)$/];
const filled = /^(?:(?:np|numpy)\.)?([A-Za-z]+)(?:_like)?\(.*\)$/;

/** What a store makes of a name: the line above that it changes, and the right side that it has after that. */
interface MaskedStore {
  readonly before: AnswerLine;
  readonly right: string;
}

/**
 * A store into the entries where something holds, as one statement: those entries get it, and all others stay what the
 * line above says that they are. Null where it is no such store, or no line above gives its name a value.
 */
export function maskedStore(
  line: string,
  above: readonly AnswerLine[],
  problem: string | null,
): MaskedStore | null {
  // The shorter pattern is made sooner, and says no to nearly all lines.
  if (line.length > longest || !/^\s*\w+\s*[[(]/.test(line)) return null;
  const [, left = '', inBrackets, inParentheses, sign, behind = ''] = store.exec(line) ?? [];
  const stored = behind.trim().replace(/;+$/, '').trim();
  const mask = (inBrackets ?? inParentheses ?? '').trim();
  const lastOf = (name: string) => above.findLast((each) => each.left === name && each.problem === problem);
  const before = lastOf(left);
  if (!before || before.adds || stored === '') return null;
  const named = comparison.test(lastOf(mask)?.right ?? '');
  if (!comparison.test(mask) && !named) return null;
  const rest = contentOf(before.right);
  const value = stored.replaceAll(`[${inBrackets}]`, '').replaceAll(`(${inParentheses})`, '');
  const choices = `${sign === '=' ? value : `(${rest})*(${value})`}, ${rest}`;
  // Brackets are Python's, so that the line speaks for NumPy on its page, unless it is written in the own notation.
  const where = inBrackets === undefined || isOwnNotation(choices) ? 'where' : 'np.where';
  return { before, right: `${where}(${mask}, ${choices})` };
}

/** What a line gives its name, without the call that copies it. */
function contentOf(right: string): string {
  const [, maker = ''] = filled.exec(right) ?? [];
  for (const op of signFor('call', maker)?.ops ?? []) {
    const row = table[op];
    if (row.kind === 'maker') return String(row.entry);
  }
  for (const pattern of copied) {
    const [, inside] = pattern.exec(right) ?? [];
    if (inside !== undefined) return firstOf(inside);
  }
  return right;
}

const setting = /^\s*\w+\s*=\s*\w+\s*$/;

/** What is copied, without the settings behind it, as in `dA, copy=True`. */
function firstOf(given: string): string {
  let left = given;
  for (let at = left.lastIndexOf(','); at > 0 && setting.test(left.slice(at + 1)); at = left.lastIndexOf(','))
    left = left.slice(0, at);
  return left.trim();
}

/** `dW(1,2)`, as Octave counts, and `dW[0,1]` or `dW[0][1]`, as Python does. */
const place =
  /^([^\s()[\]]+)\s*(?:\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)|\[\s*(\d{1,3})\s*(?:,|\]\s*\[)\s*(\d{1,3})\s*\])$/;
const plainNumber = /^[-+−]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?:\/\d+)?$/iu;

/** The lines that give the entries of one matrix. */
interface EntryByEntry {
  readonly name: string;
  readonly cells: Map<string, AnswerLine>;
  readonly lines: AnswerLine[];
}

/**
 * A submission's lines with one line for a matrix that is given entry by entry, where every entry is there once, is a number,
 * and the count begins at 0 or at 1. Any other such line stays as it is.
 */
export function withEntriesJoined(entries: readonly AnswerLine[]): readonly AnswerLine[] {
  const groups = new Map<string, EntryByEntry>();
  for (const entry of entries) {
    const [, name, ...places] = place.exec(entry.left) ?? [];
    if (name === undefined) continue;
    const key = `${entry.problem} ${name}`;
    const group: EntryByEntry = groups.get(key) ?? { name, cells: new Map(), lines: [] };
    groups.set(key, group);
    group.cells.set(places.filter((each) => each !== undefined).join(','), entry);
    group.lines.push(entry);
  }
  let joined = entries;
  for (const { name, cells, lines } of groups.values()) {
    const right = matrixOf(cells, lines);
    const last = lines.at(-1);
    const isGiven = entries.some((each) => each.left === name && each.problem === last?.problem);
    if (right === null || !last || isGiven) continue;
    const written = `${last.left} = ${last.right}`;
    const whole: AnswerLine = { ...last, left: name, right, via: ['entries'], written };
    joined = joined.flatMap((each) => (each === last ? [whole] : lines.includes(each) ? [] : [each]));
  }
  return joined;
}

/** The matrix that entries make up; null where one is missing, is there twice, or is no number. */
function matrixOf(cells: ReadonlyMap<string, AnswerLine>, lines: readonly AnswerLine[]): string | null {
  if (cells.size !== lines.length || cells.size < 2) return null;
  if (lines.some(({ right, adds }) => adds || !plainNumber.test(right))) return null;
  const first = cells.has('0,0') ? 0 : 1;
  const rows: string[] = [];
  for (let row = first; cells.has(`${row},${first}`); row++) {
    const entries: string[] = [];
    for (let column = first; cells.has(`${row},${column}`); column++)
      entries.push(cells.get(`${row},${column}`)?.right ?? '');
    rows.push(entries.join(', '));
  }
  const wide = rows[0]?.split(', ').length ?? 0;
  const isWhole = rows.length * wide === cells.size && rows.every((row) => row.split(', ').length === wide);
  return isWhole ? `[${rows.join('; ')}]` : null;
}
