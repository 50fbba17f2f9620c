import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { executable } from '../prompt/terminal.testing.ts';

const top = mkdtempSync(join(tmpdir(), 'dvar-scale-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
const script = fileURLToPath(new URL('../../../fixtures/homework/scale/gnu-parallel.sh', import.meta.url));
const assignment = fileURLToPath(new URL('../../../fixtures/homework/running-example.yaml', import.meta.url));
const isThere = spawnSync('parallel', ['--version']).status === 0;
const lines = join(top, 'all.ndjson');
writeFileSync(
  lines,
  Array.from(
    { length: 30 },
    (_, k) => `${JSON.stringify({ student: `s${k}`, text: 'dv = 3\nda = dv' })}\n`,
  ).join(''),
);

/** Runs the script to copy, with a dvar of ours. */
const run = (dvar: string, whole: string) =>
  spawnSync('sh', [script, assignment, lines, whole], {
    encoding: 'utf8',
    env: { ...process.env, DVAR: dvar, BLOCK: '10' },
  });

(isThere ? test : test.skip)(
  `GNU parallel: all rows in their order, and a worker that is killed is missed${isThere ? '' : ' (it is not installed here)'}`,
  () => {
    const dvar = `${process.execPath} ${executable}`;
    const whole = join(top, 'whole.ndjson');
    const { stderr, status } = run(dvar, whole);
    expect(stderr).toContain('complete: 30 of 30 lines have a row');
    expect(status).toBe(0);
    const rows = readFileSync(whole, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ row, student }) => [row, student])).toEqual(rows.map((_, k) => [k + 1, `s${k}`]));
    // The worker of the second block is killed when half of its lines went in.
    const killed = join(top, 'killed.sh');
    writeFileSync(
      killed,
      `#!/bin/sh\nif [ "$1" = grade ] && [ "$PARALLEL_SEQ" = 2 ]; then head -n 5 | ${dvar} "$@"; kill -9 $$; fi\nexec ${dvar} "$@"\n`,
    );
    chmodSync(killed, 0o755);
    const after = run(killed, join(top, 'part.ndjson'));
    expect(after.stderr).toContain('not complete: 5 of 30 lines have no row: 16, 17, 18, 19, 20');
    expect(after.status).toBe(3);
  },
  60_000,
);
