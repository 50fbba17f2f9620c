import { describe, expect, test } from '@jest/globals';
import { inAnyScript } from './unicode-names.ts';

describe('a pattern of letters of any script', () => {
  const name = inAnyScript(String.raw`^([\p{L}_][\p{L}\p{M}\p{Nd}_]*)=(.*)$`, 'su');

  test.each([
    ['w1=5', ['w1', '5']],
    ['_x=', ['_x', '']],
    ['α=2', ['α', '2']],
    ['ж٣=π', ['ж٣', 'π']],
    ['e\u0301=1', ['e\u0301', '1']],
    ['w=ö\n=', ['w', 'ö\n=']],
  ])('finds %j', (text, parts) => {
    expect(name(text)?.slice(1)).toEqual(parts);
  });

  test.each(['1w=5', 'a-b=1', '٣=1', '=1', 'w', '\u0301e=1', ''])('finds no name in %j', (text) => {
    expect(name(text)).toBeNull();
  });

  test('says of a text in ASCII what it says of others', () => {
    const control = inAnyScript(String.raw`[\p{C}]`);
    for (let code = 0; code < 128; code++) {
      const char = String.fromCharCode(code);
      expect([code, control(char) !== null]).toEqual([code, control(`${char}é`) !== null]);
      expect([code, name(`${char}=`) !== null]).toEqual([code, name(`${char}=é`) !== null]);
    }
  });
});
