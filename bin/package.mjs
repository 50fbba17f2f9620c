// Checks what would be published, without a network: publint looks at package.json, attw at how types and modules resolve
// for those who import it. Run by `npm test` and before a release.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'dvar-package-'));

/** Runs a command, and gives its output; where it fails, the output is printed and this script ends with its code. */
function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    shell: command.endsWith('.cmd'),
  });
  if (status === 0) return stdout;
  console.error(`${stdout}${stderr}\npackage: ${command} ${args[0]} found something to mend`);
  rmSync(folder, { recursive: true, force: true });
  process.exit(status ?? 1);
}

const node = (...parts) => [
  process.execPath,
  [join(root, 'node_modules', ...parts[0].split('/')), ...parts.slice(1)],
];

run(process.execPath, [join(root, 'bin', 'setup.mjs'), '--library']);
// The types are put together from two sources: they must hold by themselves.
run(...node('typescript/bin/tsc', '--ignoreConfig', '--noEmit', '--strict', join('dist', 'library.d.ts')));
run(process.platform === 'win32' ? 'npm.cmd' : 'npm', [
  'pack',
  '--ignore-scripts',
  '--silent',
  '--pack-destination',
  folder,
]);
const [packed = ''] = readdirSync(folder);
run(...node('publint/src/cli.js', 'run', join(folder, packed), '--strict'));
// The library is a module, as the package is; scripts of the old kind load it by `await import('dvar')`.
run(
  ...node('@arethetypeswrong/cli/dist/index.js', join(folder, packed), '--profile', 'esm-only', '--no-emoji'),
);
rmSync(folder, { recursive: true, force: true });
console.log(`${packed}: publint and attw have nothing to say`);
