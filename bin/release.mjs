// Makes a release: checks that nothing is left open, runs the tests, writes the version and the date, commits, tags, packs.
// It sends nothing anywhere: at its end it says how to push and publish.
// Usage: npm run release -- VERSION [--dry-run]   (VERSION is 0.2.0, or patch, minor or major)
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const dry = process.argv.includes('--dry-run');
const [wanted, ...others] = process.argv.slice(2).filter((word) => word !== '--dry-run');
if (wanted === undefined || others.length > 0)
  stop('name one version: npm run release -- 0.2.0, or patch, minor, major');

const { name, version: current } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const version = next(current, wanted);
const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
const tag = `v${version}`;

if (output('git', 'status', '--porcelain') !== '')
  stop('there are changes that are not committed; commit them or put them away');
if (output('git', 'tag', '--list', tag) !== '') stop(`the tag ${tag} is there already; name another version`);
const [, news = ''] = /^## Unreleased\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(changelog) ?? [];
if (news.trim() === '') stop('CHANGELOG.md has nothing under "## Unreleased"; say what users get');

// A date as calendars have it, wherever the release is made.
const today = new Date().toISOString().slice(0, 10);
const steps = [
  ['run the tests', () => run(npm, 'test')],
  [
    `write ${version} into package.json and package-lock.json`,
    () => run(npm, 'version', version, '--no-git-tag-version'),
  ],
  [
    `head CHANGELOG.md with ${version} (${today})`,
    () =>
      writeFileSync(
        join(root, 'CHANGELOG.md'),
        changelog.replace('## Unreleased\n', `## Unreleased\n\n## ${version} (${today})\n`),
      ),
  ],
  [`commit, and tag ${tag}`, () => commit()],
  ['pack', () => run(npm, 'pack')],
];
for (const [what, act] of steps) {
  console.log(dry ? `would ${what}` : `${what} ...`);
  if (!dry) act();
}
console.log(
  dry
    ? 'Nothing was done; without --dry-run it is.'
    : `Look at it; then: git push --follow-tags, and npm publish ${name}-${version}.tgz`,
);

function commit() {
  run('git', 'commit', '--quiet', '--all', '--message', `Version ${version}`);
  run('git', 'tag', '--annotate', tag, '--message', `Version ${version}`);
}

/** The version that is meant: a higher one than the current, or the next of a kind. */
function next(from, word) {
  const old = from.split('.').map(Number);
  const kind = ['major', 'minor', 'patch'].indexOf(word);
  if (kind >= 0) return old.map((part, i) => (i < kind ? part : i === kind ? part + 1 : 0)).join('.');
  if (!/^\d+\.\d+\.\d+$/.test(word))
    stop(`'${word}' is no version; write one such as 0.2.0, or patch, minor, major`);
  const parts = word.split('.').map(Number);
  const at = parts.findIndex((part, i) => part !== old[i]);
  if (at < 0 || parts[at] < old[at]) stop(`${word} is not above the current version, ${from}`);
  return word;
}

function run(command, ...words) {
  const { status } = spawnSync(command, words, {
    cwd: root,
    stdio: 'inherit',
    shell: command.endsWith('.cmd'),
  });
  if (status !== 0)
    stop(`${command} ${words[0]} failed; what was written before it can be looked at with git status`);
}

function output(command, ...words) {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: root, encoding: 'utf8' });
  if (status !== 0) stop(`${command} ${words[0]} failed: ${stderr.trim()}`);
  return stdout.trim();
}

function stop(message) {
  console.error(`release: ${message}`);
  process.exit(2);
}
