import { type Expression, fold } from '../language/expression.ts';
import { parseExpression } from '../language/parse.ts';
import type { Sign } from '../language/spelling.ts';
import { tokenize } from '../language/token.ts';
import type { Cure, Elementwise, Row } from '../ops/row.ts';
import { type OpName, table } from '../ops/table.ts';

/** A row's rule for one operand, read: where it is missing or an exception, and the local derivative elsewhere. */
export interface LocalRule {
  readonly local: Expression;
  readonly except: { readonly when: Expression; readonly local: Expression } | null;
  readonly missing: Expression | null;
}

const read = new Map<string, Expression>();

/** A formula of the table as a tree; a formula that can't be read is a bug of the table. */
export function formula(text: string): Expression {
  const known = read.get(text);
  if (known) return known;
  const tokens = tokenize(text);
  const parsed = tokens.ok ? parseExpression(tokens.value.tokens, 0, { comparisons: true }) : tokens;
  if (!parsed.ok) throw new Error(`the table's formula '${text}' can't be read: ${parsed.trouble.message}`);
  read.set(text, parsed.value.expression);
  return parsed.value.expression;
}

/** The row of an op that has derivatives; a comparison in a graph is a bug, since programs can't hold one. */
export function elementwiseRow(op: OpName): Elementwise {
  const row: Row = table[op];
  if (row.kind !== 'elementwise') throw new Error(`${op} has no derivative`);
  return row;
}

/** The rule by which an op passes a derivative back to its k-th operand. */
export function localRule(op: OpName, k: number): LocalRule {
  const row = elementwiseRow(op);
  const operand = row.operands[k];
  const local = operand === undefined ? undefined : row.local[operand];
  if (operand === undefined || local === undefined) throw new Error(`${op} has no operand ${k}`);
  const except = row.except?.[operand];
  const missing = row.missing?.[operand];
  return {
    local: formula(local),
    except: except ? { when: formula(except.when), local: formula(except.local) } : null,
    missing: missing ? formula(missing.when) : null,
  };
}

/** The op that a sign means between single numbers. */
export function opOf(sign: Sign): OpName {
  const [op] = sign.ops;
  if (!op) throw new Error(`nothing is spelled '${sign.symbol}'`);
  return op;
}

/** The ways that a row knows to stay finite. */
export const curesOf = (op: OpName): readonly Cure[] => elementwiseRow(op).cures ?? [];

/** What a machine operator does to one or two numbers. */
export const machineOperators = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  negate: (a: number) => -a,
  '>': (a: number, b: number) => (a > b ? 1 : 0),
  '<': (a: number, b: number) => (a < b ? 1 : 0),
  '>=': (a: number, b: number) => (a >= b ? 1 : 0),
  '<=': (a: number, b: number) => (a <= b ? 1 : 0),
  '==': (a: number, b: number) => (a === b ? 1 : 0),
  '!=': (a: number, b: number) => (a !== b ? 1 : 0),
} as const;

/** The value of an op at operands, found without a graph: for answers, literals and formulas filled with numbers. */
export function computed(op: OpName, operands: readonly number[]): number {
  const row = table[op];
  const { value } = row;
  switch (value.kind) {
    case 'machine':
      return (machineOperators[value.operator] as (...numbers: readonly number[]) => number)(...operands); // arity is the row's
    case 'primitive':
      return value.run(...operands);
    case 'formula':
      return evaluate(formula(value.formula), (name) => operands[row.operands.indexOf(name)]);
  }
}

/** The value of an expression; `lookup` gives the names' values. A name without one is a bug of the caller. */
export function evaluate(
  expression: Expression,
  lookup: (name: string) => number | undefined,
  derivative: (of: string, by: string) => number | undefined = () => undefined,
): number {
  return fold<number>(
    expression,
    (leaf) => {
      const value =
        leaf.kind === 'number'
          ? leaf.value
          : leaf.kind === 'name'
            ? lookup(leaf.name)
            : derivative(leaf.of, leaf.by);
      if (value === undefined)
        throw new Error(`'${leaf.kind === 'name' ? leaf.name : leaf.kind}' has no value`);
      return value;
    },
    (apply, operands) => computed(opOf(apply.sign), operands),
  );
}

/** Which operand keeps an op from having a value at these operands, and what it must be, in words; null if none does. */
export function needOf(
  op: OpName,
  operands: readonly number[],
): { readonly operand: number; readonly says: string } | null {
  const row = elementwiseRow(op);
  const out = computed(op, operands);
  const lookup = (name: string): number | undefined =>
    name === 'out' ? out : operands[row.operands.indexOf(name)];
  for (const [operand, name] of row.operands.entries()) {
    const needs = row.needs?.[name];
    if (needs && evaluate(formula(needs.when), lookup) === 0) return { operand, says: needs.says };
  }
  return null;
}

/** The local derivative of an op by its k-th operand at these values; NaN where it does not exist. */
export function localAt(op: OpName, k: number, operands: readonly number[], out: number): number {
  const row = elementwiseRow(op);
  const lookup = (name: string): number | undefined =>
    name === 'out' ? out : operands[row.operands.indexOf(name)];
  const rule = localRule(op, k);
  if (rule.except && evaluate(rule.except.when, lookup) !== 0) return evaluate(rule.except.local, lookup);
  if (rule.missing && evaluate(rule.missing, lookup) !== 0) return Number.NaN;
  return evaluate(rule.local, lookup);
}
