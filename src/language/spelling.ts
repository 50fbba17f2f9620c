import { binding, type Spelling } from '../ops/row.ts';
import { type OpName, opNames, table } from '../ops/table.ts';

/**
 * A sign or a function as the table spells it, and the ops that it can mean: shapes decide which, when a graph is
 * built.
 */
export interface Sign {
  readonly form: Spelling['form'];
  readonly symbol: string;
  readonly binds: number;
  readonly rightward: boolean;
  /** `max(a,b,c)` is read as twos, nested. */
  readonly nests: boolean;
  readonly ops: readonly [OpName, ...OpName[]];
  /**
   * How many operands it takes; where its ops differ, as `max` of two numbers and of one matrix do, those of the
   * first.
   */
  readonly arity: number;
}

/** A sign whose ops are still being gathered. */
type Gathered = Omit<Sign, 'ops'> & { readonly ops: [OpName, ...OpName[]] };

// A loop stands in a function: outside of one it makes the engine watch everything that a bundle does when it is loaded.
const signs: Readonly<Record<Sign['form'], ReadonlyMap<string, Sign>>> = gathered();

function gathered(): Readonly<Record<Sign['form'], Map<string, Gathered>>> {
  const signs = {
    infix: new Map<string, Gathered>(),
    prefix: new Map<string, Gathered>(),
    postfix: new Map<string, Gathered>(),
    call: new Map<string, Gathered>(),
    index: new Map<string, Gathered>(),
    brackets: new Map<string, Gathered>(),
  };
  for (const name of opNames) {
    for (const spelling of table[name].written) {
      const known = signs[spelling.form].get(spelling.symbol);
      if (known) known.ops.push(name);
      else signs[spelling.form].set(spelling.symbol, signOf(spelling, name));
    }
  }
  return signs;
}

function signOf(spelling: Spelling, name: OpName): Gathered {
  const row = table[name];
  return {
    form: spelling.form,
    symbol: spelling.symbol,
    binds: 'binds' in spelling ? spelling.binds : Infinity,
    rightward: spelling.form === 'infix' && spelling.rightward === true,
    nests: spelling.form === 'call' && spelling.nests === true,
    ops: [name],
    arity: row.operands.length,
  };
}

/** The sign with this form and symbol, if the table has one. */
export const signFor = (form: Sign['form'], symbol: string): Sign | undefined => signs[form].get(symbol);

/** A sign that is known to be in the table, such as the `*` that an implicit product stands for. */
export function knownSign(form: Sign['form'], symbol: string): Sign {
  const sign = signFor(form, symbol);
  if (!sign) throw new Error(`the table has no ${form} ${symbol}`);
  return sign;
}

/** Whether a sign compares: its value is 1 or 0. */
export const compares = (sign: Sign): boolean => sign.binds === binding.comparison;

/** Every function's name, for "did you mean". */
export const functionNames: readonly string[] = [...signs.call.keys()];

/** The symbols of all operators, longest first, as a tokenizer must try them. */
export const operatorSymbols: readonly string[] = [
  ...new Set([...signs.infix.keys(), ...signs.prefix.keys(), ...signs.postfix.keys()]),
].sort((a, b) => b.length - a.length);

/** Words that mathjs does not read as a name; they are refused here, so that no word means two things. */
export const reserved: ReadonlySet<string> = new Set(
  'and or xor not mod to in end true false null undefined NaN Infinity'.split(' '),
);

const withMeaning: ReadonlySet<string> = new Set([...functionNames, ...reserved]);

/** Whether a word is a function's name, or refused as a name. */
export const meansMore = (word: string): boolean => withMeaning.has(word);
