import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { Environment } from '../shell/environment.ts';
import { fontFor } from './fonts.ts';
import { coverOf } from './glyphs.ts';

const inside = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const own = readFileSync(inside('src/picture/fonts/DejaVuSans.ttf'));
// A font of few signs, which comes with a package.
const poor = readFileSync(inside('node_modules/temml/dist/Temml.woff2'));

/** What is read where: the shipped font by its name, others by their paths. */
const environment = (
  files: Readonly<Record<string, Uint8Array>>,
  env: Environment['env'] = {},
): Environment => {
  const read = (path: string): Promise<Uint8Array> => {
    const found = Object.entries(files).find(([name]) => path.endsWith(name));
    return found ? Promise.resolve(found[1]) : Promise.reject(new Error(`no ${path}`));
  };
  return { env, manualFolder: '/manual', disk: { read } } as unknown as Environment;
};

describe('the font that a picture is drawn with', () => {
  test('is the one that dvar brings where that has all signs, whatever else is there', async () => {
    const there = environment({ 'DejaVuSans.ttf': own, 'other.ttf': poor }, { DVAR_FONT: '/other.ttf' });
    for (const text of ['J = 3*(a + b*c)', '∂J/∂ŷ → δ₁', 'потери = β', 'ش']) {
      expect((await fontFor(there, text, '')).bytes).toBe(own);
    }
  });

  test('is another where it lacks one: the one that is named, or that systems have', async () => {
    const named = environment({ 'DejaVuSans.ttf': poor, 'mine.ttf': own }, { DVAR_FONT: '/mine.ttf' });
    expect((await fontFor(named, 'ش', '')).bytes).toBe(own);
    const usual = environment({ 'DejaVuSans.ttf': poor, 'ARIALUNI.TTF': own });
    expect((await fontFor(usual, 'ش', '')).bytes).toBe(own);
  });

  test('where none has it, a line says which sign, and what to do', async () => {
    await expect(
      fontFor(environment({ 'DejaVuSans.ttf': own }), '損失 = 3', 'use --format svg'),
    ).rejects.toThrow(
      "the font that dvar draws with has no '損'; let DVAR_FONT name a font's file that has, or use --format svg",
    );
    const named = environment({ 'DejaVuSans.ttf': own, 'mine.ttf': poor }, { DVAR_FONT: '/mine.ttf' });
    await expect(fontFor(named, '損', 'x')).rejects.toThrow("the font /mine.ttf has no '損'");
    const lost = environment({ 'DejaVuSans.ttf': own }, { DVAR_FONT: '/lost.ttf' });
    await expect(fontFor(lost, '損', 'x')).rejects.toThrow("DVAR_FONT names /lost.ttf, which can't be read");
  });
});

test('the signs that are taken for granted are all in the font', () => {
  const ranges = [
    [0x20, 0x7e],
    [0xa0, 0x24f],
    [0x384, 0x38a],
    [0x38e, 0x3a1],
    [0x3a3, 0x525],
    [0x2010, 0x2027],
    [0x2030, 0x205e],
    [0x2074, 0x208e],
    [0x2190, 0x22ff],
  ];
  const all = ranges.flatMap(([from = 0, to = 0]) =>
    Array.from({ length: to - from + 1 }, (_, k) => String.fromCodePoint(from + k)),
  );
  expect(coverOf(own, all.join(''))).toEqual({ has: true, name: null });
});

test('what is no font has no sign', () => {
  expect(coverOf(new Uint8Array([1, 2, 3]), 'a')).toEqual({ has: false, lacks: 'a' });
});
