import { derivativeIn, placeOf, roleOf } from '../submission/answer-columns.ts';

/**
 * The lines of a table in a text. A row with a derivative and its answer gives `dv = 3`, and so does a column whose
 * heading is a derivative; any other table gives its cells, a row a line.
 */
export function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const [head = [], ...others] = rows;
  const names = head.map(derivativeIn);
  const wide = names.filter((name) => name !== null).length;
  const [values] = others;
  if (wide >= 2 && values && others.length === 1)
    return names.flatMap((name, k) => (name === null ? [] : `${name} = ${values[k] ?? ''}`));
  const named = placeOf(head, 'name');
  const told = placeOf(head, 'answer');
  const headed = named >= 0 || told >= 0 || head.every((cell) => roleOf(cell).kind === 'other');
  return rows.map((row, k) => {
    const at = named >= 0 ? named : row.findIndex((cell) => derivativeIn(cell) !== null);
    const name = k === 0 && headed ? null : derivativeIn(row[at] ?? '');
    const answer = told >= 0 ? row[told] : row.findLast((cell, place) => place > at && cell !== '');
    return name === null || at === told ? row.join('\t').trim() : `${name} = ${answer ?? ''}`;
  });
}
