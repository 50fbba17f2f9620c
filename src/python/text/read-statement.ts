import type { SyntaxNode } from '@lezer/common';
import {
  readExpression,
  readExpressions,
  readGrouped,
  readParameters,
  readTuple,
} from './read-expression.ts';
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

function readStatement(source: PythonSource, node: SyntaxNode): PyStatement {
  const place = placeOfNode(source, node);
  const unread = (construct: string): PyStatement => ({ ...place, kind: 'unread', construct });
  switch (node.name) {
    case 'AssignStatement':
      return readAssignment(source, node, place);
    case 'UpdateStatement': {
      const [target, value] = readExpressions(
        source,
        children(node).filter((each) => each.name !== 'UpdateOp'),
      );
      const sign = wordOfNode(
        source,
        children(node).find((each) => each.name === 'UpdateOp'),
      ).replace(/=$/, '');
      return target && value ? { ...place, kind: 'update', sign, target, value } : unread('an update');
    }
    case 'ExpressionStatement': {
      const [value] = readGrouped(source, children(node), place);
      return value ? { ...place, kind: 'expression', value } : unread('a line');
    }
    case 'ReturnStatement': {
      const parts = children(node).slice(1);
      const value = parts.length === 0 ? null : readTuple(source, parts, place);
      return { ...place, kind: 'return', value };
    }
    case 'FunctionDefinition': {
      const kids = children(node);
      const name = wordOfNode(
        source,
        kids.find((each) => each.name === 'VariableName'),
      );
      const list = kids.find((each) => each.name === 'ParamList');
      return {
        ...place,
        kind: 'function',
        name,
        parameters: list ? readParameters(source, list) : [],
        body: readBody(source, node),
      };
    }
    case 'DecoratedStatement': {
      const inner = children(node).find((each) => /Definition$/.test(each.name));
      return inner ? readStatement(source, inner) : unread('a decorator');
    }
    case 'ClassDefinition': {
      const name = wordOfNode(
        source,
        children(node).find((each) => each.name === 'VariableName'),
      );
      const list = children(node).find((each) => each.name === 'ArgList');
      const bases = list ? children(list).filter((each) => each.name === 'VariableName') : [];
      return {
        ...place,
        kind: 'class',
        name,
        bases: bases.map((each) => wordOfNode(source, each)),
        body: readBody(source, node),
      };
    }
    case 'ForStatement':
      return readLoop(source, node, place);
    case 'WhileStatement': {
      const test = children(node)[1];
      return {
        ...place,
        kind: 'while',
        test: test && test.name !== 'Body' ? readExpression(source, test) : null,
        body: readBody(source, node),
      };
    }
    case 'IfStatement':
      return { ...place, kind: 'if', branches: readBranches(source, node) };
    case 'WithStatement':
    case 'TryStatement':
      return { ...place, kind: 'block', opened: readOpened(source, node), body: readBody(source, node) };
    case 'BreakStatement':
      return { ...place, kind: 'leave', how: 'break' };
    case 'ContinueStatement':
      return { ...place, kind: 'leave', how: 'continue' };
    case 'ScopeStatement':
      return {
        ...place,
        kind: 'global',
        names: children(node)
          .filter((each) => each.name === 'VariableName')
          .map((each) => wordOfNode(source, each)),
      };
    case 'ImportStatement':
      return { ...place, kind: 'import', names: readImports(source, node) };
    case 'PassStatement':
    case 'AssertStatement':
    case 'DeleteStatement':
    case 'PrintStatement':
    case 'RaiseStatement':
      return { ...place, kind: 'nothing' };
    default:
      return unread(node.name.replace(/Statement$|Definition$/, '').toLowerCase());
  }
}

function readAssignment(source: PythonSource, node: SyntaxNode, place: PythonPlace): PyStatement {
  const sides: SyntaxNode[][] = [[]];
  for (const child of children(node)) {
    if (child.name === 'AssignOp') sides.push([]);
    else if (child.name !== 'TypeDef') sides.at(-1)?.push(child);
  }
  if (sides.length < 2) return { ...place, kind: 'nothing' };
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

/** What `with ... as name` binds. */
function readOpened(source: PythonSource, node: SyntaxNode) {
  if (node.name !== 'WithStatement') return [];
  const kids = children(node);
  return kids.flatMap((each, at) => {
    const name = kids[at + 2];
    return kids[at + 1]?.name === 'as' && name?.name === 'VariableName'
      ? [{ name: wordOfNode(source, name), value: readExpression(source, each) }]
      : [];
  });
}

function readImports(source: PythonSource, node: SyntaxNode): readonly { path: string; as: string }[] {
  const text = wordOfNode(source, node).replaceAll(/[()\\\n]/g, ' ');
  const from = /^from\s+([\w.]+)\s+import\s+(.*)$/s.exec(text);
  const list = from ? (from[2] ?? '') : text.replace(/^import\s+/, '');
  return list.split(',').map((each) => {
    const [, path = '', as] = /^\s*([\w.*]+)(?:\s+as\s+(\w+))?/.exec(each) ?? [];
    const whole = from ? `${from[1]}.${path}` : path;
    return { path: whole, as: as ?? (from ? path : (path.split('.')[0] ?? path)) };
  });
}
