import { table } from '../ops/table.ts';
import type { Expression } from './expression.ts';
import type { Sign } from './spelling.ts';

/** What is said of a call with the wrong number of operands, or with a dimension that is none; null where all is well. */
export function operandCountFault(sign: Sign, given: readonly Expression[]): string | null {
  if (sign.nests)
    return given.length < 2 ? `${sign.symbol} takes two operands or more, not ${given.length}` : null;
  if (sign.dimension && given.length === sign.arity + 1) {
    const [dimension] = given.slice(-1);
    if (dimension?.kind === 'number' && (dimension.value === 1 || dimension.value === 2)) return null;
    const zero = dimension?.kind === 'number' && dimension.value === 0;
    return `${sign.symbol} works along dimension 1, down the columns, or 2, along the rows${zero ? '; they are counted from 1 here' : ''}`;
  }
  if (sign.ops.some((op) => table[op].kind === 'maker')) {
    const whole = given.every(
      (size) => size.kind === 'number' && Number.isInteger(size.value) && size.value > 0,
    );
    if (given.length === sign.arity && whole) return null;
    return `${sign.symbol} takes a number of rows and one of columns, as in ${sign.symbol}(3,1)`;
  }
  if (given.length === sign.arity) return null;
  const wanted = sign.arity === 1 ? 'one operand' : `${sign.arity} operands`;
  return `${sign.symbol} takes ${wanted}, not ${given.length}`;
}
