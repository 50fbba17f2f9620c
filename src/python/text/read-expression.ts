import type { SyntaxNode } from '@lezer/common';
import {
  comparedTwice,
  plainText,
  readArguments,
  readComprehension,
  readEntries,
  readFormat,
  readMember,
  readParameters,
} from './read-parts.ts';
import type { PyExpression, PythonPlace } from './syntax.ts';
import { children, type PythonSource, placeOfNode, wordOfNode } from './tree.ts';

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
  const found: PyExpression[] = [];
  let starred = false;
  for (const node of nodes) {
    if (node.name === ',' || node.type.isError) continue;
    if (node.name === '*') {
      starred = true;
      continue;
    }
    const of = readExpression(source, node);
    found.push(starred ? { ...place, kind: 'starred', of } : of);
    starred = false;
  }
  return found;
}

/** Nodes that are no errors, each as an expression. */
export function readExpressions(source: PythonSource, nodes: readonly SyntaxNode[]): readonly PyExpression[] {
  return nodes.filter((each) => !each.type.isError).map((each) => readExpression(source, each));
}

/** A node that is read, with its place and its children. */
interface Read {
  readonly source: PythonSource;
  readonly node: SyntaxNode;
  readonly place: PythonPlace;
  readonly kids: readonly SyntaxNode[];
}

type Reader = (read: Read) => PyExpression;

/** How a node is read, by the name that the parser gives it. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['Number', readNumber],
  [
    'String',
    ({ source, node, place }) => ({ ...place, kind: 'text', value: plainText(wordOfNode(source, node)) }),
  ],
  [
    'ContinuedString',
    ({ source, place, kids }) => ({ ...place, kind: 'format', parts: kids.map(readIn(source)) }),
  ],
  [
    'FormatString',
    ({ source, node, place }) => ({
      ...place,
      kind: 'format',
      parts: readFormat(source, readIn(source), node),
    }),
  ],
  [
    'Boolean',
    ({ source, node, place }) => ({ ...place, kind: 'constant', value: wordOfNode(source, node) === 'True' }),
  ],
  ['None', ({ place }) => ({ ...place, kind: 'constant', value: null })],
  ['VariableName', ({ source, node, place }) => ({ ...place, kind: 'name', name: wordOfNode(source, node) })],
  ['Ellipsis', ({ place }) => ({ ...place, kind: 'name', name: '...' })],
  [
    'ParenthesizedExpression',
    ({ source, node, kids }) =>
      readExpression(source, kids.find((each) => !/^[()]$/.test(each.name)) ?? node),
  ],
  ['TupleExpression', readSequence],
  ['ArrayExpression', readSequence],
  ['SetExpression', readSequence],
  ['ArrayComprehensionExpression', readComprehended],
  ['ComprehensionExpression', readComprehended],
  ['SetComprehensionExpression', readComprehended],
  ['DictionaryComprehensionExpression', readComprehended],
  [
    'DictionaryExpression',
    ({ source, place, kids }) => ({
      ...place,
      kind: 'dictionary',
      entries: readEntries(readIn(source), kids),
    }),
  ],
  ['NamedExpression', readNamed],
  ['AwaitExpression', readAwaited],
  ['UnaryExpression', readUnary],
  ['BinaryExpression', readBinary],
  ['ConditionalExpression', readChoice],
  ['LambdaExpression', readLambda],
  ['CallExpression', readCall],
  ['MemberExpression', ({ source, place, kids }) => readMember(source, readIn(source), kids, place)],
]);

/** Reads a node of the parser's tree as an expression; what is none of ours is `unread`, with its text. */
export function readExpression(source: PythonSource, node: SyntaxNode): PyExpression {
  const read: Read = { source, node, place: placeOfNode(source, node), kids: children(node) };
  const reader = readers.get(node.name);
  return reader ? reader(read) : unread(read, wordOfNode(source, node).slice(0, 40));
}

const unread = ({ place }: Read, construct: string): PyExpression => ({
  ...place,
  kind: 'unread',
  construct,
});

const readIn =
  (source: PythonSource) =>
  (node: SyntaxNode): PyExpression =>
    readExpression(source, node);

function readNumber(read: Read): PyExpression {
  const text = wordOfNode(read.source, read.node).replaceAll('_', '');
  const value = Number(text);
  return Number.isFinite(value) && text !== ''
    ? {
        ...read.place,
        kind: 'number',
        value,
        whole: Number.isInteger(value) && !/[.eE]/.test(text.replace(/^0x.*/i, '')),
      }
    : unread(read, text);
}

function readSequence({ source, node, place, kids }: Read): PyExpression {
  const inside = kids.filter((each) => !/^[()[\]{}]$/.test(each.name));
  const of = node.name === 'ArrayExpression' ? 'list' : 'tuple';
  return { ...place, kind: 'sequence', of, items: readGrouped(source, inside, place) };
}

function readComprehended({ source, place, kids }: Read): PyExpression {
  return readComprehension(readIn(source), kids, place);
}

/** `name := value`. */
function readNamed(read: Read): PyExpression {
  const { source, place } = read;
  const [name, , value] = read.kids;
  if (!name || !value) return unread(read, ':=');
  return { ...place, kind: 'named', name: wordOfNode(source, name), value: readExpression(source, value) };
}

function readAwaited(read: Read): PyExpression {
  const inner = read.kids.at(-1);
  return inner && read.kids.length > 1 ? readExpression(read.source, inner) : unread(read, 'await');
}

function readUnary(read: Read): PyExpression {
  const { source, place, kids } = read;
  const operand = kids.at(-1);
  if (!operand) return unread(read, 'a sign');
  const sign = wordOfNode(source, kids[0]);
  return { ...place, kind: 'unary', sign, operand: readExpression(source, operand) };
}

/** Two operands; the sign is what stands between them, without comments and breaks of lines. */
function readBinary(read: Read): PyExpression {
  const { source, place, kids } = read;
  const [left] = kids;
  const right = kids.at(-1);
  if (!left || !right || kids.length < 3) return unread(read, wordOfNode(source, read.node));
  const between = source.text.slice(left.to, right.from);
  const binary: PyExpression = {
    ...place,
    kind: 'binary',
    sign: between.replaceAll(/#.*|\\|\s+/g, ' ').trim(),
    left: readExpression(source, left),
    right: readExpression(source, right),
  };
  return left.name === 'BinaryExpression' ? comparedTwice(binary) : binary;
}

/** `then if test else otherwise`. */
function readChoice(read: Read): PyExpression {
  const { source, place } = read;
  const [then, , test, , otherwise] = read.kids;
  if (!then || !test || !otherwise) return unread(read, 'if ... else');
  return {
    ...place,
    kind: 'choice',
    test: readExpression(source, test),
    whenTrue: readExpression(source, then),
    otherwise: readExpression(source, otherwise),
  };
}

function readLambda(read: Read): PyExpression {
  const { source, place, kids } = read;
  const list = kids.find((each) => each.name === 'ParamList');
  const body = kids.at(-1);
  if (!body) return unread(read, 'lambda');
  const parameters = list ? readParameters(source, readIn(source), list) : [];
  return { ...place, kind: 'lambda', parameters, body: readExpression(source, body) };
}

function readCall(read: Read): PyExpression {
  const { source, place } = read;
  const [callee, list] = read.kids;
  if (!callee || !list) return unread(read, wordOfNode(source, read.node));
  return {
    ...place,
    kind: 'call',
    callee: readExpression(source, callee),
    arguments: readArguments(source, readIn(source), list),
  };
}
