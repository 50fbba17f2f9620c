import { expect, test } from '@jest/globals';
import { seeded } from '../lesson/random.ts';
import { withEntry } from './shared-map.ts';

interface Held {
  readonly n: number;
}

/** Versions of a map, each made from any one before, beside copies that are made the plain way. */
function versions(
  count: number,
): readonly (readonly [ReadonlyMap<number, Held>, ReadonlyMap<number, Held>])[] {
  const random = seeded(7);
  const all: [ReadonlyMap<number, Held>, ReadonlyMap<number, Held>][] = [[new Map(), new Map()]];
  for (let n = 0; n < count; n++) {
    const [shared, copied] = all[Math.floor(random() * all.length)] ?? [new Map(), new Map()];
    const key = Math.floor(random() * 12);
    const held = { n };
    all.push([withEntry(shared, key, held), new Map([...copied, [key, held]])]);
  }
  return all;
}

test('every version of a map stays what it was, whichever is looked at', () => {
  const all = versions(300);
  const random = seeded(8);
  for (let look = 0; look < 2000; look++) {
    const [shared, copied] = all[Math.floor(random() * all.length)] ?? [];
    const key = Math.floor(random() * 12);
    expect(shared?.get(key)).toBe(copied?.get(key));
    expect(shared?.has(key)).toBe(copied?.has(key));
    expect(shared?.size).toBe(copied?.size);
  }
});

test('its entries come in the order in which their keys came', () => {
  for (const [shared, copied] of [...versions(300)].reverse()) {
    expect([...shared]).toEqual([...copied]);
    expect([...shared.keys()]).toEqual([...copied.keys()]);
    expect([...shared.values()]).toEqual([...copied.values()]);
  }
});

test('it may be gone through while others are made of it', () => {
  let map: ReadonlyMap<number, Held> = new Map([[1, { n: 1 }]]);
  for (const [key, { n }] of map) map = withEntry(map, key + 1, { n });
  for (const [key] of map) map = withEntry(map, key + 10, { n: 0 });
  expect([...map.keys()]).toEqual([1, 2, 11, 12]);
});

test('a long list of answers takes no time for copies', () => {
  let map: ReadonlyMap<number, Held> = new Map();
  const first = withEntry(map, 0, { n: 0 });
  map = first;
  for (let n = 1; n < 200_000; n++) map = withEntry(map, n, { n });
  expect(first.size).toBe(1);
  expect(map.size).toBe(200_000);
});
