import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, jest, test } from '@jest/globals';

// `npm run release`, on a small package of its own whose tests are one line.

jest.setTimeout(60_000);
const script = fileURLToPath(new URL('../bin/release.mjs', import.meta.url));
const top = mkdtempSync(join(tmpdir(), 'dvar-release-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

let place = '';
let count = 0;
const inPlace = (name: string): string => join(place, name);
const ran = (command: string, ...words: readonly string[]) =>
  spawnSync(command, words, {
    cwd: place,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: top, GIT_CONFIG_NOSYSTEM: '1', npm_config_update_notifier: 'false' },
  });
const release = (...words: readonly string[]) => ran(process.execPath, inPlace('bin/release.mjs'), ...words);
const git = (...words: readonly string[]): string => ran('git', ...words).stdout.trim();

beforeEach(() => {
  place = join(top, String(count++));
  mkdirSync(inPlace('bin'), { recursive: true });
  cpSync(script, inPlace('bin/release.mjs'));
  const manifest = { name: 'small', version: '0.1.0', scripts: { test: 'node -e 0' } };
  writeFileSync(inPlace('package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const old = '## 0.1.0 (2026-01-01)\n\n- The first.\n';
  writeFileSync(inPlace('CHANGELOG.md'), `# Changelog\n\n## Unreleased\n\n- Something new.\n\n${old}`);
  writeFileSync(inPlace('.gitignore'), '*.tgz\n');
  git('init', '--quiet');
  git('config', 'user.name', 'somebody');
  git('config', 'user.email', 'somebody@example.org');
  git('add', '.');
  git('commit', '--quiet', '--message', 'The first');
});

test('a dry run says what would be done, and does nothing', () => {
  const { status, stdout } = release('minor', '--dry-run');
  expect(stdout.split('\n').slice(0, 2)).toEqual([
    'would run the tests',
    'would write 0.2.0 into package.json and package-lock.json',
  ]);
  expect(stdout).toMatch(/would commit, and tag v0\.2\.0\nwould pack\nNothing was done/);
  expect(status).toBe(0);
  expect(git('status', '--porcelain')).toBe('');
  expect(git('tag')).toBe('');
});

test('a release is tested, written, tagged and packed', () => {
  const { status, stdout } = release('0.1.1');
  expect(status).toBe(0);
  expect(stdout).toContain('npm publish small-0.1.1.tgz');
  expect(git('tag')).toBe('v0.1.1');
  expect(git('status', '--porcelain')).toBe('');
  expect(JSON.parse(readFileSync(inPlace('package.json'), 'utf8')).version).toBe('0.1.1');
  expect(readFileSync(inPlace('CHANGELOG.md'), 'utf8')).toMatch(
    /^# Changelog\n\n## Unreleased\n\n## 0\.1\.1 \(\d{4}-\d\d-\d\d\)\n\n- Something new\.\n\n## 0\.1\.0 /,
  );
  expect(existsSync(inPlace('small-0.1.1.tgz'))).toBe(true);
  // Nothing new has been said since.
  expect(release('patch').stderr).toMatch(/nothing under "## Unreleased"/);
});

describe('is refused, and leaves everything as it was', () => {
  const refused = (message: RegExp, ...words: readonly string[]): void => {
    const { status, stderr } = release(...words);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
    expect(git('log', '--oneline').split('\n')).toHaveLength(1);
    expect(JSON.parse(readFileSync(inPlace('package.json'), 'utf8')).version).toBe('0.1.0');
  };

  test('where something is not committed', () => {
    writeFileSync(inPlace('new.txt'), '');
    refused(/not committed/, 'patch');
  });

  test('where the tag is there', () => {
    git('tag', 'v0.1.1');
    refused(/v0\.1\.1 is there already/, 'patch');
  });

  test('where the tests fail', () => {
    const manifest = { name: 'small', version: '0.1.0', scripts: { test: 'node -e process.exit(1)' } };
    writeFileSync(inPlace('package.json'), JSON.stringify(manifest));
    git('commit', '--quiet', '--amend', '--all', '--no-edit');
    refused(/npm test failed/, 'patch');
  });

  test.each([['0.1.0'], ['0.0.9'], ['1'], ['next']])('%s', (word) => {
    refused(/not above|is no version/, word);
  });

  test('without a version', () => refused(/name one version/));
});
