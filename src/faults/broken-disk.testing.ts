import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { dvarIn } from './classroom.testing.ts';

// A disk that fails, or a machine that stops, at one certain operation of the binary: it is counted, not left to chance.

/**
 * Loaded before the program by NODE_OPTIONS. It counts what changes the disk below the folder of the run, and at the number
 * FAULT_AT does FAULT: `kill` stops the process at once, after half of a write; any other word is the code of an error.
 */
const script = `
const fs = require('node:fs');
const { resolve, sep } = require('node:path');
const at = Number(process.env.FAULT_AT);
const what = process.env.FAULT;
const top = process.cwd() + sep;
let count = 0;
const stop = () => { process.kill(process.pid, 'SIGKILL'); for (;;); };
const ours = (path) => typeof path === 'string' && (resolve(path) + sep).startsWith(top);
const fault = (half = () => {}) => {
  if (++count !== at) return;
  if (what === 'kill') { half(); stop(); }
  throw Object.assign(new Error(what), { code: what });
};
const wrap = (of, name, before) => {
  const usual = of[name];
  of[name] = async function (...args) { before.call(this, ...args); return usual.apply(this, args); };
};
const inHalf = (handle) => (text, from, length, place) => {
  const bytes = Buffer.from(typeof text === 'string' ? text : text);
  const start = typeof from === 'number' ? from : 0;
  const size = typeof length === 'number' ? length : bytes.length - start;
  fault(() => fs.writeSync(handle.fd, bytes, start, size >> 1, typeof place === 'number' ? place : null));
};
for (const name of ['mkdir', 'rename', 'link', 'unlink', 'rm'])
  wrap(fs.promises, name, (path) => { if (ours(path)) fault(); });
wrap(fs.promises, 'writeFile', (path, text) => {
  if (ours(path)) fault(() => fs.writeFileSync(path, String(text).slice(0, String(text).length >> 1)));
});
const open = fs.promises.open;
fs.promises.open = async (path, flags, ...rest) => {
  const reads = flags === 'r' || flags === undefined || typeof flags === 'number';
  if (!reads && ours(path)) fault();
  const handle = await open(path, flags, ...rest);
  if (reads || !ours(path)) return handle;
  for (const name of ['write', 'writeFile', 'appendFile']) wrap(handle, name, inHalf(handle));
  for (const name of ['sync', 'datasync', 'truncate']) wrap(handle, name, () => fault());
  return handle;
};
process.on('exit', () => { if (process.env.FAULT_LOG) fs.writeFileSync(process.env.FAULT_LOG, String(count)); });
`;

const file = join(tmpdir(), `dvar-broken-disk-${process.pid}.cjs`);
writeFileSync(file, script);
afterAll(() => rmSync(file, { force: true }));

/** The environment of a run whose disk fails in this way at this operation, counted from 1. */
export const failingAt = (place: number, fault: string): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--require=${file}`,
  FAULT: fault,
  FAULT_AT: String(place),
});

/** How many operations a command does to the disk when nothing fails. */
export async function operationsIn(folder: string, args: readonly string[], input = ''): Promise<number> {
  const log = join(folder, '.operations');
  await dvarIn(folder, args, { input, env: { ...failingAt(0, 'none'), FAULT_LOG: log } });
  return Number(readFileSync(log, 'utf8'));
}
