import { describe, expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';
import { inTerminal } from './terminal.testing.ts';

// `dvar` alone, for those who would rather not quote anything.

const program = /program:(?:\x1b\[\d*[A-Za-z])*$/;

describe('dvar alone, in a terminal', () => {
  test("the lecture's program brings its values", async () => {
    const terminal = inTerminal([]);
    await terminal.answers('J = 3*(a+b*c)', program);
    for (let i = 0; i < 3; i++) await terminal.answers('');
    await terminal.sees('J = 3*t2 = 3*11 = 33');
    await terminal.answers('3');
    await terminal.sees('✓');
    await terminal.answers(':quit');
    expect(await terminal.exit()).toBe(0);
  });

  test.each([
    ['Enter', []],
    ['learn', ['--plain']],
  ])('%s begins the course, at the same prompt', async (typed, options) => {
    const terminal = inTerminal(options);
    await terminal.answers(typed === 'Enter' ? '' : typed, /program: ?(?:\x1b\[\d*[A-Za-z])*$/);
    await terminal.sees('read');
    await terminal.answers('', /Enter goes on/);
    await terminal.answers('9.006', /(?:>|Your answer:) ?(?:\x1b\[\d*[A-Za-z])*$/);
    await terminal.sees('J becomes 9.006001');
    await terminal.answers('q', /Enter goes on/);
    expect(await terminal.exit()).toBe(0);
  });

  test('a program of their own; what cannot be read is asked again', async () => {
    const terminal = inTerminal([]);
    await terminal.answers('J = 3 * * w', program);
    await terminal.sees('!');
    await terminal.answers('u = x*w; J = u^2', program);
    await terminal.answers('2', /x =(?:\x1b\[\d*[A-Za-z])*$/);
    await terminal.answers('five');
    await terminal.sees('!');
    await terminal.answers('=3', /w =(?:\x1b\[\d*[A-Za-z])*$/);
    await terminal.sees('J = u^2 = 6^2 = 36');
    await terminal.answers('12');
    await terminal.sees('✓');
    await terminal.answers('q');
    expect(await terminal.exit()).toBe(0);
  });

  test('a decimal comma in a value is a point', async () => {
    expect((await ran(['show', 'J = 3*a', 'a=2,5'])).out).toContain('7.5');
    expect((await ran(['show', 'J = 3*a', 'a=1,500'])).err).toContain('write 1.500 or 1500');
    expect((await ran(['show', 'J = 3*a', 'a=0,500'])).out).toContain('1.5');
  });

  test('all values may be typed at once, as on a command line', async () => {
    const terminal = inTerminal(['--no-color']);
    await terminal.answers('J = 3*(a+b*c)', /program:/);
    await terminal.answers('a=4 b=3, c=2', /a \(Enter: 5\) =/);
    await terminal.sees('J = 3*t2 = 3*10 = 30');
    await terminal.answers(':quit');
    expect(await terminal.exit()).toBe(0);
  });

  test('everything at once, typed ahead', async () => {
    const terminal = inTerminal([]);
    terminal.type('J = 3*a\r5\r3\r');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(/^1 of 1 right/m);
  });

  test('talk is no program, a product without its sign is told before its value is asked, and another program may follow', async () => {
    const terminal = inTerminal([]);
    await terminal.answers('hello there', program);
    await terminal.sees('! Press Enter for the course, or type a program');
    await terminal.answers('J = 3(a+bc)', program);
    await terminal.sees('! bc is one name; for b times c type the program again here, with b*c.');
    await terminal.answers('J = 3*(a+b*c)', /a =(?:\x1b\[\d*[A-Za-z])*$/);
    for (const value of ['5', '3', '2']) await terminal.answers(value);
    await terminal.sees('J = 3*t2 = 3*11 = 33');
    await terminal.answers(':quit');
    expect(await terminal.exit()).toBe(0);
  });

  test.each(['a=5 b=3 c=2', 'a = 5, b = 3, c = 2', '5; b=3; c=2'])(
    'all the values at once, as %s, are taken at the first one',
    async (values) => {
      const terminal = inTerminal([]);
      await terminal.answers('J=3*(a+b*c)', program);
      await terminal.answers(values, /a =(?:\x1b\[\d*[A-Za-z])*$/);
      await terminal.sees('J = 3*t2 = 3*11 = 33');
      await terminal.answers('q');
      expect(await terminal.exit()).toBe(0);
    },
  );

  test('a value that cannot be read, or of another name, is told, and the program stays', async () => {
    const terminal = inTerminal([]);
    await terminal.answers('J=3*(a+b*c)', program);
    await terminal.answers('a=5 b=x z=2', /a =(?:\x1b\[\d*[A-Za-z])*$/);
    await terminal.sees('! z is no input of this program; its inputs are a, b, c.');
    await terminal.answers('z=4', /b =(?:\x1b\[\d*[A-Za-z])*$/);
    await terminal.answers('c=2', /b =(?:\x1b\[\d*[A-Za-z])*$/);
    await terminal.answers('3', /b =(?:\x1b\[\d*[A-Za-z])*$/);
    await terminal.sees('J = 3*t2 = 3*11 = 33');
    await terminal.answers('q');
    expect(await terminal.exit()).toBe(0);
  });

  test.each(['dvar "J = 3*(a+b*c)" a=5 b=3 c=2', 'J = 3*(a+b*c) a=5 b=3 c=2'])(
    'a whole command is read: %s',
    async (typed) => {
      const terminal = inTerminal([]);
      await terminal.answers(typed, program);
      await terminal.sees('J = 3*t2 = 3*11 = 33');
      await terminal.answers('q');
      expect(await terminal.exit()).toBe(0);
    },
  );

  test('one word is no program; the problem that is nearly meant is named', async () => {
    const terminal = inTerminal([]);
    await terminal.answers('idk', program);
    await terminal.sees('! Press Enter for the course');
    await terminal.answers('fan-ot', program);
    await terminal.sees('! Did you mean fan-out?');
    await terminal.answers('q', program);
    expect(await terminal.exit()).toBe(0);
  });

  test('constants have their values', async () => {
    const terminal = inTerminal([]);
    terminal.type('J = a*e*pi\r1\r:quit\r');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(
      /^You have answered no question right yet; 2 questions are still open\.$/m,
    );
  });

  test('options count there as well', async () => {
    const terminal = inTerminal(['--wrt', 'b', '--no-color']);
    await terminal.answers('J = 3*(a+b*c)', program);
    for (let i = 0; i < 3; i++) await terminal.answers('');
    await terminal.answers('6', /dJ\/db =(?:\x1b\[\d*[A-Za-z])*$/);
    expect(await terminal.exit()).toBe(0);
    expect(terminal.output()).not.toMatch(/\x1b\[\d*m/);
  });

  test.each([
    ['Ctrl-C', '\x03', 130],
    ['Ctrl-D', '\x04', 0],
    [':quit', ':quit\r', 0],
    ['q', 'q\r', 0],
  ])('%s leaves', async (_, keys, code) => {
    const terminal = inTerminal([]);
    await terminal.sees(program);
    terminal.type(keys);
    expect(await terminal.exit()).toBe(code);
    expect(terminal.output()).toMatch(/\sicanon\s/);
  });

  test.each([
    ['Ctrl-C', '\x03', 130],
    [':quit', ':quit\r', 0],
  ])('%s leaves at a value, too', async (_, keys, code) => {
    const terminal = inTerminal([]);
    await terminal.answers('J = 3*(a+b*c)', program);
    await terminal.sees(/ =/);
    terminal.type(keys);
    expect(await terminal.exit()).toBe(code);
  });

  test('SIGTERM leaves with its code', async () => {
    const terminal = inTerminal([]);
    await terminal.sees(program);
    terminal.signal('SIGTERM');
    expect(await terminal.exit()).toBe(143);
  });

  test('a hint or a colon word is no program: what belongs there is said', async () => {
    const terminal = inTerminal([]);
    for (const word of ['?', ':help', ':nonsense', 'help']) {
      await terminal.answers(word, program);
      await terminal.sees(/! .*J = /);
    }
    await terminal.answers('J = 3*a', program);
    for (const word of ['?', ':help', '']) {
      await terminal.answers(word, /a =(?:\x1b\[\d*[A-Za-z])*$/);
      await terminal.sees(/! .*5/);
    }
    await terminal.answers(':quit');
    expect(await terminal.exit()).toBe(0);
  });
});

test('dvar alone, in a pipe, has nobody to ask', async () => {
  const { code, out, err } = await ran([], { stdin: 'J = 3*a\n' });
  expect(err).toMatch(/^dvar: a program is missing; try dvar "J = /);
  expect(out).toBe('');
  expect(code).toBe(2);
});
