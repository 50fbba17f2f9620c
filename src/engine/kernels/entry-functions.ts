import { type OpName, table } from '../../ops/table.ts';
import { kinkSource, localSource, type Primitives, valueSource } from './codegen.ts';

/** A formula of a row at one entry: the numbers of its operands, and the op's own value. */
type AtEntry = (operands: ArrayLike<number>, out: number) => number;

const slopes = new Map<string, AtEntry>();
const values = new Map<OpName, AtEntry>();
const kinks = new Map<OpName, AtEntry | null>();

/** The local derivative of an op with respect to its k-th operand, as a function to be called at many entries. */
export function slopeFunction(op: OpName, k: number): AtEntry {
  const key = `${op} ${k}`;
  const known = slopes.get(key);
  if (known) return known;
  const primitives: Primitives = new Map();
  const made = atEntry(op, localSource(op, k, primitives), primitives);
  slopes.set(key, made);
  return made;
}

/** The value of an op on single numbers, as such a function; it needs no `out`. */
export function valueFunction(op: OpName): AtEntry {
  const known = values.get(op);
  if (known) return known;
  const primitives: Primitives = new Map();
  const made = atEntry(op, valueSource(op, table[op].operands, primitives), primitives);
  values.set(op, made);
  return made;
}

/** Where an op stands beside its kink, below 0, above it or on it, as such a function; null where it has none. */
export function kinkFunction(op: OpName): AtEntry | null {
  const known = kinks.get(op);
  if (known !== undefined) return known;
  const primitives: Primitives = new Map();
  const source = table[op].kind === 'elementwise' ? kinkSource(op, primitives) : null;
  const made = source === null ? null : atEntry(op, source, primitives);
  kinks.set(op, made);
  return made;
}

function atEntry(op: OpName, source: string, primitives: Primitives): AtEntry {
  const letters = table[op].operands.map((letter, k) => `const ${letter} = operands_[${k}];`).join(' ');
  // The text compiled here comes from the table alone: nothing that a user wrote is ever in it.
  const build = new Function(
    ...primitives.keys(),
    `return (operands_, out) => { ${letters} return ${source}; };`,
  );
  return build(...primitives.values()) as AtEntry; // the function written out just above
}
