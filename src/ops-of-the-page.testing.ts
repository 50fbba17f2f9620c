import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row that CONTRIBUTING shows how to add, where it goes, and what it means, if it is an op on whole matrices. */
export interface PageOp {
  readonly op: string;
  readonly row: string;
  readonly home: string;
  readonly meaning: string | null;
}

const page = readFileSync(new URL('../CONTRIBUTING.md', import.meta.url), 'utf8');

/** What the page says about adding an op. */
export const opGuide: string = page.replace(/^[\s\S]*\n## Adding an op\n/, '');

const blocks = [...opGuide.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text = '']) => text);
const nameOf = (block: string): string => /^\s*(\w+): /.exec(block)?.[1] ?? '';
const isRow = (block: string): boolean => /: (?:plain|elementwise|structural)\(/.test(block);
const meanings = new Map(blocks.filter((block) => !isRow(block)).map((block) => [nameOf(block), block]));

/** For tests: the ops of the page, in its order. */
export const opsOfThePage: readonly PageOp[] = blocks.filter(isRow).map((row) => ({
  op: nameOf(row),
  row,
  home: row.includes('structural(') ? 'src/ops/reductions.ts' : 'src/ops/activations.ts',
  meaning: meanings.get(nameOf(row)) ?? null,
}));

/** Puts the ops of the page into a copy of the sources, as the page says: each behind the last row of its file. */
export function withOpsOfThePage(folder: string): void {
  for (const { row, home, meaning } of opsOfThePage) {
    putLast(join(folder, home), row);
    if (meaning !== null) putLast(join(folder, 'src/engine/meanings.testing.ts'), meaning, 'meanings');
  }
}

/** Behind the last entry of what a file exports, or of its table of that name; functions may stand below it. */
function putLast(file: string, text: string, table = ''): void {
  const before = readFileSync(file, 'utf8');
  const start = table === '' ? before.lastIndexOf('export const') : before.indexOf(`export const ${table}`);
  const end = before.indexOf('\n};', start) + 1;
  writeFileSync(file, `${before.slice(0, end)}${text}${before.slice(end)}`);
}
