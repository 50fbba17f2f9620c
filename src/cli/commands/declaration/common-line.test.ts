import { describe, expect, test } from '@jest/globals';
import { lecture } from '../../prompt/terminal.testing.ts';
import { ran } from '../../shell/environment.testing.ts';
import { commandNames } from './command-names.ts';
import { readCommonLine } from './common-line.ts';

const answers = 'dt2 = 3\nda = 3\ndt1 = 4\ndb = 6\ndc = 9\n';
const numbers = '3\n3\n4\n6\n9\n';

/** Lines of the common kind, with what is given on standard input. */
const common: readonly (readonly [words: readonly string[], stdin?: string])[] = [
  [['show', ...lecture]],
  [['show', ...lecture, '--backward']],
  [['show', '--backward', ...lecture, '--plain']],
  [['show', ...lecture, '--no-color']],
  [['show', 'J = 3*a', 'a=5', 'a=6']],
  [['show', 'J', '=', '3*a', 'a=5']],
  [['show']],
  [['show', 'J = 3*']],
  [['show', 'grade']],
  [['check', ...lecture, '--answers', '-'], answers],
  [['check', '--answers', '-', '--plain', ...lecture], answers],
  [['check', ...lecture]],
  [['check', ...lecture, '--answers', 'nowhere.txt']],
  [['check']],
  [lecture, numbers],
  [['quiz', ...lecture, '--no-journal'], numbers],
  [[...lecture, '--plain', '--no-journal'], numbers],
  [['shwo', ...lecture], numbers],
  [['J = 3*a'], '3\n'],
  [['quiz'], ''],
];

describe('a line of the common kind', () => {
  test.each(common)('does what it does by its declaration: %j', async (words, stdin = '') => {
    const env = { FORCE_COLOR: '1' };
    // This option says what is so without it, and only a declaration knows it.
    const declared = [...words, '--format', 'text'];
    expect(readCommonLine(words)).not.toBeNull();
    expect(readCommonLine(declared)).toBeNull();
    expect(await ran(words, { stdin, env })).toEqual(await ran(declared, { stdin, env }));
  });

  test('is read with its options', () => {
    expect(readCommonLine(['show', 'J=a', '--backward', 'a=1', '--plain'])).toEqual({
      command: 'show',
      words: ['J=a', 'a=1'],
      options: { digits: 4, format: 'text', color: true, journal: true, plain: true, backward: true },
    });
    expect(readCommonLine(['J=a', '--no-color', '--no-journal'])).toMatchObject({
      command: 'quiz',
      words: ['J=a'],
      options: { color: false, journal: false },
    });
    expect(readCommonLine(['check', '--answers', 'mine.txt', 'J=a'])).toMatchObject({
      command: 'check',
      words: ['J=a'],
      options: { answers: 'mine.txt' },
    });
  });
});

test('every other line is left to the declarations', () => {
  const others = [
    [],
    [''],
    ['--', 'J=a'],
    ['-V'],
    ['--plain', 'J=a'],
    ['J=a', '--help'],
    ['show', 'J=a', '--no-journal'],
    ['J=a', '--backward'],
    ['show', 'J=a', '--answers', '-'],
    ['check', 'J=a', '--answers'],
    ['check', 'J=a', '--answers', '--key'],
    ['check', 'J=a', '--answers=-'],
    ['show', 'J=a', '--toString'],
    ['show', '-x^2'],
    ...commandNames.filter((name) => !['quiz', 'show', 'check'].includes(name)).map((name) => [name, 'J=a']),
  ];
  for (const words of others) expect([words, readCommonLine(words)]).toEqual([words, null]);
});

test('the names of the commands are those of the help, in its order', async () => {
  const { out } = await ran(['--help']);
  expect(
    [...out.matchAll(/^ {2}([a-z]+) {2,}(?!.*or asks for a program)/gm)].map(([, name]) => name),
  ).toEqual(commandNames);
});
