import type { GradeRow } from '../../homework/grading/row.ts';
import type { Environment } from '../shell/environment.ts';
import { outputFor } from '../shell/output.ts';
import { readPieces } from '../shell/read-file.ts';
import { isBlankLine, lineDigest, linesIn } from './stream.ts';

/** A line for which there should be a row: its number in the file, from 1, and its digest, or null if it is too long. */
export interface ExpectedLine {
  readonly number: number;
  readonly digest: string | null;
}

/** The lines for which there should be rows, in their order. Blank lines are counted, and want no row. */
export async function expectedIn(environment: Environment, file: string): Promise<readonly ExpectedLine[]> {
  const expected: ExpectedLine[] = [];
  let number = 0;
  for await (const line of linesIn(readPieces(environment, file))) {
    number++;
    if (line === null || !isBlankLine(line))
      expected.push({ number, digest: line === null ? null : lineDigest(line) });
  }
  return expected;
}

/** Copies these lines of a file, by their numbers, into a new one: what has to be graded again. */
export async function copyLines(
  environment: Environment,
  file: string,
  numbers: readonly number[],
  out: string,
): Promise<void> {
  const wanted = new Set(numbers);
  const sink = await outputFor(environment, out, 'whole');
  let number = 0;
  for await (const line of linesIn(readPieces(environment, file)))
    if (wanted.has(++number) && line !== null) await sink.write(`${line}\n`);
  await sink.close();
}

/** The rows of all parts in one list, the numbers of the lines that have none, and the messages about them. */
interface Merged {
  readonly rows: readonly GradeRow[];
  readonly missing: readonly number[];
  readonly said: readonly string[];
}

/** The most lines that a message names. */
const mostNamed = 5;

/**
 * Puts the rows of several parts in the order of the lines that were graded, a row for each line. Neither the part
 * nor the place in which a row comes matters; a line that stands twice needs two rows. Messages name rows that are
 * missing, that come twice, or that belong to no line.
 */
export function mergedRows(all: readonly GradeRow[], expected: readonly ExpectedLine[]): Merged {
  const waiting = new Map<string | null, GradeRow[]>();
  for (const row of all) waiting.set(row.digest, [...(waiting.get(row.digest) ?? []), row]);
  const missing: number[] = [];
  const rows = expected.flatMap(({ number, digest }) => {
    const row = waiting.get(digest)?.shift();
    if (row) return [{ ...row, row: number }];
    missing.push(number);
    return [];
  });
  const wanted = new Set(expected.map(({ digest }) => digest));
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
  const complete = `complete: ${rows.length} of ${expected.length} lines have a row`;
  return { rows, missing, said: said.length === 0 ? [complete] : said };
}

const some = (count: number, several: (count: number) => string, one: string): readonly string[] =>
  count === 0 ? [] : [count === 1 ? one : several(count)];
