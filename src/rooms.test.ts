import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const contributing = readFileSync(new URL('../CONTRIBUTING.md', import.meta.url), 'utf8');

/** A folder holds at most so many sources, so that a stranger reads its list at a glance. */
const most = 18;
/** Folders that are lists by nature: one file a command. */
const lists = new Set(['src/cli/commands']);

const files = readdirSync(new URL('.', import.meta.url), { recursive: true, withFileTypes: true }).flatMap(
  (entry) => {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) return [];
    const inner = entry.parentPath.replaceAll('\\', '/').split('/src').pop()?.replace(/\/$/, '') ?? '';
    return [{ folder: `src${inner}`, name: entry.name }];
  },
);
const folders = [...new Set(files.map(({ folder }) => folder))].filter(
  (folder) =>
    folder !== 'src' && folder !== 'src/engine' && folder !== 'src/tutor' && !folder.includes('/rivals'),
);

const listed = [...contributing.matchAll(/^ {4}(src\/[a-z/-]+?)\/ +(\S.*)$/gm)].map(
  ([, folder = '', says = '']) => ({ folder, says }),
);

test('every folder that holds sources is in the list of rooms, once, and every room of the list exists', () => {
  expect(folders.length).toBeGreaterThan(30);
  expect(listed.map(({ folder }) => folder).sort()).toEqual([...folders].sort());
});

test.each(folders)('%s holds no more sources than can be read at a glance', (folder) => {
  const sources = files.filter((file) => file.folder === folder && !/\.(test|testing)\.ts$/.test(file.name));
  if (!lists.has(folder)) expect(sources.length).toBeLessThanOrEqual(most);
  else expect(sources.length).toBeGreaterThan(0);
});
