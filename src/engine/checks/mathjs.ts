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
import { type Expression, fold, leaves } from '../../language/expression.ts';
import { plainNumber } from '../../language/print.ts';
import { compares, signFor } from '../../language/spelling.ts';
import { constants, type OpName, spelledIn, table } from '../../ops/table.ts';
import { elementwiseRow, opOf, parseFormula } from '../kernels/rules.ts';
import { type Evaluation, numberAt } from '../passes/evaluate.ts';

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
 * is derived symbolically and filled with numbers, and the statements are joined by the chain rule from left to right. A
 * step is held as if it were an input. Null where mathjs can't follow a statement that the derivative goes through: max,
 * min and what is made of them, too long or too deep a statement, a result that is no number.
 */
export function derivativeByMathjs(worked: Evaluation, by: string): number | null {
  if (worked.graph.layout) return null;
  // How far each name moves for a tiny step of `by`; a name that is not in here stays where it is.
  const moves = new Map<string, number | null>([[by, 1]]);
  for (const { name, reads, slope } of followedIn(worked)) {
    if (name === by) continue;
    let sum: number | null = 0;
    let moved = false;
    for (const leaf of reads) {
      const move = moves.get(leaf);
      if (move === undefined) continue;
      moved = true;
      const local: number | null = move === null || sum === null ? null : slope(leaf);
      sum = sum === null || move === null || local === null ? null : sum + local * move;
    }
    if (moved) moves.set(name, sum);
  }
  return moves.has(worked.output) ? (moves.get(worked.output) ?? null) : 0;
}

/** A statement as mathjs follows it: the names that it reads, and its slope with respect to each. */
interface Followed {
  readonly name: string;
  readonly reads: readonly string[];
  readonly slope: (leaf: string) => number | null;
}

/** The statements of worked programs: a slope is the same whatever derivative goes through it, and is taken once. */
const followedStatements = new WeakMap<Evaluation, readonly Followed[]>();

function followedIn(worked: Evaluation): readonly Followed[] {
  const known = followedStatements.get(worked);
  if (known) return known;
  const made = worked.program.statements.map(({ name, expression }) =>
    followedStatement(worked, name, expression),
  );
  followedStatements.set(worked, made);
  return made;
}

function followedStatement(worked: Evaluation, name: string, expression: Expression): Followed {
  const reads = [...new Set(leaves(expression).flatMap((leaf) => (leaf.kind === 'name' ? [leaf.name] : [])))];
  // Letters of the statement's own: statements of one form are one text, which is derived once.
  const letters = new Map(reads.map((leaf, k) => [leaf, `x${k}`]));
  const letter = (leaf: string): string => letters.get(leaf) ?? leaf;
  const slopes = new Map<string, number | null>();
  let text: string | null | undefined;
  return {
    name,
    reads,
    slope(leaf) {
      const known = slopes.get(leaf);
      if (known !== undefined) return known;
      if (text === undefined) text = opened(expression, letter);
      const scope = new Map(reads.map((each) => [letter(each), numberOf(worked, each)]));
      const found = text === null ? null : slopeByMathjs(text, letter(leaf), scope);
      slopes.set(leaf, found);
      return found;
    },
  };
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
function slopeByMathjs(text: string, by: string, scope: Map<string, number>): number | null {
  if (text.length > longest) return null;
  try {
    const slope: unknown = compiledSlope(text, by).evaluate(scope);
    return typeof slope === 'number' && Number.isFinite(slope) ? slope : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function numberOf(worked: Evaluation, name: string): number {
  const slot = worked.slots.get(name);
  return (slot === undefined ? constants.get(name) : numberAt(worked, slot)) ?? Number.NaN;
}

/** An expression as text that mathjs can derive, every sign in parentheses; null where it has no such text. */
function opened(root: Expression, named: (name: string) => string | null): string | null {
  return fold<string | null>(
    root,
    (leaf) => {
      if (leaf.kind === 'derivative') throw new Error('a program holds no derivative words');
      if (leaf.kind === 'matrix') return null;
      return leaf.kind === 'name' ? named(leaf.name) : `(${plainNumber(leaf.value)})`;
    },
    ({ sign }, operands) => {
      const [a, b] = operands;
      if (operands.some((operand) => operand === null || operand.length > longest)) return null;
      const op = opOf(sign);
      if (table[op].kind === 'structural' || table[op].kind === 'maker' || compares(sign)) return null;
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
