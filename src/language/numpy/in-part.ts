import { opNames, table } from '../../ops/table.ts';
import { sumSign } from '../operators.ts';
import { signFor } from '../spelling.ts';

const asProduct = 'write A*B for the product of matrices';

/** The advice about a spelling of NumPy's: what to write instead, and where the spelling ends. */
export interface Numpy {
  readonly says: string;
  readonly to: number;
}

const modules = new Set(['np', 'numpy', 'jnp', 'torch', 'math']);
const products: Readonly<Record<string, string>> = {
  dot: asProduct,
  matmul: asProduct,
  multiply: 'write A.*B for a product entry by entry',
  divide: 'write A./B for a quotient entry by entry',
  array: 'write just the brackets, as in [[1,2],[3,4]]',
  transpose: "write A' for a transpose",
};
/** What works along a dimension, which numpy counts from 0. */
const folds: ReadonlySet<string> = new Set(
  opNames.flatMap((op) => {
    const row = table[op];
    const along = row.kind === 'structural' && row.settings.some(({ name }) => name === 'dim');
    return along ? row.written.filter(({ form }) => form === 'call').map(({ symbol }) => symbol) : [];
  }),
);
/** An operand that is shorter than this is written out in a message. */
const brief = 30;

/**
 * The advice at a point after which something is called or transposed as in NumPy; null where nothing is. `before` is
 * the name before the point. It is refused and not translated, because `*` is the product entry by entry there: a
 * line that mixes both languages could mean either product.
 */
export function numpyAdviceAt(text: string, at: number, before: string | null): Numpy | null {
  const [called, word = '', open = ''] = /^\.([A-Za-z_]\w*)(\s*\()?/.exec(text.slice(at, at + 60)) ?? [];
  if (called === undefined) return null;
  const to = at + 1 + word.length;
  if (word === 'T') {
    // Beside a star it may be either product: who comes from NumPy means the one, who reads textbooks the other.
    const either = /(?<!\*)\*(?!\*)/.test(text);
    const example = before === null ? "(A*B)'" : `${before}'`;
    const instead = before === null ? "write ' instead of .T" : `did you mean ${before}'?`;
    const says = either
      ? `a transpose is written with a quote, as in ${example}; * is the product of matrices here, and .* goes entry by entry, as * does in NumPy`
      : `a transpose is written with a quote; ${instead}`;
    return { says, to };
  }
  if (open === '' || before === null) return null;
  const module = modules.has(before);
  const whole = `${before}.${word}`;
  if (folds.has(word)) {
    const given = operandsIn(text, at + called.length);
    const operand = module ? (given[0] ?? '') : before;
    const beyond = given.find((each) => /^axis\s*=\s*(?:[2-9]|-[3-9])$/.test(each));
    if (beyond !== undefined)
      return { says: `a matrix has no ${beyond}: axis=0 runs down the columns, axis=1 along the rows`, to };
    const axis = given
      .slice(module ? 1 : 0)
      .map((each) => /^(?:axis\s*=\s*)?([01])$/.exec(each)?.[1])
      .find((each) => each !== undefined);
    return { says: `dvar can't read '${whole}'; ${fold(word, operand, axis)}`, to };
  }
  const product = products[word];
  if (product !== undefined) return { says: `dvar can't read '${whole}'; ${product}`, to };
  const sign = module ? signFor('call', word) : undefined;
  if (!sign) return null;
  const letters = sign.arity === 1 ? 'x' : table[sign.ops[0]].operands.join(', ');
  return { says: `dvar can't read '${whole}'; write just ${word}(${letters})`, to };
}

/** The advice about `axis=1` in a call of a function that this language has too: NumPy counts dimensions from 0. */
export function axisAt(text: string, at: number, before: string | null): Numpy | null {
  if (before !== ',') return null;
  const [named, word = '', axis] = /^(axis|dim|keepdims)\s*=\s*(\w*)/.exec(text.slice(at, at + 40)) ?? [];
  if (named === undefined) return null;
  const says =
    word === 'keepdims'
      ? "dvar can't read keepdims; a sum along a dimension stays a row or a column here, as in sum(A, 2)"
      : `dvar can't read '${named}'; ${fold(sumSign.symbol, 'A', axis)}`;
  return { says, to: at + named.length };
}

function fold(word: string, operand: string, axis: string | undefined): string {
  const short = operand !== '' && operand.length < brief && !/[\n=@]|\.T|\bnp\b/.test(operand);
  const name = short ? operand : 'A';
  if (axis === '1') return `write ${word}(${name}, 2), along the rows: dimensions are counted from 1 here`;
  if (axis === '0') return `write ${word}(${name}, 1), down the columns: dimensions are counted from 1 here`;
  return `write ${word}(${name}), or ${word}(${name}, 2) along the rows`;
}

/** The operands of a call as texts, read from after its opening parenthesis. */
function operandsIn(text: string, from: number): readonly string[] {
  const operands = [''];
  let depth = 0;
  for (const char of text.slice(from, from + 200)) {
    if (char === ')' && depth === 0) break;
    depth += '(['.includes(char) ? 1 : ')]'.includes(char) ? -1 : 0;
    if (char === ',' && depth === 0) operands.push('');
    else operands[operands.length - 1] += char;
  }
  return operands.map((operand) => operand.trim());
}
