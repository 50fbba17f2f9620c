import { type Expression, fold } from '../../language/expression.ts';
import { parseExpression } from '../../language/parse.ts';
import { tokenize } from '../../language/tokenize.ts';
import type { Elementwise, MachineOperator, Structural } from '../../ops/row.ts';
import { opNames, spelledIn, table } from '../../ops/table.ts';
import { binaryForm, callForm, type Form, negatedForm } from './form.ts';
import {
  alongAxis,
  arrayEntries,
  arrayFrom,
  broadcastShape,
  broadcastTo,
  type Failed,
  isFailed,
  type NdArray,
  reducedArray,
  scalarArray,
} from './ndarray.ts';
import { type ArrayFunction, made, type Operand, tooFew, tooMany } from './operand.ts';

// NumPy's functions by the spelling in each op's row, so that a new op is read as soon as its row says how NumPy writes it.

/** How an elementwise row computes one entry. */
function entryOf(row: Elementwise): (...operands: readonly number[]) => number {
  const { value, operands } = row;
  if (value.kind === 'primitive') return value.run;
  if (value.kind === 'machine') return machine[value.operator];
  let formula: Expression | null = null;
  return (...given) => {
    formula ??= parsed(value.formula);
    return fold<number>(
      formula,
      (leaf) =>
        leaf.kind === 'number'
          ? leaf.value
          : leaf.kind === 'name'
            ? (given[(operands as readonly string[]).indexOf(leaf.name)] ?? Number.NaN)
            : Number.NaN,
      ({ sign }, parts) => {
        const op = sign.ops.map((name) => table[name]).find((each) => each.kind === 'elementwise');
        return op?.kind === 'elementwise' ? entryOf(op)(...parts) : Number.NaN;
      },
    );
  };
}

const machine: Readonly<Record<MachineOperator, (...operands: readonly number[]) => number>> = {
  '+': (a = Number.NaN, b = Number.NaN) => a + b,
  '-': (a = Number.NaN, b = Number.NaN) => a - b,
  '*': (a = Number.NaN, b = Number.NaN) => a * b,
  '/': (a = Number.NaN, b = Number.NaN) => a / b,
  negate: (a = Number.NaN) => -a,
  '>': (a = Number.NaN, b = Number.NaN) => Number(a > b),
  '<': (a = Number.NaN, b = Number.NaN) => Number(a < b),
  '>=': (a = Number.NaN, b = Number.NaN) => Number(a >= b),
  '<=': (a = Number.NaN, b = Number.NaN) => Number(a <= b),
  '==': (a = Number.NaN, b = Number.NaN) => Number(a === b),
  '!=': (a = Number.NaN, b = Number.NaN) => Number(a !== b),
};

function parsed(formula: string): Expression {
  const tokens = tokenize(formula);
  const read = tokens.ok
    ? parseExpression(tokens.value.tokens, 0, { comparisons: true, inTable: true })
    : tokens;
  if (!read.ok) throw new Error(`the table's formula '${formula}' can't be read: ${read.trouble.message}`);
  return read.value.expression;
}

/** The operands spread over one another, and the shape of what comes out. */
function spread(operands: readonly Operand[]): { shape: readonly number[]; rows: Float64Array[] } | Failed {
  let shape: readonly number[] | Failed = [];
  for (const { array } of operands) {
    shape = broadcastShape(shape, array.shape);
    if (isFailed(shape)) return shape;
  }
  const common = shape;
  return { shape: common, rows: operands.map(({ array }) => arrayEntries(broadcastTo(array, common))) };
}

function entrywiseFunction(row: Elementwise): ArrayFunction {
  const compute = entryOf(row);
  const spelled = row.written[0];
  const count = row.operands.length;
  return (operands) => {
    if (operands.length < count) return tooFew;
    if (operands.length > count) return tooMany;
    const used = operands.slice(0, count);
    const all = spread(used);
    if (isFailed(all)) return all;
    const out = new Float64Array(all.shape.reduce((size, each) => size * each, 1));
    for (let at = 0; at < out.length; at++)
      out[at] = compute(...all.rows.map((each) => each[at] ?? Number.NaN));
    const [a, b] = used;
    const forms = used.map(({ form }) => form);
    let form: Form | null = null;
    if (spelled?.form === 'call') form = callForm(spelled.symbol, forms);
    else if (spelled?.form === 'prefix') form = negatedForm(forms[0] ?? null);
    else if (a && b && spelled?.form === 'infix')
      form = binaryForm(pythonSign(row) ?? '', a.form, b.form, a.array, b.array);
    return { array: arrayFrom(all.shape, out, row.compares === true), form };
  };
}

/** A row that gathers entries up: over everything, or along an axis. */
function gathering(row: Structural): ArrayFunction {
  const compute = (entries: readonly number[]): number => {
    const out = { rows: 1, columns: 1, entries: new Float64Array(1) };
    const all = { rows: entries.length, columns: 1, entries: Float64Array.from(entries) };
    row.run([all], out, [0]);
    return out.entries[0] ?? Number.NaN;
  };
  const spelled = row.written[0]?.symbol ?? '';
  return ([x], { axis, keepdims }) => {
    if (!x) return tooFew;
    const rank = x.array.shape.length;
    const dimension = axis === null ? null : (axis < 0 ? axis + rank : axis) + 1;
    const form =
      dimension !== null && rank !== 2
        ? null
        : callForm(spelled, [x.form], dimension === null ? '' : `, ${dimension}`);
    return made(reducedArray(x.array, axis, keepdims, compute), form);
  };
}

/** A row over whole matrices that gives a number: the operands are taken as columns where it wants vectors. */
function overWhole(row: Structural): ArrayFunction {
  return (operands, { axis }) => {
    if (operands.length < row.operands.length) return tooFew;
    if (operands.length > row.operands.length || axis !== null) return tooMany;
    const square = row.operands.length === 1 && row.operands[0] === 'A';
    const matrices = operands.slice(0, row.operands.length).map(({ array }) => {
      const entries = arrayEntries(array);
      const [rows = 1, columns = 1] = square && array.shape.length === 2 ? array.shape : [entries.length, 1];
      return { rows, columns, entries };
    });
    const shape = row.shape(
      matrices,
      row.operands.map((each) => each),
      [],
    );
    if (typeof shape === 'string') return { failed: `ValueError: ${shape}` };
    const out = { ...shape, entries: new Float64Array(1) };
    row.run(matrices, out, []);
    return { array: scalarArray(out.entries[0] ?? Number.NaN), form: null };
  };
}

/** The sign by which a row's NumPy spelling joins its operands: `+` of `a + b`; null for every other spelling. */
function pythonSign({ numpy, operands }: Elementwise): string | null {
  const [a, b] = operands as readonly string[];
  const sign = b === undefined ? null : /^(\w+) (\S+) (\w+)$/.exec(spelledIn(numpy, []) ?? '');
  return sign?.[1] === a && sign?.[3] === b ? (sign?.[2] ?? null) : null;
}

/** The functions and signs that the rows spell, by the last word of the function's path or by the sign. */
export const rowFunctions: ReadonlyMap<string, ArrayFunction> = new Map(
  opNames.flatMap((name): readonly (readonly [string, ArrayFunction])[] => {
    const row = table[name];
    // As it is called without a dimension.
    const numpy = spelledIn(row.numpy, row.kind === 'structural' ? row.settings.map(() => 0) : []);
    if (row.kind === 'maker') return [];
    // What NumPy has no function for, libraries have by the name that it has here: PyTorch's `gelu`.
    const own =
      row.kind === 'elementwise' && (row.activation || numpy === null)
        ? row.written.flatMap((each) =>
            each.form === 'call' ? [[each.symbol, entrywiseFunction(row)] as const] : [],
          )
        : [];
    if (numpy === null) return own;
    const call = /^np\.(?:linalg\.)?(\w+)\(([\w, ]+)\)$/.exec(numpy);
    const plain = call?.[2] === row.operands.join(', ');
    const [, word = ''] = call ?? [];
    if (row.kind === 'structural') {
      if (!plain) return [];
      if (row.settings.length > 0) return [[word, gathering(row)]];
      return /^(vdot|norm|trace)$/.test(word) ? [[word, overWhole(row)]] : [];
    }
    const sign = pythonSign(row) ?? (/^-\w$/.test(numpy) ? 'negate' : null);
    if (sign !== null) return [[sign, entrywiseFunction(row)]];
    return plain ? [[word, entrywiseFunction(row)]] : own;
  }),
);

/** A row's function by its name in NumPy or its sign; the table has it. */
export function rowFunction(name: string): ArrayFunction {
  const found = rowFunctions.get(name);
  if (!found) throw new Error(`no row is spelled ${name} in NumPy`);
  return found;
}

/** A single row's value for a whole array, along an axis: softmax, which NumPy has no word for. */
export function softmaxOf(array: NdArray, axis: number): NdArray | Failed {
  const row = table.softmax;
  return alongAxis(array, axis, (lane) => {
    const out = { rows: 1, columns: lane.length, entries: new Float64Array(lane.length) };
    const whole = { rows: 1, columns: lane.length, entries: Float64Array.from(lane) };
    if (row.kind === 'structural') row.run([whole], out, [2]);
    return [...out.entries];
  });
}
