import { activations } from './activations.ts';
import { algebra } from './algebra.ts';
import { arithmetic } from './arithmetic.ts';
import { blocks } from './blocks.ts';
import { exponentials } from './exponentials.ts';
import { extremes } from './extremes.ts';
import { comparison, maker } from './make-row.ts';
import { piecewise } from './piecewise.ts';
import { powers } from './powers.ts';
import { reductions } from './reductions.ts';
import type { Row, Settings, Slip, Spelled } from './row.ts';
import { trigonometry } from './trigonometry.ts';
import { vectors } from './vectors.ts';

/** Comparisons give 1 or 0: `dA1 .* (Z1 > 0)`. */
const comparisons = {
  larger: comparison('>', true),
  smaller: comparison('<', true),
  largerOrEqual: comparison('>=', true),
  smallerOrEqual: comparison('<=', true),
  equal: comparison('==', false),
  unequal: comparison('!=', false),
};

// Where rows share a spelling, the first whose shapes fit is meant: between numbers `*` is multiply, between matrices matmul.
/** Matrices whose entries are all the same, by their numbers of rows and columns. */
const makers = { ones: maker('ones', 1), zeros: maker('zeros', 0) };

const rows = {
  ...arithmetic,
  ...powers,
  ...activations,
  ...algebra,
  ...reductions,
  ...exponentials,
  ...trigonometry,
  ...piecewise,
  ...extremes,
  ...vectors,
  ...blocks,
  ...makers,
  ...comparisons,
};

const families = {
  arithmetic: [arithmetic],
  powers: [powers, exponentials],
  trigonometry: [trigonometry],
  activations: [activations],
  piecewise: [piecewise],
  matrices: [algebra, vectors, blocks, makers],
  reductions: [reductions, extremes],
  comparisons: [comparisons],
} as const;

/** The family in which a list of ops shows one. */
export type OpFamily = keyof typeof families;

/** The families in the order in which they are listed. */
export const familyNames = Object.keys(families) as readonly OpFamily[]; // the keys of a literal are its type's

/** The stable name of an op, as `show --format json` prints it. */
export type OpName = keyof typeof rows;

/** An op's family. */
export const familyOf = (op: OpName): OpFamily =>
  familyNames.find((family) => families[family].some((rows) => Object.hasOwn(rows, op))) as OpFamily; // a test asks for each

/** The ids of the slips that a row brings along. */
type SlipIdOf<R> = R extends { readonly slips?: Readonly<Partial<Record<string, readonly Slip<infer Id>[]>>> }
  ? Id
  : never;
export type SlipId = { readonly [Op in OpName]: SlipIdOf<(typeof rows)[Op]> }[OpName];

/** Every operation the tutor knows: the one place where calculus is written down. */
export const table: Readonly<Record<OpName, Row>> = rows;

/** The ops' names in the table's order; a compiled graph numbers its ops by it. */
export const opNames = Object.keys(rows) as readonly OpName[]; // the keys of a literal are its type's

/** The slips of an op by its k-th operand. */
export function slipsOf(op: OpName, operand: number): readonly Slip<SlipId>[] {
  const row = table[op];
  if (row.kind !== 'elementwise' && row.kind !== 'structural') return [];
  const slips = row.slips?.[row.operands[operand] ?? ''] ?? [];
  return slips as readonly Slip<SlipId>[]; // the ids of all rows are what the type is made of
}

/** The slips of all ops. */
export function everySlip(): readonly Slip<SlipId>[] {
  const all: Slip<SlipId>[] = [];
  for (const op of opNames)
    if ('slips' in table[op])
      for (let operand = 0; operand < table[op].operands.length; operand++) all.push(...slipsOf(op, operand));
  return all;
}

/** Names that are numbers unless they are given other values. */
export const constants: ReadonlyMap<string, number> = new Map([
  ['e', Math.E],
  ['pi', Math.PI],
  ['π', Math.PI],
]);

/** How mathjs or NumPy writes an op with these settings; null where it has no such thing. */
export const spelledIn = (spelled: Spelled, settings: Settings): string | null =>
  typeof spelled === 'function' ? spelled(settings) : spelled;

/** The ops that a row says its op is likely to be taken for. */
export const lookAlikes = (op: OpName): readonly OpName[] => (table[op].likenedTo ?? []) as readonly OpName[]; // a test asks the table for each

/** Whether an op gives nothing else than its operand. */
export const isIdentity = (op: OpName | null): boolean => op === identityOp;

/** The op of a step that is a second name: `J = w`. */
export const identityOp = opNames.find((op) => {
  const row = table[op];
  return row.kind === 'elementwise' && row.identity === true;
}) as OpName; // a test asks for it

/** Whether an op gives a probability, or a distribution. */
export const givesA = (what: 'probability' | 'distribution', op: OpName | null): boolean =>
  op !== null && table[op].gives === what;

/** Whether an op bends what a layer of a network adds up. */
export function isActivation(op: OpName | null): boolean {
  const row = op === null ? null : table[op];
  return row?.kind === 'elementwise' && row.activation === true;
}

/** Whether an op passes a nudge on as it is, or turned: its slopes are 1 or -1. */
export function hasUnitSlopes(op: OpName): boolean {
  const row = table[op];
  return row.kind === 'elementwise' && Object.values(row.local).every((local) => /^-?1$/.test(local));
}
