import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { inTerminal } from '../prompt/terminal.testing.ts';

// What is skipped comes back at the end of its lecture, and what was answered can be explained from the step behind it.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvar-skip-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const goesOn = /Enter goes on ?(?:\x1b\[\d*[A-Za-z])*$/;
const asks = /dJ\/da = ?(?:\x1b\[\d*[A-Za-z])*$/;

test('a question that is skipped comes back, and :why behind it explains it', async () => {
  const file = join(folder, 'c.yaml');
  writeFileSync(
    file,
    `format: dvar.course/1
id: mine
title: Mine
programs:
  p: { program: "J = 3*a", values: { a: 2 } }
lectures:
  - id: one
    title: One
    program: p
    steps:
      - { id: s, solo: [a] }
      - { id: t, say: "So far." }
`,
  );
  const terminal = inTerminal(['learn', file]);
  await terminal.answers(':skip', asks);
  await terminal.sees('This step comes back at the end of the lecture.');
  await terminal.answers('', goesOn);
  await terminal.sees(/1 of 2 · your turn/);
  await terminal.answers('3', asks);
  await terminal.sees('Lecture 1 done: 1 of 1 answers right at the first try.');
  await terminal.answers(':why', goesOn);
  await terminal.sees(/3\*a/);
  await terminal.answers('', goesOn);
  await terminal.sees('What you have shown, from weak to strong:');
  await terminal.answers('', goesOn);
  await terminal.sees('Where to go on:');
  expect(await terminal.exit()).toBe(0);
});
