import {
  entriesOf,
  filledWith,
  type Matrix,
  matrixOf,
  shapeOf,
  sizeOf,
  type Value,
  valueFrom,
} from '../../ops/matrix.ts';
import type { Settings } from '../../ops/row.ts';
import { type OpName, table } from '../../ops/table.ts';
import { evaluateAll, fittedTo, placeInMatrix } from '../graph/values.ts';
import { type EntryPlace, loopsOf } from '../kernels/entry-loops.ts';
import { localAt, passRule, structuralRow } from '../kernels/rules.ts';

/** One application of an op, at values. */
export interface Applied {
  readonly op: OpName;
  readonly operands: readonly Value[];
  readonly out: Value;
  readonly settings: Settings;
}

/** What an op passes back to its k-th operand when `upstream` comes in, fitted to that operand's shape. */
export function passedBack({ op, operands, out, settings }: Applied, k: number, upstream: Value): Value {
  const operand = operands[k];
  if (operand === undefined) throw new Error(`${op} has no operand ${k}`);
  if (table[op].kind === 'structural') {
    if (matrixOf(upstream).entries.every((each) => each === 0)) return filledWith(shapeOf(operand), 0);
    const found = evaluateAll(passRule(op, k, settings), (leaf) =>
      leaf.kind === 'name' ? letterAt({ op, operands, out, settings }, leaf.name, upstream) : undefined,
    );
    if (!found.ok) throw new Error(`the rule of ${op} does not fit: ${found.trouble.message}`);
    return fittedTo(found.value, shapeOf(operand));
  }
  const numbers = operands.filter((each) => typeof each === 'number');
  if (numbers.length === operands.length && typeof out === 'number' && typeof upstream === 'number')
    return upstream === 0 ? 0 : upstream * localAt(op, k, numbers, out);
  const shape = shapeOf(operand);
  const target: Matrix = { ...shape, entries: new Float64Array(sizeOf(shape)) };
  const { rows, columns } = shapeOf(out);
  const place = (value: Value): EntryPlace => placeInMatrix(matrixOf(value));
  loopsOf(op, true).backward[k]?.(
    rows,
    columns,
    place(upstream),
    place(out),
    operands.map(place),
    placeInMatrix(target),
  );
  return valueFrom(shape, target.entries);
}

/** What a letter of a structural op's rule stands for: an operand, the output, the upstream gradient, a letter of its own. */
export function letterAt(
  { op, operands, out, settings }: Applied,
  letter: string,
  upstream: Value,
): Value | undefined {
  if (letter === 'G') return fittedTo(upstream, shapeOf(out));
  if (letter === 'out') return out;
  const row = structuralRow(op);
  const own = row.letters?.[letter];
  return own ? own(operands.map(matrixOf), matrixOf(out), settings) : operands[row.operands.indexOf(letter)];
}

/** The sum of two values of one shape. */
export function addValues(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  const others = entriesOf(b);
  const { rows, columns, entries } = matrixOf(a);
  return valueFrom(
    { rows, columns },
    entries.map((each, i) => each + (others[i] ?? Number.NaN)),
  );
}
