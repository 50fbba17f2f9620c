import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { readYaml } from '../../homework/assignment/yaml.ts';
import { ran } from '../shell/environment.testing.ts';
import { shippedProblems } from './shipped.ts';

const folder = mkdtempSync(join(tmpdir(), 'dvar-built-'));
mkdirSync(join(folder, 'problems'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const textOf = (id: string): string => readFileSync(join('fixtures', 'problems', `${id}.yaml`), 'utf8');

/** Leaves what a build leaves of a problem, of the text that it has or of another one. */
function build(id: string, document: string, text = textOf(id)): void {
  const path = join(folder, 'problems', `${id}.yaml.json`);
  writeFileSync(path, `${JSON.stringify({ text }).slice(0, -1)},"document":${document}}`);
}

const documentOf = (id: string): string => {
  const read = readYaml(textOf(id));
  return JSON.stringify(read.ok ? read.value : null);
};

test.each(shippedProblems.map(({ id }) => id))(
  '%s is the same problem from its built document',
  async (id) => {
    const words = ['show', id, '--backward'];
    build(id, documentOf(id));
    expect(await ran(words, { built: folder })).toEqual(await ran(words));
  },
);

test('a built document is read in the place of its text, and one of another text is not', async () => {
  build('batch', '{no document}');
  await expect(ran(['show', 'batch'], { built: folder })).rejects.toThrow(/JSON/);
  build('batch', documentOf('xor'), `${textOf('batch')}\n`);
  expect(await ran(['show', 'batch'], { built: folder })).toEqual(await ran(['show', 'batch']));
});
