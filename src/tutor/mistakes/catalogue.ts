import { computed, localAt, parseFormula } from '../../engine/kernels/rules.ts';
import { boardStyle, print } from '../../language/print.ts';
import type { Elementwise, Maker, Row, Spelling, Structural } from '../../ops/row.ts';
import { familyOf, type OpFamily, type OpName, opNames, spelledIn, table } from '../../ops/table.ts';

/** One op as a learner looks it up. */
export interface CatalogueEntry {
  readonly op: OpName;
  /** The family that its row stands in: `powers`, `matrices`. */
  readonly family: OpFamily;
  /** The ways to write it: `a*b`, `max(a, b)`. */
  readonly written: readonly string[];
  readonly mathjs: string | null;
  readonly numpy: string | null;
  /** What it computes, where that is a formula. */
  readonly value: string | null;
  /** A line per operand: its local derivative (what is passed back, of an op on whole matrices) and the reason. */
  readonly rules: readonly { readonly by: string; readonly local: string; readonly why: string }[];
  /** `b: other than 0`. */
  readonly needs: readonly string[];
  /** `no derivative where its operand is 0: ...`. */
  readonly missing: readonly string[];
  readonly aside: string | null;
  /** What may be said behind its operands, or where rows and columns are picked; null where nothing may. */
  readonly settings: string | null;
  /** A program to try it with, and its values. */
  readonly example: { readonly program: string; readonly values: readonly string[] } | null;
}

/** Every op, read off the table. */
export function catalogue(): readonly CatalogueEntry[] {
  return opNames.map((op) => entryOf(op, table[op]));
}

/** One op, by its name; null where there is none, or no more. */
export function catalogueEntry(name: string): CatalogueEntry | null {
  const op = opNames.find((each) => each === name);
  return op === undefined ? null : entryOf(op, table[op]);
}

/** The entries that a word means: an op's name, or any way of writing it. */
export const catalogueEntries = (word: string): readonly CatalogueEntry[] =>
  catalogue().filter(({ op }) => op === word || table[op].written.some(({ symbol }) => symbol === word));

/** The words by which ops can be looked up. */
export const catalogueWords = (): readonly string[] => [
  ...new Set(opNames.flatMap((op) => [op, ...table[op].written.map(({ symbol }) => symbol)])),
];

function entryOf(op: OpName, row: Row): CatalogueEntry {
  const written = row.written.flatMap((spelling) => spelled(spelling, row));
  // The settings at which the first spelling stands here.
  const settings =
    row.kind === 'structural' ? (row.settingSamples?.[0] ?? row.settings.map(({ absent }) => absent)) : [];
  return {
    op,
    family: familyOf(op),
    written: written.length > 0 ? written : [row.operands.join(', ')],
    mathjs: spelledIn(row.mathjs, settings),
    numpy: spelledIn(row.numpy, settings),
    settings: settingsOf(row),
    aside: row.kind === 'elementwise' ? (row.aside ?? null) : null,
    ...saidOf(row),
    example: exampleOf(op, row, written[0] ?? row.operands[0]),
  };
}

/** `sum(A, dim)`: it works along dimension 1 ... */
function settingsOf(row: Row): string | null {
  const [setting] = row.kind === 'structural' ? row.settings : [];
  if (!setting) return null;
  const called = row.written.find(({ form }) => form === 'call');
  const place = called ? `\`${called.symbol}(${[...row.operands, setting.name].join(', ')})\` ` : 'it ';
  return place + setting.says;
}

type Said = Pick<CatalogueEntry, 'value' | 'rules' | 'needs' | 'missing'>;

function saidOf(row: Row): Said {
  switch (row.kind) {
    case 'maker':
      return { value: null, rules: [], needs: [], missing: [] };
    case 'structural':
      return { value: null, rules: rulesOf(row, row.pass), needs: [], missing: missingOf(row) };
    case 'elementwise':
      return {
        value: valueFormula(row),
        rules: rulesOf(row, row.local),
        needs: row.operands.flatMap((by) => (row.needs?.[by] ? [`${by} ${row.needs[by].says}`] : [])),
        missing: missingOf(row),
      };
  }
}

function valueFormula({ value }: Elementwise): string | null {
  const text = value.kind === 'formula' ? value.formula : value.kind === 'primitive' ? value.printed : null;
  return text === null ? null : print(parseFormula(text), boardStyle);
}

const rulesOf = (row: Elementwise | Structural, rules: Readonly<Record<string, string>>): Said['rules'] =>
  row.operands.map((by) => ({
    by,
    local: print(parseFormula(rules[by] ?? ''), boardStyle),
    why: row.why[by] ?? '',
  }));

const missingOf = (row: Elementwise | Structural): readonly string[] => [
  ...new Set(row.operands.flatMap((by) => (row.missing?.[by] ? [row.missing[by].says] : []))),
];

function exampleOf(
  op: OpName,
  row: Elementwise | Structural | Maker,
  written: string,
): CatalogueEntry['example'] {
  if (row.kind === 'maker') return null;
  const sides = row.kind === 'elementwise' ? bothSides(op, row) : null;
  if (sides) {
    const held = /^\w+\(.*\)$/.test(written) ? written : `(${written})`;
    const numbered = (text: string, n: number): string =>
      text.replaceAll(/\b[a-z]+\b(?!\()/g, (word) => (row.operands.includes(word) ? `${word}${n}` : word));
    return {
      program: `J = 3*${numbered(held, 1)} + 5*${numbered(held, 2)}`,
      values: sides.flatMap((sample, i) =>
        row.operands.map((operand, k) => `${operand}${i + 1}=${sample[k]}`),
      ),
    };
  }
  const [sample = []] = row.samples;
  const values = row.operands.map((operand, k) => `${operand}=${String(sample[k]).replaceAll('; ', ';')}`);
  return {
    program: row.kind === 'structural' ? `J = sum(3*(${written}).^2)` : `J = 3*(${written})^2`,
    values,
  };
}

/** Two samples at which a function with a kink has different slopes, so that both sides of it show; null where it has none. */
function bothSides(op: OpName, row: Elementwise): readonly (readonly number[])[] | null {
  const [first] = row.samples;
  if (row.kink === undefined || !first) return null;
  const slopes = (sample: readonly number[]): string =>
    row.operands.map((_, k) => localAt(op, k, sample, computed(op, sample))).join();
  const other = row.samples.find((sample) => slopes(sample) !== slopes(first));
  return other ? [first, other] : null;
}

/** The heights of a function of one number and of its slope over -4 to 4; null for any other op. */
export function curvesOf(
  op: OpName,
  count: number,
): {
  readonly from: number;
  readonly to: number;
  readonly value: readonly number[];
  readonly slope: readonly number[];
} | null {
  const row = table[op];
  if (row.kind !== 'elementwise' || row.operands.length !== 1) return null;
  const [from, to] = [-4, 4];
  const at = Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
  const value = at.map((z) => computed(op, [z]));
  return { from, to, value, slope: at.map((z, i) => localAt(op, 0, [z], value[i] ?? Number.NaN)) };
}

/** How an op is called in a sentence, by its sign alone: `*`, `sigmoid`. */
export const symbolOf = (op: OpName): string => table[op].written[0]?.symbol ?? op;

function spelled(spelling: Spelling, row: Row): string | readonly string[] {
  const { operands } = row;
  const [a = '', b = ''] = operands;
  switch (spelling.form) {
    case 'infix':
      return spelling.symbol.length > 1 || /[-+<>]/.test(spelling.symbol)
        ? `${a} ${spelling.symbol} ${b}`
        : `${a}${spelling.symbol}${b}`;
    case 'prefix':
      return `${spelling.symbol}${a}`;
    case 'postfix':
      return `${a}${spelling.symbol}`;
    case 'index':
      return `${a}(1,2)`;
    case 'brackets':
      return [`[${operands.join(', ')}]`, `[${operands.join('; ')}]`];
    case 'call':
      return `${spelling.symbol}(${operands.join(', ')})`;
  }
}
