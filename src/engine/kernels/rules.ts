import { type Expression, fold, type Leaf, number, substitute } from '../../language/expression.ts';
import { signMeans, timesSign } from '../../language/operators.ts';
import { parseExpression } from '../../language/parse.ts';
import type { Sign } from '../../language/spelling.ts';
import { tokenize } from '../../language/tokenize.ts';
import type { Cure, Elementwise, Row, Settings, Structural } from '../../ops/row.ts';
import { type OpName, table } from '../../ops/table.ts';

/** A row's rule for one operand, read: where it is missing or an exception, and the local derivative elsewhere. */
export interface LocalRule {
  readonly local: Expression;
  readonly except: { readonly when: Expression; readonly local: Expression } | null;
  readonly missing: Expression | null;
}

const read = new Map<string, Expression>();

/** A formula of the table as a tree; a formula that can't be read is a bug of the table. */
export function parseFormula(text: string): Expression {
  const known = read.get(text);
  if (known) return known;
  const tokens = tokenize(text, undefined, true);
  const parsed = tokens.ok
    ? parseExpression(tokens.value.tokens, 0, { comparisons: true, inTable: true })
    : tokens;
  if (!parsed.ok) throw new Error(`the table's formula '${text}' can't be read: ${parsed.trouble.message}`);
  const expression = substitute(parsed.value.expression, (leaf) =>
    leaf.kind === 'name' && leaf.name === 'pi'
      ? { ...leaf, kind: 'number', value: Math.PI, text: 'pi' }
      : leaf,
  );
  read.set(text, expression);
  return expression;
}

/** The row of an op on whole matrices. */
export function structuralRow(op: OpName): Structural {
  const row: Row = table[op];
  if (row.kind !== 'structural') throw new Error(`${op} acts on each entry`);
  return row;
}

/** The row of an op that can stand in a graph. */
export function differentiable(op: OpName): Elementwise | Structural {
  const row: Row = table[op];
  if (row.kind !== 'elementwise' && row.kind !== 'structural') throw new Error(`${op} has no derivative`);
  return row;
}

/** Whether an op multiplies matrices, rows by columns. */
export const isMatrixProduct = (op: OpName): boolean =>
  table[op].kind === 'structural' && signMeans(timesSign, op);

/** The row of an op that has a local derivative at each entry. */
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
    local: parseFormula(local),
    except: except ? { when: parseFormula(except.when), local: parseFormula(except.local) } : null,
    missing: missing ? parseFormula(missing.when) : null,
  };
}

/** What an op on whole matrices passes back to its k-th operand, with the numbers of its settings put in. */
export function passRule(op: OpName, k: number, settings: Settings): Expression {
  const row = structuralRow(op);
  const rule = parseFormula(row.pass[row.operands[k] ?? ''] ?? '');
  return settings.length === 0 ? rule : withSettings(row, rule, settings);
}

/** A formula of a structural row with the numbers of its settings put in for their names. */
export const withSettings = (row: Structural, formula: Expression, settings: Settings): Expression =>
  substitute(formula, (leaf) => {
    const at = leaf.kind === 'name' ? row.settings.findIndex(({ name }) => name === leaf.name) : -1;
    return at < 0 ? leaf : number(settings[at] ?? Number.NaN);
  });

/** The op that a sign means between single numbers. */
export function opOf(sign: Sign): OpName {
  const [op] = sign.ops;
  if (!op) throw new Error(`nothing is spelled '${sign.symbol}'`);
  return op;
}

/** The numerically stable forms that a row names for a formula that overflows. */
export function curesOf(op: OpName): readonly Cure[] {
  const row = differentiable(op);
  return (row.kind === 'elementwise' && row.cures) || [];
}

/** What a machine operator does to one or two numbers. */
const machineOperators = {
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

/** The value of an entrywise op at operands, found without a graph: for answers, literals and formulas filled with numbers. */
export function computed(op: OpName, operands: readonly number[]): number {
  const row = elementwiseRow(op);
  const { value } = row;
  switch (value.kind) {
    case 'machine':
      return (machineOperators[value.operator] as (...numbers: readonly number[]) => number)(...operands); // arity is the row's
    case 'primitive':
      return value.run(...operands);
    case 'formula':
      return evaluate(parseFormula(value.formula), (name) => operands[row.operands.indexOf(name)]);
  }
}

/** What a formula of the table becomes in another language: it has numbers and letters alone. */
export const translated = <Text>(
  expression: Expression,
  numberOf: (value: number) => Text,
  named: (name: string) => Text,
  applied: (op: OpName, operands: readonly Text[]) => Text,
): Text =>
  fold<Text>(
    expression,
    (leaf) => {
      switch (leaf.kind) {
        case 'number':
          return numberOf(leaf.value);
        case 'name':
          return named(leaf.name);
        case 'matrix':
        case 'derivative':
          throw new Error('a local formula of the table speaks of numbers and letters alone');
      }
    },
    (apply, operands) => applied(opOf(apply.sign), operands),
  );

/** The value of an expression; `lookup` gives the names' values. A name without one is a bug of the caller. */
export function evaluate(
  expression: Expression,
  lookup: (name: string) => number | undefined,
  derivative: (of: string, by: string) => number | undefined = () => undefined,
): number {
  return fold<number>(
    expression,
    (leaf) => {
      const value = numberIn(leaf, lookup, derivative);
      if (value === undefined)
        throw new Error(`'${leaf.kind === 'name' ? leaf.name : leaf.kind}' has no value that is a number`);
      return value;
    },
    (apply, operands) => computed(opOf(apply.sign), operands),
  );
}

function numberIn(
  leaf: Leaf,
  lookup: (name: string) => number | undefined,
  derivative: (of: string, by: string) => number | undefined,
): number | undefined {
  switch (leaf.kind) {
    case 'number':
      return leaf.value;
    case 'name':
      return lookup(leaf.name);
    case 'derivative':
      return derivative(leaf.of, leaf.by);
    case 'matrix':
      return undefined;
  }
}

/** The operand that leaves an op without a value here, and what that operand must be, in words; null if the op has a value. */
export function needOf(
  op: OpName,
  operands: readonly number[],
): { readonly operand: number; readonly says: string } | null {
  const row = differentiable(op);
  if (row.kind === 'structural') return null;
  const out = computed(op, operands);
  const lookup = (name: string): number | undefined =>
    name === 'out' ? out : operands[row.operands.indexOf(name)];
  for (const [operand, name] of row.operands.entries()) {
    const needs = row.needs?.[name];
    if (needs && evaluate(parseFormula(needs.when), lookup) === 0) return { operand, says: needs.says };
  }
  return null;
}

/** The local derivative of an op with respect to its k-th operand at these values; NaN where it does not exist. */
export function localAt(op: OpName, k: number, operands: readonly number[], out: number): number {
  const row = elementwiseRow(op);
  const lookup = (name: string): number | undefined =>
    name === 'out' ? out : operands[row.operands.indexOf(name)];
  const rule = localRule(op, k);
  if (rule.except && evaluate(rule.except.when, lookup) !== 0) return evaluate(rule.except.local, lookup);
  if (rule.missing && evaluate(rule.missing, lookup) !== 0) return Number.NaN;
  return evaluate(rule.local, lookup);
}
