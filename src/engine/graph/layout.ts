import { type Shape, sizeOf } from '../../ops/matrix.ts';

/** Where the entries of a graph's slots lie, one slot behind the other, and what shapes they have. */
export class SlotLayout {
  #rows: Int32Array;
  #columns: Int32Array;
  #at: Int32Array;
  #size: number;
  length: number;

  /** A layout whose first slots are single numbers. */
  constructor(singles: number) {
    const room = Math.max(16, 2 * singles);
    this.#rows = new Int32Array(room).fill(1);
    this.#columns = new Int32Array(room).fill(1);
    this.#at = Int32Array.from({ length: room }, (_, slot) => slot);
    this.#size = singles;
    this.length = singles;
  }

  /** Lays out one more slot. */
  add(shape: Shape): void {
    if (this.#size === this.#at.length) {
      this.#rows = twice(this.#rows);
      this.#columns = twice(this.#columns);
      this.#at = twice(this.#at);
    }
    this.#rows[this.#size] = shape.rows;
    this.#columns[this.#size] = shape.columns;
    this.#at[this.#size] = this.length;
    this.length += sizeOf(shape);
    this.#size++;
  }

  /** The shape of a slot. */
  shape(slot: number): Shape {
    return { rows: this.#rows[slot] ?? 1, columns: this.#columns[slot] ?? 1 };
  }

  /** Where a slot's entries begin. */
  at(slot: number): number {
    return this.#at[slot] ?? 0;
  }
}

function twice(from: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}
