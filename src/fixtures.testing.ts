import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';

// Expected texts that stand in files which people read and correct. `npm run fixtures` says which of them the program
// no longer prints, and `npm run fixtures -- --update` writes what it prints in their place, for a person to read the diff.

/** What `npm run fixtures` asks for; in an ordinary run nothing. */
const { DVAR_FIXTURES: wish = '', DVAR_FIXTURES_LOG: log = '' } = process.env;

/**
 * Expects a text that is a part of a file. `around` puts the part between what stands before and behind it there, where
 * the part alone could be found at more than one place.
 */
export function expectFixture(
  file: string | URL,
  actual: string,
  expected: string,
  around: (part: string) => string = (part) => part,
): void {
  if (actual !== expected && wish !== '')
    rewrite(typeof file === 'string' ? file : fileURLToPath(file), around(expected), around(actual));
  else expect(actual).toBe(expected);
}

function rewrite(path: string, expected: string, actual: string): void {
  if (log !== '') appendFileSync(log, `${relative(process.cwd(), path)}\n`);
  if (wish !== 'update') return;
  writeFileSync(path, replacedOnce(readFileSync(path, 'utf8'), expected, actual));
}

/** A text with one of its parts replaced. Where the part stands twice or nowhere, nobody can say which place is meant. */
export function replacedOnce(text: string, expected: string, actual: string): string {
  const [before = '', after, ...more] = text.split(expected);
  if (expected === '' || after === undefined || more.length > 0)
    throw new Error(
      `this expected text can't be rewritten: it does not stand in its file exactly once:\n${expected}`,
    );
  return before + actual + after;
}
