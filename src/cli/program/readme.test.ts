import { readFileSync } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { commands } from '../../tutor/answers/command-words.ts';
import { mistakeMessages } from '../../tutor/mistakes/messages.ts';
import { run } from '../commands/program.ts';
import { disk } from '../shell/disk.ts';
import type { Environment } from '../shell/environment.ts';

// The README's examples are what the program does: every console block is run, and every colon word is listed.

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const blocks = [...readme.matchAll(/```console\n\$ (.*)\n([\s\S]*?)```/g)].map(
  ([, command = '', output = '']) => ({
    command,
    output,
  }),
);
const runnable = blocks.filter(({ command }) => !command.startsWith('npm'));

/** Words of a command line as a shell takes them apart: double quotes hold, `\n` in single quotes is left alone. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}

async function outputOf(command: string): Promise<string> {
  const [before, after] = command.split(' | dvar ');
  const [first = '', ...words] = wordsOf(after === undefined ? command : `dvar ${after}`);
  expect(first).toBe('dvar');
  const typed = after === undefined ? '' : (wordsOf(before ?? '')[1] ?? '').replaceAll('\\n', '\n');
  const stdout = new PassThrough();
  const world: Environment = {
    env: {},
    platform: 'linux',
    stdin: Readable.from([typed]),
    stdout,
    stderr: new PassThrough(),
    chance: () => 0.5,
    clock: () => performance.now(),
    readFile: async (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'),
    readBytes: async (path) => readFileSync(new URL(`../../../${path}`, import.meta.url)),
    writeFile: async () => {},
    disk,
    graderFile: null,
  };
  await run(words, world);
  return String(stdout.read() ?? '');
}

test('there are examples to run', () => {
  expect(blocks[0]?.command).toBe('npm start');
  expect(runnable.length).toBeGreaterThanOrEqual(3);
});

test.each(runnable)('$command', async ({ command, output }) => {
  expect(await outputOf(command)).toBe(output);
});

test('every colon word is listed', () => {
  for (const word of Object.keys(commands)) expect(readme).toContain(`\`:${word}`);
});

test('every mistake is listed, in the words of the program', () => {
  for (const [id, { means }] of Object.entries(mistakeMessages))
    expect(readme).toContain(`| \`${id}\` | ${means} |`);
});
