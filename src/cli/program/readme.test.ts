import { readdirSync, readFileSync } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import manifest from '../../../package.json' with { type: 'json' };
import { expectFixture } from '../../fixtures.testing.ts';
import { commandWords } from '../../tutor/answers/command-words.ts';
import { mistakeMessages } from '../../tutor/mistakes/messages.ts';
import { run } from '../commands/run.ts';
import { inTerminal } from '../prompt/terminal.testing.ts';
import { disk } from '../shell/disk.ts';
import { ran } from '../shell/environment.testing.ts';
import type { Environment } from '../shell/environment.ts';
import { manualPages } from './manual-pages.ts';

// The examples of the README and of the manual are what the program does: every console block is run.

const root = new URL('../../../', import.meta.url);
const manualFolder = fileURLToPath(new URL('src/manual', root));
const readPage = (name: string): string => readFileSync(`${manualFolder}/${name}.md`, 'utf8');
const pages = ['README.md', ...Object.keys(manualPages).map((name) => `src/manual/${name}.md`)];

const examples = pages.flatMap((page) =>
  [...readFileSync(new URL(page, root), 'utf8').matchAll(/^```console\n\$ (.*)\n([\s\S]*?)^```/gm)].map(
    ([, command = '', output = '']) => ({ page, command, output }),
  ),
);
const runnable = examples.filter(({ command }) => !command.startsWith('npm'));

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
  const stderr = new PassThrough();
  const environment: Environment = {
    env: {},
    platform: 'linux',
    stdin: { isTTY: false, whole: () => Buffer.from(typed), open: () => Readable.from([typed]) },
    stdout,
    stderr,
    chance: () => 0.5,
    clock: () => performance.now(),
    readFile: async (path) => readFileSync(new URL(path, root), 'utf8'),
    readBytes: async (path) => readFileSync(new URL(path, root)),
    writeFile: async () => {},
    disk,
    manualFolder,
    now: () => 0,
    zone: () => 0,
    stateFolder: async () => null,
    courseFolder: fileURLToPath(new URL('fixtures/course', root)),
    builtFolder: null,
    problemsFolder: fileURLToPath(new URL('fixtures/problems', root)),
    graderFile: null,
  };
  await run(words, environment);
  // What is refused is printed as well: a refusal may be what an example shows.
  return String(stdout.read() ?? '') + String(stderr.read() ?? '');
}

test('the README opens with npm start, and there are examples to run', () => {
  expect(examples[0]?.command).toBe('npm start');
  expect(runnable.length).toBeGreaterThanOrEqual(10);
});

describe.each(pages)('%s', (page) => {
  const own = runnable.filter((example) => example.page === page);
  if (own.length === 0) test('has no examples to run', () => expect(own).toEqual([]));
  else
    test.each(own)('$command', async ({ command, output }) => {
      const around = (part: string): string => `\`\`\`console\n$ ${command}\n${part}\`\`\``;
      expectFixture(new URL(page, root), await outputOf(command), output, around);
    });
});

test('help lists the pages that there are', () => {
  const files = readdirSync(manualFolder).map((file) => file.replace(/[.]md$/, ''));
  expect(Object.keys(manualPages).toSorted()).toEqual(files.toSorted());
});

test('the README is short, and leads to every page', () => {
  const readme = readFileSync(new URL('README.md', root), 'utf8');
  for (const [name, about] of Object.entries(manualPages))
    expect(readme).toContain(`- [${name}](src/manual/${name}.md): ${about}\n`);
  // Three screens of forty lines.
  expect(readme.split('\n').length).toBeLessThanOrEqual(142);
});

test('npm start shows this screen in a terminal, with what is typed there', async () => {
  const [{ output = '' } = {}] = examples;
  // A line such as `dJ/db = 5` is a prompt with what was typed behind it.
  const typed = output
    .split('\n')
    .flatMap((line) => /^(?:d\w+\/d\w+ =) ([^\s─│└┌├]+)$/.exec(line)?.[1] ?? []);
  const started = /bin\/dvar[.]cjs (.*)$/.exec(manifest.scripts.start)?.[1] ?? '';
  const script = '"$@"; echo "code $?."; read end';
  const terminal = inTerminal(wordsOf(started), { env: { NO_COLOR: '1' }, script });
  for (const line of typed) await terminal.answers(line);
  expect(await terminal.exit()).toBe(0);
  const [screen = ''] = terminal.screen().split(/^code 0[.]/m);
  expectFixture(new URL('README.md', root), screen, output);
});

test('the manual speaks of every command and of every option', async () => {
  const manual = Object.keys(manualPages).map(readPage).join('\n');
  const helpOf = async (...words: readonly string[]): Promise<string> =>
    (await ran([...words, '--help'])).out;
  const commandNames = [...(await helpOf()).matchAll(/^ {2}([a-z]+) {2,}[a-z]/gm)].map(
    ([, name = '']) => name,
  );
  expect(commandNames).toContain('grade');
  const missing: string[] = [];
  for (const name of commandNames.filter((each) => each !== 'dvar')) {
    if (!manual.includes(`dvar ${name}`)) missing.push(`dvar ${name}`);
    for (const [, option = ''] of (await helpOf(name)).matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm))
      if (!new RegExp(`${option}(?![a-z-])`).test(manual)) missing.push(`${name} ${option}`);
  }
  expect(missing).toEqual([]);
});

test('every colon word is listed', () => {
  for (const word of commandWords) expect(readPage('learning')).toContain(`\`:${word}`);
});

test('every mistake is listed, in the words of the program', () => {
  const [table = ''] = /^\| id \|.*\n(?:\|.*\n)+/m.exec(readPage('mistakes')) ?? [];
  const rows = Object.entries(mistakeMessages).map(([id, { means }]) => `| \`${id}\` | ${means} |\n`);
  expectFixture(`${manualFolder}/mistakes.md`, `| id | the mistake |\n|---|---|\n${rows.join('')}`, table);
});
