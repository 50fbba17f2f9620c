#!/usr/bin/env node
// Runs the bundles. Where the build, or a run before, left a bundle's compiled form beside it or in the user's cache, that is run:
// compiling it anew is a third of a start.
const { fstatSync, readFileSync, statSync, writeSync } = require('node:fs');
const { join } = require('node:path');

const folder = join(__dirname, '..', 'dist');
const loaded = new Map();
/** The number of /dev/null on Linux, which is no terminal; elsewhere it is taken for one. */
const nullDevice = 0x103;
const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Loads a bundle; one that is loaded on use is required by its file, as in `./show.cjs`. */
function load(file) {
  const known = loaded.get(file);
  if (known) return known.main.exports;
  const { Script } = require('node:vm');
  const path = join(folder, file);
  const compiled = `${path}.${process.version}-${process.arch}.compiled`;
  const kept = unpacked(bytesOf(compiled)) ?? unpacked(cached(compiled));
  const { source, cachedData } = kept ?? { source: wrapped(path) };
  const script = new Script(source, { filename: path, cachedData });
  const main = { exports: {} };
  const bundle = { main, script, source, compiled, build: build() };
  loaded.set(file, bundle);
  if (kept === null) keepAtTheEnd(bundle);
  const requires = (id) => (id.startsWith('./') ? load(id) : require(id));
  script.runInThisContext()(main.exports, requires, main, path, folder);
  return main.exports;
}

const wrapped = (path) =>
  `(function (exports, require, module, __filename, __dirname) { ${readFileSync(path, 'latin1')}\n})`;

let known;

/** Which build the bundles are of, as the build has written it down; '' where it has not. */
function build() {
  try {
    known ??= readFileSync(join(folder, 'build.txt'), 'latin1');
  } catch {
    known = '';
  }
  return known;
}

/** The lengths of the compiled form and of the text, and the build, in 32 letters. */
const headLength = 40;

/**
 * A compiled file holds the compiled form and the text of which it was made: one file is read sooner than two, and a text
 * that is put together once more weighs on a young heap. What can't be read, was not written to its end, or was made of
 * another build gives null: a version that was copied over another one must not run the other's text.
 */
function unpacked(bytes) {
  if (bytes === null || bytes.length < headLength) return null;
  if (build() === '' || bytes.latin1Slice(8, headLength) !== build()) return null;
  const end = headLength + bytes.readUInt32LE(0);
  if (end + bytes.readUInt32LE(4) !== bytes.length) return null;
  return { source: bytes.latin1Slice(end), cachedData: bytes.subarray(headLength, end) };
}

function bytesOf(path) {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** What an earlier run of this user left of it elsewhere, since it could not be written beside the bundle. */
const cached = (compiled) =>
  build() === '' ? null : require('./compiled-form.cjs').cached(compiled, build());

const unkept = [];

/** What has run by the end is compiled, and need not be compiled at the next start. */
function keepAtTheEnd(bundle) {
  unkept.push(bundle);
  if (unkept.length === 1) process.on('exit', () => require('./compiled-form.cjs').keep(unkept));
}

/** What the build has written down of the texts that the program prints for such words: the version, and every help. */
const ready = { '--version': '-version', '-V': '-version', '--help': '-help', '-h': '-help', help: '-help' };

/** The name of the text that a command line asks for; '' where it asks for something else. */
function textOf([first, second, ...rest]) {
  if (rest.length > 0) return '';
  if (second === undefined) return Object.hasOwn(ready, first) ? ready[first] : '';
  const command = first === 'help' ? second : ready[second] === '-help' ? first : '';
  return /^[a-z]+$/.test(command) ? command : '';
}

/**
 * Prints the version or a help as it was written down, without loading what makes it, and says whether it did. In a
 * terminal a help depends on the width, and may come page by page. What can't be written here is left to the program.
 */
function printed(words) {
  const name = textOf(words);
  if (name === '') return false;
  const path = join(folder, 'texts', `${name}.txt`);
  if (process.platform === 'win32' || changed(path) < changed(join(folder, 'dvar.cjs'))) return false;
  const out = fstatSync(1);
  const isTerminal = out.isCharacterDevice() && out.rdev !== nullDevice;
  if (isTerminal && name !== '-version') return false;
  const text = readFileSync(path);
  let count = 0;
  try {
    while (count < text.length) count += writeSync(1, text, count);
  } catch {
    if (count === 0) return false;
    // A pipe that is full for now is waited for; whoever reads it may also have gone.
    process.stdout.on('error', () => {});
    process.stdout.write(text.subarray(count));
  }
  return true;
}

module.exports = { load, loaded, headLength };

if (changed(join(folder, 'dvar.cjs')) === 0) {
  console.error('dvar: it is not built yet; run npm start in the folder that it was copied to');
  process.exit(2);
}
if (!printed(process.argv.slice(2))) load('./dvar.cjs');
