// Sets up what is missing, and only that: the packages of the lockfile, then the bundle in dist/.
// Run before `npm start`, `npm test`, `npm run bench` and `npm run fuzz`, and when the package is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync } from 'node:fs';
import { bundle, bundleBench, bundleLibrary } from './bundles.mjs';
import { changed, inside, root } from './places.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 17)) {
  console.error(`dvar: this is Node ${process.versions.node}, and dvar needs 20.17 or later; update Node`);
  process.exit(2);
}

const building = ['--build', '--library'].some((option) => process.argv.includes(option));
if (!building) install();
// An installation without the development packages has nothing to build with: the published package brings dist/.
if (existsSync(inside('node_modules', 'esbuild'))) {
  await bundle();
  if (process.argv.includes('--library')) await bundleLibrary();
  if (process.argv.includes('--bench')) await bundleBench();
}

function install() {
  // A folder that is linked to is somebody else's, to whom it would be emptied first.
  if (lstatSync(inside('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) return;
  const installed = changed(inside('node_modules', '.package-lock.json'));
  // Packages without those that build (`npm install --omit=dev`) are enough where there is nothing to build.
  const enough = existsSync(inside('node_modules', 'esbuild')) || existsSync(inside('dist', 'dvar.cjs'));
  if (enough && installed >= changed(inside('package-lock.json'))) return;
  console.error('Installing the packages that dvar needs (once) ...');
  // Whoever runs this script may be another package manager.
  const npm = /npm-cli[.]js$/.test(process.env.npm_execpath ?? '') && process.env.npm_execpath;
  const [command, before] = npm
    ? [process.execPath, [npm]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  const { status } = spawnSync(command, [...before, 'ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: command.endsWith('.cmd'),
  });
  if (status !== 0) {
    console.error('dvar: the packages could not be installed (see above); try npm ci');
    process.exit(2);
  }
}
