import { describe, expect, test } from '@jest/globals';
import { remembered, remembering } from './remembering.ts';
import { newReplay, replayed } from './replayed.ts';

describe('a map that forgets', () => {
  test('what was asked for lately is known, and there are never more than so many', () => {
    const known = remembering<number, string>(4);
    known.set(1, 'one');
    for (let k = 2; k < 50; k++) {
      known.set(k, `${k}`);
      expect(known.get(1)).toBe('one');
    }
    expect([...Array(50).keys()].filter((k) => known.get(k) !== undefined).length).toBeLessThanOrEqual(4);
  });

  test('a text is worked out once, and a long one each time', () => {
    let times = 0;
    const size = remembered(
      (text) => {
        times++;
        return text.length;
      },
      10,
      5,
    );
    expect([size('abc'), size('abc'), size('abcdef'), size('abcdef')]).toEqual([3, 3, 6, 6]);
    expect(times).toBe(3);
  });
});

describe('what depends on answers is worked out once for the same answers', () => {
  const replay = newReplay<string>();
  let worked = 0;
  const asked: string[] = [];
  // It asks for b only where a is odd.
  const at = (numbers: Readonly<Record<string, number>>): string =>
    replayed(
      replay,
      (name: string) => {
        asked.push(name);
        return numbers[name] ?? 0;
      },
      (number) => (number < 0 ? null : `${number}`),
      (ask) => {
        worked++;
        const a = ask('a');
        return a % 2 === 1 ? `${a} and ${ask('b')}` : `${a}`;
      },
    );

  test.each([
    [{ a: 1, b: 2 }, '1 and 2', 1, ['a', 'b']],
    [{ a: 1, b: 2 }, '1 and 2', 0, ['a', 'b']],
    [{ a: 1, b: 3 }, '1 and 3', 1, ['a', 'b']],
    [{ a: 4, b: 3 }, '4', 1, ['a']],
    [{ a: 4, b: 5 }, '4', 0, ['a']],
    // What has no word is worked out each time.
    [{ a: -2 }, '-2', 1, ['a']],
    [{ a: -2 }, '-2', 1, ['a']],
  ])('%j gives %s', (numbers, found, times, questions) => {
    [worked, asked.length] = [0, 0];
    expect(at(numbers)).toBe(found);
    expect([worked, asked]).toEqual([times, questions]);
  });
});
