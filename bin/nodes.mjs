// Runs the tests on other versions of Node, whose binaries come as packages: npm run nodes -- 22 24
// They go into a folder for temporary files, never into node_modules.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const versions = process.argv.slice(2).filter((word) => /^\d+(?:\.\d+){0,2}$/.test(word));
const paths = process.argv.slice(2).filter((word) => !versions.includes(word));
if (versions.length === 0) {
  console.error('nodes: say which versions, as in npm run nodes -- 22 24');
  process.exit(2);
}

const run = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: command.endsWith('.cmd'), ...options })
    .status;

/** The folder of a version's binary, installed there if it is missing. */
function binaryOf(version) {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = join(tmpdir(), 'dvar-nodes', version);
  mkdirSync(folder, { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const wanted = ['install', '--no-save', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'];
  if (run(npm, [...wanted, '--prefix', folder, `${name}@${version}`]) !== 0) {
    console.error(`nodes: Node ${version} could not be installed (see above)`);
    process.exit(2);
  }
  const binaries = join(folder, 'node_modules', name, 'bin');
  return process.platform === 'win32' ? join(binaries, 'node.exe') : join(binaries, 'node');
}

/** Builds anew with a version: what another one compiled is refused, and some tests ask for what is compiled. */
function build(node) {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  return run(node, [join('bin', 'setup.mjs'), '--build']) === 0;
}

const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--silent'];
const failed = versions.filter((version) => {
  const node = binaryOf(version);
  console.log(`Node ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()}`);
  // What a test starts by the name `node` is this version, too.
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  return !build(node) || run(node, [...jest, ...paths], { env }) !== 0;
});
build(process.execPath);
if (failed.length > 0) {
  console.error(`nodes: the tests fail on Node ${failed.join(' and ')}`);
  process.exit(1);
}
