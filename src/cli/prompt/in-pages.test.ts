import { describe, expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';
import { inTerminal } from './terminal.testing.ts';

/** What a page ends with. */
const more = /q leaves ?(?:\x1b\[\d*[A-Za-z])*$/;

describe('a text that is longer than the screen', () => {
  test('comes a page at a time: Enter goes on, and nothing of it is lost', async () => {
    const terminal = inTerminal(['help']);
    for (const first of ['Start here:', 'Homework:', 'Examples:', 'Manual:']) {
      await terminal.sees(first);
      if (first === 'Manual:') break;
      expect(terminal.screen()).not.toContain('dvar help library');
      await terminal.answers('', more);
    }
    await terminal.sees('dvar help library');
    expect(await terminal.exit()).toBe(0);
    const screen = terminal.screen().replaceAll(/\s+/g, ' ');
    expect(screen).toContain('dvar alone asks you');
  });

  test('q leaves it', async () => {
    const terminal = inTerminal(['help', 'learning']);
    await terminal.answers('q', more);
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).not.toContain('TERM=dumb');
  });

  test('comes whole with --plain, and in a pipe', async () => {
    const terminal = inTerminal(['list', '--plain']);
    await terminal.sees('is the course itself');
    expect(await terminal.exit()).toBe(0);
    expect((await ran(['help'])).out).toContain('dvar help library');
  });
});
