/** The constants of SHA-256 (FIPS 180-4): the first 32 bits of the fractions of roots of the first primes. */
interface Constants {
  readonly rounds: Uint32Array;
  readonly start: Uint32Array;
}

let known: Constants | null = null;

/** They are worked out for the first digest, because most runs make none. */
function constants(): Constants {
  const primes = firstPrimes(64);
  return {
    rounds: Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
    start: Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
  };
}

function firstPrimes(count: number): readonly number[] {
  const found: number[] = [];
  for (let number = 2; found.length < count; number++)
    if (found.every((prime) => number % prime !== 0)) found.push(number);
  return found;
}

function fraction(root: number): number {
  return Math.floor((root % 1) * 2 ** 32) >>> 0;
}

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/**
 * The SHA-256 of some bytes, 32 bytes. It is written out here because only the command line's rooms may import Node's
 * own.
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  known ??= constants();
  const { rounds, start } = known;
  const hash = Uint32Array.from(start);
  for (let from = 0; from < padded.length; from += 64) mix(hash, view, from, rounds);
  const out = new Uint8Array(32);
  const words = new DataView(out.buffer);
  for (const [k, word] of hash.entries()) words.setUint32(4 * k, word);
  return out;
}

function mix(hash: Uint32Array, view: DataView, from: number, rounds: Uint32Array): void {
  const words = new Uint32Array(64);
  const at = (k: number): number => words[k] ?? 0;
  for (let k = 0; k < 16; k++) words[k] = view.getUint32(from + 4 * k);
  for (let k = 16; k < 64; k++) {
    const [early, late] = [at(k - 15), at(k - 2)];
    const low = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const high = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words[k] = at(k - 16) + low + at(k - 7) + high;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
  for (let k = 0; k < 64; k++) {
    const high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const first = h + high + ((e & f) ^ (~e & g)) + (rounds[k] ?? 0) + at(k);
    const low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const second = low + ((a & b) ^ (a & c) ^ (b & c));
    [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
  }
  for (const [k, word] of [a, b, c, d, e, f, g, h].entries()) hash[k] = (hash[k] ?? 0) + word;
}

/**
 * A digest that can only be computed with the key (HMAC-SHA-256, RFC 2104), in 64 letters. Known digests do not help
 * to compute that of another text, which a plain hash of key and text would not guarantee.
 */
export function keyedDigest(key: string, text: string): string {
  const encoder = new TextEncoder();
  const long = encoder.encode(key);
  const block = new Uint8Array(64);
  block.set(long.length > 64 ? sha256(long) : long);
  const inner = sha256(
    joined(
      block.map((byte) => byte ^ 0x36),
      encoder.encode(text),
    ),
  );
  const outer = sha256(
    joined(
      block.map((byte) => byte ^ 0x5c),
      inner,
    ),
  );
  return Array.from(outer, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
