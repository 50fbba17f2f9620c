import { isSingle, type Shape, shapeOf, single, sizeOf, type Value } from '../../ops/matrix.ts';
import type { Settings } from '../../ops/row.ts';
import { type OpName, table } from '../../ops/table.ts';
import { isListed, type OpPlace, opOfCode, placeOfOp } from '../kernels/op-codes.ts';
import { type Codes, type Kernel, kernelFor, noCodes, withCode } from '../kernels/scalar-kernel.ts';
import { inRoom, roomFor, type WasmRoom } from '../kernels/wasm-memory.ts';
import { SlotLayout } from './layout.ts';

/** What a slot is. Literals and data have no derivative passed into them: only odd kinds do. */
export const kinds = { literal: 0, given: 1, data: 2, step: 3 } as const;
const wanted = 1;
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
  /** The leaves' entries. What stands at a step is meaningless: a pass over single numbers may use it for their values. */
  readonly start: Float64Array;
  readonly output: number;
  /** Whether a step takes one of its operands by another: what is not taken may have no value. */
  readonly selects: boolean;
  /** Where each slot's entries lie, and their shape; null where every node is a single number, at its own slot. */
  readonly layout: SlotLayout | null;
  readonly kernel: Kernel;
}

/** From so many slots on a graph lies in a memory of WebAssembly: its loops are two to three times as fast there. */
const manyNodes = 32_768;

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
  /** Where the arrays lie once they are many; null before, and where there is no such place. */
  #room: WasmRoom | null = null;
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
  step(
    op: OpName,
    operands: readonly number[],
    shape: Shape = single,
    settings: Settings = noSettings,
  ): number {
    const place = placeOfOp(op);
    if (!place.listed) return this.stepOf(place, operands[0] as number, operands[1], shape); // an op has one operand at least
    const slot = this.#next();
    let code = place.code;
    for (const [k, operand] of operands.entries()) code |= (this.#kind[operand]! & wanted) << k;
    this.#list ??= [];
    this.#left[slot] = this.#list.length;
    this.#list.push(...operands, ...settings);
    return this.#laidStep(slot, code, shape);
  }

  /** The same for an op of one operand or two that was looked up before: to look it up is half of what a step takes. */
  stepOf(place: OpPlace, left: number, right?: number, shape: Shape = single): number {
    const slot = this.#next();
    let code = place.code | (this.#kind[left]! & wanted);
    this.#left[slot] = left;
    if (right !== undefined) {
      this.#right[slot] = right;
      code |= (this.#kind[right]! & wanted) << 1;
    }
    return this.#laidStep(slot, code, shape);
  }

  #laidStep(slot: number, code: number, shape: Shape): number {
    this.#kind[slot] = kinds.step;
    this.#code[slot] = code;
    this.#codes = withCode(this.#codes, code);
    this.#laid(shape);
    return slot;
  }

  /** The graph as it stands, with this slot as its output; the builder is not to be used again. */
  graph(output: number): Graph {
    const layout = this.#layout;
    const room = layout ? null : this.#room && inRoom(this.#room, this.size, this.#list ?? [], this.#codes);
    if (room) return { size: this.size, output, selects: this.#codes.selects, layout, ...room };
    return {
      size: this.size,
      kind: this.#kind,
      code: this.#code,
      left: this.#left,
      right: this.#right,
      list: this.#list ? Int32Array.from(this.#list) : noList,
      start: layout ? this.#filled(layout) : fitting(this.#start, this.size),
      output,
      selects: this.#codes.selects,
      layout,
      // Graphs of matrices go through other loops, an op at a time.
      kernel: layout ? noKernel : kernelFor(this.#codes),
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

  #next(): number {
    if (this.size === this.#kind.length) this.#grow();
    return this.size++;
  }

  #grow(): void {
    const many = this.size >= manyNodes && this.#layout === null;
    this.#room = many ? roomFor(Math.min(8 * this.size, Math.max(mostNodes + 1, 2 * this.size))) : null;
    const length = this.size * 2;
    const to = this.#room ?? {
      kind: new Uint8Array(length),
      code: new Uint16Array(length),
      left: new Int32Array(length),
      right: new Int32Array(length),
      start: new Float64Array(length),
    };
    this.#kind = grown(this.#kind, to.kind);
    this.#code = grown(this.#code, to.code);
    this.#left = grown(this.#left, to.left);
    this.#right = grown(this.#right, to.right);
    this.#start = grown(this.#start, to.start);
  }
}

const noList = new Int32Array(0);

/** The first entries alone: a copy is made in less time than a view, where they are few. */
const fitting = (entries: Float64Array, size: number): Float64Array =>
  entries.length === size ? entries : entries.slice(0, size);

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
