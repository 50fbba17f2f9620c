import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { opNames } from './ops/table.ts';
import { opsOfThePage, withOpsOfThePage } from './ops-of-the-page.testing.ts';

/** What the suites of the copy told: each test by its full name, and whether it passed. */
interface Told {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** A slow machine may take so long for the suites. */
const slow = 300_000;

const root = fileURLToPath(new URL('../', import.meta.url));

/** Who asks every row of the table something, and what. */
const suites = {
  'src/engine/table.test.ts': 'slopes against nudging and mathjs, printed and read back',
  'src/engine/matrices.test.ts': 'on matrices, entry by entry, and by its meaning',
  'src/library/every-op.test.ts': 'show, quiz, hints, mistakes, every witness, the page of `dvar ops`',
  'src/tutor/mistakes/families-everywhere.test.ts': 'what anybody may do with any rule is known',
  'src/tutor/mistakes/every-op.test.ts': 'what anybody may do with a number is known',
  'src/cli/commands/ops.test.ts': 'the list and the page of `dvar ops`',
} as const;

/** What no test by the op's name says, but one test over all rows at once. */
const ofAllRows = {
  'src/engine/numpy.test.ts': 'NumPy finds the value of each row as the row spells it there',
  'src/tutor/mistakes/every-op.test.ts': 'what a row says is reported',
} as const;

describe('the suites that ask every row, with the ops that CONTRIBUTING adds to the letter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'new-op-'));
  const names = opsOfThePage.map(({ op }) => op);
  let told: Told;

  beforeAll(() => {
    for (const each of ['src', 'fixtures', 'package.json', 'tsconfig.json'])
      cpSync(join(root, each), join(folder, each), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    withOpsOfThePage(folder);
    const wanted = [...names, ...Object.values(ofAllRows)].join('|');
    const out = join(folder, 'told.json');
    const files = [...Object.keys(suites), ...Object.keys(ofAllRows)];
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    try {
      execFileSync(
        process.execPath,
        ['--experimental-vm-modules', '--no-warnings', jest, '--runInBand', '--json', `--outputFile=${out}`]
          .concat('-t', `\\b(${wanted})\\b`)
          .concat(files),
        { cwd: folder, stdio: 'pipe' },
      );
    } catch {
      // What is red is told below, with its name.
    }
    told = JSON.parse(readFileSync(out, 'utf8')) as Told; // as jest writes it
  }, slow);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test(
    'compile, and an incomplete one does not',
    () => {
      const compiled = (): string => {
        const args = ['--noEmit', '--pretty', 'false', '-p', join(folder, 'tsconfig.ops.json')];
        try {
          return execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...args], {
            encoding: 'utf8',
          });
        } catch (failed) {
          return String((failed as { stdout?: unknown }).stdout); // as execFileSync fails
        }
      };
      const files = ['src/ops/table.ts', 'src/engine/meanings.testing.ts'];
      writeFileSync(
        join(folder, 'tsconfig.ops.json'),
        JSON.stringify({ extends: './tsconfig.json', files, include: [] }),
      );
      expect(compiled()).toBe('');
      const home = join(folder, 'src/ops/activations.ts');
      const whole = readFileSync(home, 'utf8');
      writeFileSync(home, whole.replace("t: 'b - a' }", '}'));
      expect(compiled()).toMatch(/activations\.ts.*Property 't' is missing/);
      writeFileSync(home, whole);
    },
    slow,
  );

  test.each(Object.entries(suites))('%s: %s', (file) => {
    const results = told.testResults.find(({ name }) => name.endsWith(file))?.assertionResults ?? [];
    for (const { op, meaning } of opsOfThePage) {
      if (file.includes('table') && meaning !== null) continue; // that suite is about single numbers
      expect(opNames).not.toContain(op);
      const ofOp = results.filter(({ fullName }) => new RegExp(`\\b${op}\\b`).test(fullName));
      expect([op, ofOp.length > 0]).toEqual([op, true]);
      expect(ofOp.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)).toEqual([]);
    }
  });

  test.each(Object.entries(ofAllRows))('%s: %s', (file, title) => {
    const results = told.testResults.find(({ name }) => name.endsWith(file))?.assertionResults ?? [];
    const ran = results.filter(({ fullName, status }) => fullName.includes(title) && status !== 'pending');
    // Where there is no Python with NumPy, there is no such test.
    expect(ran.filter(({ status }) => status !== 'passed').map(({ fullName }) => fullName)).toEqual([]);
  });
});
