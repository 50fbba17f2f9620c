import { type Expression, fold } from '../../language/expression.ts';
import { isTranspose } from '../../symbolic/simplify.ts';

/**
 * What an expression looks like, so that two can be told to be one where their shapes clash and no value can tell:
 * products as lists, numbers left out, `dZ` as the derivative that it is.
 */
export function formOf(expression: Expression, output: string): string {
  return fold<string>(
    expression,
    (leaf) => {
      switch (leaf.kind) {
        case 'number':
          return '';
        case 'matrix':
          return '[]';
        case 'name':
          return leaf.name;
        case 'derivative':
          return leaf.of === output ? `d${leaf.by}` : `d${leaf.of}/d${leaf.by}`;
      }
    },
    (node, operands) => {
      const { sign } = node;
      const words = operands.filter((operand) => operand !== '');
      if (words.length === 0) return '';
      if (words.length === 1 && sign.form === 'infix') return words[0] ?? '';
      if (isTranspose(node)) {
        const [inner = ''] = words;
        return inner.endsWith("'") && !/[ *]/.test(inner) ? inner.slice(0, -1) : `${inner}'`;
      }
      if (sign.symbol === '-' && sign.form === 'prefix') return words[0] ?? '';
      return sign.form === 'call' ? `${sign.symbol}(${words.join(',')})` : `(${words.join(sign.symbol)})`;
    },
  ).replaceAll(/\(([^()+.-]*)\)(?=\*|$)/g, '$1');
}
