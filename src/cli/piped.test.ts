import { describe, expect, test } from '@jest/globals';
import { lecture } from './terminal.testing.ts';
import { ran } from './world.testing.ts';

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
    ['skipped and shown', ':skip\n:answer\n3\n6\n9\n', /^3 of 5 right.*1 revealed.*1 skipped/],
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
