import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { expectFixture } from '../../fixtures.testing.ts';
import { ran } from './environment.testing.ts';

// What every command says of a file that is of no use to it. The table of fault x command x outcome is fixtures/faults.txt.

jest.setTimeout(60_000);
const folder = mkdtempSync(join(tmpdir(), 'dvar-faults-'));
const table = new URL('../../../fixtures/faults.txt', import.meta.url);

const faults = {
  missing: 'a file that is not there',
  folder: 'a folder',
  'folder/in.txt/out.txt': 'a path through a file',
  circle: 'a link in a circle',
  empty: 'an empty file',
  bytes: 'bytes that are no text',
};

beforeAll(() => {
  mkdirSync(join(folder, 'folder'));
  writeFileSync(join(folder, 'folder', 'in.txt'), 'a = 1\n');
  symlinkSync('back', join(folder, 'circle'));
  symlinkSync('circle', join(folder, 'back'));
  writeFileSync(join(folder, 'empty'), '');
  writeFileSync(join(folder, 'bytes'), Buffer.from([0x89, 0x00, 0xd8, 0x80, 0x81, 0x00, 0xff, 0x07, 0x0a]));
  writeFileSync(
    join(folder, 'hw.yaml'),
    'title: One\nprogram: J = 3*(a+b*c)\nvalues: { a: 5, b: 3, c: 2 }\n',
  );
  writeFileSync(join(folder, 'da.txt'), 'da = 3\n');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = ['J = 3*(a+b*c)', 'a=5', 'b=3', 'c=2'];

/** Every place where a file is read, with the name of the file. */
const commands: readonly ((file: string) => readonly string[])[] = [
  (file) => ['-f', file, 'a=5'],
  (file) => ['show', '-f', file],
  (file) => ['check', ...program, file],
  (file) => ['check', ...program, '--answers', file],
  (file) => ['check', file, 'da.txt'],
  (file) => ['lint', file],
  (file) => ['handout', file],
  (file) => ['handout', 'hw.yaml', '--roster', file, '--out', 'sheets'],
  (file) => ['grade', 'hw.yaml', file],
  (file) => ['grade', 'hw.yaml', 'da.txt', '--roster', file],
  (file) => ['grade', 'hw.yaml', 'da.txt', '--rulings', file],
  (file) => ['report', file],
  (file) => ['regrade', file, '--rulings', 'hw.yaml'],
  (file) => ['train', ...program, '--data-file', file],
  (file) => ['learn', `./${file}`],
  (file) => ['progress', '--import', file],
];

const isPath = (word: string): boolean => word in faults || ['hw.yaml', 'da.txt', 'sheets'].includes(word);
const inFolder = (word: string): string => (isPath(word.replace(/^\.\//, '')) ? join(folder, word) : word);

async function outcome(command: readonly string[]): Promise<{ code: number; said: string }> {
  const { code, out, err } = await ran(command.map(inFolder), { writes: true, state: join(folder, 'state') });
  return { code, said: `${out}${err}`.replaceAll(`${folder}/`, '').trimEnd() };
}

const quoted = (word: string): string => (/^[\w./=-]+$/.test(word) ? word : `"${word}"`);

describe.each(Object.entries(faults))('%s', (file, what) => {
  test(`${what} is said to be so by every command that reads a file`, async () => {
    const lines = [`${file}: ${what}`, ''];
    for (const command of commands.map((of) => of(file))) {
      const { code, said } = await outcome(command);
      expect(`${command.join(' ')}: ${code}`).not.toMatch(/: 70$/);
      expect(said).not.toMatch(/\b[A-Z]{5,}\b: |at .*\.ts:\d|undefined|\[object/);
      lines.push(
        `  dvar ${command.map(quoted).join(' ')}`,
        ...said.split('\n').map((line) => `    ${line}`.trimEnd()),
        `    exit code ${code}`,
        '',
      );
    }
    const expected =
      readFileSync(table, 'utf8')
        .split(/^(?=\S)/mu)
        .find((part) => part.startsWith(`${file}: `)) ?? '';
    expectFixture(table, `${lines.join('\n')}\n`, expected);
  });
});
