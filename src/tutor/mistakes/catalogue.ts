import { parseFormula } from '../../engine/kernels/rules.ts';
import { boardStyle, print } from '../../language/print.ts';
import type { Elementwise, Spelling } from '../../ops/row.ts';
import { type OpName, opNames, table } from '../../ops/table.ts';

/** One op as a learner looks it up. */
export interface CatalogueEntry {
  readonly op: OpName;
  /** The ways to write it: `a*b`, `max(a, b)`. */
  readonly written: readonly string[];
  /** What it computes, where that is a formula. */
  readonly value: string | null;
  /** A line per operand: its local derivative and the reason. */
  readonly rules: readonly { readonly by: string; readonly local: string; readonly why: string }[];
  /** `b: other than 0`. */
  readonly needs: readonly string[];
}

/** Every op that a program can use, read off the table. */
export function catalogue(): readonly CatalogueEntry[] {
  return opNames.flatMap((op) => {
    const row = table[op];
    return row.kind === 'elementwise' ? [entryOf(op, row)] : [];
  });
}

function entryOf(op: OpName, row: Elementwise): CatalogueEntry {
  const { value } = row;
  const text = value.kind === 'formula' ? value.formula : value.kind === 'primitive' ? value.printed : null;
  const written = row.written.map((spelling) => spelled(spelling, row.operands));
  return {
    op,
    written: written.length > 0 ? written : [row.operands.join(', ')],
    value: text === null ? null : print(parseFormula(text), boardStyle),
    rules: row.operands.map((by) => ({
      by,
      local: print(parseFormula(row.local[by] ?? ''), boardStyle),
      why: row.why[by] ?? '',
    })),
    needs: row.operands.flatMap((by) => (row.needs?.[by] ? [`${by} ${row.needs[by].says}`] : [])),
  };
}

/** How an op is called in a sentence, by its sign alone: `*`, `sigmoid`. */
export const symbolOf = (op: OpName): string => table[op].written[0]?.symbol ?? op;

function spelled(spelling: Spelling, operands: readonly string[]): string {
  const [a = '', b = ''] = operands;
  switch (spelling.form) {
    case 'infix':
      return spelling.symbol.length > 1 || spelling.symbol === '+' || spelling.symbol === '-'
        ? `${a} ${spelling.symbol} ${b}`
        : `${a}${spelling.symbol}${b}`;
    case 'prefix':
      return `${spelling.symbol}${a}`;
    case 'postfix':
      return `${a}${spelling.symbol}`;
    case 'call':
      return `${spelling.symbol}(${operands.join(', ')})`;
  }
}
