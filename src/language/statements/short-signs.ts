import { table } from '../../ops/table.ts';
import { compares, functionNames, operatorSymbols, type Sign, signFor } from '../spelling.ts';

/** What a part is: a name, a number, or from `firstSign` on one of `shortSigns`. */
export const partKinds = { name: 0, number: 1, firstSign: 2 } as const;

/** The signs of plain programs: those of one character that do not compare, and functions of one number. */
export const shortSigns: readonly Sign[] = [
  ...operatorSymbols.filter((symbol) => symbol.length === 1).flatMap(signsOf),
  ...functionNames.flatMap((name) => {
    const sign = signFor('call', name);
    return sign && isPlain(sign) && sign.arity === 1 && !sign.nests && isEntrywise(sign) ? [sign] : [];
  }),
];

function signsOf(symbol: string): readonly Sign[] {
  return (['infix', 'prefix'] as const).flatMap((form) => {
    const sign = signFor(form, symbol);
    return sign && isPlain(sign) && !compares(sign) ? [sign] : [];
  });
}

function isPlain({ symbol }: Sign): boolean {
  return /^[ -~]+$/.test(symbol);
}

function isEntrywise({ ops }: Sign): boolean {
  return ops.every((op) => table[op].kind === 'elementwise');
}

/** What the reader has to know of its signs, by their code in `parts`. */
export const signs = shortSigns.map(({ binds, rightward, form }) => ({
  binds,
  rightward,
  calls: form === 'call',
}));
export const { infix, prefix } = byCharacter();
/** The codes of functions, by their names. */
export const calls: ReadonlyMap<string, number> = callsByName();

/** The code of the sign that a character is between two operands, and before one; 0 of any other character. */
function byCharacter(): { readonly infix: Uint8Array; readonly prefix: Uint8Array } {
  const found = { infix: new Uint8Array(128), prefix: new Uint8Array(128) };
  for (const [i, { form, symbol }] of shortSigns.entries())
    if (form === 'infix' || form === 'prefix') found[form][symbol.charCodeAt(0)] = partKinds.firstSign + i;
  return found;
}

function callsByName(): ReadonlyMap<string, number> {
  return new Map(
    shortSigns.flatMap(({ form, symbol }, i) => (form === 'call' ? [[symbol, partKinds.firstSign + i]] : [])),
  );
}
