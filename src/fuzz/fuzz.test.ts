import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { seeded, seedOf } from '../tutor/lesson/random.ts';
import { faultIn, faultWith } from './outcome.ts';
import { readers } from './readers.ts';
import { fixturesIn, textsFrom } from './texts.ts';

// A few rounds of `npm run fuzz`, always the same ones, and everything that it ever found.

const fixtures = fixturesIn('fixtures');

describe.each(Object.entries(readers))('%s', (name, reader) => {
  test('any content is read or refused in one line', async () => {
    for (let round = 0; round < 6; round++) {
      const content = reader.content(textsFrom(seeded(seedOf(`test ${name} ${round}`)), fixtures));
      expect({ round, fault: await faultWith(reader, content) }).toEqual({ round, fault: null });
    }
  });
});

const finds = existsSync('fixtures/fuzz') ? readdirSync('fixtures/fuzz').sort() : [];

test.each(finds)('what was found once: %s', async (file) => {
  const reader = readers[file.replace(/\.\w+$/, '').replaceAll('-', ' ')];
  if (!reader) throw new Error(`no reader takes fixtures/fuzz/${file}; its name begins with the reader's`);
  expect(await faultWith(reader, readFileSync(`fixtures/fuzz/${file}`))).toBeNull();
});

describe('a fault is told', () => {
  const well = { code: 0, out: 'J = 5\n', err: '' };
  const about = { given: 'J = a', repaints: false, json: false };
  test.each([
    [well, about, null],
    [{ ...well, code: 70 }, about, 'the exit code is 70'],
    [{ ...well, out: 'dJ/da = undefined' }, about, 'it says "undefined"'],
    [{ ...well, out: 'there is no undefined' }, { ...about, given: 'J = undefined' }, null],
    [{ ...well, err: 'TypeError: x' }, about, 'it says "TypeError"'],
    [{ ...well, err: 'at f (a.ts:3)' }, about, 'it says "at f (a.ts:3"'],
    [{ ...well, err: '\u0007' }, about, 'it prints the control character "\\u0007"'],
    [{ ...well, err: '\u001b[2J' }, about, 'it prints the control character "\\u001b"'],
    [{ ...well, err: '\u001b[31m' }, about, null],
    [{ code: 2, out: '', err: '' }, about, 'it refuses without a word'],
  ])('%j, %j: %s', (left, around, fault) => {
    expect(faultIn(left, around)).toBe(fault);
  });

  test('JSON that is none', () => {
    expect(() => faultIn({ ...well, out: '{' }, { ...about, json: true })).toThrow();
  });
});
