import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readText } from '../submission/read.ts';
import { pack } from './archive.ts';
import { openFile } from './open-file.ts';

const handedIn = new URL('../../../fixtures/homework/class-of-40/handed-in/', import.meta.url);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const zip = (files: Readonly<Record<string, string>>): Uint8Array =>
  pack(new Map(Object.entries(files).map(([name, text]) => [name, bytes(text)])));

/** The answers that are found in a file: `left = right`. */
async function answersIn(name: string, content: Uint8Array | string): Promise<readonly string[]> {
  const opened = await openFile(name, typeof content === 'string' ? bytes(content) : content);
  if (!opened.ok) return [`! ${opened.trouble.message}`];
  const read = await readText(opened.value.text, opened.value.notation);
  if (!read.ok) return [`! ${read.trouble.message}`];
  return read.value.flatMap(({ entries }) => entries.map(({ left, right }) => `${left} = ${right}`));
}

const word = (body: string): Uint8Array =>
  zip({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<w:document xmlns:w="w" xmlns:m="m"><w:body>${body}</w:body></w:document>`,
  });
const book = (rows: string, strings = ''): Uint8Array =>
  zip({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': '<workbook/>',
    'xl/sharedStrings.xml': `<sst>${strings}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  });

describe('each format says its answers', () => {
  test.each([
    ['a page', 'a.html', '<p>dv = 3</p><div>db = du<sup>2</sup></div>', ['dv = 3', 'db = du^2']],
    ['a list of a page', 'a.html', '<ul><li>dv = 3<li>db = 6</ul>', ['dv = 3', 'db = 6']],
    ['a table of a page', 'a.html', '<table><tr><td>dv</td><td>3</td></tr></table>', ['dv = 3']],
    [
      'a formula of a page',
      'a.html',
      '<p>db = <math><mfrac><mn>12</mn><mn>2</mn></mfrac></math></p>',
      ['db = 12/2'],
    ],
    ['an index in a page', 'a.html', '<p>dw <sub>1</sub> = 3</p>', ['dw1 = 3']],
    ['RTF', 'a.rtf', '{\\rtf1\\ansi dv = 3\\par db = 6\\par}', ['dv = 3', 'db = 6']],
    ['RTF with signs', 'a.rtf', "{\\rtf1\\ansi db = 3\\u183?2\\par dc \\'3d 9}", ['db = 3·2', 'dc = 9']],
    ['RTF with its fonts', 'a.rtf', '{\\rtf1{\\fonttbl{\\f0 Arial;}}\\f0 dv = 3}', ['dv = 3']],
    [
      'LaTeX',
      'a.tex',
      '\\documentclass{article}\n\\begin{document}\n\\begin{align}\ndv &= 3 \\\\\n\\frac{\\partial J}{\\partial b} &= 6\n\\end{align}\n\\end{document}',
      ['dv = 3', '∂J/∂b = 6'],
    ],
    [
      'LaTeX with sections and rows, each line with its number',
      'a.tex',
      '\\section*{running}\n\\begin{align*}\ndv &= 3 \\\\\n&= 3 \\\\[2pt]\n\\end{align*}\n\\subsection{net}\ndz = 2',
      ['dv = 3\n= 3', 'dz = 2'],
    ],
    ['LaTeX with comments', 'a.tex', '\\begin{itemize}\n\\item $dv = 3$ % easy\n\\end{itemize}', ['dv = 3']],
    ['Markdown', 'a.md', '# Homework\n\n- **dv** = 3\n- `db = 6`\n', ['dv = 3', 'db = 6']],
    ['a table of Markdown', 'a.md', '| what | answer |\n|---|---|\n| dv | 3 |\n', ['dv = 3']],
    [
      'Word',
      'a.docx',
      word(
        '<w:p><w:r><w:t>dv = </w:t></w:r><w:r><w:t>3</w:t></w:r></w:p><w:p><w:r><w:t>db = 6</w:t></w:r></w:p>',
      ),
      ['dv = 3', 'db = 6'],
    ],
    [
      'a sheet',
      'a.xlsx',
      book('<row><c t="s"><v>0</v></c><c><v>3</v></c></row>', '<si><t>dv</t></si>'),
      ['dv = 3'],
    ],
    [
      'a sheet with a column for each',
      'a.xlsx',
      book(
        '<row><c t="inlineStr"><is><t>Email</t></is></c><c t="inlineStr"><is><t>dv</t></is></c></row><row><c t="inlineStr"><is><t>x@y.z</t></is></c><c><v>3</v></c></row>',
      ),
      ['dv = 3'],
    ],
    ['an archive', 'a.zip', zip({ 'readme.txt': 'hello', 'answers.txt': 'dv = 3\n' }), ['dv = 3']],
    [
      'an archive in an archive',
      'a.zip',
      pack(new Map([['inner.zip', zip({ 'answers.txt': 'db = 6\n' })]])),
      ['db = 6'],
    ],
    [
      'a notebook',
      'a.ipynb',
      JSON.stringify({ cells: [{ cell_type: 'markdown', source: ['dv = 3\n'] }], nbformat: 4 }),
      ['dv = 3'],
    ],
  ] as const)('%s', async (_, name, content, answers) => {
    expect(await answersIn(name, content)).toEqual(answers);
  });
});

describe('what holds no text says what it is', () => {
  test.each([
    ['a photo', 'a.jpg', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), /looks like/],
    ['an empty workbook', 'a.xlsx', book(''), /has no cells/],
    ['an empty archive', 'a.zip', zip({ '.DS_Store': 'x' }), /archive has no files/],
    ['slides', 'a.pptx', zip({ 'ppt/presentation.xml': '<p/>' }), /PowerPoint/],
    [
      'archives in archives',
      'a.zip',
      pack(new Map([['b.zip', pack(new Map([['c.zip', zip({ 'd.txt': 'dv = 3' })]]))]])),
      /archives are nested/,
    ],
    ['a bomb', 'a.zip', zip({ 'a.txt': ' '.repeat(20_000_000) }), /unpack|more than|million/],
  ] as const)('%s', async (_, name, content, says) => {
    const [said = ''] = await answersIn(name, content);
    expect(said).toMatch(says);
  });
});

test('a page may be long, and nest without end', async () => {
  expect(await answersIn('a.html', `${'<p>'.repeat(300_000)}dv = 3`)).toEqual(['dv = 3']);
  expect((await openFile('a.html', bytes('<div>'.repeat(190_000)))).ok).toBe(true);
});

const real = readdirSync(handedIn)
  .filter((name) => /\.(?:docx|odt|xlsx|zip|pdf|rtf|html|ipynb|tex|md)$/.test(name))
  .map((name) => ({ name, content: readFileSync(new URL(name, handedIn)) }));

test('a file that is damaged on its way is read or refused, and nothing is thrown', async () => {
  expect(new Set(real.map(({ name }) => /\w+$/.exec(name)?.[0])).size).toBeGreaterThanOrEqual(10);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...real),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 8 }),
      fc.double({ min: 0.2, max: 1, noNaN: true }),
      async ({ name, content }, changes, kept) => {
        const damaged = Uint8Array.from(content.subarray(0, Math.ceil(content.length * kept)));
        for (const [where, byte] of changes) damaged[Math.floor(where * (damaged.length - 1))] = byte;
        const opened = await openFile(name, damaged);
        if (!opened.ok) return expect(opened.trouble.message).toMatch(/\S/);
        const read = await readText(opened.value.text, opened.value.notation);
        expect(read.ok || read.trouble.message !== '').toBe(true);
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);
