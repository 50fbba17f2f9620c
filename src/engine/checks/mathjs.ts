import {
  all,
  create,
  type EvalFunction,
  type FactoryFunctionMap,
  isArrayNode,
  isAssignmentNode,
  isBlockNode,
  isConstantNode,
  isFunctionAssignmentNode,
  isFunctionNode,
  isOperatorNode,
  isParenthesisNode,
  isSymbolNode,
  type MathNode,
} from 'mathjs/number';
import { type Expression, fold } from '../../language/expression.ts';
import { plainNumber } from '../../language/print.ts';
import { compares, signFor } from '../../language/spelling.ts';
import { constants, type OpName, spelledIn, table } from '../../ops/table.ts';
import { elementwiseRow, opOf, parseFormula } from '../kernels/rules.ts';
import { type Evaluation, numberAt } from '../passes/evaluate.ts';
import { joinPart, type PartEngine, statementParts } from './statement-parts.ts';

/**
 * The second witness: another engine, with rules of its own, that testifies to answer keys. What it is given is
 * written here from a Program, operator by operator; no text of a user is ever evaluated by it.
 */
const mathjs = create(all as FactoryFunctionMap); // its types say that it may be missing

const followed = new Map<OpName, string | null>();

/** The name of mathjs' function for an op, if it has one and can take its derivative; what has none is opened up by its row's formula. */
function functionFor(op: OpName): string | null {
  const known = followed.get(op);
  if (known !== undefined) return known;
  const { mathjs: spelled, operands } = table[op];
  const written = spelledIn(spelled, []);
  const name = written === null ? null : (/^(\w+)\([\w, ]*\)$/.exec(written)?.[1] ?? null);
  const found =
    name !== null && operands.every((by) => derives(`${name}(${operands.join(',')})`, by)) ? name : null;
  followed.set(op, found);
  return found;
}

function derives(text: string, by: string): boolean {
  try {
    mathjs.derivative(text, by, { simplify: false });
    return true;
  } catch {
    return false;
  }
}

/** A statement may have so many characters here: mathjs recurses over it. */
const longest = 20_000;

/**
 * The derivative of a worked program's output with respect to one of its own names, as mathjs finds it: each statement
 * is derived symbolically and filled with numbers, a long one part by part, and they are joined by the chain rule from right to
 * left. A step is held as if it were an input. Null where mathjs can't follow a statement that the derivative goes through: max,
 * min and what is made of them, too long or too deep a statement, a result that is no number.
 */
export function derivativeByMathjs(worked: Evaluation, by: string): number | null {
  if (worked.graph.layout) return null;
  const found = derivativesIn(worked).get(by);
  return found === undefined ? 0 : found;
}

/** The derivatives of worked programs' outputs with respect to what has a part in them. */
const derivatives = new WeakMap<Evaluation, ReadonlyMap<string, number | null>>();

function derivativesIn(worked: Evaluation): ReadonlyMap<string, number | null> {
  const known = derivatives.get(worked);
  if (known) return known;
  const found = new Map<string, number | null>([[worked.output, 1]]);
  for (const { name, expression } of worked.program.statements.toReversed()) {
    if (!found.has(name)) continue;
    const numbers = (leaf: string): number => numberOf(worked, leaf);
    for (const piece of statementParts(engine, name, expression, numbers).toReversed())
      joinPart(piece, found);
  }
  derivatives.set(worked, found);
  return found;
}

/** Slopes as mathjs writes them, each compiled, by the text and the letter; so many are kept. */
const compiledSlopes = new Map<string, EvalFunction>();
const mostCompiled = 2000;

function compiledSlope(text: string, by: string): EvalFunction {
  const key = `${by} ${text}`;
  const known = compiledSlopes.get(key);
  if (known) return known;
  // `simplify` can run for minutes, and only changes how the result looks.
  const made = mathjs.derivative(text, by, { simplify: false }).compile();
  if (compiledSlopes.size >= mostCompiled) compiledSlopes.clear();
  compiledSlopes.set(key, made);
  return made;
}

/** The slope of an expression with respect to a letter, or null where mathjs has none or runs out of stack. */
const slopeByMathjs = (text: string, by: string, scope: Map<string, number>): number | null =>
  text.length > longest ? null : numberByMathjs(() => compiledSlope(text, by).evaluate(scope));

/** What mathjs works out where that is a number. */
function numberByMathjs(work: () => unknown): number | null {
  try {
    const found = work();
    return typeof found === 'number' && Number.isFinite(found) ? found : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const engine: PartEngine = {
  opened,
  slope: slopeByMathjs,
  value: (text, scope) => numberByMathjs(() => mathjs.evaluate(text, scope)),
};

function numberOf(worked: Evaluation, name: string): number {
  const slot = worked.slots.get(name);
  return (slot === undefined ? constants.get(name) : numberAt(worked, slot)) ?? Number.NaN;
}

/**
 * An expression as text that mathjs can derive, every sign in parentheses; null where it has no such text. What a sign is
 * applied to may be cut out, and goes on as what `cut` puts in its place.
 */
function opened(
  root: Expression,
  named: (name: string) => string | null,
  cut: (text: string) => string = (text) => text,
): string | null {
  return fold<string | null>(
    root,
    (leaf) => {
      if (leaf.kind === 'derivative') throw new Error('a program holds no derivative words');
      if (leaf.kind === 'matrix') return null;
      return leaf.kind === 'name' ? named(leaf.name) : `(${plainNumber(leaf.value)})`;
    },
    ({ sign }, whole) => {
      const op = opOf(sign);
      if (table[op].kind === 'structural' || table[op].kind === 'maker' || compares(sign)) return null;
      const operands = whole.map((operand) => operand && cut(operand));
      if (operands.some((operand) => operand === null || operand.length > longest)) return null;
      const [a, b] = operands;
      if (sign.form === 'prefix') return `(${sign.symbol}${a})`;
      if (sign.form === 'infix') return `(${a}${sign.symbol.replace('.', '')}${b})`;
      const called = functionFor(op);
      if (called) return `${called}(${operands.join(',')})`;
      const written = printedFormula(op);
      const { operands: letters } = table[op];
      return written && opened(parseFormula(written), (name) => operands[letters.indexOf(name)] ?? null);
    },
  );
}

/** The formula that people are shown for an op, if it has one. */
function printedFormula(op: OpName): string | null {
  const { value } = elementwiseRow(op);
  switch (value.kind) {
    case 'formula':
      return value.formula;
    case 'primitive':
      return value.printed;
    case 'machine':
      return null;
  }
}

/**
 * What mathjs reads in a text, as a tree in brackets: `(= J (* 3 (+ a (* b c))))`, a statement a line; null where
 * it reads nothing. Parentheses, unary plus and the difference between written and implicit products are dropped;
 * a function of twos that is given more is nested, as the tutor nests it.
 */
export function readingByMathjs(text: string): string | null {
  let node: MathNode;
  try {
    node = mathjs.parse(text);
  } catch {
    return null;
  }
  const statements = isBlockNode(node) ? node.blocks.map((block) => block.node) : [node];
  return statements.map(statementText).join('\n');
}

function statementText(node: MathNode): string {
  if (isAssignmentNode(node)) return `(= ${node.object.name} ${text(node.value)})`;
  if (isFunctionAssignmentNode(node)) return `(= ${node.name} ${text(node.expr)})`;
  return `(= J ${text(node)})`;
}

function text(node: MathNode): string {
  if (isParenthesisNode(node)) return text(node.content);
  if (isConstantNode(node)) return String(node.value);
  if (isSymbolNode(node)) return node.name;
  if (isArrayNode(node)) {
    const nested = node.items.every(isArrayNode);
    const rows = nested
      ? node.items.map((item) => text(item).slice(1, -1))
      : [node.items.map(text).join(' ')];
    return `[${rows.join('; ')}]`;
  }
  if (isOperatorNode(node)) {
    const operands = node.args.map(text);
    return node.fn === 'unaryPlus' ? operands.join(' ') : `(${node.op} ${operands.join(' ')})`;
  }
  if (isFunctionNode(node)) {
    const name = node.fn.name;
    const operands = node.args.map(text);
    if (!signFor('call', name)?.nests) return `(${name} ${operands.join(' ')})`;
    if (operands.length === 1) return `(${name} ${operands[0]})`;
    return operands.reduce((left, right) => `(${name} ${left} ${right})`);
  }
  return `<${node.type}>`;
}
