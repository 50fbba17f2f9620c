/** A map that forgets: a class gives the same few things over and over, and a long stream must not fill the memory. */
export interface Remembering<Key, Kept> {
  readonly get: (key: Key) => Kept | undefined;
  readonly set: (key: Key, kept: Kept) => void;
}

/**
 * Remembers so many things at most. They lie in two halves; when the newer one is full, the older one is forgotten, but
 * for what was asked for since: it has moved to the newer one.
 */
export function remembering<Key, Kept>(most: number): Remembering<Key, Kept> {
  const half = Math.max(1, Math.floor(most / 2));
  let newer = new Map<Key, Kept>();
  let older = new Map<Key, Kept>();
  const set = (key: Key, kept: Kept): void => {
    if (newer.size >= half && !newer.has(key)) {
      older = newer;
      newer = new Map();
    }
    newer.set(key, kept);
  };
  return {
    set,
    get(key) {
      const known = newer.get(key);
      if (known !== undefined) return known;
      const old = older.get(key);
      if (old !== undefined) set(key, old);
      return old;
    },
  };
}

/** A function that remembers what it gave for a text; texts that are longer than people write are worked out each time. */
export function remembered<Given>(
  work: (text: string) => Given,
  most = 5000,
  longest = 200,
): (text: string) => Given {
  const known = remembering<string, { readonly given: Given }>(most);
  return (text) => {
    if (text.length > longest) return work(text);
    const before = known.get(text);
    if (before) return before.given;
    const given = work(text);
    known.set(text, { given });
    return given;
  };
}
