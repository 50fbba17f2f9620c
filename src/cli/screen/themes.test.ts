import { describe, expect, test } from '@jest/globals';
import { inTerminal, lecture } from '../prompt/terminal.testing.ts';
import { ran } from '../shell/environment.testing.ts';

// How the screen is dressed: without colour, without repainting, or coloured where nobody would expect it.

const colour = /\x1b\[[\d;]*m/;

describe('without repainting', () => {
  test.each([
    ['TERM=dumb', lecture, { TERM: 'dumb' }],
    ['--plain', [...lecture, '--plain'], {}],
    ['--plain, with colours forced', [...lecture, '--plain'], { FORCE_COLOR: '1' }],
  ])('%s: no escape sequence at all, and every key counts', async (_, args, env) => {
    const terminal = inTerminal(args, { env });
    terminal.type('3\r');
    await terminal.sees('Question 2 of 5');
    await terminal.sees('Your answer: ');
    terminal.type('4\r?\r:values\r3\r3\r6\r9\r');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.output()).not.toContain('\x1b');
    expect(terminal.screen()).toMatch(/^5 of 5 right/m);
  });

  test.each([
    ['Ctrl-C', '\x03', 130],
    ['Ctrl-D', '\x04', 0],
  ])('%s leaves with a summary', async (_, key, code) => {
    // A shell without a trap would end with it; this one waits.
    const script = `trap : INT; "$@"; code=$?; trap - INT; echo; echo "code $code."; read end`;
    const terminal = inTerminal([...lecture, '--plain'], { script });
    await terminal.answers('3', 'Your answer: ');
    await terminal.answers('3', 'Your answer: ');
    await terminal.sees('Your answer: ');
    terminal.type(key);
    expect(await terminal.exit()).toBe(code);
    expect(terminal.screen()).toMatch(/^2 of 5 right/m);
  });

  test('dvar alone', async () => {
    const terminal = inTerminal([], { env: { TERM: 'dumb' } });
    await terminal.sees('program: ');
    terminal.type('J = 3*(a+b*c)\r\r\r\r3\r:quit\r');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.output()).not.toContain('\x1b');
    expect(terminal.screen()).toMatch(/1 of 5 right/);
  });
});

describe('colour', () => {
  test.each([
    ['NO_COLOR', lecture, { NO_COLOR: '1' }],
    ['--no-color', [...lecture, '--no-color'], {}],
    ['FORCE_COLOR=0', lecture, { FORCE_COLOR: '0' }],
  ])('%s: none in a terminal, in no prompt either', async (_, args, env) => {
    const terminal = inTerminal(args, { env });
    for (const answer of ['4', '?', ':graph', ':answer']) await terminal.answers(answer);
    await terminal.sees('2 of 5');
    await terminal.answers(':quit');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.output()).not.toMatch(colour);
  });

  test('in a terminal, none in a pipe, unless it is forced', async () => {
    const show = ['show', ...lecture];
    expect((await ran(show, { columns: 80 })).out).toMatch(colour);
    expect((await ran(show)).out).not.toMatch(colour);
    expect((await ran(show, { env: { FORCE_COLOR: '1' } })).out).toMatch(colour);
    expect((await ran(show, { columns: 80, env: { NO_COLOR: '1', FORCE_COLOR: '1' } })).out).not.toMatch(
      colour,
    );
  });

  test('it carries no meaning alone: without it the text is the same', async () => {
    const piped = { stdin: '3\n4\n?\n3 +\n:answer\n9\n' };
    const bare = await ran(lecture, piped);
    const forced = await ran(lecture, { ...piped, env: { FORCE_COLOR: '1' } });
    expect(forced.out.replaceAll(new RegExp(colour, 'g'), '')).toBe(bare.out);
    expect(forced.out).not.toBe(bare.out);
  });

  test('an ASCII locale gets ASCII', async () => {
    const { out } = await ran(lecture, { stdin: '3\n4\n', env: { LC_ALL: 'C' } });
    expect(out).not.toMatch(/[^\x00-\x7f]/);
  });
});
