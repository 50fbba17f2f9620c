import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { executable, lecture } from '../prompt/terminal.testing.ts';

// A package brings no compiled forms: the first run leaves them beside the bundles, where it may.

const root = dirname(dirname(executable));

/** A folder with the program as a package has it. */
function installed(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dvar-'));
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
  mkdirSync(join(folder, 'dist'));
  for (const name of ['dvar.cjs', 'show.cjs', 'program.cjs', 'build.txt'])
    cpSync(join(root, 'dist', name), join(folder, 'dist', name));
  return folder;
}

/** Shows the lecture, and tells what it printed and of which bundles node took a compiled form. */
function shown(folder: string): { readonly out: string; readonly taken: Record<string, boolean> } {
  const script = `
    const { loaded } = require(${JSON.stringify(join(folder, 'bin', 'dvar.cjs'))});
    process.on('exit', () => {
      const all = [...loaded].map(([file, { script }]) => [file, script.cachedDataRejected === false]);
      process.stderr.write(JSON.stringify(Object.fromEntries(all)));
    });
  `;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script, 'dvar', 'show', ...lecture], {
    env: { PATH: process.env.PATH },
    encoding: 'utf8',
    input: '',
  });
  expect(status).toBe(0);
  return { out: stdout, taken: JSON.parse(stderr) };
}

const bundleText = (path: string): string => readFileSync(path, 'latin1');

const compiledIn = (folder: string): readonly string[] =>
  readdirSync(join(folder, 'dist')).filter((file) => file.endsWith('.compiled'));
const mine = `.${process.version}-${process.arch}.compiled`;
const both = { './dvar.cjs': true, './show.cjs': true };
const none = { './dvar.cjs': false, './show.cjs': false };

test('a first run leaves the compiled form of what it loaded, and the next one takes it', () => {
  const folder = installed();
  const first = shown(folder);
  expect(first.taken).toEqual(none);
  expect(compiledIn(folder)).toEqual([`dvar.cjs${mine}`, `show.cjs${mine}`]);
  expect(shown(folder)).toEqual({ out: first.out, taken: both });
});

test('another version of node has its own', () => {
  const folder = installed();
  const other = join(folder, 'dist', 'show.cjs.v1.2.3-x64.compiled');
  writeFileSync(other, 'theirs');
  shown(folder);
  expect(shown(folder).taken).toEqual(both);
  expect(readFileSync(other, 'utf8')).toBe('theirs');
});

test('what was written in part is made anew', () => {
  const folder = installed();
  const { out } = shown(folder);
  for (const length of [0, 5, 1000]) {
    truncateSync(join(folder, 'dist', `show.cjs${mine}`), length);
    expect(shown(folder)).toEqual({ out, taken: { './dvar.cjs': true, './show.cjs': false } });
    expect(shown(folder)).toEqual({ out, taken: both });
  }
});

test('a version that is copied over another one runs its own text, whatever the times of its files', () => {
  const folder = installed();
  const { out } = shown(folder);
  const path = (name: string): string => join(folder, 'dist', name);
  writeFileSync(
    path('show.cjs'),
    `${bundleText(path('show.cjs'))};process.stdout.write('another version\\n')`,
    'latin1',
  );
  utimesSync(path('show.cjs'), new Date(0), new Date(0));
  writeFileSync(path('build.txt'), '0123456789abcdef'.repeat(2));
  const other = `another version\n${out}`;
  expect(shown(folder)).toEqual({ out: other, taken: none });
  expect(shown(folder)).toEqual({ out: other, taken: both });
});

test('where the build is not known, nothing compiled is taken or kept', () => {
  const folder = installed();
  shown(folder);
  rmSync(join(folder, 'dist', 'build.txt'));
  expect(shown(folder).taken).toEqual(none);
  expect(shown(folder).taken).toEqual(none);
});

test('where it can not be written, nothing is said and nothing is left', () => {
  const folder = installed();
  for (const name of ['dvar', 'show'])
    mkdirSync(join(folder, 'dist', `${name}.cjs${mine}`, 'x'), { recursive: true });
  expect(shown(folder).taken).toEqual(none);
  expect(shown(folder).taken).toEqual(none);
  expect(compiledIn(folder)).toEqual([`dvar.cjs${mine}`, `show.cjs${mine}`]);
});
