import { type OpName, table } from '../ops/table.ts';
import { type Codes, codeOf, type Kernel, kernelFor, noCodes, opOfCode, withCode } from './kernel.ts';

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
  /** Op and wanted operands, see `codeOf`. */
  readonly code: Uint16Array;
  readonly left: Int32Array;
  /** The second operand; meaningless where the op has one. */
  readonly right: Int32Array;
  /** The leaves' values; what stands at a step is meaningless. */
  readonly start: Float64Array;
  readonly output: number;
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
  #start = new Float64Array(16);
  #codes: Codes = noCodes;

  /** A leaf: a literal, a given or data, with its value. */
  leaf(kind: Exclude<Kind, typeof kinds.step>, value: number): number {
    const slot = this.#next();
    this.#kind[slot] = kind;
    this.#start[slot] = value;
    return slot;
  }

  /** A step that puts an op to one or two slots made before. */
  step(op: OpName, left: number, right?: number): number {
    const slot = this.#next();
    const code = codeOf(op, this.#wants(left), right !== undefined && this.#wants(right));
    this.#kind[slot] = kinds.step;
    this.#code[slot] = code;
    this.#left[slot] = left;
    this.#right[slot] = right ?? 0;
    this.#codes = withCode(this.#codes, code);
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
      start: this.#start,
      output,
      kernel: kernelFor(this.#codes),
    };
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

function grown<A extends { set(from: A): void }>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** The op of a step; null for a leaf. */
export const opAt = (graph: Graph, slot: number): OpName | null => opOfCode(graph.code[slot] ?? 0);

/** The operands' slots of a step, in written order; none for a leaf. */
export function operandsAt(graph: Graph, slot: number): readonly number[] {
  const op = opAt(graph, slot);
  if (!op) return [];
  const left = graph.left[slot] ?? 0;
  return table[op].operands.length === 1 ? [left] : [left, graph.right[slot] ?? 0];
}
