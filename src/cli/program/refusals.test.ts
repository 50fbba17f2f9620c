import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lecture } from '../prompt/terminal.testing.ts';
import { ran } from '../shell/environment.testing.ts';

// What can't be carried out: one line on standard error, the place where there is one, exit code 2, never a trace.

async function refused(...argv: readonly string[]): Promise<readonly string[]> {
  const { code, out, err } = await ran(argv, { files: { 'bad.txt': '\uFEFFu = 2\r\nJ = 3 * * u\r\n' } });
  expect(out).toBe('');
  expect(code).toBe(2);
  expect(err).toMatch(/^dvar: .*\n/);
  expect(err).not.toMatch(/^ {4}at /m);
  return err.trimEnd().split('\n');
}

describe('what is refused is said in one line', () => {
  test.each([
    [['shwo', 'J = 3*a', 'a=1'], /unknown command 'shwo'; did you mean show\?/],
    [['grdae'], /unknown command 'grdae'/],
    [['help', 'shwo'], /no command or manual page called 'shwo'; did you mean show\?/],
    [['--plain', 'show', 'J = a', 'a=1'], /put the command first/],
    [['J = 3*a', 'a=1', '--plian'], /unknown option '--plian'; did you mean --plain\?/],
    [['J = 3*a', 'a=1', '--nonsense'], /unknown option '--nonsense'; dvar quiz --help lists the options/],
    [['ops', '--level', '3'], /unknown option '--level'; dvar ops --help lists the options/],
    [
      ['show', 'fixtures/problems/nope'],
      /^dvar: fixtures\/problems\/nope is read as a program, .* ends in \.yaml, .* -f/,
    ],
    [['show', 'a/b'], /a and b have no value/],
    [['show', 'J = 3(a+bc)', 'a=5', 'b=3', 'c=2'], /bc has no value \(did you mean b\*c\?/],
    [['show', 'J = w1x + d', 'w1=1', 'x=2', 'd=3'], /w1x has no value \(did you mean w1\*x\?/],
    [['show', 'J = bd + a', 'a=5', 'b=3'], /bd has no value; add bd=/],
    [['show', 'J = print(3)'], /there is no function 'print'; a product is written print\*\(\.\.\.\)/],
    [['-x^2', 'x=1'], /starts with '-' after --/],
    [['J = 3*a', 'a=1', '--digits'], /--digits <n>.* missing/],
    [['J = 3*a', 'a=1', '--digits', 'x'], /whole number from 3 to 15/],
    [['J = 3*a', 'a=1', '--ask', 'some'], /named, all, givens/],
    [['show', 'J = 3*a', 'a=1', '--format', 'xml'], /text, json/],
    [['J = 3*a', 'a=1', '--wrt', ','], /names are separated by commas/],
    [['J = 3*a', 'a=1', '--output'], /--output <name>.* missing/],
    [['show'], /a program is missing; try dvar show "J = /],
    [['nudge'], /a program is missing; try dvar nudge "J = .* --var b$/m],
    [['like'], /a program is missing; try dvar like "J = /],
    [['train'], /a program is missing; try dvar train "J = /],
    [['show', 'J = 3*(a+b*c)', 'b=3'], /\ba\b.*\bc\b/],
    [['show', 'J = 3*a', 'a=1', 'a=2'], /a has two values/],
    [['show', 'J = 3*a', 'a='], /a has no value; write a=5/],
    [['show', 'J = 3*a', 'a=x'], /a=x: .*number/],
    [['show', 'J = 3*a', 'a=1/0'], /value of a.* can't be read|a=1\/0/],
    [['show', '-f', 'none.txt'], /none\.txt can't be read: there is no such file/],
    [['show', '-f', 'folder/'], /folder\/ can't be read: it is a folder/],
    [['show', '-f', 'bad.txt', '3*a'], /not NAME=VALUE; with -f the program comes from the file/],
    [['show', '--problem', 'x', 'J = 3*a', 'a=1'], /--problem/],
    [['quiz', '-f', '-', 'a=1'], /standard input can hold the program or the answers/],
    [['show', ''], /\w+/],
  ])('%j', async (argv, message) => {
    const [first = ''] = await refused(...argv);
    expect(first).toMatch(message);
  });
});

describe("a shell's damage is recognised", () => {
  test.each([
    ['cut at the semicolon', ['show', 'J = sum(x)', 'x=[1'], /x=\[1.*shell cut it.*quotes/],
    ['a matrix cut at a blank', ['show', 'J = sum(x)', 'x=[1,', '2]'], /shell cut it|quotes/],
    [
      'no quotes around the program',
      ['show', 'J', '=', '3*a', 'a=5'],
      /the program arrived in pieces \(J = 3\*a a=5\)/,
    ],
    ['no quotes, and glued to the name', ['show', 'J=', '3*a', 'a=5'], /in quotes|in pieces/],
    ['no quotes, and a sum', ['show', 'J=3*a', '+', 'b', 'a=5'], /put the program in quotes/],
    ['blanks around =', ['show', 'J = 3*a', 'a', '=', '5'], /without spaces around '='/],
    ['a blank behind =', ['show', 'J = 3*a', 'a=', '5'], /without blanks|no value|no NAME=VALUE/],
    [
      'single quotes in cmd.exe',
      ['show', "'J", '=', "3*a'", 'a=5'],
      /quotes became part of the program.*double quotes/,
    ],
    [
      'single quotes, nothing to cut',
      ['show', "'J=3*a'", 'a=5'],
      /quotes became part of the program.*double quotes/,
    ],
    ['typographic quotes', ['show', '“J', '=', '3*a”', 'a=5'], /quotes became part of the program.*straight/],
    ['quotes around a value', ['show', 'J = 3*a', "a='5'"], /\ba\b/],
  ])('%s', async (_, argv, message) => {
    const [first = ''] = await refused(...argv);
    expect(first).toMatch(message);
  });
});

describe('places', () => {
  test('a caret under the place in a program that was typed', async () => {
    const [message = '', source = '', caret = ''] = await refused('show', 'J = 3 * * a', 'a=1');
    expect(message).toMatch(/^dvar: \w/);
    expect(source).toBe('  J = 3 * * a');
    expect(caret).toBe('          ^');
  });

  test('file, line and column in a file, whatever its line ends', async () => {
    const [message = '', source, caret] = await refused('show', '-f', 'bad.txt');
    expect(message).toMatch(/^dvar: bad\.txt:2:9: /);
    expect(source).toBe('  J = 3 * * u');
    expect(caret).toBe('          ^');
  });

  test('in a value', async () => {
    const [message = '', source, caret] = await refused('show', 'J = 3*a', 'a=2**');
    expect(message).toMatch(/the value of a can't be read/);
    expect(source).toBe('  2**');
    expect(caret).toMatch(/^ +\^+$/);
  });
});

describe('help', () => {
  test.each([[['--help']], [['-h']], [['help']], [['help', 'show']], [['show', '--help']], [['--version']]])(
    '%j',
    async (argv) => {
      const { code, out, err } = await ran(argv);
      expect(code).toBe(0);
      expect(out.trim()).not.toBe('');
      expect(err).toBe('');
    },
  );

  test('fits a narrow terminal where it can', async () => {
    const { out } = await ran(['show', '--help'], { columns: 50 });
    expect(out.split('\n').filter((line) => line.length > 50 && !line.includes('dvar'))).toEqual([]);
  });
});

describe('what stands under the help', () => {
  test('every command that asks, shows or draws has examples', async () => {
    for (const command of [
      'quiz',
      'show',
      'like',
      'ops',
      'nudge',
      'train',
      'cost',
      'check',
      'lint',
      'handout',
      'grade',
    ])
      expect((await ran([command, '--help'])).out).toMatch(new RegExp(`\\nExamples:\\n  dvar ${command}\\s`));
  });

  test('a comment stands apart from its command', async () => {
    expect((await ran(['lint', '--help'])).out).toContain('> assignment.schema.json   for an editor');
  });

  test('running text is broken once, at the width of the screen', async () => {
    const { out } = await ran(['train', '--help'], { columns: 40 });
    expect(out).toContain(
      [
        'Examples from a file: each column goes',
        'to the input of the same name, and',
        'columns X1, X2 and so on go to X, one',
        'below the other; --columns sets it',
      ].join('\n'),
    );
    expect((await ran(['grade', '--help'], { columns: 40 })).out).toContain(
      '\nExit codes: 0 done, 2 something could\n',
    );
  });
});

test('no command line brings more than a sentence, or another exit code', async () => {
  const pieces = [
    ...lecture,
    ...[
      'show',
      'quiz',
      'help',
      'ops',
      'shwo',
      'J',
      '=',
      '3*a',
      'a',
      'x=[1',
      '2]',
      '[1 2]',
      'a=',
      '=5',
      "'J",
      "3*a'",
      '“',
      '',
      ' ',
      '-',
    ],
    ...[
      '--',
      '-f',
      '-',
      'none.txt',
      'a.yaml',
      '--problem',
      'p1',
      '--output',
      't1',
      '--data',
      'a,b',
      '--wrt',
      'b',
      '--skip',
      'nobody',
      't2',
    ],
    ...[
      '--ask',
      'all',
      'givens',
      '--digits',
      '4',
      '99',
      '--format',
      'json',
      'text',
      '--plain',
      '--no-color',
      '--backward',
      '--help',
      '-V',
    ],
    ...[
      'J = log(a)',
      'a=-1',
      'a=1e999',
      'J(a) = a^b',
      'J = 1/(a-5)',
      'u = u',
      'J = a b',
      '-x^2',
      '\0',
      '🙂',
      'J = a; J = b',
      'c=2',
    ],
    ...[
      '__proto__=1',
      'constructor=2',
      'J = toString(a)',
      'hasOwnProperty',
      '(((((',
      'a'.repeat(300),
      '%s%d',
      '--__proto__',
      '--constructor=1',
    ],
  ];
  const words = fc.array(fc.constantFrom(...pieces), { maxLength: 7 });
  const typed = fc.array(
    fc.constantFrom('3', '6', 'da', ':why', ':open', ':back', ':save x', '?', '#', '', 'J = 3*a', '=', '⌘'),
    { maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(words, typed, async (argv, lines) => {
      const { code, err, out } = await ran(argv, { stdin: lines.join('\n') });
      expect([0, 1, 2]).toContain(code);
      expect(err === '' || err.startsWith('dvar: ')).toBe(true);
      expect(err.includes('\n    at ') || out.includes('\n    at ')).toBe(false);
      expect(err).not.toMatch(/undefined|\[object|NaN|TypeError|this is a bug/);
      if (code === 2) expect(err).not.toBe('');
    }),
    { numRuns: 500 },
  );
});
