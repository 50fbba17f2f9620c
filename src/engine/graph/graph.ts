import { isSingle, type Shape, shapeOf, single, sizeOf, type Value } from '../../ops/matrix.ts';
import type { Settings } from '../../ops/row.ts';
import { type OpName, table } from '../../ops/table.ts';
import {
  type Codes,
  isListed,
  type Kernel,
  kernelFor,
  noCodes,
  opOfCode,
  placeOfOp,
  withCode,
} from '../kernels/scalar-kernel.ts';
import { SlotLayout } from './layout.ts';

/** What a slot is. Literals and data have no derivative passed into them. */
export const kinds = { literal: 0, given: 1, data: 2, step: 3 } as const;
export type Kind = (typeof kinds)[keyof typeof kinds];

/**
 * A computation graph in computing order: operands stand before what reads them, so forward is a loop up and
 * backward a loop down. Parallel arrays, a slot a node or literal (about 35 bytes with values and gradients).
 */
export interface Graph {
  readonly size: number;
  readonly kind: Uint8Array;
  /** Op and wanted operands, see `placeOfOp`. */
  readonly code: Uint16Array;
  /** The first operand; of an op with more than two, or with settings, where they begin in `list`. */
  readonly left: Int32Array;
  /** The second operand. */
  readonly right: Int32Array;
  /** Operands and settings of the ops that have more than two places for, one op's behind the other's. */
  readonly list: Int32Array;
  /** The leaves' entries; what stands at a step is meaningless. */
  readonly start: Float64Array;
  readonly output: number;
  /** Whether a step takes one of its operands by another: what is not taken may have no value. */
  readonly selects: boolean;
  /** Where each slot's entries lie, and their shape; null where every node is a single number, at its own slot. */
  readonly layout: SlotLayout | null;
  readonly kernel: Kernel;
}

/** A graph may have so many slots. */
export const mostNodes = 5_000_000;

/** Grows a graph slot by slot; every method returns the new slot. Starts small and doubles. */
export class GraphBuilder {
  size = 0;
  #kind = new Uint8Array(16);
  #code = new Uint16Array(16);
  #left = new Int32Array(16);
  #right = new Int32Array(16);
  /** Made when it is needed: a graph of a few numbers is built in less time than an empty array of each sort. */
  #list: number[] | null = null;
  #start = new Float64Array(16);
  #codes: Codes = noCodes;
  #layout: SlotLayout | null = null;
  #matrices: (readonly [slot: number, entries: Float64Array])[] | null = null;

  /** A leaf: a literal, a given or data, with its value. */
  leaf(kind: Exclude<Kind, typeof kinds.step>, value: Value): number {
    const slot = this.#next();
    this.#kind[slot] = kind;
    if (typeof value === 'number') this.#start[slot] = value;
    else {
      this.#matrices ??= [];
      this.#matrices.push([slot, value.entries]);
    }
    this.#laid(shapeOf(value));
    return slot;
  }

  /** Whether every slot so far is a single number. */
  get ofSingles(): boolean {
    return this.#layout === null;
  }

  /** The shape of a slot made before. */
  shape(slot: number): Shape {
    return this.#layout?.shape(slot) ?? single;
  }

  /** How many entries there are so far. */
  get entries(): number {
    return this.#layout?.length ?? this.size;
  }

  /** A step that puts an op to slots made before; `shape` is what its row says of theirs. */
  step(op: OpName, operands: readonly number[], shape: Shape = single, settings: Settings = []): number {
    const slot = this.#next();
    const { code: bare, listed } = placeOfOp(op);
    let code = bare;
    for (let k = 0; k < operands.length; k++) if (this.#wants(operands[k] as number)) code |= 1 << k; // k is within operands
    this.#kind[slot] = kinds.step;
    this.#code[slot] = code;
    if (listed) {
      this.#list ??= [];
      this.#left[slot] = this.#list.length;
      this.#list.push(...operands, ...settings);
    } else {
      this.#left[slot] = operands[0] as number; // an op has one operand at least
      if (operands.length > 1) this.#right[slot] = operands[1] as number;
    }
    this.#codes = withCode(this.#codes, code);
    this.#laid(shape);
    return slot;
  }

  /** The graph as it stands, with this slot as its output; the builder is not to be used again. */
  graph(output: number): Graph {
    return {
      size: this.size,
      kind: this.#kind,
      code: this.#code,
      left: this.#left,
      right: this.#right,
      list: this.#list ? Int32Array.from(this.#list) : noList,
      start: this.#layout ? this.#filled(this.#layout) : this.#start,
      output,
      selects: this.#codes.selects,
      layout: this.#layout,
      // Graphs of matrices go through other loops, an op at a time.
      kernel: this.#layout ? noKernel : kernelFor(this.#codes),
    };
  }

  /** A graph needs no layout until the first matrix comes, or the first op on whole matrices. */
  #laid(shape: Shape): void {
    if (this.#layout === null) {
      if (!this.#codes.structural && (shape === single || isSingle(shape))) return;
      this.#layout = new SlotLayout(this.size - 1);
    }
    this.#layout.add(shape);
  }

  #filled(layout: SlotLayout): Float64Array {
    const start = new Float64Array(layout.length);
    for (let slot = 0; slot < this.size; slot++) {
      if (this.#kind[slot] !== kinds.step) start[layout.at(slot)] = this.#start[slot] ?? 0;
    }
    for (const [slot, entries] of this.#matrices ?? []) start.set(entries, layout.at(slot));
    return start;
  }

  #wants(slot: number): boolean {
    const kind = this.#kind[slot];
    return kind === kinds.step || kind === kinds.given;
  }

  #next(): number {
    if (this.size === this.#kind.length) {
      const length = this.size * 2;
      this.#kind = grown(this.#kind, new Uint8Array(length));
      this.#code = grown(this.#code, new Uint16Array(length));
      this.#left = grown(this.#left, new Int32Array(length));
      this.#right = grown(this.#right, new Int32Array(length));
      this.#start = grown(this.#start, new Float64Array(length));
    }
    return this.size++;
  }
}

const noList = new Int32Array(0);

function grown<A extends { set(from: A): void }>(from: A, to: A): A {
  to.set(from);
  return to;
}

const noKernel: Kernel = {
  forward: () => {
    throw new Error('a graph of matrices has no loop of single numbers');
  },
  backward: () => {
    throw new Error('a graph of matrices has no loop of single numbers');
  },
};

/** The shape of a slot. */
export const shapeAt = ({ layout }: Graph, slot: number): Shape => layout?.shape(slot) ?? single;

/** Where a slot's entries begin. */
export const placeAt = ({ layout }: Graph, slot: number): number => layout?.at(slot) ?? slot;

/** A slot's value, out of an array of all entries. */
export function valueIn(graph: Graph, entries: Float64Array, slot: number): Value {
  const { layout } = graph;
  if (layout === null) return entries[slot] ?? Number.NaN;
  const shape = layout.shape(slot);
  const at = layout.at(slot);
  if (isSingle(shape)) return entries[at] ?? Number.NaN;
  return { ...shape, entries: entries.subarray(at, at + sizeOf(shape)) };
}

/** The op of a step; null for a leaf. */
export const opAt = (graph: Graph, slot: number): OpName | null => opOfCode(graph.code[slot] ?? 0);

/** The settings of a step, in its row's order; none where its op has none. */
export function settingsAt(graph: Graph, slot: number): Settings {
  const op = opAt(graph, slot);
  const row = op && table[op];
  if (row?.kind !== 'structural' || row.settings.length === 0) return noSettings;
  const from = (graph.left[slot] ?? 0) + row.operands.length;
  return Array.from(graph.list.subarray(from, from + row.settings.length));
}

const noSettings: Settings = [];

/** The operands' slots of a step, in written order; none for a leaf. */
export function operandsAt(graph: Graph, slot: number): readonly number[] {
  const op = opAt(graph, slot);
  if (!op) return [];
  const left = graph.left[slot] ?? 0;
  const { length } = table[op].operands;
  if (isListed(op)) return Array.from(graph.list.subarray(left, left + length));
  return length === 1 ? [left] : [left, graph.right[slot] ?? 0];
}
