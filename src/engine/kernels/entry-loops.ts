import { type OpName, table } from '../../ops/table.ts';
import { localSource, type Primitives, valueSource } from './codegen.ts';

/** Where a matrix lies in an array, and how far it is to the next row and the next column: 0 where it is spread. */
export interface EntryPlace {
  readonly entries: Float64Array;
  readonly at: number;
  readonly row: number;
  readonly column: number;
}

/** The loops of one op over the entries of matrices, made from its formulas. */
export interface Loops {
  /** Writes `out` from the operands. */
  readonly forward: (rows: number, columns: number, out: EntryPlace, operands: readonly EntryPlace[]) => void;
  /** Adds into `target` what the op passes back to its k-th operand. */
  readonly backward: readonly ((
    rows: number,
    columns: number,
    upstream: EntryPlace,
    out: EntryPlace,
    operands: readonly EntryPlace[],
    target: EntryPlace,
  ) => void)[];
}

const made = new Map<string, Loops>();

/** An entrywise op's loops; made once. If `guarded`, a slope that may not exist is not asked for where no gradient comes in. */
export function loopsOf(op: OpName, guarded = false): Loops {
  const key = guarded ? `${op} guarded` : op;
  const known = made.get(key);
  if (known) return known;
  const primitives: Primitives = new Map();
  const { operands } = table[op];
  const forward = `(rows, columns, out, operands) => ${loop(op, [], `out_[out$] = ${valueSource(op, operands, primitives)};`)}`;
  const backward = operands.map((_, k) => {
    if (table[op].kind !== 'elementwise') return '() => {}';
    const body = `${guarded ? 'if (upstream_[upstream$] !== 0) ' : ''}target_[target$] += upstream_[upstream$] * ${localSource(op, k, primitives)};`;
    return `(rows, columns, upstream, out, operands, target) => ${loop(op, ['upstream', 'target'], body)}`;
  });
  const names = [...primitives.keys()];
  // The text compiled here comes from the table alone: nothing that a user wrote is ever in it.
  const build = new Function(...names, `return { forward: ${forward}, backward: [${backward.join(', ')}] };`);
  const loops = build(...primitives.values()) as Loops; // the object written out just above
  made.set(key, loops);
  return loops;
}

/**
 * A loop over rows and columns in which each place has its array `x_` and its index `x$`, and each operand its letter. In
 * the innermost block the letters hide the places of the same names.
 */
function loop(op: OpName, more: readonly string[], body: string): string {
  const { operands } = table[op];
  const sides = operands.map((_, k) => `side${k}`);
  const places = ['out', ...sides, ...more];
  const each = (text: (place: string) => string): string => places.map(text).join(' ');
  const letters = sides.map((side, k) => `const ${operands[k]} = ${side}_[${side}$];`);
  const out = more.length > 0 ? 'const out = out_[out$];' : '';
  return `{
    const [${sides.join(', ')}] = operands;
    ${each((place) => `const ${place}_ = ${place}.entries, ${place}Row = ${place}.row, ${place}Column = ${place}.column; let ${place}At = ${place}.at;`)}
    for (let i = 0; i < rows; i++) {
      ${each((place) => `let ${place}$ = ${place}At;`)}
      for (let j = 0; j < columns; j++) {
        { ${out} ${letters.join(' ')} ${body} }
        ${each((place) => `${place}$ += ${place}Column;`)}
      }
      ${each((place) => `${place}At += ${place}Row;`)}
    }
  }`;
}
