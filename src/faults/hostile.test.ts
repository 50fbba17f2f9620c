import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type Ran, ran } from '../cli/shell/environment.testing.ts';

// What somebody may hand in, and be called, so that a spreadsheet, a browser, a terminal or a disk does what they want.

const top = mkdtempSync(join(tmpdir(), 'dvar-hostile-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
const program = 'u = b*c; v = a+u; J = 3*v';
const values = ['a=5', 'b=3', 'c=2'];
const assignment = (title = 'One'): string =>
  `title: ${JSON.stringify(title)}\nproblems:\n  - { id: p, program: ${program}, values: { a: 5, b: 3, c: 2 } }\n`;

/** Words that open a formula, end an element, command a terminal, or lie about their order. */
const hostile = {
  formula: '=HYPERLINK("http://x.y";"z")',
  plus: '+1+cmd|calc',
  minus: '-2+3+cmd|calc',
  at: '@SUM(1+1)',
  tab: '\t=1+1',
  return: '\r=1+1',
  markup: '<script>alert(1)</script><img src=x onerror=y>',
  cdata: ']]>&lt;&x;--><!--',
  markdown: '[x](javascript:y) ![z](http://t) `|` | # **b**',
  csi: '\u001b[2J\u001b[31mred',
  osc: '\u001b]0;title\u0007\u001b]8;;http://x\u001b\\link',
  c1: '\u009b2J\u0090q\u009c',
  bidi: 'a\u202etxt.exe\u202c\u2066b\u2069',
  zero: 'a\u200bb\u200d\u2060c\ufeff',
  bell: '\u0007\b\u007f',
} as const;

/** What a terminal obeys, or what changes the order in which a line is read. */
const obeyed = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]/;

let folders = 0;
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = join(top, String(folders++));
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A class in which everybody has a hostile name and hands in hostile lines. */
const lines = Object.entries(hostile).map(([name, word]) =>
  JSON.stringify({
    student: `${word}${name}`,
    file: `${word}.txt`,
    text: `dv = ${word}\n${word}\ndb = 6\n# ${word}\n`,
  }),
);
const rows = ran(['grade', 'hw.yaml', '--stdin', '--format', 'ndjson'], {
  stdin: `${lines.join('\n')}\n`,
  files: { 'hw.yaml': assignment(Object.values(hostile).join(' ')) },
});

async function reported(...args: readonly string[]): Promise<Ran> {
  const folder = folderWith({ 'rows.ndjson': (await rows).out, 'hw.yaml': assignment() });
  return ran(['report', join(folder, 'rows.ndjson'), ...args], { writes: true });
}

/** Fails where a screen or a page holds what a terminal obeys; the colours and the ends of lines are ours. */
function expectHarmless(text: string): void {
  const said = text.replaceAll('\r\n', '\n').replaceAll(/\u001b\[[\d;]*m/g, '');
  const at = obeyed.exec(said)?.index;
  expect(at === undefined ? '' : JSON.stringify(said.slice(Math.max(0, at - 40), at + 20))).toBe('');
}

describe('on a screen nothing that somebody wrote commands the terminal or turns a line', () => {
  const hw = (word: string): string => {
    const quoted = JSON.stringify(word);
    return `title: ${quoted}\nproblems:\n  - { id: ${quoted}, title: ${quoted}, program: ${program}, values: { a: 5, b: 3, c: 2 } }\n`;
  };
  const quiz = (word: string): string => `${word}\n3 ${word}\nhelp ${word}\n:${word}\n:what ${word}\n`;
  type Call = (word: string) => readonly [readonly string[], Parameters<typeof ran>[1]?];
  const calls: Readonly<Record<string, Call>> = {
    'the name of a file': (word) => [['show', '-f', word]],
    'an answer that is checked': (word) => [
      ['check', program, ...values, `${word}.txt`],
      { files: { [`${word}.txt`]: `dv = 3\n${word}\ndb = ${word}\n` } },
    ],
    'a program': (word) => [['show', `J = ${word}`, 'a=1']],
    'a value': (word) => [['show', 'J = 2*a', `a=${word}`]],
    'an option': (word) => [['show', 'J = 2*a', 'a=1', `--${word}`]],
    'what an option is given': (word) => [['show', 'J = 2*a', 'a=1', '--format', word]],
    'a name that an option is given': (word) => [['show', 'J = 2*a', 'a=1', '--wrt', word]],
    'lines of a quiz': (word) => [[program, ...values], { stdin: quiz(word) }],
    'lines of a quiz as sentences': (word) => [[program, ...values, '--plain'], { stdin: quiz(word) }],
    'lines of a quiz as JSON': (word) => [[program, ...values, '--format', 'json'], { stdin: quiz(word) }],
    'lines of a course': (word) => [['learn', '1'], { stdin: `${word}\n:what ${word}\n` }],
    'a lecture': (word) => [['learn', word]],
    'a page of the manual': (word) => [['help', word]],
    'an operation': (word) => [['ops', word]],
    'a problem': (word) => [[word]],
    'an assignment on a sheet': (word) => [['handout', 'hw.yaml'], { files: { 'hw.yaml': hw(word) } }],
    'a student on a sheet': (word) => [
      ['handout', 'hw.yaml', '--student', word],
      { files: { 'hw.yaml': assignment(word) } },
    ],
    'an assignment that is linted': (word) => [['lint', 'hw.yaml'], { files: { 'hw.yaml': hw(word) } }],
    'a key of a file': (word) => [
      ['show', 'p.yaml'],
      { files: { 'p.yaml': `program: J = 2*a\nvalues: { a: 1 }\n${JSON.stringify(word)}: 3\n` } },
    ],
    'the title of a problem': (word) => [
      ['p.yaml'],
      { files: { 'p.yaml': `title: ${JSON.stringify(word)}\nprogram: J = 2*a\nvalues: { a: 1 }\n` } },
    ],
    'the head of a table': (word) => [
      ['train', 'J = mean((w*X - Y).^2)', 'w=1', '--data-file', 'd.csv'],
      { files: { 'd.csv': `${word},Y\n1,2\n${word},3\n` } },
    ],
    'a course': (word) => [
      ['learn', 'c.yaml'],
      { files: { 'c.yaml': `format: dvar.course/1\ntitle: ${JSON.stringify(word)}\n` } },
    ],
  };
  test.each(Object.entries(calls))('%s', async (_, call) => {
    for (const word of Object.values(hostile)) {
      const { out, err, code } = await ran(...call(word));
      expect(code).not.toBe(70);
      expectHarmless(`${out}\n${err}`);
    }
  });
});

/** The cells of a table with commas, quotes and the ends of lines of RFC 4180. */
const cellsOf = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(([, quoted, plain]) =>
    (quoted ?? plain ?? '').replaceAll('""', '"'),
  );

/** What has no width does no harm in a file, and some scripts need it. */
const withoutWidth = (text: string): string => text.replaceAll(/[\u200b\u2060\ufeff]/g, '');

describe('in a report', () => {
  test.each(['csv', 'moodle', 'classroom'])('%s has no cell that a spreadsheet runs', async (format) => {
    const { out, code } = await reported('--format', format);
    expect(code).toBe(0);
    const cells = cellsOf(out);
    expect(cells.length).toBeGreaterThan(30);
    expect(cells.filter((cell) => /^[\s\p{C}]*[=+@|%]|^-\D|^-.*[^\d.]/u.test(cell))).toEqual([]);
    expectHarmless(withoutWidth(out));
  });

  test.each(['table', 'junit', 'json', 'ndjson'])('%s commands no terminal', async (format) => {
    const { out, code } = await reported('--format', format);
    expect(code).toBe(0);
    expectHarmless(format === 'junit' ? withoutWidth(out).replaceAll(/[\t\r]/g, ' ') : out);
  });

  test('JUnit is XML that says what was meant', async () => {
    const { out } = await reported('--format', 'junit');
    // An element, an end of one, or a text without the signs that would begin either.
    const rest = out.replace(/^<\?xml [^<>]*\?>/, '').replaceAll(/<\/?[a-z]+(?: [a-z]+="[^"<>]*")*\/?>/g, '');
    expect(rest).not.toMatch(/[<>]|&(?!#\d+;)/);
    expect(out).not.toMatch(/<(?:script|img)/);
  });

  test.each([
    ['md', /(?<!\\)<(?:script|img)|(?<!\\)!?(?<!\\)\[[xz](?<!\\)\]\(/],
    ['html', /<(?:script>alert|img src=x)/],
    ['txt', /\0/],
  ])('feedback in %s runs nothing, and each file has a name of its own', async (form, runs) => {
    const folder = folderWith({ 'rows.ndjson': (await rows).out });
    const place = join(folder, 'to', 'feedback');
    mkdirSync(join(folder, 'to'));
    const { code } = await ran(
      ['report', join(folder, 'rows.ndjson'), '--feedback', place, '--feedback-format', form],
      { writes: true },
    );
    expect(code).toBe(0);
    const names = readdirSync(place);
    expect(names).toHaveLength(lines.length);
    for (const name of names) {
      expect(name).toMatch(/^[\p{L}\p{N}._@-]+$/u);
      const text = readFileSync(join(place, name), 'utf8');
      // In code, signs are only shown.
      expect(form === 'md' ? text.replaceAll(/(`+).*?\1/g, '') : text).not.toMatch(runs);
      expectHarmless(text.replaceAll('\t', ' '));
    }
  });

  test('a page about the class runs nothing', async () => {
    const folder = folderWith({ 'rows.ndjson': (await rows).out });
    const page = join(folder, 'page.html');
    await ran(['report', join(folder, 'rows.ndjson'), '--html', page], { writes: true });
    const text = readFileSync(page, 'utf8');
    expect(text).not.toMatch(/<script>alert|<img|href="javascript|\]\]><!--/);
    expectHarmless(text.replaceAll('\t', ' '));
  });
});

describe('an id is no path', () => {
  const ids = [
    ...[
      '../../x',
      '/etc/x',
      '..',
      '.',
      'a/../../b',
      'C:\\x',
      '..\\x',
      'CON',
      'nul',
      'NUL.txt',
      'com1',
      'a.',
      'a ',
    ],
    ...['Ana', 'a\u0301na', '~', '-rf', '.hidden', 'x'.repeat(300), '%2e%2e%2f', 'a:b', 'a*b?'],
    ...['__proto__', 'constructor', 'hasOwnProperty', 'toString'],
  ];

  test('sheets for such a class lie in their folder, each under a name that every system takes', async () => {
    const folder = folderWith({
      'hw.yaml': assignment(),
      'class.csv': `id\n${ids.map((id) => `"${id}"`).join('\n')}\n`,
    });
    mkdirSync(join(folder, 'deep', 'deeper'), { recursive: true });
    const out = join(folder, 'deep', 'deeper', 'out');
    const { code, err } = await ran(
      ['handout', join(folder, 'hw.yaml'), '--roster', join(folder, 'class.csv'), '--out', out],
      { writes: true },
    );
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('sheets') });
    expect(readdirSync(join(folder, 'deep'))).toEqual(['deeper']);
    expect(readdirSync(join(folder, 'deep', 'deeper'))).toEqual(['out']);
    const names = readdirSync(out).filter((name) => name.endsWith('.md'));
    // Two spellings of one id are one student.
    const people = new Set(ids.map((id) => id.normalize('NFC').trim().toLowerCase()));
    expect(names).toHaveLength(people.size);
    const folded = names.map((name) => name.normalize('NFC').toLowerCase());
    expect(new Set(folded).size).toBe(names.length);
    for (const name of names) {
      expect(name.length).toBeLessThan(200);
      expect(name).not.toMatch(/^(?:con|nul|com1)\.|^[.-]|[\\/:*?"<>|]|[. ]\.md$/i);
    }
  });

  test('rows of such students are theirs, and none is lost', async () => {
    const rosterless = ids.map((student) => JSON.stringify({ student, text: 'dv = 3\n' })).join('\n');
    const { out } = await ran(['grade', 'hw.yaml', '--stdin'], {
      stdin: `${rosterless}\n`,
      files: { 'hw.yaml': assignment() },
    });
    const students = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).student);
    expect(students).toEqual(ids.map((id) => id.normalize('NFC').trim()));
  });
});

describe("the names that JavaScript's objects have", () => {
  const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'];

  // Behind an answer, two underscores close the emphasis of Markdown.
  test.each(names)('%s is an input, a step and an answer like any other', async (name) => {
    const written = ['show', `u = ${name}*b; J = 3*u`, `${name}=2`, 'b=5', '--backward', '--format', 'json'];
    const { code, out } = await ran(written);
    expect(code).toBe(0);
    const { nodes } = JSON.parse(out);
    expect(nodes.map((node: { name: string }) => node.name)).toContain(name);
    const checked = await ran(['check', `u = ${name}*b; J = 3*u`, `${name}=2`, 'b=5', 's.txt'], {
      files: { 's.txt': `du = 3\ndb = 6\n${name.endsWith('__') ? '3*b' : `d${name} = 15`}\n` },
    });
    expect(checked.code).toBe(name.endsWith('__') ? 1 : 0);
  });

  test.each(names)('%s is a key that no file has, and an answer that nobody gave', async (name) => {
    const files = {
      'hw.yaml': `${assignment()}${name}: 3\n`,
      's.json': `{"v": 3, "${name}": {"v": 4}}`,
      's.yaml': `v: 3\n${name}: 4\n`,
    };
    expect((await ran(['lint', 'hw.yaml'], { files })).out).not.toContain('[object');
    for (const file of ['s.json', 's.yaml']) {
      const { code, out } = await ran(['check', program, ...values, file, '--format', 'json'], { files });
      expect(code).toBe(1);
      expect(out).not.toContain('[object');
    }
    expect(({} as Record<string, unknown>).v).toBeUndefined();
  });
});

describe('what grows when it is opened is refused soon', () => {
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const bomb = Array.from({ length: 30 }, (_, k) =>
    k === 0
      ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
      : `a${k}: &a${k} [${Array(9)
          .fill(`*a${k - 1}`)
          .join(', ')}]`,
  ).join('\n');
  const entities = `<!DOCTYPE x [${Array.from({ length: 30 }, (_, k) => `<!ENTITY e${k} "${k === 0 ? 'x' : `&e${k - 1};`.repeat(9)}">`).join('')}]><html><body>dv = &e29;</body></html>`;
  const notebook = `{"cells": ${nested(100_000)}, "nbformat": 4}`;
  test.each([
    ['s.yaml', bomb],
    ['s.yaml', `v: ${nested(50_000)}`],
    ['s.yml', '<<: &a { <<: *a }\nv: *a\n'],
    ['s.json', nested(200_000)],
    ['s.json', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['s.ipynb', notebook],
    ['s.html', entities],
    ['s.html', `${'<div>'.repeat(150_000)}dv = 3`],
    ['s.csv', `name,answer\n${'"'.repeat(500_000)}`],
    ...['(', '[', '{', '\t', ' ', ',', '|', '&', ';', '\\hat{'].map((sign): readonly [string, string] => [
      's.txt',
      `dv = ${sign.repeat(100_000)}`,
    ]),
    ['s.md', '['.repeat(300_000)],
    ['s.tex', '\\begin{x}{'.repeat(50_000)],
    ['s.py', `dv = ${'['.repeat(200_000)}`],
    ['s.rtf', `{\\rtf1 ${'{'.repeat(300_000)}`],
    ['s.pdf', `%PDF-1.7\n1 0 obj\n<< /Kids ${'['.repeat(100_000)}`],
  ])('%s %#', async (file, text) => {
    const { code, out, err } = await ran(['check', program, ...values, file], { files: { [file]: text } });
    expect([1, 2, 3]).toContain(code);
    expect(`${out}${err}`).not.toMatch(/RangeError|Maximum call| {4}at /);
    expect(out.length + err.length).toBeLessThan(20_000);
  });
});
