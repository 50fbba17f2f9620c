// The compiled form of a bundle, as a file beside it: what `dvar.cjs` reads at a start is written here.
const { accessSync, constants, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
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
 * Leaves the compiled form of bundles that ran without one, so that the next start is quicker: a package brings none,
 * since each version of node has its own. Where nothing can be written, nothing is, and nobody is told.
 */
function keep(bundles) {
  for (const bundle of bundles) {
    if (bundle.source.length > longest || bundle.build === '') continue;
    const beside = `${bundle.compiled}.${process.pid}`;
    try {
      accessSync(dirname(beside), constants.W_OK);
      writeFileSync(beside, packed(bundle), { flag: 'wx' });
      renameSync(beside, bundle.compiled);
    } catch {
      rmSync(beside, { force: true });
      return;
    }
  }
}

module.exports = { packed, keep };
