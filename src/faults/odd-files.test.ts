import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { classroom, dvarIn, type Ended, eachOf } from './classroom.testing.ts';
import { testCells } from './table.testing.ts';

// What lies where a file should, and would fill the memory, or never end, or never begin.

/** Every command that reads a file, with `odd` in its place; some want a name that ends as their files do. */
const readers: Readonly<Record<string, readonly string[]>> = {
  'show -f': ['show', '-f', 'odd'],
  'nudge -f': ['nudge', '-f', 'odd', '--all'],
  'train -f': ['train', '-f', 'odd'],
  quiz: ['odd.yaml'],
  check: ['check', 'hw.yaml', 'odd'],
  'check, the assignment': ['check', 'odd.yaml', 'in/bob.txt'],
  grade: ['grade', 'hw.yaml', 'odd'],
  'grade, the assignment': ['grade', 'odd.yaml', 'in'],
  'grade --roster': ['grade', 'hw.yaml', 'in', '--roster', 'odd'],
  report: ['report', 'odd'],
  'regrade --rulings': ['regrade', 'rows.ndjson', '--rulings', 'odd'],
  lint: ['lint', 'odd.yaml'],
  learn: ['learn', 'odd.yaml'],
};

/** Tests of these commands, each of which sees the same odd file. Their runs begin together: some only wait. */
function readersOf(
  names: readonly string[],
  makeOdd: (path: string) => void,
  check: (name: string, ended: Ended) => void,
): Readonly<Record<string, () => Promise<void>>> {
  const ended = new Map<string, Ended>();
  const all = classroom().then(async (folder) => {
    makeOdd(join(folder, 'odd'));
    symlinkSync('odd', join(folder, 'odd.yaml'));
    await eachOf(names, async (name) => {
      ended.set(name, await dvarIn(folder, readers[name] ?? []));
    });
  });
  return Object.fromEntries(
    names.map((name) => [
      name,
      async () => {
        await all;
        const run = ended.get(name);
        expect(run?.signal).toBeNull();
        if (run) check(name, run);
      },
    ]),
  );
}

/** A row of a class for what can't be graded, and for every other command one line on standard error. */
const refusedBy =
  (says: RegExp) =>
  (name: string, { code, out, err }: Ended) => {
    if (name === 'grade') {
      expect(out.replaceAll(/\s+/g, ' ')).toMatch(says);
      expect(code).toBe(3);
      return;
    }
    expect(err).toMatch(/^dvar: .*\n$/);
    expect(err).toMatch(says);
    expect(code).toBe(2);
  };

testCells(
  'huge',
  readersOf(
    Object.keys(readers),
    (path) => {
      closeSync(openSync(path, 'w'));
      truncateSync(path, 5_000_000_000);
    },
    refusedBy(/too large/),
  ),
);

testCells(
  'devices',
  readersOf(
    ['show -f', 'nudge -f', 'check', 'grade', 'grade --roster', 'report', 'regrade --rulings', 'lint'],
    (path) => symlinkSync('/dev/zero', path),
    refusedBy(/too large|a device, a pipe or a socket/),
  ),
);

const makePipe = (path: string): void => {
  spawnSync('mkfifo', [path]);
};

testCells(
  'pipes',
  readersOf(
    [
      'show -f',
      'check',
      'grade',
      'grade, the assignment',
      'grade --roster',
      'report',
      'regrade --rulings',
      'lint',
    ],
    makePipe,
    refusedBy(/a pipe into which nobody writes|a device, a pipe or a socket/),
  ),
);

test('a pipe into which somebody writes late, and in two pieces, is read to its end', async () => {
  const folder = await classroom();
  makePipe(join(folder, 'odd'));
  const script = '{ sleep 0.3; printf "dv = 3\\nda"; sleep 0.3; printf " = dv\\n"; } > odd';
  spawn('/bin/sh', ['-c', script], { cwd: folder, stdio: 'ignore' });
  const { out } = await dvarIn(folder, ['check', 'hw.yaml', 'odd']);
  expect(out).toMatch(/^✓ dJ\/da = dv$/m);
});

test('an assignment that comes through a pipe is read once, and looked over', async () => {
  const folder = await classroom();
  makePipe(join(folder, 'odd'));
  spawn('/bin/sh', ['-c', 'cat hw.yaml > odd'], { cwd: folder, stdio: 'ignore' });
  const { out, err } = await dvarIn(folder, ['lint', 'odd']);
  expect([err, out]).toEqual(['', expect.stringMatching(/^odd: /)]);
});
