import { inWords } from '../../engine/graph/givens.ts';
import type { Cell, Table } from '../../homework/submission/class-csv.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { suggest } from '../../language/suggest.ts';
import { mostEntries } from '../../ops/matrix.ts';

/** Examples out of a table: a row each, in numbers, and which columns each name of a program gets. */
export interface NamedExamples {
  readonly count: number;
  readonly width: number;
  readonly entries: Float64Array;
  /** Which columns a name gets, one below the other. */
  readonly columns: ReadonlyMap<string, readonly number[]>;
}

/** Which headings a name gets, where a user says so: `X=x1,x2; Y=y`. */
export type Wanted = ReadonlyMap<string, readonly string[]>;

/**
 * The examples that a table holds for a program with these givens. A column goes to the given of its name; `X1`, `X2`
 * and so on go to `X`, one below the other. Where `wanted` is given, only its columns are taken.
 */
export function examplesFrom(
  table: Table,
  givens: readonly string[],
  wanted: Wanted | null,
): Result<NamedExamples> {
  const { headings, rows } = table;
  const seen = new Set<string>();
  const twice = headings.find(({ text }) => seen.has(text) || !seen.add(text));
  if (twice) return refuse(`there are two columns ${twice.text}; rename one`, twice.from, twice.to);
  const assigned = wanted ? chosen(headings, givens, wanted) : byName(headings, givens);
  if (!assigned.ok) return assigned;
  const used = [...assigned.value.values()].flat();
  const [width, count] = [used.length, rows.length];
  if (width * count > mostEntries)
    return refuse(`the file has more than ${mostEntries} numbers; use fewer rows or columns`);
  const entries = new Float64Array(width * count);
  for (const [i, row] of rows.entries())
    for (const [k, column] of used.entries()) {
      const number = numberIn(row[column], headings[column]?.text ?? '');
      if (!number.ok) return number;
      entries[i * width + k] = number.value;
    }
  let next = 0;
  const columns = new Map([...assigned.value].map(([name, { length }]) => [name, numbered(length)]));
  return ok({ count, width, entries, columns });

  function numbered(length: number): readonly number[] {
    return Array.from({ length }, () => next++);
  }
}

type Assigned = Result<ReadonlyMap<string, readonly number[]>>;

function byName(headings: readonly Cell[], givens: readonly string[]): Assigned {
  const assigned = new Map<string, number[]>();
  const numbers = new Map<string, Map<number, number>>();
  for (const [column, heading] of headings.entries()) {
    const [, stem = '', number = ''] = /^(.*?)_?(\d+)$/u.exec(heading.text) ?? [];
    if (givens.includes(heading.text)) assigned.set(heading.text, [column]);
    else if (givens.includes(stem))
      numbers.set(stem, (numbers.get(stem) ?? new Map()).set(Number(number), column));
    else return refuse(noName(heading.text, headings, givens), heading.from, heading.to);
  }
  // `X10` comes after `X9`, whatever the order in the file.
  for (const [stem, columns] of numbers)
    assigned.set(
      stem,
      [...columns].sort(([a], [b]) => a - b).map(([, column]) => column),
    );
  return ok(assigned);
}

function noName(heading: string, headings: readonly Cell[], givens: readonly string[]): string {
  const near = suggest(heading, givens);
  const first = givens[0] ?? 'x';
  const says = near
    ? `did you mean ${near}?`
    : `say which input it goes to, as in --columns "${first}=${headings[0]?.text ?? 'x'}"; the inputs of the program are ${inWords(givens)}`;
  return `no input of the program is called ${heading === '' ? 'like this column, which has no heading' : heading}; ${says}`;
}

function chosen(headings: readonly Cell[], givens: readonly string[], wanted: Wanted): Assigned {
  const assigned = new Map<string, readonly number[]>();
  for (const [name, texts] of wanted) {
    if (!givens.includes(name)) {
      const near = suggest(name, givens);
      return refuse(
        `--columns names ${name}, but the program has no input ${name};${near ? ` did you mean ${near}?` : ` its inputs are ${inWords(givens)}`}`,
      );
    }
    const columns = texts.map((text) => headings.findIndex((heading) => heading.text === text));
    const missing = texts[columns.indexOf(-1)];
    if (missing !== undefined) {
      const near = suggest(
        missing,
        headings.map(({ text }) => text),
      );
      return refuse(
        `--columns names ${missing}, but the file has no such column;${near ? ` did you mean ${near}?` : ''} it has ${inWords(headings.map(({ text }) => text))}`,
      );
    }
    assigned.set(name, columns);
  }
  return ok(assigned);
}

/** Reads a number as tables hold it: digits, a point, an exponent, and nothing else. */
function numberIn(cell: Cell | undefined, heading: string): Result<number> {
  if (!cell) throw new Error('every row is as long as the headings');
  const text = cell.text.replace('−', '-');
  if (text === '' || /^(?:na|nan|null|-|\?)$/i.test(text))
    return refuse(
      `${heading} is missing in this row; fill it in, or remove the row`,
      cell.from,
      Math.max(cell.to, cell.from + 1),
    );
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text) || !Number.isFinite(Number(text)))
    return refuse(
      `${heading} is a column of numbers, but this is '${text.length > 30 ? `${text.slice(0, 27)}...` : text}'; write a number, or leave the column out with --columns`,
      cell.from,
      cell.to,
    );
  return ok(Number(text) + 0);
}
