import { describe, expect, test } from '@jest/globals';
import { afterwards, inTerminal, lecture, type Terminal } from './terminal.testing.ts';

// Every way out of a quiz: a summary, the exit code of the contract, and a terminal as it was before.

const ctrlC = '\x03';
const ctrlD = '\x04';
const ctrlZ = '\x1a';

/** Fails unless the shell found the terminal in order: lines are edited and shown again. */
function expectInOrder(terminal: Terminal): void {
  const said = terminal.output().slice(terminal.output().lastIndexOf('line = 0'));
  expect(said).toMatch(/\sicanon\s/);
  expect(said).toMatch(/\secho\s/);
  expect(said).toMatch(/\sisig\s/);
  expect(terminal.output().lastIndexOf('\x1b[?25h')).toBeGreaterThanOrEqual(
    terminal.output().lastIndexOf('\x1b[?25l'),
  );
}

async function answeredOne(): Promise<Terminal> {
  const terminal = inTerminal(lecture);
  await terminal.answers('3');
  await terminal.sees('dJ/da');
  return terminal;
}

const summary = /^1 of 5 right so far, at the first try; 4 questions are still open\.$/m;

describe('leaving', () => {
  test.each([
    ['Ctrl-C', (terminal: Terminal) => terminal.type(ctrlC), 130],
    ['Ctrl-C in the middle of an answer', (terminal: Terminal) => terminal.type(`4+${ctrlC}`), 130],
    ['Ctrl-D', (terminal: Terminal) => terminal.type(ctrlD), 0],
    ['Ctrl-\\', (terminal: Terminal) => terminal.type('\x1c'), 131],
    ['SIGTERM', (terminal: Terminal) => terminal.signal('SIGTERM'), 143],
    ['SIGHUP', (terminal: Terminal) => terminal.signal('SIGHUP'), 129],
    [':quit', (terminal: Terminal) => terminal.type(':quit\r'), 0],
    ['q', (terminal: Terminal) => terminal.type('q\r'), 0],
  ] as const)('by %s', async (_, leave, code) => {
    const terminal = await answeredOne();
    leave(terminal);
    expect(await terminal.exit()).toBe(code);
    expect(terminal.screen()).toMatch(summary);
    expectInOrder(terminal);
  });

  test('at the end of the quiz', async () => {
    const terminal = inTerminal(['J = 3*a', 'a=1']);
    await terminal.answers('3');
    expect(await terminal.exit()).toBe(0);
    expectInOrder(terminal);
  });

  test('Ctrl-D in the middle of a line does nothing, also pasted', async () => {
    const terminal = await answeredOne();
    terminal.type('6/');
    await terminal.sees('6/');
    terminal.type(ctrlD);
    terminal.type(`2${ctrlD}\r`);
    await terminal.sees('3 of 5');
    terminal.type(`3\r6\r${ctrlD}9\r`);
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(/^4 of 5 right so far.* 1 question is still open\.$/m);
  });

  test.each([
    ['', '"$@"'],
    [' where errors go to a file', '"$@" 2>errors'],
  ])('a terminal that goes away ends it%s', async (_, start) => {
    const terminal = inTerminal(lecture, { script: `echo >errors; trap : HUP; ${start}; echo "$?" >code` });
    await terminal.sees('1 of 5');
    terminal.hangUp();
    expect(await terminal.wrote('code')).toBe('129\n');
    expect(terminal.file('errors')).not.toMatch(/ at |Error/);
  });
});

describe('Ctrl-Z', () => {
  const suspended = `stty -a; echo stopped; read line; fg; ${afterwards}`;

  test.each([
    ['alone', `set -m; "$@"; ${suspended}`],
    ['started by another program', `set -m; sh -c '"$@"; exit $?' sh "$@"; ${suspended}`],
  ])('and fg lose nothing: %s', async (_, script) => {
    const terminal = inTerminal(lecture, { script });
    await terminal.answers('3');
    await terminal.sees('dJ/da');
    terminal.type('6/');
    await terminal.sees('6/');
    terminal.type(ctrlZ);
    await terminal.sees('stopped');
    expectInOrder(terminal);
    terminal.type('\r');
    await terminal.sees(/dJ\/da =\S* 6\//);
    terminal.type('2\r');
    await terminal.sees('3 of 5');
    for (const answer of ['3', '6', '9']) await terminal.answers(answer);
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(/^5 of 5 right/m);
    expectInOrder(terminal);
  });

  test('does nothing where nobody could wake it up again', async () => {
    const terminal = await answeredOne();
    terminal.type(`6/${ctrlZ}2\r`);
    await terminal.sees('3 of 5');
    terminal.type(ctrlC);
    expect(await terminal.exit()).toBe(130);
  });
});
