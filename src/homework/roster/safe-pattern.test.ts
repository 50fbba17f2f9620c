import { expect, test } from '@jest/globals';
import { isSafePattern } from './safe-pattern.ts';

test.each([
  '([a-z]+)_',
  '^(\\w+)/',
  '(.*)/.*',
  '(\\d{6})',
  '([^/]+)_\\d+_',
  '(?:hw1|hw2)/(\\w+)',
  '([+*]+)',
  '(?:ab)+(\\w+)',
  '(?<id>\\w+)_',
  '(a\\+)x',
])('%s is taken', (pattern) => expect(isSafePattern(pattern)).toBe(true));

test.each([
  ...['(a+)+$', '(\\w*)*x', '((a|aa)+)$', '(a?)+b', '(.*a){20}', '(x+x+)+y', '(?:a{1,9})+'],
  ...['(a)(?=b)', '(?<!x)(a)', '(a)\\1', '(.*).*.*.*x'],
])('%s could take for ever', (pattern) => expect(isSafePattern(pattern)).toBe(false));
