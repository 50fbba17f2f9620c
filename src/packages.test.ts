import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

// What is installed beside dvar is what was looked at: each package by its digest, under a licence that dvar may ship.

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly resolved?: string;
}
const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));
const { packages } = read('package-lock.json') as { packages: Readonly<Record<string, Locked>> };
const locked = Object.entries(packages).filter(([path]) => path !== '');

test('every package of the lockfile has its digest, and none is bound to one registry', () => {
  expect(locked.length).toBeGreaterThan(300);
  expect(
    locked.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? '')).map(([path]) => path),
  ).toEqual([]);
  expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});

test('what dvar needs to run has a licence that lets everybody use it and pass it on', () => {
  const free = /^(\(?(MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|BlueOak-1\.0\.0|MPL-2\.0)( OR | AND |\)?$))+/;
  // Packages whose licence stands in a file of theirs alone.
  const saidInItsFile = new Map([['node_modules/png-js', 'MIT']]);
  const shipped = locked.filter(([, { dev }]) => !dev);
  expect(shipped.length).toBeGreaterThan(10);
  expect(
    shipped
      .filter(([path, { license }]) => !free.test(license ?? saidInItsFile.get(path) ?? ''))
      .map(([path, { license }]) => `${path}: ${license}`),
  ).toEqual([]);
});

test('every version in package.json is one version, not a range', () => {
  const { dependencies, devDependencies } = read('package.json') as Record<string, Record<string, string>>;
  const asked = Object.entries({ ...dependencies, ...devDependencies });
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('the licences of what is bundled go along with the bundles', () => {
  const { dependencies } = read('package.json') as { dependencies: Record<string, string> };
  const text = readFileSync(new URL('../dist/LICENSES.txt', import.meta.url), 'utf8');
  for (const name of Object.keys(dependencies)) expect(text).toContain(`${name} ${dependencies[name]}: `);
  expect(text.match(/permission/gi)?.length).toBeGreaterThan(10);
});
