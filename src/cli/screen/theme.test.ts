import { describe, expect, test } from '@jest/globals';
import { asciiOnly, coloured, roleSign, roleWord } from './theme.ts';

const surroundings = (env: Record<string, string>, isTerminal = true, platform = 'linux') => ({
  env,
  platform,
  isTerminal,
});

describe('colour', () => {
  test.each([
    [{}, true, true, true],
    [{}, false, true, false],
    [{}, true, false, false],
    [{ NO_COLOR: '1' }, true, true, false],
    // NO_COLOR counts only when it says something.
    [{ NO_COLOR: '' }, true, true, true],
    [{ TERM: 'dumb' }, true, true, false],
    [{ FORCE_COLOR: '1' }, false, true, true],
    [{ FORCE_COLOR: '0' }, true, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, true, false],
    [{ FORCE_COLOR: '1' }, true, false, false],
  ])('%p, a terminal: %p, wanted: %p: %p', (env, isTerminal, wanted, says) => {
    expect(coloured(surroundings(env as Record<string, string>, isTerminal), wanted)).toBe(says);
  });
});

describe('ASCII alone', () => {
  test.each([
    [{}, 'linux', false],
    [{ LANG: 'en_US.UTF-8' }, 'linux', false],
    [{ LANG: 'de_DE.utf8' }, 'linux', false],
    [{ LANG: 'C' }, 'linux', true],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, 'linux', true],
    [{ LANG: 'C', LC_CTYPE: 'C.UTF-8' }, 'linux', false],
    [{ LANG: 'en_US.UTF-8', TERM: 'dumb' }, 'linux', true],
    [{}, 'win32', true],
    [{ WT_SESSION: 'x' }, 'win32', false],
    [{ TERM_PROGRAM: 'vscode' }, 'win32', false],
  ])('%p on %s: %p', (env, platform, says) => {
    expect(asciiOnly(surroundings(env as Record<string, string>, true, platform))).toBe(says);
  });
});

test('colour never carries the meaning alone: right and wrong differ by sign, and by word where a voice reads', () => {
  const roles = ['right', 'wrong', 'hint', 'told', 'trouble'] as const;
  for (const ascii of [true, false])
    expect(new Set(roles.map((role) => roleSign(role, ascii))).size).toBe(roles.length);
  const words = roles.map((role) => roleWord({ kind: 'line', role, text: '' }));
  expect(words).toEqual(['Right: ', 'Wrong: ', 'Hint: ', 'The answer: ', 'Not read: ']);
});
