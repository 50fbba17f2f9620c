import type { Expression } from '../../language/expression.ts';
import { type OpName, table } from '../../ops/table.ts';
import { elementwiseRow, localRule, parseFormula, translated } from './rules.ts';

/** The functions of the machine that a text made here calls, by the names that it calls them. */
export type Primitives = Map<string, (...operands: readonly number[]) => number>;

/** JavaScript for an op's value at operands that are JavaScript themselves; the text comes from the table alone. */
export function valueSource(op: OpName, operands: readonly string[], primitives: Primitives): string {
  const { value } = elementwiseRow(op);
  const [a, b] = operands;
  switch (value.kind) {
    case 'machine':
      if (value.operator === 'negate') return `(-${a})`;
      if (value.operator === '==' || value.operator === '!=') return `(${a} ${value.operator}= ${b} ? 1 : 0)`;
      return /[<>]/.test(value.operator)
        ? `(${a} ${value.operator} ${b} ? 1 : 0)`
        : `(${a} ${value.operator} ${b})`;
    case 'primitive':
      primitives.set(`run_${op}`, value.run);
      return `run_${op}(${operands.join(', ')})`;
    case 'formula': {
      const names = table[op].operands;
      return source(parseFormula(value.formula), (name) => operands[names.indexOf(name)] ?? name, primitives);
    }
  }
}

/** JavaScript for an op's local derivative with respect to its k-th operand, in the row's own letters and `out`. */
export function localSource(op: OpName, k: number, primitives: Primitives): string {
  const { local, except, missing } = localRule(op, k);
  const own = (expression: Expression): string => source(expression, (name) => name, primitives);
  let text = own(local);
  if (missing) text = `(${own(missing)} ? NaN : ${text})`;
  if (except) text = `(${own(except.when)} ? ${own(except.local)} : ${text})`;
  return text;
}

/** JavaScript for where an op stands beside its kink, in the row's own letters: below 0, above it, or on it; null where it has none. */
export function kinkSource(op: OpName, primitives: Primitives): string | null {
  const { kink } = elementwiseRow(op);
  return kink === undefined ? null : source(parseFormula(kink), (name) => name, primitives);
}

const source = (expression: Expression, named: (name: string) => string, primitives: Primitives): string =>
  translated(expression, String, named, (op, operands) => valueSource(op, operands, primitives));
