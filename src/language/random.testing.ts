import fc from 'fast-check';
import { opNames, table } from '../ops/table.ts';
import { apply, type Expression, type NumberLeaf, name, number } from './expression.ts';
import { compares, knownSign, type Sign } from './spelling.ts';

/** For tests: every sign of the table in which a program can be written. */
export const programSigns: readonly Sign[] = [
  ...new Set(opNames.flatMap((op) => table[op].written.map(({ form, symbol }) => knownSign(form, symbol)))),
].filter(
  (sign) =>
    sign.form !== 'index' &&
    !compares(sign) &&
    !sign.ops.some((op) => table[op].kind === 'maker') &&
    // What is also written in brackets is read as if it were.
    !(sign.form === 'call' && sign.ops.some((op) => table[op].written[0]?.form === 'brackets')),
);

/** For tests: a sign between operands; parts in brackets stand one `above` the other, or side by side. */
export const applied = (sign: Sign, operands: readonly Expression[], above: boolean): Expression =>
  apply(sign, ...operands, ...(sign.form === 'brackets' ? [number(above ? 1 : 2)] : []));

/** A number as it was typed. */
const typed = (text: string): NumberLeaf => ({ ...number(Number(text)), text });

/** For tests: names that a program may have. */
const someName = fc.constantFrom('a', 'b', 'c', 'x1', 'w_2', 'θ', 'J2', 'dJ', 'du', 'e', 'z₁', '_k');

const someLeaf: fc.Arbitrary<Expression> = fc.oneof(
  { weight: 4, arbitrary: someName.map(name) },
  fc.nat(12).map(number),
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(number),
  fc.constantFrom('5.', '.5', '0.50', '1e3', '2E-4', '007').map(typed),
);

/** For tests: any expression over any signs, as wide as it is deep. */
export const someExpression: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    someLeaf,
    fc
      .constantFrom(...programSigns)
      .chain((sign) =>
        fc
          .tuple(fc.boolean(), ...Array.from({ length: sign.arity }, () => tie('tree')))
          .map(([above, ...operands]) => applied(sign, operands, above)),
      ),
  ),
})).tree;

/** For tests: a chain of signs, each of which holds the one before as some operand. */
export const deepExpression: fc.Arbitrary<Expression> = fc
  .array(fc.tuple(fc.constantFrom(...programSigns), fc.boolean(), someLeaf), {
    minLength: 200,
    maxLength: 2000,
    size: 'max',
  })
  .map((links) =>
    links.reduce<Expression>((inner, [sign, first, leaf]) => {
      const beside = Array.from({ length: sign.arity - 1 }, () => leaf);
      return applied(sign, first ? [inner, ...beside] : [...beside, inner], leaf.kind === 'name');
    }, name('a')),
  );
