import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { inTerminal, lecture } from './terminal.testing.ts';

// A whole quiz at the prompt of the real executable, in a terminal of its own.

describe('a quiz in a terminal', () => {
  test('answers, mistakes and hints, to the summary', async () => {
    const terminal = inTerminal(lecture);
    await terminal.sees('1 of 5');
    await terminal.answers('3');
    await terminal.sees('✓');
    await terminal.sees('2 of 5');
    await terminal.answers('5');
    await terminal.sees('✗');
    await terminal.answers('?');
    await terminal.sees('? ');
    await terminal.answers('dt2*1');
    await terminal.sees('✓');
    await terminal.answers('dJ/dt1 = 3');
    await terminal.answers('6.0');
    await terminal.answers('18/2');
    expect(await terminal.exit()).toBe(0);
    const screen = terminal.screen();
    expect(screen).toMatch(/^dJ\/dt2 = 3$/m);
    expect(screen).toMatch(/^dJ\/da = 5\n✗ /m);
    expect(screen).toMatch(/^5 of 5 right.*4 at the first try.*1 with hints/m);
    expect(screen).not.toMatch(/warning/i);
  });

  test('what is skipped comes back at the end, what is shown counts as revealed', async () => {
    const terminal = inTerminal(lecture);
    await terminal.answers(':skip');
    await terminal.sees('2 of 5');
    await terminal.answers(':answer');
    await terminal.sees('dJ/da = 3');
    for (const answer of ['3', '6', '9']) await terminal.answers(answer);
    await terminal.sees('1 of 5');
    await terminal.answers('3');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(/^4 of 5 right.*1 with the answer shown/m);
  });

  test(':back asks the last question once more', async () => {
    const terminal = inTerminal(lecture);
    await terminal.answers(':back');
    await terminal.answers('3');
    await terminal.sees('2 of 5');
    await terminal.answers(':back');
    await terminal.sees('1 of 5');
    await terminal.answers('3');
    await terminal.sees('2 of 5');
    await terminal.answers(':quit');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(/^1 of 5 right/m);
  });

  test(':open asks the unnamed steps first', async () => {
    const terminal = inTerminal(['J = 3*(a+b*c); K = 2*J', 'a=5', 'b=3', 'c=2', '--wrt', 'b']);
    await terminal.sees('1 of 1');
    await terminal.answers(':open');
    await terminal.answers('2', /dK\/dJ =\S*$/);
    await terminal.answers('6', /dK\/dt2 =\S*$/);
    await terminal.answers('6', /dK\/dt1 =\S*$/);
    await terminal.answers('12', /dK\/db =\S*$/);
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(/^1 of 1 right/m);
  });

  test(':why, :graph, :values and :help say something, and the question stays open', async () => {
    const terminal = inTerminal(lecture);
    await terminal.answers(':why');
    await terminal.answers('3');
    await terminal.answers(':why');
    await terminal.answers(':graph');
    await terminal.sees('J = 3*t2');
    await terminal.sees('2 of 5');
    await terminal.answers(':values');
    await terminal.sees(/t1 = 6.*?t2 = 11/s);
    await terminal.sees('2 of 5');
    await terminal.answers(':help');
    await terminal.sees(':quit');
    await terminal.sees('2 of 5');
    await terminal.answers(':quit');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(
      /^1 of 5 right so far, at the first try; 4 questions are still open\.$/m,
    );
  });

  test(':another asks with other numbers, and the question stands above its prompt', async () => {
    const terminal = inTerminal(['J = w^2', 'w=3']);
    await terminal.sees('1 of 1');
    await terminal.answers(':another');
    await terminal.sees(/w = (?!3\b)\S+/);
    await terminal.sees('1 of 1: J = w^2');
    await terminal.answers(':quit');
    expect(await terminal.exit()).toBe(0);
  });

  test('nonsense and empty lines cost nothing', async () => {
    const terminal = inTerminal(lecture);
    for (const line of ['', 'what?', '3 +', ':nonsense', '\t', '((((', '3 € 4', '9'.repeat(300)]) {
      await terminal.answers(line);
    }
    await terminal.answers('3');
    await terminal.sees('2 of 5');
    await terminal.answers(':quit');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toMatch(/did you mean|:help lists/);
    expect(terminal.screen()).not.toMatch(/^ {4}at /m);
  });
});

describe(':save', () => {
  test('writes the answers as check reads them, and again over its own file', async () => {
    const terminal = inTerminal(lecture);
    await terminal.answers('3');
    await terminal.answers('dt2 * 1');
    await terminal.answers(':save my answers.txt');
    await terminal.sees('The answers are in my answers.txt');
    expect(terminal.file('my answers.txt')).toBe(
      [
        '# program: J = 3*(a + b*c)',
        '# values: a=5 b=3 c=2',
        'dt2 = 3',
        'da = dt2 * 1',
        'dt1 =',
        'db =',
        'dc =',
        '',
      ].join('\n'),
    );
    await terminal.answers('3');
    await terminal.answers(':save my answers.txt');
    await terminal.sees('The answers are in my answers.txt');
    expect(terminal.file('my answers.txt')).toContain('\ndt1 = 3\n');
    await terminal.answers(':quit');
    expect(await terminal.exit()).toBe(0);
  });

  test('never writes over a file that was there, nor where it may not', async () => {
    const terminal = inTerminal(lecture);
    writeFileSync(join(terminal.folder, 'mine.txt'), 'mine');
    mkdirSync(join(terminal.folder, 'folder'));
    await terminal.answers(':save');
    await terminal.sees('!');
    for (const file of ['mine.txt', 'folder', 'nowhere/answers.txt', 'mine.txt/answers.txt']) {
      await terminal.answers(`:save ${file}`);
      await terminal.sees(/! .*could not be written/s);
    }
    await terminal.answers('3');
    await terminal.sees('✓');
    await terminal.answers(':quit');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.file('mine.txt')).toBe('mine');
    expect(existsSync(join(terminal.folder, 'nowhere'))).toBe(false);
  });
});
