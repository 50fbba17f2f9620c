import { describe, expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';
import { lecture } from './terminal.testing.ts';

// A quiz whose answers come from a pipe: each line settles a question, and the exit code is the verdict.

const right = '3\n3\n3\n6\n9\n';
const verdict = (out: string): string => out.trimEnd().split('\n').at(-1) ?? '';

describe('answers from a pipe', () => {
  test.each([
    ['lines', right],
    ['CRLF', right.replaceAll('\n', '\r\n')],
    ['no final newline', right.trimEnd()],
    ['blank lines and comments between', `# mine\n\n3\n  \n3\n# t1\n3\n6\n\t# c\n9\n\n`],
    ['a mark of the byte order', `\uFEFF${right}`],
    ['names in front', 'dt2 = 3\nda=3\ndJ/dt1 = 3\n= 6\ndc = dt1*b\n'],
    ['hints and questions between', `?\n:hint\n3\n:why\n:graph\n3\n:values\n:help\n3\n6\n9\n`],
  ])('%s', async (_, stdin) => {
    const { code, out, err } = await ran(lecture, { stdin });
    expect(verdict(out)).toMatch(/^5 of 5 right/);
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  test('in pieces that break lines anywhere', async () => {
    const { code } = await ran(lecture, { stdin: ['3', '\r', '\n3\n', '', '3\r\n6', '\n9'] });
    expect(code).toBe(0);
  });

  test.each([
    ['nothing at all', '', /^0 of 5 right.*5 missing/],
    ['a wrong one', '3\n3\n4\n6\n9\n', /^4 of 5 right.*1 wrong/],
    ['too few', '3\n3\n', /^2 of 5 right.*3 missing/],
    [':quit', '3\n:quit\n3\n', /^1 of 5 right.*4 missing/],
    ['an unreadable one', '3\n3\n3 +\n6\n9\n', /^4 of 5 right.*1 unreadable/],
    ['another name in front', '3\n3\ndb = 3\n6\n9\n', /^4 of 5 right.*1 unreadable/],
    ['skipped and shown', ':skip\n:answer\n3\n6\n9\n', /^3 of 5 right.*1 with the answer shown.*1 skipped/],
  ])('%s: not passed', async (_, stdin, summary) => {
    const { code, out } = await ran(lecture, { stdin });
    expect(verdict(out)).toMatch(summary);
    expect(code).toBe(1);
  });

  test.each([
    ['x\n', /one line was left over/],
    ['x\n\n# y\nz\n', /2 lines were left over/],
  ])('lines left over are noted on standard error: %j', async (more, note) => {
    const { code, out, err } = await ran(lecture, { stdin: right + more });
    expect(code).toBe(0);
    expect(verdict(out)).toMatch(/^5 of 5 right/);
    expect(err).toMatch(/^dvar: /);
    expect(err).toMatch(note);
  });

  test('the transcript shows each answer behind its question, without escape sequences', async () => {
    const { out } = await ran(lecture, { stdin: '3\n3\n\x1b[31m3\n6\n9\n' });
    expect(out).toMatch(/^dJ\/dt2 = 3$/m);
    expect(out).not.toContain('\x1b');
  });

  test('a program from a file, answers from the pipe', async () => {
    const files = { 'net.txt': '\uFEFF# data: x\r\nz = w*x\r\nJ = z^2\r\n' };
    const { code, out } = await ran(['-f', 'net.txt', 'w=3', 'x=2'], { stdin: '12\n24\n', files });
    expect(verdict(out)).toMatch(/^2 of 2 right/);
    expect(code).toBe(0);
  });

  test('two readers of standard input are one too many', async () => {
    const { code, err } = await ran(['-f', '-', 'a=1'], { stdin: 'J = 3*a' });
    expect(err).toMatch(/^dvar: .*standard input/);
    expect(code).toBe(2);
  });
});

describe('a bracket that nobody closes', () => {
  const net = ['z = w*x; J = sum(z.^2)', 'w=[1 2]', 'x=[1 0; 2 1]', '--data', 'x'];
  test.each([
    ['before another answer', "[2 1\ndw = 2*z*x'\n", 'unreadable correct', [1, 2]],
    ['at the end of the pipe', '# mine\n[10 4\n\n[22 4]', 'unreadable wrong', [2, 4]],
    ['before a number', '[10 4\n5\n', 'unreadable wrong', [1, 2]],
    ['before what is over', '[10 4]\n[1\n2\n3\n', 'correct unreadable', [1, 2]],
    ['but later', '[10\n4]\n', 'wrong missing', [2, null]],
  ])('%s spoils one question', async (_, stdin, verdicts, lines) => {
    const { out } = await ran([...net, '--format', 'json'], { stdin });
    const { results } = JSON.parse(out);
    expect(results.map(({ verdict }: { verdict: string }) => verdict).join(' ')).toBe(verdicts);
    expect(results.map(({ line }: { line: number | null }) => line)).toEqual(lines);
  });

  test('lines below it that no question is left for are noted', async () => {
    const { err, code } = await ran(net, { stdin: '[10 4]\n[1\n2\n3\n' });
    expect(err).toMatch(/2 lines were left over/);
    expect(code).toBe(1);
  });
});
