// Types what the README's first console block shows, in a pseudo-terminal, and holds the screen against the block.
// Usage: node newcomer.mjs CLONE   (node-pty is taken from the packages installed beside this file's checkout)
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';

const [clone = '.'] = process.argv.slice(2);
const readme = readFileSync(join(clone, 'README.md'), 'utf8');
const block = /```console\n\$ (npm start)\n([\s\S]*?)```/.exec(readme);
if (!block?.[2]) fail('the README does not open with a console block of npm start');
const expected = block[2].trimEnd().split('\n');

// A line such as ` dJ/db = 5` is a prompt with what was typed behind it; a blank line before it begins a question.
const typed = expected.flatMap((line) => /^ ?(d\w+\/d\w+ =) ([^\s─│└┌├]+)$/.exec(line)?.[2] ?? []);
const prompt = /d\w+\/d\w+ =/;

const terminal = spawn(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['start'], {
  cwd: clone,
  cols: 80,
  rows: 30,
  env: { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', NO_COLOR: '1' },
});
let seen = '';
let since = 0;
let wake = () => {};
terminal.onData((data) => {
  seen += data;
  wake();
});
const ended = new Promise((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
const clock = setTimeout(() => fail(`the quiz came to a halt; the screen was:\n${plain(seen)}`), 10 * 60_000);

for (const answer of typed) {
  await until(() => prompt.test(seen.slice(since)));
  since = seen.length;
  terminal.write(`${answer}\r`);
}
// After the last answer it asks how to go on; Enter leaves.
await until(() => /next\?/.test(seen.slice(since)));
terminal.write('\r');
const code = await ended;
clearTimeout(clock);

// Whatever npm says about itself stands before the first line of the drawing, and is not the program's.
const screen = plain(seen).split('\n');
const start = screen.indexOf(expected[0]);
const shown = start < 0 ? screen : screen.slice(start);
const wrong = expected.findIndex((line, i) => line !== shown[i]);
if (wrong >= 0) {
  fail(
    `the screen and the README differ at line ${wrong + 1} of the block:\n  README: ${expected[wrong]}\n  screen: ${shown[wrong]}\n\n${shown.join('\n')}`,
  );
}
if (code !== 0) fail(`npm start ended with ${code}`);
console.log(`newcomer: ${typed.length} lines typed, the screen is the README's`);

function until(holds) {
  return new Promise((resolve) => {
    wake = () => {
      if (!holds()) return;
      wake = () => {};
      resolve(undefined);
    };
    wake();
  });
}

/** The text that stays on the screen: redrawn lines once, no escapes, no blanks at line ends. */
function plain(text) {
  const rows = [''];
  let row = 0;
  let column = 0;
  for (const [piece] of text.matchAll(/\x1b\[[?\d;]*[A-Za-z]|\r|\n|[^\x1b\r\n]/gu)) {
    const csi = /^\x1b\[([?\d;]*)([A-Za-z])$/.exec(piece);
    const count = Number(csi?.[1]) || 1;
    if (piece === '\n') row += 1;
    else if (piece === '\r') column = 0;
    else if (csi?.[2] === 'A') row = Math.max(0, row - count);
    else if (csi?.[2] === 'B') row += count;
    else if (csi?.[2] === 'C') column += count;
    else if (csi?.[2] === 'D') column = Math.max(0, column - count);
    else if (csi?.[2] === 'G') column = count - 1;
    else if (csi?.[2] === 'K') rows[row] = (rows[row] ?? '').slice(0, csi[1] === '2' ? 0 : column);
    else if (!csi) {
      const line = [...(rows[row] ?? '').padEnd(column)];
      line[column] = piece;
      rows[row] = line.join('');
      column += 1;
    }
    while (rows.length <= row) rows.push('');
  }
  return rows.map((line) => line.trimEnd()).join('\n');
}

function fail(message) {
  console.error(`newcomer: ${message}`);
  process.exit(1);
}
