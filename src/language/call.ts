import type { Structural } from '../ops/row.ts';
import { table } from '../ops/table.ts';
import type { Expression } from './expression.ts';
import type { Sign } from './spelling.ts';

/**
 * The refusal of a call with the wrong number of operands, or with a setting that it can't have; null where all is
 * well. In formulas of the table a setting may be a name, for which its number is put in later.
 */
export function operandCountFault(sign: Sign, given: readonly Expression[], inTable = false): string | null {
  const rows = sign.ops.map((op) => table[op]);
  if (sign.nests && given.length >= 2) return null;
  if (rows.some(({ kind }) => kind === 'maker')) {
    const whole = given.every(
      (size) => size.kind === 'number' && Number.isInteger(size.value) && size.value > 0,
    );
    if (given.length === sign.arity && whole) return null;
    return `${sign.symbol} takes a number of rows and one of columns, as in ${sign.symbol}(3,1)`;
  }
  let fault: string | null = null;
  for (const row of rows) {
    const settings = row.kind === 'structural' ? row.settings : [];
    const more = given.length - row.operands.length;
    if (more === 0) return null;
    if (more < 0 || more > settings.length) continue;
    fault = settingFault(sign, settings, given.slice(row.operands.length), inTable);
    if (fault === null) return null;
  }
  if (fault) return fault;
  if (sign.nests) return `${sign.symbol} takes two inputs or more, not ${given.length}`;
  const wanted = sign.arity === 1 ? 'one input' : `${sign.arity} inputs`;
  return `${sign.symbol} takes ${wanted}, not ${given.length}`;
}

function settingFault(
  sign: Sign,
  settings: Structural['settings'],
  given: readonly Expression[],
  inTable: boolean,
): string | null {
  for (const [k, said] of given.entries()) {
    const setting = settings[k];
    if (!setting || (inTable && said.kind === 'name')) continue;
    if (said.kind === 'number' && setting.may(said.value)) continue;
    const zero = said.kind === 'number' && said.value === 0 && !setting.may(0);
    return `${sign.symbol} ${setting.says}${zero ? '; they are counted from 1 here' : ''}`;
  }
  return null;
}
