import { apply, type Expression, fold, name as named } from './expression.ts';
import { primeSign, timesSign } from './operators.ts';
import { print } from './print.ts';
import { knownSign } from './spelling.ts';

const power = knownSign('infix', '^');

/**
 * What is said of a name without a value where `w^T` or `w^Tx` stands for a transpose, as on slides: there T is no name,
 * and what is glued to it is a factor. Null where nothing looks like that.
 */
export function transposeMeant(
  expression: Expression,
  unknown: string,
  isName: (word: string) => boolean,
): string | null {
  const [, factor] = /^T(.*)$/u.exec(unknown) ?? [];
  // One letter may be meant though nobody gave it a value; a longer word may be a name that begins with T.
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
