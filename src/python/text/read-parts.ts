import type { SyntaxNode } from '@lezer/common';
import type { Argument, FunctionParameter, PyExpression, PythonPlace, Subscript } from './syntax.ts';
import { children, type PythonSource, placeOfNode, wordOfNode } from './tree.ts';

/** How an expression within another is read; expressions know their parts, not the other way round. */
type Read = (node: SyntaxNode) => PyExpression;

/** The text of a string without its quotes. */
export const plainText = (word: string): string =>
  word.replaceAll(/^[rbuRBU]*("""|'''|"|')|("""|'''|"|')$/g, '');

/** An f-string's parts: the text between the braces, and what stands in them. */
export function readFormat(source: PythonSource, read: Read, node: SyntaxNode): readonly PyExpression[] {
  const parts: PyExpression[] = [];
  const place = placeOfNode(source, node);
  const text = (from: number, to: number) => {
    const value = source.text.slice(from, to);
    if (value !== '') parts.push({ ...place, kind: 'text', value });
  };
  const [opening = ''] = /^[a-zA-Z]*("""|'''|"|')/.exec(wordOfNode(source, node)) ?? [];
  let at = node.from + opening.length;
  for (const child of children(node)) {
    if (child.name !== 'FormatReplacement') continue;
    text(at, child.from);
    const inner = children(child).find((each) => !/^[{}]$/.test(each.name));
    if (inner) parts.push(read(inner));
    at = child.to;
  }
  text(at, node.to - opening.replace(/^[a-zA-Z]*/, '').length);
  return parts;
}

/** Reads a comprehension of any kind. */
export function readComprehension(read: Read, kids: readonly SyntaxNode[], place: PythonPlace): PyExpression {
  const inner = kids.filter((each) => !/^[()[\]{}]$/.test(each.name));
  const first = inner.findIndex((each) => each.name === 'for');
  const colon = inner.findIndex((each) => each.name === ':');
  const keyed = colon >= 0 && colon < first;
  const [key, value] = [keyed ? inner[0] : undefined, inner[keyed ? colon + 1 : 0]];
  const clauses: { target: PyExpression; over: PyExpression; tests: PyExpression[] }[] = [];
  for (let at = first; at >= 0 && at < inner.length; ) {
    const head = inner[at]?.name;
    const within = inner.findIndex((each, k) => k > at && each.name === 'in');
    const over = inner[within + 1];
    if (head === 'for' && within > 0 && over) {
      const target = targetOf(read, inner.slice(at + 1, within), place);
      clauses.push({ target, over: read(over), tests: [] });
      at = within + 2;
    } else if (head === 'if' && inner[at + 1]) {
      clauses.at(-1)?.tests.push(read(inner[at + 1] as SyntaxNode)); // it is there
      at += 2;
    } else return { ...place, kind: 'unread', construct: 'a comprehension' };
  }
  if (!value || clauses.length === 0) return { ...place, kind: 'unread', construct: 'a comprehension' };
  return {
    ...place,
    kind: 'comprehension',
    key: key ? read(key) : null,
    value: read(value),
    clauses,
  };
}

/** The entries of a dictionary. */
export function readEntries(read: Read, kids: readonly SyntaxNode[]) {
  const found: { key: PyExpression | null; value: PyExpression }[] = [];
  let key: PyExpression | null = null;
  let last: SyntaxNode | null = null;
  for (const child of kids) {
    if (child.name === ':') key = last ? read(last) : null;
    else if (child.name === ',' || child.name === '}') {
      if (last) found.push({ key, value: read(last) });
      key = null;
      last = null;
    } else if (!/^[{*]+$/.test(child.name)) last = child;
  }
  return found;
}

/** The parameters of a function, with their defaults. */
export function readParameters(
  source: PythonSource,
  read: Read,
  list: SyntaxNode,
): readonly FunctionParameter[] {
  const found: { name: string; fallback: PyExpression | null; takes?: 'all' | 'named' }[] = [];
  let assigning = false;
  let stars = '';
  for (const child of children(list)) {
    if (/^[()]$/.test(child.name)) continue;
    if (child.name === 'AssignOp') assigning = true;
    else if (child.name === '*' || child.name === '**') stars = child.name;
    else if (child.name === ',') {
      assigning = false;
      stars = '';
    } else if (child.name === 'VariableName' && !assigning) {
      found.push({
        name: wordOfNode(source, child),
        fallback: null,
        ...(stars !== '' && { takes: stars === '*' ? 'all' : 'named' }),
      });
    } else if (assigning && child.type.name !== 'TypeDef') {
      const last = found.at(-1);
      if (last) last.fallback = read(child);
    }
  }
  return found;
}

/** The arguments of a call. */
export function readArguments(source: PythonSource, read: Read, list: SyntaxNode): readonly Argument[] {
  const found: Argument[] = [];
  let spread = false;
  const inner = children(list).filter((each) => !/^[()]$/.test(each.name));
  if (inner.some((each) => each.name === 'for'))
    return [{ name: null, spread: false, value: readComprehension(read, inner, placeOfNode(source, list)) }];
  for (let at = 0; at < inner.length; at++) {
    const child = inner[at] as SyntaxNode; // within the list
    if (child.name === ',') spread = false;
    else if (/^\*+$/.test(child.name)) spread = true;
    else if (inner[at + 1]?.name === 'AssignOp' && inner[at + 2]) {
      found.push({
        name: wordOfNode(source, child),
        spread: false,
        value: read(inner[at + 2] as SyntaxNode),
      });
      at += 2;
    } else found.push({ name: null, spread, value: read(child) });
  }
  return found;
}

/** Reads what stands behind a dot or between brackets. */
export function readMember(
  source: PythonSource,
  read: Read,
  kids: readonly SyntaxNode[],
  place: PythonPlace,
): PyExpression {
  const [of] = kids;
  if (!of) return { ...place, kind: 'unread', construct: 'a member' };
  const property = kids.find((each) => each.name === 'PropertyName');
  if (property)
    return {
      ...place,
      kind: 'attribute',
      of: read(of),
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
    of: read(of),
    parts: parts.filter((part) => part.length > 0).map((part) => readSubscript(read, part)),
  };
}

function readSubscript(read: Read, part: readonly SyntaxNode[]): Subscript {
  if (!part.some((each) => each.name === ':')) return { kind: 'index', value: read(part[0] as SyntaxNode) }; // parts are not empty
  const bounds: (PyExpression | null)[] = [null];
  for (const child of part) {
    if (child.name === ':') bounds.push(null);
    else bounds[bounds.length - 1] = read(child);
  }
  const [start = null, stop = null, step = null] = bounds;
  return { kind: 'slice', start, stop, step };
}

/** What a comprehension's names are bound to: a name, or several. */
function targetOf(read: Read, nodes: readonly SyntaxNode[], place: PythonPlace): PyExpression {
  const items = nodes.filter((each) => each.name !== ',').map(read);
  const [only] = items;
  return only && items.length === 1 ? only : { ...place, kind: 'sequence', of: 'tuple', items };
}

const compares = /^(<|>|<=|>=|==|!=)$/;

/** `1 < l < L` compares twice; the left comparison stands in no brackets. */
export function comparedTwice(read: PyExpression & { kind: 'binary' }): PyExpression {
  const { left, sign } = read;
  if (left.kind !== 'binary' || !compares.test(sign)) return read;
  const last = left.sign === 'and' ? left.right : left;
  if (last.kind !== 'binary' || !compares.test(last.sign)) return read;
  return { ...read, sign: 'and', left, right: { ...read, left: last.right } };
}
