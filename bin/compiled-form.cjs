// The compiled form of a bundle, as a file beside it or in the user's cache: what `dvar.cjs` reads at a start is written here.
const {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { basename, dirname, isAbsolute, join } = require('node:path');
const { headLength } = require('./dvar.cjs');

/** Of longer bundles the compiled form is slow to read. */
const longest = 1_500_000;

/** The file of a bundle that was loaded, with the functions that have run: two lengths, its build, the compiled form, and the text. */
function packed({ source, script, build }) {
  const form = script.createCachedData();
  const head = Buffer.alloc(headLength);
  head.writeUInt32LE(form.length, 0);
  head.writeUInt32LE(source.length, 4);
  head.latin1Write(build, 8);
  return Buffer.concat([head, form, Buffer.from(source, 'latin1')]);
}

/**
 * The folder in the user's cache for what one build compiles to here: for whoever may not write where dvar is installed.
 * '' where there is none: Windows does not say by a number who owns a file.
 */
function cacheFolder(build) {
  const { HOME = '', XDG_CACHE_HOME = '' } = process.env;
  const base = isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : isAbsolute(HOME) ? join(HOME, '.cache') : '';
  if (base === '' || process.getuid === undefined) return '';
  return join(base, 'dvar', `${process.version}-${process.arch}-${build}`);
}

/** Whether nobody else can have written there: a compiled form is run, so one that somebody else left would be their program. */
const isOwn = (stat) => stat.uid === process.getuid() && (stat.mode & 0o022) === 0;
const isOwnFolder = (path) => {
  const stat = lstatSync(path);
  return stat.isDirectory() && isOwn(stat);
};
const isPrivate = (folder) => isOwnFolder(dirname(folder)) && isOwnFolder(folder);

/** The bytes of a compiled form in the user's cache; null where there is none that is the user's own. */
function cached(compiled, build) {
  const folder = cacheFolder(build);
  if (folder === '') return null;
  try {
    if (!isPrivate(folder)) return null;
    const file = openSync(
      join(folder, basename(compiled)),
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    try {
      const stat = fstatSync(file);
      return stat.isFile() && isOwn(stat) ? readFileSync(file) : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

/** Makes a folder with those above it, and says whether the first that was there is the user's: with `sudo`, a home may be another's. */
function made(folder) {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat) return stat.uid === process.getuid();
  if (!made(dirname(folder))) return false;
  mkdirSync(folder, { mode: 0o700 });
  return true;
}

/** So many builds and versions of node are kept in the cache. */
const mostKept = 4;

/** Removes what was compiled longest ago. */
function forgetOld(folder) {
  const others = readdirSync(folder)
    .filter((name) => /^v[\d.]+-\w+-[0-9a-f]{32}$/.test(name))
    .map((name) => join(folder, name))
    .map((path) => ({ path, changed: statSync(path).mtimeMs }));
  others.sort((a, b) => b.changed - a.changed);
  for (const { path } of others.slice(mostKept)) rmSync(path, { recursive: true, force: true });
}

/** The folder in the user's cache, made where it is missing; '' where it would not be the user's alone. */
function ownCache(build) {
  const folder = cacheFolder(build);
  if (folder === '') return '';
  const isNew = statSync(folder, { throwIfNoEntry: false }) === undefined;
  if (!made(folder) || !isPrivate(folder)) return '';
  if (isNew) forgetOld(dirname(folder));
  return folder;
}

function mayWrite(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Leaves the compiled form of bundles that ran without one, so that the next start is quicker: a package brings none,
 * since each version of node has its own. They go beside the bundles, or else into the user's cache. Where nothing can be
 * written, nothing is, and nobody is told.
 */
function keep(bundles) {
  for (const bundle of bundles) {
    if (bundle.source.length > longest || bundle.build === '') continue;
    let beside = '';
    try {
      const home = dirname(bundle.compiled);
      const folder = mayWrite(home) ? home : ownCache(bundle.build);
      if (folder === '') return;
      const target = join(folder, basename(bundle.compiled));
      beside = `${target}.${process.pid}`;
      writeFileSync(beside, packed(bundle), { flag: 'wx', mode: folder === home ? 0o666 : 0o600 });
      renameSync(beside, target);
    } catch {
      if (beside !== '') rmSync(beside, { force: true });
      return;
    }
  }
}

module.exports = { packed, keep, cached };
