import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { ran } from '../cli/shell/environment.testing.ts';
import { testFolder } from '../folder.testing.ts';
import { unpack } from '../homework/documents/archive.ts';
import { openFile } from '../homework/documents/open-file.ts';
import { wellFormed } from '../picture/svg/markup.testing.ts';

const folder = testFolder('docx');
const net = 'fixtures/problems/two-layer-relu.yaml';
const on = { writes: true };
// The first picture loads the rasteriser.
jest.setTimeout(60_000);

async function document(name: string, ...argv: readonly string[]): Promise<Buffer> {
  const out = join(folder, name);
  const { code, err } = await ran(['handout', net, '--format', 'docx', '--out', out, ...argv], on);
  expect([code, err]).toEqual([0, '']);
  return readFileSync(out);
}

function partsIn(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const found = unpack(bytes, () => true, { files: 100, bytes: 1e7 });
  if (!found.ok) throw new Error(found.trouble.message);
  return new Map(found.value.map(({ name, bytes: part }) => [name, part]));
}

test('a Word document holds the sheet, and each of its pictures is there', async () => {
  const bytes = await document('net.docx', '--rules');
  const parts = partsIn(bytes);
  const text = (name: string): string => Buffer.from(parts.get(name) ?? []).toString('utf8');
  const names = [...parts.keys()].filter((name) => /xml$|rels$/.test(name));
  expect(names).toHaveLength(6);
  for (const name of names) {
    const plain = text(name)
      .replace(/^<\?.*\?>\n/, '')
      .replaceAll(/(<\/?)\w+:/g, '$1');
    expect([name, wellFormed(plain)]).toEqual([name, true]);
  }
  const linked = text('word/_rels/document.xml.rels');
  const shown = [...text('word/document.xml').matchAll(/r:embed="(\w+)"/g)].map(([, id]) => id);
  expect(shown).toEqual(['image1', 'image2']);
  for (const id of shown) {
    expect(linked).toContain(`Id="${id}"`);
    const png = Buffer.from(parts.get(`word/media/${id}.png`) ?? []);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const [, cx, cy] =
      new RegExp(`cx="(\\d+)" cy="(\\d+)"/><wp:docPr id="${id?.slice(5)}"`).exec(text('word/document.xml')) ??
      [];
    // As wide as it is high, as its dots are; and no wider than the text.
    expect(Number(cx) / Number(cy)).toBeCloseTo(png.readUInt32BE(16) / png.readUInt32BE(20), 1);
    expect(Number(cx)).toBeLessThanOrEqual(680 * 9525);
  }
  expect(text('word/document.xml')).toContain('descr="From left to right: ');
});

test('it reads as the sheet does, and a key has the answers', async () => {
  const read = async (bytes: Buffer): Promise<string> => {
    const opened = await openFile('sheet.docx', bytes);
    return opened.ok ? JSON.stringify(opened.value) : opened.trouble.message;
  };
  const sheet = await read(await document('plain.docx'));
  for (const word of ['A two-layer network with ReLU', 'Name ', 'dJ/da2 =', 'How to answer'])
    expect(sheet).toContain(word);
  expect(sheet).not.toContain('dJ/da2 = 2');
  const key = await read(await document('key.docx', '--key', '--student', 'x<y&z'));
  expect(key).toContain('da2 = 2');
  expect(key).toContain('x<y&z');
});

test('a sheet in Markdown has its picture where boxes to fill in are asked', async () => {
  const { out } = await ran(['handout', net, '--blanks', 'backward'], on);
  expect(out).toMatch(/```mermaid\nflowchart LR\n[^`]+#40;1#41;[^`]+\n```\n/);
  expect((await ran(['handout', net], on)).out).not.toContain('mermaid');
});
