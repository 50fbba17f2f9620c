import { expect, test } from '@jest/globals';
import { jsonText } from './json-text.ts';

test('no character that steers a terminal is left in JSON, and nothing is lost', () => {
  const text = Array.from({ length: 0x120 }, (_, code) => String.fromCharCode(code)).join('');
  const written = jsonText({ text }, 2);
  expect(written.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  expect(JSON.parse(written)).toEqual({ text });
  expect(jsonText([1, 'é∂'])).toBe('[1,"é∂"]');
});
