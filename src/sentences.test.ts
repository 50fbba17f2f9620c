import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { testFolder } from './folder.testing.ts';

const folder = testFolder('sentences');
const tool = fileURLToPath(new URL('../bin/sentences.mjs', import.meta.url));

/** The sentences that are written in two places, each with its places below it. */
function twiceIn(...options: readonly string[]): readonly string[] {
  const { stdout, stderr } = spawnSync(process.execPath, [tool, '--twice', ...options], { encoding: 'utf8' });
  return `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
}

// What is said of Python that dvar can't follow is still written where it is found.
const rooms = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'python')
  .map(({ name }) => `src/${name}/`);

test('a sentence shown to people stands in one place', () => {
  expect(rooms).toContain('src/tutor/');
  expect(twiceIn(...rooms)).toEqual([]);
});

test('the same sentence is found in two files, whatever varies in it; what a bug says is not looked at', () => {
  mkdirSync(join(folder, 'src'));
  const said = (name: string, text: string): void => writeFileSync(join(folder, 'src', name), text);
  said(
    'one.ts',
    `export const one = (name: string) => \`there is no input called \${name} here; add one\`;\n`,
  );
  said(
    'two.ts',
    `export const two = (each: string) => \`there is no input called \${each} here; add one\`;\n`,
  );
  said('three.ts', "export const three = 'First this. Now go on from here to the output.';\n");
  said('four.ts', "export const four = 'Then that. Now go on from here to the output.';\n");
  said('bug.ts', "export const bug = () => new Error('a node that fans out has several readers');\n");
  said('other.ts', "export const other = () => new Error('a node that fans out has several readers');\n");
  expect(twiceIn('--in', folder)).toEqual([
    'Now go on from here to the output',
    '  src/four.ts:1',
    '  src/three.ts:1',
    'there is no input called _ here; add one',
    '  src/one.ts:1',
    '  src/two.ts:1',
  ]);
});
