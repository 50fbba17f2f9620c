// Says which expected texts (fixtures, README, manual) the program no longer prints; with --update it rewrites them, for
// a person to read the diff. It runs the very tests that compare them: those that use src/fixtures.testing.ts.
// Usage: npm run fixtures [-- --update] [a part of a test's path ...]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const update = process.argv.includes('--update');
const parts = process.argv.slice(2).filter((argument) => argument !== '--update');

const suites = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && parts.every((part) => path.includes(part)))
  .map((path) => join('src', path))
  .filter((path) => readFileSync(join(root, path), 'utf8').includes('../fixtures.testing.ts'));
if (suites.length === 0) {
  console.error(`fixtures: no test that compares expected texts has ${parts.join(' and ')} in its path`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'dvar-fixtures-'));
const log = join(folder, 'differ.txt');
const jest = [join('node_modules', 'jest', 'bin', 'jest.js'), '--testTimeout=60000', ...suites];
const { status, stderr } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings', ...jest],
  {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, DVAR_FIXTURES: update ? 'update' : 'list', DVAR_FIXTURES_LOG: log },
  },
);
const differ = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
rmSync(folder, { recursive: true, force: true });

for (const file of new Set(differ)) {
  const count = differ.filter((each) => each === file).length;
  console.log(`${update ? 'rewritten' : 'differs'}: ${file} (${count} ${count === 1 ? 'text' : 'texts'})`);
}
// What else went wrong in those tests is no matter of words, and can't be put right here.
if (status !== 0)
  console.error(`${stderr}\nfixtures: the tests above fail for other reasons than expected texts`);
else if (differ.length === 0)
  console.log(`every expected text of ${suites.length} suites is what the program prints`);
else if (update) console.log('Read the diff before you commit it: git diff');
else console.log('npm run fixtures -- --update rewrites them');
process.exit(status !== 0 || (differ.length > 0 && !update) ? 1 : 0);
