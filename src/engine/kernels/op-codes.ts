import type { Row } from '../../ops/row.ts';
import { type OpName, opNames, table } from '../../ops/table.ts';

/** So many of a code's lowest bits tell which operands want a derivative. */
export const wantBits = Math.max(...opNames.map((op) => table[op].operands.length));
export const allWanted = (1 << wantBits) - 1;

/** What a slot has to know of its op. */
export interface OpPlace {
  /** The op's code without the bits for what is wanted. */
  readonly code: number;
  /** Whether operands and settings are more than the two places that a slot has for them. */
  readonly listed: boolean;
}

/** Looked up once a step: that is half of what building a graph of numbers takes. */
const placesOfOps: ReadonlyMap<OpName, OpPlace> = new Map(
  opNames.map((op, i) => {
    const row = table[op];
    const listed = row.operands.length > 2 || (row.kind === 'structural' && row.settings.length > 0);
    return [op, { code: (i + 1) << wantBits, listed }];
  }),
);

/** An op's code without the bits that tell what is wanted, and whether its operands stand in the list. */
export const placeOfOp = (op: OpName): OpPlace => placesOfOps.get(op) as OpPlace; // every op has one

/** Whether a code's k-th operand wants a derivative. */
export const isWanted = (code: number, k: number): boolean => (code & (1 << k)) !== 0;

/** The op of a code; null for a leaf. */
export const opOfCode = (code: number): OpName | null => opNames[(code >> wantBits) - 1] ?? null;

/** Whether an op's operands and settings are more than the two places that a slot has for them. */
export const isListed = (op: OpName): boolean => placeOfOp(op).listed;

/** Whether an op takes one of its operands by another. */
export const isSelecting = (row: Row): boolean => row.kind === 'elementwise' && row.selects === true;

/** The op of a number. */
export function nameOf(number: number): OpName {
  const op = opNames[number - 1];
  if (!op) throw new Error(`no op has the number ${number}`);
  return op;
}
