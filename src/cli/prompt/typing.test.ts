import { describe, expect, test } from '@jest/globals';
import { inTerminal, lecture } from './terminal.testing.ts';

// How people type: ahead, slowly, with corrections, in blocks, and in windows that change. No key may be lost.

const allRight = /^5 of 5 right/m;

describe('keys in a terminal', () => {
  test('typed before the prompt is up', async () => {
    const terminal = inTerminal(lecture);
    terminal.type('3\r3\r3\r6\r9\r');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(allRight);
  });

  test('a line half typed before the prompt is up', async () => {
    const terminal = inTerminal(['J = 12*a', 'a=1']);
    terminal.type('1');
    await terminal.sees(' = 1');
    terminal.type('2\r');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(/^1 of 1 right/m);
  });

  test.each([
    ['\r', '3\r3\r3\r6\r9\r'],
    ['\n', '3\n3\n3\n6\n9\n'],
    ['\r\n', '3\r\n3\r\n3\r\n6\r\n9\r\n'],
    ['marks around them', '\x1b[200~3\r3\r3\r6\r9\r\x1b[201~'],
  ])('a pasted block of five answers, with %j', async (_, block) => {
    const terminal = inTerminal(lecture);
    await terminal.sees('dJ/dt2');
    terminal.type(block);
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(allRight);
  });

  test('a pasted block with its last line unfinished, and mistakes in it', async () => {
    const terminal = inTerminal(lecture);
    await terminal.sees('dJ/dt2');
    terminal.type('4\rhm\r3\r3\r3\r6\r:hel');
    await terminal.sees(':hel');
    terminal.type('p\r');
    await terminal.answers('9');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(/^5 of 5 right.*4 at the first try/m);
  });

  test('one key at a time', async () => {
    const terminal = inTerminal(['J = 12*a', 'a=1']);
    await terminal.sees('dJ/da');
    let line = '';
    for (const key of '24 / 2') {
      line += key;
      terminal.type(key);
      await terminal.sees(line.trimEnd());
    }
    terminal.type('\r');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(/^dJ\/da = 24 \/ 2$/m);
  });

  test('backspace, arrows, Home and End, Ctrl-U', async () => {
    const terminal = inTerminal(lecture);
    await terminal.sees('dJ/dt2');
    terminal.type('45\x7f\x7f3\r');
    await terminal.sees('2 of 5');
    terminal.type('13\x1b[D\x7f\r');
    await terminal.sees('3 of 5');
    terminal.type('*1\x1b[H3\x1b[F*1\r');
    await terminal.sees('4 of 5');
    terminal.type('nonsense\x156\r');
    await terminal.sees('5 of 5');
    terminal.type('\x1b[A\x1b[B\x1b[C9\x1b[3~\r');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(allRight);
    expect(terminal.screen()).toMatch(/^dJ\/dt1 = 3\*1\*1$/m);
  });

  test('up and down bring earlier lines back, and at last what was being typed', async () => {
    const terminal = inTerminal(lecture);
    await terminal.answers('1+2');
    await terminal.sees('2 of 5');
    await terminal.answers('1 + 1');
    await terminal.sees('✗');
    await terminal.sees('dJ/da =');
    terminal.type('4');
    await terminal.sees('4');
    terminal.type('\x1b[A\x1b[A\x1b[A\x1b[B\x1b[B\x7f3\r');
    await terminal.sees('3 of 5');
    terminal.type('\x1b[A\x1bOA\x1b[A\r');
    await terminal.sees('4 of 5');
    await terminal.answers(':quit');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(/^dJ\/da = 3$/m);
    expect(terminal.screen()).toMatch(/^dJ\/dt1 = 1\+2$/m);
  });

  test('letters of more than one byte', async () => {
    const terminal = inTerminal(['σ₁ = 3*α; J = −σ₁', 'α=2', '--wrt', 'α']);
    await terminal.sees('dJ/dα');
    for (const byte of Buffer.from('−3 # π\x7f\x7f\x7f\x7f')) terminal.type(String.fromCharCode(byte));
    terminal.type('\x15−3\r');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(/^dJ\/dα = −3$/m);
  });
});

describe('windows', () => {
  test('of 40 columns: nothing runs over the edge, and a long answer is drawn once', async () => {
    const terminal = inTerminal(lecture, { columns: 40 });
    await terminal.sees('dJ/dt2');
    const long = Array.from({ length: 40 }, () => '1').join('+');
    for (const key of `${long}-37`) terminal.type(key);
    terminal.type('\r');
    await terminal.sees('2 of 5');
    await terminal.answers(':quit');
    expect(await terminal.exit()).toBe(0);
    const lines = terminal.screen().split('\n');
    const drawn = lines.join('').split('dJ/dt2 = 1+1').length - 1;
    expect(drawn).toBe(1);
    expect(lines.join('')).toContain(`dJ/dt2 = ${long}-37`);
    const wide = terminal.output().split('line = 0')[0]?.split(/\r?\n/) ?? [];
    const text = wide
      .filter((line) => !/\x1b\[\d*G/.test(line))
      .map((line) => line.replaceAll(/\x1b\[[\d;]*m/g, ''));
    expect(text.slice(0, -1).filter((line) => [...line].length > 40)).toEqual([]);
  });

  test('that change their size in the middle of an answer', async () => {
    const terminal = inTerminal(['J = 12*a', 'a=1']);
    await terminal.sees('dJ/da');
    terminal.type('24');
    await terminal.sees('24');
    terminal.resize(40);
    terminal.type(' /');
    await terminal.sees('/');
    terminal.resize(120);
    terminal.type(' 2\r');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(/^1 of 1 right/m);
  });
});
