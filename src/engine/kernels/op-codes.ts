import type { Row } from '../../ops/row.ts';
import { type OpName, opNames, table } from '../../ops/table.ts';

/** So many of a code's lowest bits tell which operands want a derivative. */
export const wantBits = opNames.reduce((most, op) => Math.max(most, table[op].operands.length), 0);
export const allWanted = (1 << wantBits) - 1;

/** What a slot has to know of its op. */
export interface OpPlace {
  /** The op's code without the bits for what is wanted. */
  readonly code: number;
  /** Whether operands and settings are more than the two places that a slot has for them. */
  readonly listed: boolean;
}

/** Looked up once a step: that is half of what building a graph of numbers takes. Each is made when a step first has its op. */
const placesOfOps = new Map<OpName, OpPlace>();

/** An op's code without the bits that tell what is wanted, and whether its operands stand in the list. */
export const placeOfOp = (op: OpName): OpPlace => placesOfOps.get(op) ?? madePlace(op);

function madePlace(op: OpName): OpPlace {
  const row = table[op];
  const listed = row.operands.length > 2 || (row.kind === 'structural' && row.settings.length > 0);
  const place = { code: (opNames.indexOf(op) + 1) << wantBits, listed };
  placesOfOps.set(op, place);
  return place;
}

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
