import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
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
function shown(
  folder: string,
  env: Record<string, string> = {},
): { readonly out: string; readonly taken: Record<string, boolean> } {
  const script = `
    const { loaded } = require(${JSON.stringify(join(folder, 'bin', 'dvar.cjs'))});
    process.on('exit', () => {
      const all = [...loaded].map(([file, { script }]) => [file, script.cachedDataRejected === false]);
      process.stderr.write(JSON.stringify(Object.fromEntries(all)));
    });
  `;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script, 'dvar', 'show', ...lecture], {
    env: { PATH: process.env.PATH, ...env },
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

describe('who may not write where dvar is installed', () => {
  /** An installation that is told that nobody may write into it: root, who may run this test, may write everywhere. */
  function readOnly(): string {
    const folder = installed();
    const path = join(folder, 'bin', 'compiled-form.cjs');
    const text = readFileSync(path, 'utf8');
    const patched = text.replace('accessSync(folder, constants.W_OK);', "throw new Error('read-only');");
    expect(patched).not.toBe(text);
    writeFileSync(path, patched);
    return folder;
  }
  const home = (): string => mkdtempSync(join(tmpdir(), 'dvar-home-'));
  const build = (folder: string): string => bundleText(join(folder, 'dist', 'build.txt'));
  const named = (folder: string): string => `${process.version}-${process.arch}-${build(folder)}`;
  const files = [`dvar.cjs${mine}`, `show.cjs${mine}`];

  test.each([
    ['HOME', (at: string) => ({ HOME: at }), '.cache'],
    ['XDG_CACHE_HOME', (at: string) => ({ HOME: '/nowhere', XDG_CACHE_HOME: join(at, 'made') }), 'made'],
  ])('keeps the compiled forms in the cache that %s names', (_, env, under) => {
    const [folder, at] = [readOnly(), home()];
    const first = shown(folder, env(at));
    expect(first.taken).toEqual(none);
    expect(compiledIn(folder)).toEqual([]);
    const cache = join(at, under, 'dvar', named(folder));
    expect(readdirSync(cache)).toEqual(files);
    expect(statSync(cache).mode & 0o777).toBe(0o700);
    expect(statSync(join(cache, files[0] ?? '')).mode & 0o777).toBe(0o600);
    expect(shown(folder, env(at))).toEqual({ out: first.out, taken: both });
  });

  test('takes nothing that others may have written, or that lies behind a link', () => {
    const [folder, at] = [readOnly(), home()];
    const env = { HOME: at };
    shown(folder, env);
    const above = join(at, '.cache', 'dvar');
    const cache = join(above, named(folder));
    const show = join(cache, files[1] ?? '');
    for (const path of [above, cache, show]) {
      const { mode } = statSync(path);
      chmodSync(path, mode | 0o022);
      expect(shown(folder, env).taken).toMatchObject({ './show.cjs': false });
      // What is run without its compiled form is kept anew where it may be: the file is the user's alone again.
      chmodSync(path, mode);
      expect(shown(folder, env).taken).toEqual(both);
    }
    renameSync(show, join(at, 'moved'));
    symlinkSync(join(at, 'moved'), show);
    expect(shown(folder, env).taken).toEqual({ './dvar.cjs': true, './show.cjs': false });
    rmSync(above, { recursive: true });
    mkdirSync(join(at, 'elsewhere'), { mode: 0o700 });
    symlinkSync(join(at, 'elsewhere'), above);
    shown(folder, env);
    expect(shown(folder, env).taken).toEqual(none);
  });

  // Only root may give a file to somebody else.
  const asRoot = process.getuid?.() === 0 ? test : test.skip;
  asRoot('takes nothing of another user, and leaves nothing in a home that is theirs', () => {
    const [folder, at] = [readOnly(), home()];
    const env = { HOME: at };
    chownSync(at, 12345, 12345);
    shown(folder, env);
    expect(readdirSync(at)).toEqual([]);
    chownSync(at, 0, 0);
    shown(folder, env);
    expect(shown(folder, env).taken).toEqual(both);
    chownSync(join(at, '.cache', 'dvar', named(folder), files[1] ?? ''), 12345, 12345);
    expect(shown(folder, env).taken).toEqual({ './dvar.cjs': true, './show.cjs': false });
  });

  test('keeps four builds, and nothing that is not a build of dvar goes', () => {
    const [folder, at] = [readOnly(), home()];
    const above = join(at, '.cache', 'dvar');
    for (let k = 0; k < 6; k++) {
      const other = join(above, `v1.2.${k}-x64-${String(k).repeat(32)}`);
      mkdirSync(other, { recursive: true, mode: 0o700 });
      utimesSync(other, 1000 + k, 1000 + k);
    }
    mkdirSync(join(above, 'something else'));
    shown(folder, { HOME: at });
    const left = readdirSync(above);
    expect(left).toHaveLength(5);
    expect(left).toEqual(expect.arrayContaining(['something else', named(folder)]));
    expect(left).toContain(`v1.2.5-x64-${'5'.repeat(32)}`);
    expect(left).not.toContain(`v1.2.2-x64-${'2'.repeat(32)}`);
  });

  test('is told nothing where there is no home, or none that can be written', () => {
    const folder = readOnly();
    const at = join(home(), 'file');
    writeFileSync(at, '');
    for (const env of [
      {},
      { HOME: '' },
      { HOME: 'relative' },
      { HOME: at },
      { XDG_CACHE_HOME: join(at, 'x') },
    ])
      expect([shown(folder, env).taken, shown(folder, env).taken]).toEqual([none, none]);
  });
});

describe('the build in a folder of the sources', () => {
  /** A folder in which nothing is to be built, as far as the times of its files tell. */
  function built(): string {
    const folder = installed();
    for (const name of ['src', 'node_modules/esbuild', 'fixtures/course', 'fixtures/problems'])
      mkdirSync(join(folder, ...name.split('/')), { recursive: true });
    writeFileSync(join(folder, 'package-lock.json'), '{}');
    writeFileSync(join(folder, 'package.json'), '{}');
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(folder, 'dist', 'dvar.cjs'), later, later);
    return folder;
  }
  const setUp = (folder: string) =>
    spawnSync(process.execPath, [join(folder, 'bin', 'setup.mjs'), '--build'], { encoding: 'utf8' });

  test('compiles the bundles once for each version of node', () => {
    const folder = built();
    const other = join(folder, 'dist', 'show.cjs.v1.2.3-x64.compiled');
    writeFileSync(other, 'theirs');
    // A run of this version leaves some forms, and no more than it needs.
    shown(folder);
    expect(setUp(folder)).toMatchObject({ status: 0, stderr: '' });
    const all = ['all', 'dvar.cjs', 'program.cjs', 'show.cjs'].map((name) => name + mine);
    expect(compiledIn(folder)).toEqual(expect.arrayContaining(all));
    expect(shown(folder).taken).toEqual(both);
    expect(readFileSync(other, 'utf8')).toBe('theirs');
    const times = () => all.map((name) => statSync(join(folder, 'dist', name)).mtimeMs);
    const before = times();
    setUp(folder);
    expect(times()).toEqual(before);
  });
});
