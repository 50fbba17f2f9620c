/** What changed one version of a map into the next: the key, and what stood there before; undefined where nothing did. */
interface Change<Key, Held extends object> {
  readonly key: Key;
  readonly held: Held | undefined;
  readonly next: SharedMap<Key, Held>;
}

/**
 * A map as a value: another entry makes another map, and this one stays as it was. All versions share one table, which
 * stands as the version that was looked at last; the others know what is different (Baker's shallow binding, 1978). So a
 * long list of answers costs no copy an answer, and an older version costs as many steps as lie between.
 */
class SharedMap<Key, Held extends object> implements ReadonlyMap<Key, Held> {
  #table: Map<Key, Held>;
  #change: Change<Key, Held> | null = null;

  constructor(entries: Iterable<readonly [Key, Held]> = []) {
    this.#table = new Map(entries);
  }

  /** The map with one entry more, or with another one at its key. */
  with(key: Key, held: Held): SharedMap<Key, Held> {
    const table = this.#here();
    const next = new SharedMap<Key, Held>();
    next.#table = table;
    this.#change = { key, held: table.get(key), next };
    table.set(key, held);
    return next;
  }

  /** The table, standing as this version has it. */
  #here(): Map<Key, Held> {
    const way: SharedMap<Key, Held>[] = [];
    let root: SharedMap<Key, Held> = this;
    while (root.#change) {
      way.push(root);
      root = root.#change.next;
    }
    for (let version = way.pop(); version; version = way.pop()) version.#takeFrom();
    return this.#table;
  }

  /** Takes the table from the next version, where it stands, and leaves that the change that leads back. */
  #takeFrom(): void {
    if (!this.#change) return;
    const { key, held, next } = this.#change;
    next.#change = { key, held: this.#table.get(key), next: this };
    if (held === undefined) this.#table.delete(key);
    else this.#table.set(key, held);
    this.#change = null;
  }

  get(key: Key): Held | undefined {
    return this.#here().get(key);
  }

  has(key: Key): boolean {
    return this.#here().has(key);
  }

  get size(): number {
    return this.#here().size;
  }

  // Whoever goes through the entries may make other versions meanwhile.
  entries(): MapIterator<[Key, Held]> {
    return new Map(this.#here()).entries();
  }

  keys(): MapIterator<Key> {
    return new Map(this.#here()).keys();
  }

  values(): MapIterator<Held> {
    return new Map(this.#here()).values();
  }

  [Symbol.iterator](): MapIterator<[Key, Held]> {
    return this.entries();
  }

  forEach(use: (held: Held, key: Key, map: ReadonlyMap<Key, Held>) => void): void {
    for (const [key, held] of this.entries()) use(held, key, this);
  }
}

/** A map with one entry more, or with another one at its key; the map itself stays as it is. */
export const withEntry = <Key, Held extends object>(
  map: ReadonlyMap<Key, Held>,
  key: Key,
  held: Held,
): ReadonlyMap<Key, Held> => (map instanceof SharedMap ? map : new SharedMap(map)).with(key, held);
