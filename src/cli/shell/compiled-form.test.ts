import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
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
  for (const name of ['dvar.cjs', 'show.cjs', 'program.cjs'])
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

const compiledIn = (folder: string): readonly string[] =>
  readdirSync(join(folder, 'dist')).filter((file) => !file.endsWith('.cjs'));
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

test('what was written in part, or of an older bundle, is made anew', () => {
  const folder = installed();
  const { out } = shown(folder);
  for (const length of [0, 5, 1000]) {
    truncateSync(join(folder, 'dist', `show.cjs${mine}`), length);
    expect(shown(folder)).toEqual({ out, taken: { './dvar.cjs': true, './show.cjs': false } });
    expect(shown(folder)).toEqual({ out, taken: both });
  }
  const later = new Date(Date.now() + 60_000);
  const bundle = join(folder, 'dist', 'show.cjs');
  writeFileSync(bundle, `${readFileSync(bundle, 'latin1')}//`, 'latin1');
  utimesSync(bundle, later, later);
  expect(shown(folder)).toEqual({ out, taken: { './dvar.cjs': true, './show.cjs': false } });
});

test('where it can not be written, nothing is said and nothing is left', () => {
  const folder = installed();
  for (const name of ['dvar', 'show'])
    mkdirSync(join(folder, 'dist', `${name}.cjs${mine}`, 'x'), { recursive: true });
  // What stands in its place is newer at first, and then older, than the bundle.
  expect(shown(folder).taken).toEqual(none);
  const past = new Date(0);
  for (const name of ['dvar', 'show']) utimesSync(join(folder, 'dist', `${name}.cjs${mine}`), past, past);
  expect(shown(folder).taken).toEqual(none);
  expect(compiledIn(folder)).toEqual([`dvar.cjs${mine}`, `show.cjs${mine}`]);
});
