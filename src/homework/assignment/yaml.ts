import { type ErrorCode, isAlias, isMap, isScalar, isSeq, type ParsedNode, parseDocument } from 'yaml';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { DocumentNode } from './document.ts';

/** Nobody writes a file that nests deeper than this. */
const deepest = 50;
const tooNested = `the file is nested deeper than ${deepest} levels; flatten it`;

/** Reads YAML, or JSON, into a document with places. Loaded on use. A key that stands twice is refused, unless it may. */
export function readYaml(
  text: string,
  { uniqueKeys = true, language = 'YAML' as 'YAML' | 'JSON' } = {},
): Result<DocumentNode> {
  const deep = tooDeep(text);
  if (deep !== null) return refuse(tooNested, deep);
  const document = parseDocument(text, { uniqueKeys, prettyErrors: false });
  const [error] = document.errors;
  if (error)
    return refuse(`the ${language} can't be read: ${wrongWith(error.code)}`, error.pos[0], error.pos[1]);
  if (!document.contents) return refuse('the file is empty');
  return nodeOf(document.contents as ParsedNode, 0); // parsed without errors: every node has its range
}

/** Where brackets or dashes nest deeper than anybody writes: the library would follow them until its stack is full. */
function tooDeep(text: string): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '[' || char === '{') depth++;
    if ((char === ']' || char === '}') && depth > 0) depth--;
    if (depth > deepest) return at;
  }
  const dashes = /^(?:\s*[-?:]\s){50}/m.exec(text);
  return dashes ? dashes.index : null;
}

/** The library's complaint in our own words. */
function wrongWith(code: ErrorCode): string {
  switch (code) {
    case 'MISSING_CHAR':
      return "a comma, a colon, a quote or a closing bracket is missing before this; is every { [ and '\"' closed?";
    case 'BAD_INDENT':
      return 'this is not indented like what it belongs to, or a bracket above is never closed';
    case 'TAB_AS_INDENT':
      return 'a tab is used to indent; use spaces';
    case 'DUPLICATE_KEY':
      return 'this key appears twice; keep one';
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'BLOCK_IN_FLOW':
    case 'MULTILINE_IMPLICIT_KEY':
      return "a colon can't be here; put a text with a colon in quotes, and each key on its own line";
    case 'BAD_DQ_ESCAPE':
      return 'this backslash has no meaning between double quotes; put the text between single quotes';
    case 'BAD_SCALAR_START':
      return "a text can't begin with this character; put it in quotes";
    case 'MULTIPLE_DOCS':
      return 'a second document begins here; keep one in a file';
    default:
      return "this can't be here; look for an extra quote, comma or bracket";
  }
}

function nodeOf(node: ParsedNode | null, depth: number): Result<DocumentNode> {
  const [from = 0, to = 0] = node?.range ?? [];
  if (depth > deepest) return refuse(tooNested, from, to);
  if (isAlias(node)) return refuse("an alias (*) can't be read; write the value out", from, to);
  if (isMap<ParsedNode, ParsedNode | null>(node)) {
    const entries: { key: string; keyAt: { from: number; to: number }; value: DocumentNode }[] = [];
    for (const { key, value } of node.items) {
      const [keyFrom = 0, keyTo = 0] = key.range;
      if (!isScalar(key)) return refuse('a key must be a word', keyFrom, keyTo);
      const read = nodeOf(value, depth + 1);
      if (!read.ok) return read;
      entries.push({ key: String(key.value), keyAt: { from: keyFrom, to: keyTo }, value: read.value });
    }
    return ok({ kind: 'map', entries, from, to });
  }
  if (isSeq<ParsedNode>(node)) {
    const items: DocumentNode[] = [];
    for (const item of node.items) {
      const read = nodeOf(item, depth + 1);
      if (!read.ok) return read;
      items.push(read.value);
    }
    return ok({ kind: 'list', items, from, to });
  }
  const value = isScalar(node) ? node.value : null;
  const kept =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  return ok({ kind: 'scalar', value: kept, text: isScalar(node) ? (node.source ?? '') : '', from, to });
}
