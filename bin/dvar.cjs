#!/usr/bin/env node
// Runs the bundle. Where the build left its compiled form beside it, that is run: compiling it anew is a third of a start.
const { readFileSync, statSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

const bundle = join(dirname(__dirname), 'dist', 'dvar.cjs');
const compiled = `${bundle}.compiled`;
const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (changed(bundle) === 0) {
  console.error('dvar: it is not built yet; run npm start in the folder that it was copied to');
  process.exit(2);
}

// What another version of node compiled is refused by this one, which then compiles for itself.
const script = new Script(wrap(readFileSync(bundle, 'utf8')), {
  filename: bundle,
  cachedData: changed(compiled) >= changed(bundle) ? readFileSync(compiled) : undefined,
});
const main = { exports: {} };
script.runInThisContext()(main.exports, createRequire(bundle), main, bundle, dirname(bundle));

module.exports = { script, compiled };
