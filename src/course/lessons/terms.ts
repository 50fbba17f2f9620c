import type { MapNode } from '../../homework/assignment/document.ts';
import { nodeAt } from '../../homework/assignment/keys.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';

/** A word of a course, with what it means. */
export interface Term {
  /** The word itself first, then what else it is called. */
  readonly names: readonly string[];
  readonly means: string;
}

/** Reads `words:` of a course: each has its names before the colon, apart by commas, and its meaning behind. */
export function readTerms(document: MapNode): Result<readonly Term[]> {
  const node = nodeAt(document, 'words');
  if (!node) return ok([]);
  if (node.kind !== 'map') return refuse('words: gives each word its meaning', node.from, node.to);
  const terms: Term[] = [];
  for (const { key, keyAt, value } of node.entries) {
    if (value.kind !== 'scalar' || value.value === null)
      return refuse(
        `the meaning of ${key} must be text; write it in quotes behind the colon`,
        value.from,
        value.to,
      );
    const names = key.split(',').map((name) => name.trim());
    const twice = names.find((name) => terms.some((term) => isNamed(term, name)));
    if (twice !== undefined)
      return refuse(`${twice} is explained twice; remove one of the two`, keyAt.from, keyAt.to);
    terms.push({ names, means: value.text.trim() });
  }
  return ok(terms);
}

const plain = (name: string): string =>
  name
    .trim()
    .replaceAll('`', '')
    .replace(/^(?:an?|the)\s+/iu, '')
    .replace(/[?!.]+$/u, '')
    .toLowerCase();

const isNamed = ({ names }: Term, name: string): boolean => names.some((each) => plain(each) === plain(name));

/** The word that somebody asks for, also in the plural, with an article, or in part where no other has that part. */
export function termIn(terms: readonly Term[], name: string): Term | null {
  for (const each of [name, plain(name).replace(/s$/u, ''), plain(name).replace(/es$/u, '')]) {
    const term = terms.find((known) => isNamed(known, each));
    if (term) return term;
  }
  const part = ` ${plain(name)} `;
  if (part.length < 5) return null;
  const having = terms.filter(({ names }) => names.some((each) => ` ${plain(each)} `.includes(part)));
  return having.length === 1 ? (having[0] ?? null) : null;
}
