import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { inTerminal } from '../prompt/terminal.testing.ts';

test('a graph that is higher than the screen stops, with the first part in sight, and then the question goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dvar-pages-'));
  const file = join(folder, 'c.yaml');
  const steps = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `t${n + 1} = 2*t${n} + b${n}`);
  const values = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `b${n}: ${n}`);
  writeFileSync(
    file,
    `format: dvar.course/1
id: mine
title: Mine
programs:
  p: { program: "t1 = 3*a; ${steps.join('; ')}; J = 2*t9", values: { a: 2, ${values.join(', ')} } }
lectures:
  - { id: one, title: One, program: p, steps: [{ id: s, solo: [t9] }] }
`,
  );
  const terminal = inTerminal(['learn', file], { columns: 40 });
  const asks = /dJ\/dt9 = ?(?:\x1b\[\d*[A-Za-z])*$/;
  await terminal.answers(':graph', asks);
  await terminal.sees('Enter shows more');
  expect(terminal.screen()).toMatch(/t1 = 3\*a[\s\S]*Enter shows more/);
  terminal.type('q\r');
  await terminal.answers('2', asks);
  await terminal.sees('Lecture 1 done');
  terminal.type('q\r');
  expect(await terminal.exit()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});
