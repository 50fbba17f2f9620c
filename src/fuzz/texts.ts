import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Random } from '../tutor/lesson/random.ts';

/** Texts and bytes that a reader may be given, decided by a source of numbers alone. */
export interface Texts {
  /** A whole number from 0 up to, not including, a bound. */
  readonly below: (bound: number) => number;
  readonly oneOf: <Item>(items: readonly Item[]) => Item;
  /** A fixture whose name ends so, changed in a few places. */
  readonly mutated: (...endings: readonly string[]) => Buffer;
  /** The same with a text at hand. */
  readonly changed: (bytes: Buffer) => Buffer;
  /** Words of the language, of files and of shells, in any order. */
  readonly fromWords: (words: readonly string[], most: number) => string;
  /** Bytes without any order. */
  readonly raw: () => Buffer;
}

/** What stands in the way of a careless reader: of numbers, of objects, of terminals, of tables, of patterns. */
const spikes = [
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '1e999',
  '-0',
  '1e-320',
  '0x10',
  '9007199254740993',
  '\0',
  '\u001b[31m',
  '\u202e',
  '\ufeff',
  '\ud800',
  '=HYPERLINK("a")',
  '<script>',
  ']]>',
  '&a [*a, *a]',
  '<<: *a',
  '!!js/function x',
  '../../x',
  'CON',
  '"',
  "'",
  '`',
  '\\',
  '\r\n',
  '\t',
  '{{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '((((((((',
  ',,,,',
  ';',
  ':',
  '#',
  '---\n',
  '$',
  '%',
  '\u00e9',
  'e\u0301',
  '\u{1f600}',
  'a'.repeat(3000),
  ' '.repeat(3000),
  '\n'.repeat(300),
];

/** Every file below a folder with its bytes; the fixtures are small. */
export function fixturesIn(folder: string): readonly { readonly name: string; readonly bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(name) }))
    .filter(({ bytes }) => bytes.length < 200_000);
}

export function textsFrom(random: Random, fixtures: ReturnType<typeof fixturesIn>): Texts {
  const below = (bound: number): number => Math.floor(random() * bound);
  const oneOf = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item; // within the list
  const raw = (): Buffer => Buffer.from(Array.from({ length: below(200) }, () => below(256)));

  function changed(bytes: Buffer, other: Buffer): Buffer {
    const from = below(bytes.length + 1);
    const to = Math.min(bytes.length, from + below(below(4) === 0 ? 400 : 12));
    const put = oneOf([
      () => Buffer.alloc(0),
      () => Buffer.from(oneOf(spikes)),
      () => Buffer.concat([bytes.subarray(from, to), bytes.subarray(from, to)]),
      () => other.subarray(below(other.length + 1)).subarray(0, below(200)),
      () => Buffer.from([below(256)]),
      () => Buffer.from(String(oneOf([0, -1, 1e9, 1e-9, 3.5, 10 ** below(30)]))),
    ])();
    return Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(to)]);
  }

  function changedOften(from: Buffer, others: typeof fixtures): Buffer {
    let bytes = from;
    for (let again = below(5); again >= 0; again--) bytes = changed(bytes, oneOf(others).bytes);
    return below(12) === 0 ? bytes.subarray(0, below(bytes.length + 1)) : bytes;
  }

  return {
    below,
    oneOf,
    raw,
    changed: (bytes) => changedOften(bytes, fixtures),
    mutated: (...endings) => {
      const fitting = fixtures.filter(({ name }) => endings.some((ending) => extname(name) === ending));
      return changedOften(oneOf(fitting).bytes, fitting);
    },
    fromWords: (words, most) =>
      Array.from({ length: 1 + below(most) }, () => (below(9) === 0 ? oneOf(spikes) : oneOf(words))).join(
        oneOf(['', ' ', ' ', '\n']),
      ),
  };
}
