#!/usr/bin/env node
// Runs the bundles. Where the build left a bundle's compiled form beside it, that is run: compiling it anew is a third of a start.
const { readFileSync, statSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

const folder = join(__dirname, '..', 'dist');
const loaded = new Map();
const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Loads a bundle; one that is loaded on use is required by its file, as in `./show.cjs`. */
function load(file) {
  const known = loaded.get(file);
  if (known) return known.main.exports;
  const path = join(folder, file);
  const compiled = `${path}.compiled`;
  // What another version of node compiled is refused by this one, which then compiles for itself.
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) { ${readFileSync(path, 'latin1')}\n})`,
    { filename: path, cachedData: changed(compiled) >= changed(path) ? readFileSync(compiled) : undefined },
  );
  const main = { exports: {} };
  loaded.set(file, { main, script, compiled });
  const requires = (id) => (id.startsWith('./') ? load(id) : require(id));
  script.runInThisContext()(main.exports, requires, main, path, folder);
  return main.exports;
}

if (changed(join(folder, 'dvar.cjs')) === 0) {
  console.error('dvar: it is not built yet; run npm start in the folder that it was copied to');
  process.exit(2);
}
load('./dvar.cjs');

module.exports = { load, loaded };
