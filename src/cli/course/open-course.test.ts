import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { readYaml } from '../../homework/assignment/yaml.ts';
import { ran } from '../shell/environment.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'dvar-built-'));
mkdirSync(join(folder, 'course'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string): string => join('fixtures', 'course', name);
const names = readdirSync(file('.')).filter((name) => name.endsWith('.yaml'));

/** Leaves what a build leaves of a lecture; what is no document shows whether somebody reads it. */
function build(name: string, document: string | null = null): void {
  const text = readFileSync(file(name), 'utf8');
  const read = readYaml(text);
  const value = document ?? JSON.stringify(read.ok ? read.value : null);
  writeFileSync(
    join(folder, 'course', `${name}.json`),
    `${JSON.stringify({ text }).slice(0, -1)},"document":${value}}`,
  );
}

test('a lecture starts without the others being read', async () => {
  for (const name of names) build(name, name.startsWith('1') ? null : '{no document}');
  const first = await ran(['learn', '1'], { built: folder });
  expect(first).toEqual(await ran(['learn', '1']));
  expect(first.out).toMatch(/^Lecture 1/m);
  for (const map of [['learn', '--list'], ['progress']])
    expect(await ran(map, { built: folder, state: folder })).toEqual(await ran(map, { state: folder }));
  await expect(ran(['learn', '2'], { built: folder })).rejects.toThrow(/JSON/);
});

test('what a build left of another text is not taken', async () => {
  for (const name of names) {
    build(name);
    const path = join(folder, 'course', `${name}.json`);
    writeFileSync(path, readFileSync(path, 'utf8').replace('derivative', 'anything').slice(0, -1));
  }
  expect(await ran(['learn', '2'], { built: folder })).toEqual(await ran(['learn', '2']));
});
