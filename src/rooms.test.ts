import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const contributing = readFileSync(new URL('../CONTRIBUTING.md', import.meta.url), 'utf8');

/** A folder holds at most so many sources, so that a stranger reads its list at a glance. */
const most = 18;

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
  expect(sources.length).toBeLessThanOrEqual(most);
});

test('no file at the top was named by an option that missed its command', () => {
  expect(readdirSync(new URL('..', import.meta.url)).filter((name) => name.startsWith('-'))).toEqual([]);
});

/** Sources whose exported names are read, with the names. */
const exported = files.flatMap(({ folder, name }) => {
  if (!name.endsWith('.ts') || /\.(test|testing)\.ts$/.test(name)) return [];
  const text = readFileSync(new URL(`../${folder}/${name}`, import.meta.url), 'utf8');
  const names = text.matchAll(/^export (?:async )?(?:function|const|class|interface|type) (\w+)/gm);
  return [...names].map(([, word = '']) => ({ word, folder }));
});
/** The library's words are chosen for those who import it, so they may also be words of the house. */
const publicWords = 'src/library';
test('an exported name has one home', () => {
  const homes = new Map<string, number>();
  for (const { word, folder } of exported)
    if (folder !== publicWords) homes.set(word, (homes.get(word) ?? 0) + 1);
  expect(homes.size).toBeGreaterThan(900);
  expect([...homes].filter(([, count]) => count > 1).map(([word]) => word)).toEqual([]);
});
