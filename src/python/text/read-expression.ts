import type { SyntaxNode } from '@lezer/common';
import type { Argument, FunctionParameter, PyExpression, PythonPlace, Subscript } from './syntax.ts';
import { children, type PythonSource, placeOfNode, wordOfNode } from './tree.ts';

/** The parameters of a function, with their defaults; those with stars are passed over. */
export function readParameters(source: PythonSource, list: SyntaxNode): readonly FunctionParameter[] {
  const found: { name: string; fallback: PyExpression | null }[] = [];
  let assigning = false;
  let starred = false;
  for (const child of children(list)) {
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
    case 'ContinuedString':
      return {
        ...place,
        kind: 'text',
        value: wordOfNode(source, node).replaceAll(/^[rbuRBU]*("""|'''|"|')|("""|'''|"|')$/g, ''),
      };
    case 'FormatString':
      return { ...place, kind: 'unread', construct: 'an f-string' };
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
      return readComprehension(source, kids, place);
    case 'DictionaryExpression':
      return { ...place, kind: 'dictionary', entries: readEntries(source, kids) };
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
            arguments: readArguments(source, list),
          }
        : { ...place, kind: 'unread', construct: wordOfNode(source, node) };
    }
    case 'MemberExpression':
      return readMember(source, kids, place);
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

function readComprehension(
  source: PythonSource,
  kids: readonly SyntaxNode[],
  place: PythonPlace,
): PyExpression {
  const inner = kids.filter((each) => !/^[()[\]{}]$/.test(each.name));
  const words = inner.map((each) => each.name);
  const [value] = inner;
  const at = words.indexOf('in');
  if (!value || words[1] !== 'for' || at < 0 || at + 2 !== inner.length)
    return { ...place, kind: 'unread', construct: 'a comprehension' };
  return {
    ...place,
    kind: 'comprehension',
    value: readExpression(source, value),
    target: readTuple(source, inner.slice(2, at), place),
    over: readExpression(source, inner[at + 1] as SyntaxNode), // it is the last
  };
}

function readEntries(source: PythonSource, kids: readonly SyntaxNode[]) {
  const found: { key: PyExpression | null; value: PyExpression }[] = [];
  let key: PyExpression | null = null;
  let last: SyntaxNode | null = null;
  for (const child of kids) {
    if (child.name === ':') key = last ? readExpression(source, last) : null;
    else if (child.name === ',' || child.name === '}') {
      if (last) found.push({ key, value: readExpression(source, last) });
      key = null;
      last = null;
    } else if (!/^[{*]+$/.test(child.name)) last = child;
  }
  return found;
}

function readArguments(source: PythonSource, list: SyntaxNode): readonly Argument[] {
  const found: Argument[] = [];
  let spread = false;
  const inner = children(list).filter((each) => !/^[()]$/.test(each.name));
  for (let at = 0; at < inner.length; at++) {
    const child = inner[at] as SyntaxNode; // within the list
    if (child.name === ',') spread = false;
    else if (/^\*+$/.test(child.name)) spread = true;
    else if (inner[at + 1]?.name === 'AssignOp' && inner[at + 2]) {
      found.push({
        name: wordOfNode(source, child),
        spread: false,
        value: readExpression(source, inner[at + 2] as SyntaxNode),
      });
      at += 2;
    } else found.push({ name: null, spread, value: readExpression(source, child) });
  }
  return found;
}

function readMember(source: PythonSource, kids: readonly SyntaxNode[], place: PythonPlace): PyExpression {
  const [of] = kids;
  if (!of) return { ...place, kind: 'unread', construct: 'a member' };
  const property = kids.find((each) => each.name === 'PropertyName');
  if (property)
    return {
      ...place,
      kind: 'attribute',
      of: readExpression(source, of),
      name: wordOfNode(source, property),
    };
  const inner = kids.slice(2, kids.at(-1)?.name === ']' ? -1 : undefined);
  const parts: SyntaxNode[][] = [[]];
  for (const child of inner) {
    if (child.name === ',') parts.push([]);
    else parts.at(-1)?.push(child);
  }
  return {
    ...place,
    kind: 'subscript',
    of: readExpression(source, of),
    parts: parts.filter((part) => part.length > 0).map((part) => readSubscript(source, part)),
  };
}

function readSubscript(source: PythonSource, part: readonly SyntaxNode[]): Subscript {
  if (!part.some((each) => each.name === ':'))
    return { kind: 'index', value: readExpression(source, part[0] as SyntaxNode) }; // parts are not empty
  const bounds: (PyExpression | null)[] = [null];
  for (const child of part) {
    if (child.name === ':') bounds.push(null);
    else bounds[bounds.length - 1] = readExpression(source, child);
  }
  const [start = null, stop = null, step = null] = bounds;
  return { kind: 'slice', start, stop, step };
}
