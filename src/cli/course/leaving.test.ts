import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readLines } from '../../course/memory/entry.ts';
import { inTerminal } from '../prompt/terminal.testing.ts';
import { ran } from '../shell/environment.testing.ts';

// Nobody loses anything by leaving, wherever they are, nor by a disk that does not do its part.

const at = (text: string): RegExp => new RegExp(`${text}(?:\\x1b\\[\\d*[A-Za-z])*$`);

describe('Ctrl-C', () => {
  test.each([
    ['where Enter goes on', 0],
    ['at a prediction', 1],
    ['after a hint', 2],
    ['after a miss', 3],
  ])('leaves the course %s, and it goes on there', async (_, typed) => {
    const terminal = inTerminal(['learn', '1'], { columns: 40 });
    const lines: readonly [string, RegExp][] = [
      ['', /Enter goes on/],
      ['?', at('>')],
      ['9.1', at('>')],
    ];
    for (const [line, prompt] of lines.slice(0, typed)) await terminal.answers(line, prompt);
    await terminal.sees(typed === 0 ? /Enter goes on/ : at('>'));
    terminal.type('\x03');
    expect(await terminal.exit()).toBe(130);
    expect(terminal.output()).toMatch(/\sicanon\s/);
    const file = join(terminal.folder, 'state', 'progress.jsonl');
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    expect(readLines(text).length).toBe(text.split('\n').length - 1);
    const { out } = await ran(['learn', '1'], { state: join(terminal.folder, 'state') });
    expect(out).toContain(`Lecture 1 · ${typed === 0 ? 1 : 2} of`);
  });
});

test('at 40 columns no line is wider', async () => {
  const terminal = inTerminal(['learn', '3', '--no-color'], { columns: 40 });
  // The demonstration takes two pages here.
  const onward = at('(?:goes on|:solo|q leaves) ?');
  for (let i = 0; i < 6; i++) await terminal.answers('', onward);
  await terminal.answers(':quit', at('='));
  expect(await terminal.exit()).toBe(0);
  const own = terminal.output().split('speed')[0] ?? '';
  const lines = own.replaceAll(/\x1b\[[\d;?]*[A-Za-z]/g, '\n').split(/[\r\n]+/);
  expect(lines.filter((line) => line.length > 40)).toEqual([]);
});

test('--plain draws nothing and spells its signs out', async () => {
  const { out } = await ran(['learn', '2', '--plain'], { stdin: ':answer\n'.repeat(60) });
  expect(out).not.toMatch(/[─-▿●○◀▶·]/u);
  expect(out).toMatch(/Your answer: :answer/);
});

describe('a disk that does not do its part', () => {
  test('is spoken of once, and the course goes on', async () => {
    const terminal = inTerminal([], { script: 'read end' });
    writeFileSync(join(terminal.folder, 'a-file'), '');
    const { out, err, code } = await ran(['learn', '1'], {
      stdin: '9.006\n7\n',
      state: join(terminal.folder, 'a-file', 'x'),
    });
    expect(err.match(/can't be saved/g)).toHaveLength(1);
    expect(out).toMatch(/J becomes 9\.006001[\s\S]*The derivative is k/);
    expect(code).toBe(0);
  });

  test('a torn line and one of a newer version are passed over, and stay', async () => {
    const terminal = inTerminal([], { script: 'read end' });
    const state = terminal.folder;
    const before = '{"v":9,"type":"dream"}\n{"v":1,"type":"ans';
    writeFileSync(join(state, 'progress.jsonl'), before);
    await ran(['learn', '1'], { stdin: '9.006\n', state });
    const { out } = await ran(['learn', '--list'], { state });
    expect(out).toMatch(/4 of 35 steps, 1 of 1 answers right/);
    expect(readFileSync(join(state, 'progress.jsonl'), 'utf8').startsWith(`${before}\n`)).toBe(true);
  });
});
