import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ran } from '../cli/shell/environment.testing.ts';
import { testFolder } from '../folder.testing.ts';
import { scanCode } from './scan-code.ts';

const folder = testFolder('sheets');
const net = 'fixtures/problems/two-layer-relu.yaml';
const on = { writes: true };

test('a sheet has a name and an id to fill in, a code, the picture with blanks, and a line for each answer', async () => {
  const { code, out, err } = await ran(['handout', net, '--format', 'html'], on);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/Name <span class="fill"><\/span> <span class="id">Id/);
  expect(out).toContain('aria-label="code for scanning"');
  expect(out).toContain('<msup>');
  const marks = [...out.matchAll(/class="mark faint"[^>]*>(\w+)</g)].map(([, mark]) => mark);
  const lines = [...out.matchAll(/<li><b>(\d+)<\/b> <span title="(dJ\/d\w+)">/g)].map(([, mark, word]) => [
    mark,
    word,
  ]);
  expect(lines).toHaveLength(10);
  expect(lines[0]).toEqual(['1', 'dJ/da2']);
  for (const [mark] of lines) expect(marks).toContain(mark);
  expect(out).not.toMatch(/<script|https?:(?!\/\/www\.w3\.org)|dJ\/dw1 = 6|class="line rule"/);
});

test('--rules adds a line for each rule, --key the answers', async () => {
  const rules = await ran(['handout', net, '--format', 'html', '--rules'], on);
  expect(rules.out.match(/class="line rule"/g)).toHaveLength(10);
  const key = await ran(['handout', net, '--format', 'html', '--key'], on);
  expect(key.out).toContain(' = <code>6</code>');
  expect(key.out).toContain('>dJ/dw1 = 6</text>');
  expect(key.out).toContain('(key)</h1>');
});

test('a class is one file for the printer, or a file each with its template', async () => {
  const roster = join(folder, 'class.csv');
  writeFileSync(roster, `student\n${Array.from({ length: 40 }, (_, k) => `s${k}`).join('\n')}\n`);
  const paper = [
    'handout',
    'fixtures/problems/running-example.yaml',
    '--format',
    'html',
    '--roster',
    roster,
    '--out',
  ];
  const all = join(folder, 'class.html');
  expect((await ran([...paper, all], on)).code).toBe(0);
  const text = readFileSync(all, 'utf8');
  expect(text.match(/<article>/g)).toHaveLength(40);
  expect(new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)).size).toBe(80);
  const each = join(folder, 'each');
  const { err } = await ran([...paper, each], on);
  expect(err).toContain(`dvar: 40 sheets and their templates are in ${each}\n`);
  expect(readdirSync(each)).toHaveLength(80);
});

test('what is about paper is refused for Markdown', async () => {
  const { err, code } = await ran(['handout', net, '--rules'], on);
  expect([code, err]).toEqual([
    2,
    'dvar: --rules is for sheets on paper; add a format, as in --format html\n',
  ]);
});

test('a code for scanning differs with what it says', () => {
  expect(scanCode('dvar hw1 alice', 76)).not.toBe(scanCode('dvar hw1 bob', 76));
});

test('LaTeX: the same sheet, its own signs escaped and its braces closed', async () => {
  const { out, err } = await ran(['handout', net, '--format', 'latex', '--rules'], on);
  expect(err).toBe('');
  expect(out).toMatch(/^[\x20-\x7e\n]*$/);
  expect(out.split('{').length - out.split('\\{').length).toBe(
    out.split('}').length - out.split('\\}').length,
  );
  expect(out.match(/\\footnotesize rule/g)).toHaveLength(10);
  expect(out.match(/\\fill \(\d+,\d+\) rectangle/g)?.length).toBeGreaterThan(100);
  const key = await ran(['handout', net, '--format', 'latex', '--key'], on);
  expect(key.out).toContain('$=$ \\texttt{6}');
});

test('PDF: the same sheet on two pages, with letters that can be searched', async () => {
  const file = join(folder, 'net.pdf');
  expect(await ran(['handout', net, '--format', 'pdf', '--out', file], on)).toEqual({
    code: 0,
    out: '',
    err: '',
  });
  const bytes = readFileSync(file, 'latin1');
  expect(bytes).toMatch(/^%PDF-1\.\d.*%%EOF\s*$/s);
  expect(bytes.match(/\/Type \/Page\b/g)).toHaveLength(2);
  expect(bytes).toContain('/ToUnicode');
  // Debian: poppler-utils. Where it is not there, the lines above are all.
  const { status, stdout } = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  if (status !== 0) return;
  expect(stdout).toContain('A two-layer network with ReLU');
  for (const [at, word] of ['dJ/da2', 'dJ/dz2', 'dJ/db2'].entries())
    expect(stdout).toMatch(new RegExp(`${at + 1} +${word} =`));
});

// Debian: chromium and poppler-utils. Where they are not there, this says nothing.
test('a browser prints a problem of two layers on two pages of A4, and of Letter', async () => {
  const { out } = await ran(['handout', net, '--format', 'html', '--rules'], on);
  for (const paper of ['A4', 'letter']) {
    const [page, file] = [`${paper}.html`, `${paper}.pdf`].map((name) => join(folder, name)) as [
      string,
      string,
    ]; // two
    writeFileSync(page, out.replace('@page {', `@page { size: ${paper};`));
    const browser = ['--headless', '--no-sandbox', '--disable-gpu', `--print-to-pdf=${file}`, page];
    if (spawnSync('chromium', browser, { timeout: 40_000 }).status !== 0) return;
    const { status, stdout } = spawnSync('pdfinfo', [file], { encoding: 'utf8' });
    if (status !== 0) return;
    expect(stdout).toMatch(/Pages: +2\n/);
    expect(stdout).toContain(paper === 'A4' ? '(A4)' : '(letter)');
  }
}, 90_000);
