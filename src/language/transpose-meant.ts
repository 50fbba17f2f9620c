import { apply, type Expression, fold, name as named } from './expression.ts';
import { primeSign, timesSign } from './operators.ts';
import { print } from './print.ts';
import { knownSign } from './spelling.ts';

const power = knownSign('infix', '^');

/**
 * The advice about a name without a value that looks like the T of a transpose: slides write `w^T` and `w^Tx`, where
 * T is no name and x a factor. Null where nothing looks like that.
 */
export function transposeMeant(
  expression: Expression,
  unknown: string,
  isName: (word: string) => boolean,
): string | null {
  const [, factor] = /^T(.*)$/u.exec(unknown) ?? [];
  // A single letter behind the T may be a factor that has no value yet; a longer word may be a name that begins with
  // T.
  if (factor === undefined || !(isName(factor) || /^(?:\p{L}\p{Nd}*)?$/u.test(factor))) return null;
  let meant: string | null = null;
  fold<void>(
    expression,
    () => {},
    ({ sign, operands: [base, exponent] }) => {
      if (!base || sign !== power || exponent?.kind !== 'name' || exponent.name !== unknown) return;
      const turned = apply(primeSign, base);
      meant ??= print(factor === '' ? turned : apply(timesSign, turned, named(factor)));
    },
  );
  return meant && `a transpose is written with a quote: did you mean ${meant}?`;
}
