import fc from 'fast-check';
import { apply, type Expression, name, number } from '../expression.ts';
import { print } from '../print.ts';
import { shortSigns } from './short-signs.ts';

const someName = fc.constantFrom('a', 'b', 'x1', 'w_2', 'dJ', 'e', 'pi', '_k');

const tree: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    { weight: 4, arbitrary: someName.map(name) },
    fc.constantFrom(0, 1, 2, 0.5, 12.25, 400).map(number),
    fc
      .constantFrom(...shortSigns)
      .chain((sign) =>
        fc
          .tuple(...Array.from({ length: sign.arity }, () => tie('tree')))
          .map((operands) => apply(sign, ...operands)),
      ),
  ),
})).tree;

/** A text with other blanks, and lines that end inside parentheses. */
const spread = (text: string, blanks: readonly string[]): string => {
  let depth = 0;
  let k = 0;
  return text.replace(/[-+*/^()=]| +/g, (part) => {
    depth += part === '(' ? 1 : part === ')' ? -1 : 0;
    const blank = blanks[k++ % Math.max(1, blanks.length)] ?? ' ';
    return `${part.trim()}${depth > 0 ? blank : blank.replaceAll('\n', '')}`;
  });
};

/** For tests: programs that are read the short way. */
export const plainTexts: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(tree, { minLength: 1, maxLength: 4 }),
    fc.array(fc.constantFrom(' ', '', '\t', '\n ', '\r\n'), { maxLength: 9 }),
    fc.constantFrom('\n', ';', ' ;\n', '\r\n\n'),
  )
  .map(([trees, blanks, between]) =>
    trees
      .map((each, i) => {
        const again = i > 0 && i % 2 === 1 ? ` + y${i - 1}` : '';
        return `y${i} = ${spread(print(each), blanks)}${again}`;
      })
      .join(between),
  );

const spoilers = [
  '(',
  ')',
  '=',
  '*',
  "'",
  '2',
  ' a',
  '.',
  'é',
  ';',
  '\n',
  ',',
  '#',
  '-',
  '+',
  'relu',
  'y0',
  '[',
  '²',
  '>',
  '',
];

/** For tests: such programs with a piece put in or taken out. */
export const spoiledTexts: fc.Arbitrary<string> = fc
  .tuple(plainTexts, fc.nat(), fc.nat(2), fc.constantFrom(...spoilers))
  .map(([text, place, without, piece]) => {
    const at = place % (text.length + 1);
    return `${text.slice(0, at)}${piece}${text.slice(at + without)}`;
  });
