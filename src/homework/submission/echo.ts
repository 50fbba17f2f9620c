import { literal } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import { nested, type Value } from '../../ops/matrix.ts';

/**
 * `name = value` as the language reads it back: a matrix of several rows and columns takes a line for each row, with
 * its columns aligned; anything else one line.
 */
export function asWritten(name: string, value: Value): readonly string[] {
  const head = `${name} = `;
  if (typeof value === 'number' || value.rows === 1 || value.columns === 1)
    return [head + print(literal(value))];
  const rows = (nested(value) as readonly (readonly number[])[]).map(
    (
      row, // a matrix: just looked at
    ) => row.map((entry) => print(literal(entry))),
  );
  const widths = Array.from({ length: value.columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row, k) => {
    const cells = row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ');
    const open = k === 0 ? `${head}[ ` : ' '.repeat(head.length + 2);
    return open + cells + (k === rows.length - 1 ? ' ]' : '');
  });
}
