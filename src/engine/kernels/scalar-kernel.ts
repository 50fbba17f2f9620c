import { type OpName, table } from '../../ops/table.ts';
import { localSource, valueSource } from './codegen.ts';
import { allWanted, isListed, isSelecting, isWanted, nameOf, wantBits } from './op-codes.ts';

type Slots = Int32Array;

/** The two loops over a graph whose every node is a single number, made from the formulas of its ops. */
export interface Kernel {
  /** Fills `value` upwards from the leaves' values; `code`, `left`, `right`, `list` as in Graph. */
  readonly forward: (
    size: number,
    code: Uint16Array,
    left: Slots,
    right: Slots,
    list: Slots,
    value: Float64Array,
  ) => void;
  /** Adds into `gradient` downwards from slot `from`, where the caller has put the seed. */
  readonly backward: (
    from: number,
    code: Uint16Array,
    left: Slots,
    right: Slots,
    list: Slots,
    value: Float64Array,
    gradient: Float64Array,
  ) => void;
  /** Zeros for gradients where this kernel has the quickest way to them; null where it has none left, or no such place. */
  readonly room?: () => Float64Array | null;
}

/**
 * The codes that stand in a graph, as far as it is laid out. A set knows the sets that one code more makes of it, so
 * that a step costs one look, and a small graph like one before it finds its kernel without asking for it by name.
 */
export interface Codes {
  readonly all: readonly number[];
  readonly and: (Codes | undefined)[];
  kernel: Kernel | null;
  /** Whether one of them is that of an op on whole matrices. */
  readonly structural: boolean;
  /** Whether one of them is that of an op that selects: what it does not take may have no value. */
  readonly selects: boolean;
}

/** The codes of an empty graph. */
export const noCodes: Codes = { all: [], and: [], kernel: null, structural: false, selects: false };

/** The codes with one more, which may be among them. */
export function withCode(codes: Codes, code: number): Codes {
  codes.and[code] ??= codes.all.includes(code) ? codes : oneMore(codes, code);
  return codes.and[code];
}

function oneMore({ all, structural, selects }: Codes, code: number): Codes {
  const row = table[nameOf(code >> wantBits)];
  return {
    all: [...all, code],
    and: [],
    kernel: null,
    structural: structural || row.kind === 'structural',
    selects: selects || isSelecting(row),
  };
}

const made = new Map<string, Kernel>();

/** The kernel for graphs of these codes: a `switch` with one case an op, its formulas inlined. */
export function kernelFor(codes: Codes): Kernel {
  codes.kernel ??= inAnyOrder(codes.all);
  return codes.kernel;
}

function inAnyOrder(codes: readonly number[]): Kernel {
  const sorted = codes.toSorted((a, b) => a - b);
  const key = sorted.join(' ');
  const kernel = made.get(key) ?? make(sorted);
  made.set(key, kernel);
  return kernel;
}

function make(codes: readonly number[]): Kernel {
  const primitives = new Map<string, (...operands: readonly number[]) => number>();
  const ops = [...new Set(codes.map((code) => code >> wantBits))];
  const forward = ops.map((number) => {
    const op = nameOf(number);
    return `case ${number}: { ${operandsOf(op)} value[i] = ${valueSource(op, table[op].operands, primitives)}; break; }`;
  });
  const backward = codes
    .filter((code) => (code & allWanted) !== 0)
    .map((code) => {
      const op = nameOf(code >> wantBits);
      const sources = table[op].operands.map((_, k) =>
        isWanted(code, k) ? `gradient[${slotSource(op, k)}] += G * ${localSource(op, k, primitives)};` : '',
      );
      return `case ${code}: { const G = gradient[i], out = value[i]; ${operandsOf(op)} ${sources.join(' ')} break; }`;
    });
  const parameters = [...primitives.keys()];
  // What is not taken gets no gradient, and what has no value there is not asked for its slope.
  const guard = ops.some((number) => isSelecting(table[nameOf(number)])) ? 'if (gradient[i] !== 0)' : '';
  // The text compiled here comes from the table alone: nothing that a user wrote is ever in it.
  const build = new Function(
    ...parameters,
    `return {
      forward(size, code, left, right, list, value) {
        for (let i = 0; i < size; i++) switch (code[i] >> ${wantBits}) { ${forward.join('\n')} }
      },
      backward(from, code, left, right, list, value, gradient) {
        for (let i = from; i >= 0; i--) ${guard} switch (code[i]) { ${backward.join('\n')} }
      },
    };`,
  );
  return build(...primitives.values()) as Kernel; // the object written out just above
}

function operandsOf(op: OpName): string {
  return table[op].operands.map((operand, k) => `const ${operand} = value[${slotSource(op, k)}];`).join(' ');
}

/** JavaScript for the slot of an op's k-th operand. */
function slotSource(op: OpName, k: number): string {
  if (isListed(op)) return `list[left[i] + ${k}]`;
  return k === 0 ? 'left[i]' : 'right[i]';
}
