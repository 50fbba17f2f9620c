import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { suggest } from '../../language/suggest.ts';
import type { DocumentNode, MapNode } from './document.ts';

/** Refuses an unknown key by its name. */
export function checked(node: MapNode, known: readonly string[]): Result<null> {
  for (const { key, keyAt } of node.entries) {
    if (known.includes(key)) continue;
    const near = suggest(key, known);
    return refuse(
      `there is no key '${key}' here;${near ? ` did you mean ${near}?` : ` the keys are ${known.join(', ')}`}`,
      keyAt.from,
      keyAt.to,
    );
  }
  return ok(null);
}

const entryAt = (node: MapNode, key: string) => node.entries.find((entry) => entry.key === key);
/** The value of a key; undefined where the key is not there. */
export const nodeAt = (node: MapNode, key: string): DocumentNode | undefined => entryAt(node, key)?.value;
/** Whether a key is there. */
export const has = (node: MapNode, key: string): boolean => entryAt(node, key) !== undefined;

/** Where a key's value stands. */
export function keyPlace(node: MapNode, key: string): readonly [number, number] {
  const value = nodeAt(node, key) ?? node;
  return [value.from, value.to];
}

/** A text, or null where the key is not there. */
export function text(node: MapNode, key: string): Result<string | null> {
  const value = nodeAt(node, key);
  if (!value) return ok(null);
  if (value.kind !== 'scalar' || value.value === null)
    return refuse(noText(key, value), value.from, value.to);
  return ok(typeof value.value === 'string' ? value.value : value.text);
}

/** What is said of a value that is no text, and what to write instead. */
function noText(key: string, value: DocumentNode): string {
  switch (value.kind) {
    case 'list':
      return key === 'ask'
        ? 'ask: must be named, all or givens; the names themselves go under wrt, as in wrt: [w, b]'
        : `${key}: must be text, not a list; leave out the brackets or dashes`;
    case 'map':
      return `${key}: must be text; put it in quotes if it has a colon, as in ${key}: "a: b"`;
    case 'scalar':
      return `${key}: is empty; write its text behind the colon, or remove the key`;
  }
}

/** The items of a list. */
export function listAt(node: MapNode, key: string): readonly DocumentNode[] | null {
  const value = nodeAt(node, key);
  return value?.kind === 'list' ? value.items : null;
}

/** A list of names, or one text of names separated by commas. */
export function names(node: MapNode, key: string): Result<readonly string[] | null> {
  const value = nodeAt(node, key);
  if (!value) return ok(null);
  const items = value.kind === 'list' ? value.items : [value];
  const found: string[] = [];
  for (const item of items) {
    if (item.kind !== 'scalar' || item.value === null)
      return refuse(`${key}: must be a list of names, as in [x, y]`, item.from, item.to);
    found.push(...item.text.split(/[\s,]+/u).filter((name) => name !== ''));
  }
  return ok(found);
}
