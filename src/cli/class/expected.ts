import type { GradeRow } from '../../homework/grading/row.ts';
import type { Environment } from '../shell/environment.ts';
import { readPieces } from '../shell/read-file.ts';
import { lineDigest, linesIn } from './stream.ts';

/** The digests of the lines for which there should be rows, in their order; null for a line that is too long. */
export async function expectedIn(
  environment: Environment,
  file: string,
): Promise<readonly (string | null)[]> {
  const digests: (string | null)[] = [];
  for await (const line of linesIn(readPieces(environment, file)))
    if (line === null || line.replace(/^\uFEFF/, '').trim() !== '')
      digests.push(line === null ? null : lineDigest(line));
  return digests;
}

/** The rows of all parts in one list, and the messages about them. */
interface Merged {
  readonly rows: readonly GradeRow[];
  readonly said: readonly string[];
  readonly complete: boolean;
}

/** The most lines that a message names. */
const mostNamed = 5;

/**
 * Puts the rows of several parts in the order of the lines that were graded, a row for each line. Neither the part
 * nor the place in which a row comes matters; a line that stands twice needs two rows. Messages name rows that are
 * missing, that come twice, or that belong to no line.
 */
export function mergedRows(all: readonly GradeRow[], expected: readonly (string | null)[]): Merged {
  const waiting = new Map<string | null, GradeRow[]>();
  for (const row of all) waiting.set(row.digest, [...(waiting.get(row.digest) ?? []), row]);
  const missing: number[] = [];
  const rows = expected.flatMap((digest, k) => {
    const row = waiting.get(digest)?.shift();
    if (row) return [{ ...row, row: k + 1 }];
    missing.push(k + 1);
    return [];
  });
  const wanted = new Set(expected);
  const over = [...waiting.values()].flat();
  const twice = over.filter(({ digest }) => wanted.has(digest));
  const strange = over.length - twice.length;
  const named = (lines: readonly number[]): string =>
    `${lines.slice(0, mostNamed).join(', ')}${lines.length > mostNamed ? ', ...' : ''}`;
  const people = twice
    .map(({ student }) => student ?? '?')
    .slice(0, mostNamed)
    .join(', ');
  const said = [
    ...some(
      missing.length,
      (many) => `not complete: ${many} of ${expected.length} lines have no row: ${named(missing)}`,
      `not complete: one of ${expected.length} lines has no row: ${named(missing)}`,
    ),
    ...some(
      twice.length,
      (many) => `${many} rows appear twice and count once: ${people}`,
      `one row appears twice and counts once: ${people}`,
    ),
    ...some(
      strange,
      (many) => `${many} rows match no expected line and were left out`,
      'one row matches no expected line and was left out',
    ),
  ];
  const complete = missing.length === 0;
  return {
    rows,
    said:
      complete && said.length === 0
        ? [`complete: ${rows.length} of ${expected.length} lines have a row`]
        : said,
    complete,
  };
}

const some = (count: number, several: (count: number) => string, one: string): readonly string[] =>
  count === 0 ? [] : [count === 1 ? one : several(count)];
