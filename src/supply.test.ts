import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

// Where the packages come from that dvar is built of, and on which terms.

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const json = (path: string) => JSON.parse(readFileSync(at(path), 'utf8'));

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly license?: string;
}
const locked = Object.entries<Locked>(json('package-lock.json').packages).filter(([path]) => path !== '');
const shipped = locked.filter(([, { dev }]) => dev !== true);

test('every package of the lockfile has its digest, and none comes from elsewhere than the registry', () => {
  expect(locked.length).toBeGreaterThan(300);
  expect(locked.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))).toEqual([]);
  expect(
    locked.filter(([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/')),
  ).toEqual([]);
});

test('package.json asks for one version of each package, the one of the lockfile', () => {
  const { dependencies, devDependencies } = json('package.json');
  const versions = new Map(locked.map(([path, { version }]) => [path, version]));
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    expect(`${name} ${versions.get(`node_modules/${name}`)}`).toBe(`${name} ${version}`);
});

test('nothing that is shipped runs a script when it is installed', () => {
  expect(shipped.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
});

const free = /^(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|MPL-2\.0|Unlicense|CC0-1\.0)$/;

test('what is shipped may be: its licence is a free one', () => {
  const others = shipped.filter(([, { license }]) => !free.test(license ?? '')).map(([path]) => path);
  // Its package.json names none; its file does.
  expect(others).toEqual(['node_modules/png-js']);
  expect(readFileSync(at('node_modules/png-js/LICENSE'), 'utf8')).toMatch(/^MIT LICENSE/i);
});

const bundled = existsSync(at('dist/LICENSES.txt')) ? test : test.skip;
bundled('the licences of what is bundled travel with the bundles, each with its text', () => {
  const text = readFileSync(at('dist/LICENSES.txt'), 'utf8');
  const parts = text.split(`\n${'-'.repeat(72)}\n`);
  expect(parts.length).toBeGreaterThan(20);
  const named = new Set(parts.map((part) => /^(\S+) \d/m.exec(part)?.[1]));
  for (const name of ['commander', 'chalk', 'inquirer', 'mathjs', 'yaml', 'pdfkit', 'ts-fsrs'])
    expect(named).toContain(name);
  const granted =
    /Permission is hereby granted|Permission to use|Redistribution and use|TERMS AND CONDITIONS|Mozilla Public License Version 2\.0/i;
  expect(parts.filter((part) => !granted.test(part)).map((part) => part.trim().split('\n')[0])).toEqual([]);
  // These packages bring none: the standard text stands there, and says that it is that.
  const standard = parts.flatMap((part) =>
    part.includes('The package brings no text of its licence.') ? (/^(\S+) \d/m.exec(part)?.[1] ?? []) : [],
  );
  expect(standard.sort()).toEqual([
    ...['@resvg/resvg-wasm', 'brotli', 'dfa', 'fontkit', 'javascript-natural-sort'],
  ]);
  expect(text).toContain('Copyright (c) Devon Govett <devongovett@gmail.com>');
  expect(text).toContain('Copyright 2019 David Bau.');
});

test('the package brings its own licence, those of its bundles and that of its font', () => {
  const { files, license } = json('package.json');
  expect(license).toBe('MIT');
  expect(files).toEqual(expect.arrayContaining(['dist', 'src/picture/fonts']));
  expect(existsSync(at('LICENSE'))).toBe(true);
  expect(readdirSync(at('src/picture/fonts')).some((name) => /licen[cs]e/i.test(name))).toBe(true);
});
