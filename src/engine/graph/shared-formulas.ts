import { type Apply, type Expression, fold, type Leaf } from '../../language/expression.ts';
import { isSingle, type Matrix, type Shape, shapeOf, single, sizeOf, type Value } from '../../ops/matrix.ts';
import type { Settings } from '../../ops/row.ts';
import { type OpName, table } from '../../ops/table.ts';
import { loopsOf } from '../kernels/entry-loops.ts';
import { computed, structuralRow } from '../kernels/rules.ts';
import { opForShapes } from './shapes.ts';
import { madeBy, placeInMatrix } from './values.ts';

/** Where a leaf's entries stand: in the array of values or in that of derivatives. */
export interface FormulaPlace {
  readonly array: 'values' | 'derivatives';
  readonly at: number;
  readonly shape: Shape;
}

/** A part of a formula: its shape, and how its entries are written. */
interface Part {
  readonly shape: Shape;
  readonly operands: readonly number[];
  /** Makes what writes the part from its operands, for arrays that stay the same. */
  readonly writer: (out: Matrix, operands: readonly Matrix[]) => (arrays: FormulaArrays) => void;
}

/** The arrays in which leaves stand. */
export interface FormulaArrays {
  readonly values: Float64Array;
  readonly derivatives: Float64Array;
}

/**
 * Many formulas over the nodes of one graph, to be worked out at one set of values after the other. What shapes decide is
 * decided once, and a part that several formulas have in common is one.
 */
export class SharedFormulas {
  readonly #parts: Part[] = [];
  readonly #known = new Map<string, number>();
  readonly #placeOf: (leaf: Leaf) => FormulaPlace | Value;
  /** Whether what every sign means hangs on shapes alone: a setting may be the value of a name. */
  settled = true;

  /** `placeOf` tells what a leaf stands for. */
  constructor(placeOf: (leaf: Leaf) => FormulaPlace | Value) {
    this.#placeOf = placeOf;
  }

  /** Takes a formula in, and gives the number by which its entries are asked for; null where its shapes clash. */
  add(formula: Expression): number | null {
    return fold<number | null>(
      formula,
      (leaf) => this.#leaf(leaf),
      (node, operands) => {
        const parts = operands.filter((part) => part !== null);
        return parts.length < operands.length ? null : this.#application(node, parts);
      },
    );
  }

  /** The shape of a part. */
  shape(part: number): Shape {
    return this.#parts[part]?.shape ?? single;
  }

  /** How many entries all parts have together. */
  get entries(): number {
    return this.#parts.reduce((total, { shape }) => total + sizeOf(shape), 0);
  }

  /** A place to work the formulas out in, again and again. */
  frame(): FormulaFrame {
    return new FormulaFrame(this.#parts);
  }

  #leaf(leaf: Leaf): number {
    const found = this.#placeOf(leaf);
    if (typeof found === 'object' && 'array' in found) {
      const { array, at, shape } = found;
      return this.#put(`${array} ${at}`, shape, [], ({ entries }) => (arrays) => {
        const from = arrays[array];
        for (let k = 0; k < entries.length; k++) entries[k] = from[at + k] ?? Number.NaN;
      });
    }
    const constant = typeof found === 'number' ? [found] : found.entries;
    const shape = shapeOf(found);
    return this.#constant(`${shape.rows}x${shape.columns} ${constant.join(' ')}`, shape, constant);
  }

  #constant(key: string, shape: Shape, constant: ArrayLike<number>): number {
    return this.#put(
      key,
      shape,
      [],
      ({ entries }) =>
        () =>
          entries.set(constant),
    );
  }

  #application(node: Apply, operands: readonly number[]): number | null {
    if (node.operands.some((operand, k) => k >= node.sign.arity && operand.kind !== 'number'))
      this.settled = false;
    const filled = madeBy(node);
    if (filled) {
      const { shape, entry } = filled;
      const constant = new Float64Array(sizeOf(shape)).fill(entry);
      return this.#constant(`${shape.rows}x${shape.columns} of ${entry}`, shape, constant);
    }
    const shapes = operands.map((operand) => this.shape(operand));
    const meaning = opForShapes(node, shapes, () => node.operands.map(() => ''), false);
    if (typeof meaning === 'string') return null;
    const { op, shape, settings } = meaning;
    const own = operands.slice(0, table[op].operands.length);
    return this.#put(`${op}(${own.join()}; ${settings.join()})`, shape, own, writerOf(op, shape, settings));
  }

  #put(key: string, shape: Shape, operands: readonly number[], writer: Part['writer']): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const part = this.#parts.push({ shape, operands, writer }) - 1;
    this.#known.set(key, part);
    return part;
  }
}

/** As the value of a sign is found without a graph, so that nobody can tell the two apart. */
function writerOf(op: OpName, shape: Shape, settings: Settings): Part['writer'] {
  if (table[op].kind === 'structural') {
    const { run } = structuralRow(op);
    return (out, operands) => () => {
      out.entries.fill(0);
      run(operands, out, settings);
    };
  }
  return (out, operands) => {
    const places = operands.map(placeInMatrix);
    if (operands.every(isSingle)) {
      const numbers = operands.map(() => 0);
      return () => {
        for (const [k, { entries }] of operands.entries()) numbers[k] = entries[0] ?? Number.NaN;
        out.entries[0] = computed(op, numbers);
      };
    }
    const place = placeInMatrix(out);
    const { forward } = loopsOf(op);
    return () => forward(shape.rows, shape.columns, place, places);
  };
}

/** The formulas at one set of values: each part is worked out when somebody asks for it. */
export class FormulaFrame {
  readonly #parts: readonly Part[];
  readonly #matrices: Matrix[] = [];
  readonly #writers: ((arrays: FormulaArrays) => void)[] = [];
  readonly #done: number[] = [];
  readonly #sizes: number[] = [];
  readonly #sized: number[] = [];
  #round = 0;
  #arrays: FormulaArrays = { values: nothing, derivatives: nothing };

  constructor(parts: readonly Part[]) {
    this.#parts = parts;
  }

  /** Goes on to other values. */
  load(arrays: FormulaArrays): void {
    this.#arrays = arrays;
    this.#round++;
  }

  /** The entries of a part, row by row; they hold until other values come. */
  entries(part: number): Float64Array {
    const waiting = [part];
    for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
      if (this.#done[next] === this.#round) {
        waiting.pop();
        continue;
      }
      const { operands } = this.#parts[next] as Part; // a part that was given out
      const missing = operands.filter((operand) => this.#done[operand] !== this.#round);
      if (missing.length > 0) {
        waiting.push(...missing);
        continue;
      }
      this.#writerOf(next)(this.#arrays);
      this.#done[next] = this.#round;
      waiting.pop();
    }
    return this.#matrixOf(part).entries;
  }

  /** The largest entry of a part, without its sign; NaN or infinite where some entry is. */
  size(part: number): number {
    const entries = this.entries(part);
    if (this.#sized[part] !== this.#round) {
      let size = 0;
      for (let at = 0; at < entries.length; at++) size = Math.max(size, Math.abs(entries[at] ?? Number.NaN));
      this.#sizes[part] = size;
      this.#sized[part] = this.#round;
    }
    return this.#sizes[part] ?? Number.NaN;
  }

  #writerOf(part: number): (arrays: FormulaArrays) => void {
    const { operands, writer } = this.#parts[part] as Part; // a part that was given out
    this.#writers[part] ??= writer(
      this.#matrixOf(part),
      operands.map((operand) => this.#matrixOf(operand)),
    );
    return this.#writers[part];
  }

  #matrixOf(part: number): Matrix {
    const { shape } = this.#parts[part] as Part; // a part that was given out
    this.#matrices[part] ??= { ...shape, entries: new Float64Array(sizeOf(shape)) };
    return this.#matrices[part];
  }
}

const nothing = new Float64Array(0);
