import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { readyLines } from './ready-lines.ts';

async function linesOf(text: string): Promise<readonly string[]> {
  const source = readyLines(text);
  const lines: string[] = [];
  for (;;) {
    const came = await source.next('');
    if (came.kind !== 'line') break;
    lines.push(came.text);
  }
  source.close();
  return lines;
}

test('a text has the lines that node reads of it', async () => {
  for (const text of [
    '',
    '\n',
    'a',
    'a\n',
    'a\n\n',
    'a\r\nb\r\n',
    'a\rb',
    'a\r\r\nb',

    '\n\na',
    'a\r',
  ]) {
    const reader = createInterface({ input: Readable.from([Buffer.from(text)]), crlfDelay: Infinity });
    const lines: string[] = [];
    for await (const line of reader) lines.push(line);
    expect(await linesOf(text)).toEqual(lines);
  }
});

test('what is left over is counted once, without what says nothing', async () => {
  const source = readyLines('3\n\n# so\n4\n5');
  await source.next('');
  expect(await source.rest()).toBe(2);
  expect(await source.rest()).toBe(0);
  expect(await source.next('')).toEqual({ kind: 'end' });
  source.close();
});
