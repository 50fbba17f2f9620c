// What the build leaves beside the bundles so that a start is quick: their compiled form, and texts that are printed as they are.
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { inside } from './places.mjs';

/**
 * What runs on being loaded, what is no part of the program, what is so large that its compiled form is slow to read, and
 * what only a terminal uses: a run in one keeps more of it than a build can.
 */
const notCompiled = new Set(['dvar', 'grader', 'bench', 'fuzz', 'pdf', 'terminal']);

/** What says that this version of node has compiled the bundles, and which build. A run may have left compiled forms as well, but fewer. */
const mark = inside('dist', `all.${process.version}-${process.arch}.compiled`);
const textIn = (file) => (existsSync(file) ? readFileSync(file, 'latin1') : '');

/** Whether the bundles that are there were compiled by this version of node; the forms of another one are of no use to it. */
export const isCompiled = () => {
  const build = textIn(inside('dist', 'build.txt'));
  return build !== '' && textIn(mark) === build;
};

/** Names the build of new bundles, and removes what was compiled of other texts. */
export function nameBuild() {
  for (const file of readdirSync(inside('dist')))
    if (file.endsWith('.compiled')) rmSync(inside('dist', file));
  writeFileSync(inside('dist', 'build.txt'), buildId());
}

/**
 * Leaves the compiled form of bundles beside them, with the functions that a first program needs; a start can do without.
 * A run keeps what the runs before it compiled of the same bundle.
 */
export function compile() {
  const keeping = `
    const { load, loaded } = require(${JSON.stringify(inside('bin', 'dvar.cjs'))});
    const { packed } = require(${JSON.stringify(inside('bin', 'compiled-form.cjs'))});
    process.on('exit', () => {
      for (const bundle of loaded.values()) require('node:fs').writeFileSync(bundle.compiled, packed(bundle));
    });
  `;
  const run = (script, args, input) =>
    spawnSync(process.execPath, ['-e', script, 'dvar', ...args], {
      input,
      stdio: ['pipe', 'ignore', 'ignore'],
      // Nothing of this is somebody's answer.
      env: { ...process.env, DVAR_STATE: '' },
    });
  // What is most often used is compiled by being used; of the others what they do when they are loaded.
  const others = readdirSync(inside('dist')).filter(
    (file) => file.endsWith('.cjs') && !notCompiled.has(basename(file, '.cjs')),
  );
  run(`${keeping} for (const file of ${JSON.stringify(others)}) load('./' + file);`, ['--version'], '');
  const program = ['J = 3*(a+b*c)', 'a=5', 'b=3', 'c=2'];
  const examples = [
    { args: ['--help'] },
    { args: ['show', ...program] },
    { args: program, input: '3\n3\n3\n5\n9\n' },
    { args: ['check', ...program, '--answers', '-'], input: 'dt2 = 3\nda = 3\ndt1 = 3\ndb = 5\ndc = 9\n' },
    { args: ['show', 'two-layer-relu'] },
    { args: ['list'] },
    { args: ['learn', '--list'] },
    { args: ['learn', '1'] },
  ];
  for (const { args, input = '' } of examples) run(keeping, args, input);
  writeFileSync(mark, textIn(inside('dist', 'build.txt')));
}

/** 32 letters that are others for other bundles. */
function buildId() {
  const hash = createHash('sha256');
  for (const file of readdirSync(inside('dist')).sort())
    if (file.endsWith('.cjs')) hash.update(file).update(readFileSync(inside('dist', file)));
  return hash.digest('hex').slice(0, 32);
}

/**
 * Writes down the version and every help as the program prints them, for the executable to print: what makes them takes
 * longer to load than all of node. They come after the bundles, whose texts they are.
 */
export async function writeTexts() {
  const folder = inside('dist', 'texts');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const print = promisify(execFile);
  const write = async (name, ...args) => {
    const { stdout } = await print(process.execPath, [inside('bin', 'dvar.cjs'), ...args]);
    writeFileSync(join(folder, `${name}.txt`), stdout);
    return stdout;
  };
  await write('-version', '--version');
  const help = await write('-help', '--help');
  // In that help a line of a command starts with its name; of other lines, the example of a quiz is written so.
  const names = new Set([...help.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name));
  for (const name of names) if (name !== 'dvar') await write(name, name, '--help');
}
