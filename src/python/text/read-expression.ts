import type { SyntaxNode } from '@lezer/common';
import {
  plainText,
  readArguments,
  readComprehension,
  readEntries,
  readFormat,
  readMember,
} from './read-parts.ts';
import type { FunctionParameter, PyExpression, PythonPlace } from './syntax.ts';
import { children, type PythonSource, placeOfNode, wordOfNode } from './tree.ts';

/** The parameters of a function, with their defaults; those with stars are passed over. */
export function readParameters(source: PythonSource, list: SyntaxNode): readonly FunctionParameter[] {
  const found: { name: string; fallback: PyExpression | null }[] = [];
  let assigning = false;
  let starred = false;
  for (const child of children(list)) {
    if (/^[()]$/.test(child.name)) continue;
    if (child.name === 'AssignOp') assigning = true;
    else if (child.name === '*' || child.name === '**') starred = true;
    else if (child.name === ',') {
      assigning = false;
      starred = false;
    } else if (child.name === 'VariableName' && !assigning) {
      if (!starred) found.push({ name: wordOfNode(source, child), fallback: null });
    } else if (assigning && child.type.name !== 'TypeDef') {
      const last = found.at(-1);
      if (last) last.fallback = readExpression(source, child);
    }
  }
  return found;
}

/** Expressions between commas, as one: a tuple where there are several. */
export function readTuple(
  source: PythonSource,
  nodes: readonly SyntaxNode[],
  place: PythonPlace,
): PyExpression {
  const items = readGrouped(source, nodes, place);
  const [only] = items;
  const comma = nodes.some((each) => each.name === ',');
  if (only && items.length === 1 && !comma) return only;
  return { ...place, kind: 'sequence', of: 'tuple', items };
}

/** Expressions between commas, each by itself. */
export function readGrouped(
  source: PythonSource,
  nodes: readonly SyntaxNode[],
  place: PythonPlace,
): readonly PyExpression[] {
  const items = readExpressions(
    source,
    nodes.filter((each) => each.name !== ','),
  );
  if (nodes.some((each) => each.name === '*')) return [{ ...place, kind: 'unread', construct: '*' }];
  return items;
}

/** Nodes that are no errors, each as an expression. */
export function readExpressions(source: PythonSource, nodes: readonly SyntaxNode[]): readonly PyExpression[] {
  return nodes.filter((each) => !each.type.isError).map((each) => readExpression(source, each));
}

/** Reads a node of the parser's tree as an expression; what is none of ours is `unread`, with its text. */
export function readExpression(source: PythonSource, node: SyntaxNode): PyExpression {
  const place = placeOfNode(source, node);
  const kids = children(node);
  switch (node.name) {
    case 'Number':
      return readNumber(source, node, place);
    case 'String':
      return { ...place, kind: 'text', value: plainText(wordOfNode(source, node)) };
    case 'ContinuedString':
      return { ...place, kind: 'format', parts: kids.map((each) => readExpression(source, each)) };
    case 'FormatString':
      return { ...place, kind: 'format', parts: readFormat(source, readIn(source), node) };
    case 'Boolean':
      return { ...place, kind: 'constant', value: wordOfNode(source, node) === 'True' };
    case 'None':
      return { ...place, kind: 'constant', value: null };
    case 'VariableName':
      return { ...place, kind: 'name', name: wordOfNode(source, node) };
    case 'ParenthesizedExpression':
      return readExpression(source, kids.find((each) => !/^[()]$/.test(each.name)) ?? node);
    case 'TupleExpression':
    case 'ArrayExpression':
    case 'SetExpression':
      return {
        ...place,
        kind: 'sequence',
        of: node.name === 'ArrayExpression' ? 'list' : 'tuple',
        items: readGrouped(
          source,
          kids.filter((each) => !/^[()[\]{}]$/.test(each.name)),
          place,
        ),
      };
    case 'ArrayComprehensionExpression':
    case 'ComprehensionExpression':
    case 'SetComprehensionExpression':
    case 'DictionaryComprehensionExpression':
      return readComprehension(readIn(source), kids, place);
    case 'NamedExpression': {
      const [name, , value] = kids;
      return name && value
        ? {
            ...place,
            kind: 'named',
            name: wordOfNode(source, name),
            value: readExpression(source, value),
          }
        : { ...place, kind: 'unread', construct: ':=' };
    }
    case 'Ellipsis':
      return { ...place, kind: 'name', name: '...' };
    case 'AwaitExpression': {
      const inner = kids.at(-1);
      return inner && kids.length > 1
        ? readExpression(source, inner)
        : { ...place, kind: 'unread', construct: 'await' };
    }
    case 'DictionaryExpression':
      return { ...place, kind: 'dictionary', entries: readEntries(readIn(source), kids) };
    case 'UnaryExpression': {
      const operand = kids.at(-1);
      return operand
        ? {
            ...place,
            kind: 'unary',
            sign: wordOfNode(source, kids[0]),
            operand: readExpression(source, operand),
          }
        : { ...place, kind: 'unread', construct: 'a sign' };
    }
    case 'BinaryExpression': {
      const [left, , right] = [kids[0], null, kids.at(-1)];
      const sign = source.text
        .slice(left?.to ?? 0, right?.from ?? 0)
        .replaceAll(/#.*|\\|\s+/g, ' ')
        .trim();
      return left && right && kids.length >= 3
        ? {
            ...place,
            kind: 'binary',
            sign,
            left: readExpression(source, left),
            right: readExpression(source, right),
          }
        : { ...place, kind: 'unread', construct: wordOfNode(source, node) };
    }
    case 'ConditionalExpression': {
      const [then, , test, , otherwise] = kids;
      return then && test && otherwise
        ? {
            ...place,
            kind: 'choice',
            test: readExpression(source, test),
            whenTrue: readExpression(source, then),
            otherwise: readExpression(source, otherwise),
          }
        : { ...place, kind: 'unread', construct: 'if ... else' };
    }
    case 'LambdaExpression': {
      const list = kids.find((each) => each.name === 'ParamList');
      const body = kids.at(-1);
      return body
        ? {
            ...place,
            kind: 'lambda',
            parameters: list ? readParameters(source, list) : [],
            body: readExpression(source, body),
          }
        : { ...place, kind: 'unread', construct: 'lambda' };
    }
    case 'CallExpression': {
      const [callee, list] = kids;
      return callee && list
        ? {
            ...place,
            kind: 'call',
            callee: readExpression(source, callee),
            arguments: readArguments(source, readIn(source), list),
          }
        : { ...place, kind: 'unread', construct: wordOfNode(source, node) };
    }
    case 'MemberExpression':
      return readMember(source, readIn(source), kids, place);
    default:
      return { ...place, kind: 'unread', construct: wordOfNode(source, node).slice(0, 40) };
  }
}

function readNumber(source: PythonSource, node: SyntaxNode, place: PythonPlace): PyExpression {
  const text = wordOfNode(source, node).replaceAll('_', '');
  const value = Number(text);
  return Number.isFinite(value) && text !== ''
    ? { ...place, kind: 'number', value }
    : { ...place, kind: 'unread', construct: text };
}

const readIn =
  (source: PythonSource) =>
  (node: SyntaxNode): PyExpression =>
    readExpression(source, node);
