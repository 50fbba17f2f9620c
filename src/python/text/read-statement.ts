import type { SyntaxNode } from '@lezer/common';
import { storeOfCall } from './call-stores.ts';
import { readExpression, readExpressions, readGrouped, readTuple } from './read-expression.ts';
import { readImports, readOpened } from './read-imports.ts';
import { readMatch } from './read-match.ts';
import { readParameters } from './read-parts.ts';
import type { PyExpression, PyStatement, PythonPlace } from './syntax.ts';
import { children, type PythonSource, placeOfNode, wordOfNode } from './tree.ts';

const isStatement = (node: SyntaxNode): boolean => /Statement$|Definition$/.test(node.name);

/** Reads the statements below a node of the parser's tree. */
export function readStatements(source: PythonSource, node: SyntaxNode): readonly PyStatement[] {
  const found: PyStatement[] = [];
  for (const child of children(node)) {
    if (child.name === 'StatementGroup') found.push(...readStatements(source, child));
    else if (isStatement(child)) found.push(readStatement(source, child));
  }
  return found;
}

/** A node that is read as a statement, with its place. */
interface Read {
  readonly source: PythonSource;
  readonly node: SyntaxNode;
  readonly place: PythonPlace;
}

type Reader = (read: Read) => PyStatement;

const nothing: Reader = ({ place }) => ({ ...place, kind: 'nothing' });
const leaves =
  (how: 'break' | 'continue'): Reader =>
  ({ place }) => ({ ...place, kind: 'leave', how });
const unread = ({ place }: Read, construct: string): PyStatement => ({ ...place, kind: 'unread', construct });

/** How a node is read, by the name that the parser gives it. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['AssignStatement', ({ source, node, place }) => readAssignment(source, node, place)],
  ['UpdateStatement', readUpdate],
  ['ExpressionStatement', readExpressionLine],
  ['ReturnStatement', readReturn],
  ['FunctionDefinition', readFunction],
  ['DecoratedStatement', readDecorated],
  ['ClassDefinition', readClass],
  ['ForStatement', ({ source, node, place }) => withElse(source, node, readLoop(source, node, place))],
  ['WhileStatement', (read) => withElse(read.source, read.node, readWhile(read))],
  ['MatchStatement', ({ source, node, place }) => readMatch(source, node, place, readBody)],
  [
    'IfStatement',
    ({ source, node, place }) => ({ ...place, kind: 'if', branches: readBranches(source, node) }),
  ],
  ['WithStatement', readBlock],
  ['TryStatement', readTry],
  ['YieldStatement', readYield],
  ['BreakStatement', leaves('break')],
  ['ContinueStatement', leaves('continue')],
  [
    'ScopeStatement',
    ({ source, node, place }) => ({ ...place, kind: 'global', names: namesIn(source, node) }),
  ],
  [
    'ImportStatement',
    ({ source, node, place }) => ({ ...place, kind: 'import', names: readImports(source, node) }),
  ],
  ['PassStatement', nothing],
  ['AssertStatement', nothing],
  ['DeleteStatement', nothing],
  ['PrintStatement', nothing],
  ['RaiseStatement', ({ place }) => ({ ...place, kind: 'raise' })],
]);

function readStatement(source: PythonSource, node: SyntaxNode): PyStatement {
  const read: Read = { source, node, place: placeOfNode(source, node) };
  const reader = readers.get(node.name);
  return reader ? reader(read) : unread(read, node.name.replace(/Statement$|Definition$/, '').toLowerCase());
}

/** The names that stand right below a node. */
const namesIn = (source: PythonSource, node: SyntaxNode): readonly string[] =>
  children(node)
    .filter((each) => each.name === 'VariableName')
    .map((each) => wordOfNode(source, each));

/** `target += value`, with its sign without the `=`. */
function readUpdate(read: Read): PyStatement {
  const { source, place } = read;
  const kids = children(read.node);
  const [target, value] = readExpressions(
    source,
    kids.filter((each) => each.name !== 'UpdateOp'),
  );
  if (!target || !value) return unread(read, 'an update');
  const operator = kids.find((each) => each.name === 'UpdateOp');
  return { ...place, kind: 'update', sign: wordOfNode(source, operator).replace(/=$/, ''), target, value };
}

function readExpressionLine(read: Read): PyStatement {
  const [value] = readGrouped(read.source, children(read.node), read.place);
  return value ? storeOfCall({ ...read.place, kind: 'expression', value }) : unread(read, 'a line');
}

function readReturn({ source, node, place }: Read): PyStatement {
  const parts = children(node).slice(1);
  return { ...place, kind: 'return', value: parts.length === 0 ? null : readTuple(source, parts, place) };
}

function readFunction({ source, node, place }: Read): PyStatement {
  const list = children(node).find((each) => each.name === 'ParamList');
  return {
    ...place,
    kind: 'function',
    name: namesIn(source, node)[0] ?? '',
    parameters: list ? readParameters(source, (node) => readExpression(source, node), list) : [],
    body: readBody(source, node),
  };
}

function readDecorated(read: Read): PyStatement {
  const { source, node } = read;
  const inner = children(node).find((each) => /Definition$/.test(each.name));
  const made = inner ? readStatement(source, inner) : unread(read, 'a decorator');
  const words = children(node)
    .filter((each) => each.name === 'Decorator')
    .map((each) => wordOfNode(source, each).replace(/^@\s*/, '').trim());
  return made.kind === 'function' ? { ...made, decorators: words } : made;
}

function readClass({ source, node, place }: Read): PyStatement {
  const list = children(node).find((each) => each.name === 'ArgList');
  return {
    ...place,
    kind: 'class',
    name: namesIn(source, node)[0] ?? '',
    bases: list ? namesIn(source, list) : [],
    body: readBody(source, node),
  };
}

function readWhile({ source, node, place }: Read): PyStatement {
  const test = children(node)[1];
  return {
    ...place,
    kind: 'while',
    test: test && test.name !== 'Body' ? readExpression(source, test) : null,
    body: readBody(source, node),
  };
}

function readBlock({ source, node, place }: Read): PyStatement {
  return { ...place, kind: 'block', opened: readOpened(source, node), body: readBody(source, node) };
}

function readAssignment(source: PythonSource, node: SyntaxNode, place: PythonPlace): PyStatement {
  const sides: SyntaxNode[][] = [[]];
  for (const child of children(node)) {
    if (child.name === 'AssignOp') sides.push([]);
    else if (child.name !== 'TypeDef') sides.at(-1)?.push(child);
  }
  if (sides.length < 2) {
    const [only] = readExpressions(source, sides[0] ?? []);
    return only?.kind === 'name'
      ? { ...place, kind: 'field', name: only.name }
      : { ...place, kind: 'nothing' };
  }
  const parts = sides.map((side) => readTuple(source, side, place));
  const value = parts.pop() as PyExpression; // there are two sides at least
  return { ...place, kind: 'assign', targets: parts, value };
}

function readLoop(source: PythonSource, node: SyntaxNode, place: PythonPlace): PyStatement {
  const kids = children(node).filter((each) => each.name !== 'async');
  const at = kids.findIndex((each) => each.name === 'in');
  const body = kids.findIndex((each) => each.name === 'Body');
  if (at < 0 || body < 0) return { ...place, kind: 'unread', construct: 'a loop' };
  return {
    ...place,
    kind: 'for',
    target: readTuple(source, kids.slice(1, at), place),
    over: readTuple(source, kids.slice(at + 1, body), place),
    body: readStatements(source, kids[body] as SyntaxNode), // it was found
  };
}

function readBranches(source: PythonSource, node: SyntaxNode) {
  const found: { test: PyExpression | null; body: readonly PyStatement[] }[] = [];
  let test: PyExpression | null = null;
  for (const child of children(node)) {
    if (child.name === 'Body') {
      found.push({ test, body: readStatements(source, child) });
      test = null;
    } else if (!['if', 'elif', 'else'].includes(child.name)) test = readExpression(source, child);
  }
  return found;
}

function readBody(source: PythonSource, node: SyntaxNode): readonly PyStatement[] {
  const body = children(node).find((each) => each.name === 'Body');
  return body ? readStatements(source, body) : [];
}

/** `try`: its own lines and those behind `else`, what the first `except` does where they stop, and what is done at last. */
function readTry({ source, node, place }: Read): PyStatement {
  const parts = new Map<string, readonly PyStatement[]>();
  let head = '';
  for (const child of children(node)) {
    if (/^(try|except|else|finally)$/.test(child.name)) head = child.name;
    else if (child.name === 'Body' && !parts.has(head)) parts.set(head, readStatements(source, child));
  }
  const of = (word: string): readonly PyStatement[] => parts.get(word) ?? [];
  const tried: PyStatement = {
    ...place,
    kind: 'block',
    opened: [],
    body: [...of('try'), ...of('else')],
    rescue: of('except'),
  };
  return { ...place, kind: 'block', opened: [], body: [tried, ...of('finally')] };
}

/** `yield value`. */
function readYield({ source, node, place }: Read): PyStatement {
  const kids = children(node).slice(1);
  const values = kids.filter(({ name }) => name !== 'from');
  return {
    ...place,
    kind: 'yield',
    value: values.length > 0 ? readTuple(source, values, place) : null,
    all: values.length < kids.length,
  };
}

/** What stands behind a loop's `else` runs once it has ended. */
function withElse(source: PythonSource, node: SyntaxNode, loop: PyStatement): PyStatement {
  const kids = children(node);
  const at = kids.findIndex((each) => each.name === 'else');
  const body = at < 0 ? undefined : kids[at + 1];
  if (body?.name !== 'Body') return loop;
  const { from, to, line } = loop;
  return { from, to, line, kind: 'block', opened: [], body: [loop, ...readStatements(source, body)] };
}
