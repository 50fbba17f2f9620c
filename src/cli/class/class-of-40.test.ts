import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectFixture } from '../../fixtures.testing.ts';
import { readAssignment } from '../../homework/assignment/assignment.ts';
import { readYaml } from '../../homework/assignment/yaml.ts';
import { openFile } from '../../homework/documents/open-file.ts';
import { markerOf } from '../../homework/grading/marker.ts';
import { ran } from '../shell/environment.testing.ts';
import { runTask } from './grader.ts';

const place = fileURLToPath(new URL('../../../fixtures/homework/class-of-40/', import.meta.url));

/** What a row comes to: who, what became of it, how many points, and which answers are not right. */
interface Row {
  readonly student: string;
  readonly status: string;
  readonly points: number | null;
  readonly results: readonly { readonly name: string; readonly verdict: string }[];
}
const said = ({ student, status, points, results }: Row): string =>
  [
    student,
    status,
    points ?? '-',
    ...results.flatMap(({ name, verdict }) => (verdict === 'correct' ? [] : `${name} ${verdict}`)),
  ].join(' ');

test('a class of forty hands in what students of many countries do, and everybody gets what the content earns', async () => {
  const { out, code } = await ran(
    ['grade', `${place}assignment.yaml`, `${place}handed-in`, '--format', 'ndjson'],
    { writes: true },
  );
  const rows = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
  expect(rows.length).toBeGreaterThanOrEqual(40);
  const expected = `${place}expected.txt`;
  expectFixture(expected, `${rows.map(said).join('\n')}\n`, readFileSync(expected, 'utf8'));
  expect(code).toBe(3);
}, 60_000);

const document = readYaml(readFileSync(`${place}assignment.yaml`, 'utf8'), {});
const assignment = document.ok ? readAssignment(document.value) : document;
if (!assignment.ok) throw new Error(assignment.trouble.message);
const marker = markerOf({
  assignment: assignment.value,
  programs: ['u = b*c; v = a+u; J = 3*v'],
  digits: 4,
});
const names = [
  'a.txt',
  'a.html',
  'a.docx',
  'a.tex',
  'a.md',
  'a.ipynb',
  'a.py',
  'a.csv',
  'a.json',
  'a.pdf',
  'a.rtf',
];
/** How files of each kind begin, so that what is behind that is looked at. */
const beginnings = [
  '',
  'PK\u0003\u0004',
  '%PDF-1.4\n',
  '{\\rtf1 ',
  '<p>',
  '{"cells": [',
  '\\begin{align}',
  '| dv | 3 |\n|---|---|\n',
  'dv = ',
];

test('any bytes as a file get a row, and nothing is thrown', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.constantFrom(...beginnings),
      fc.uint8Array({ maxLength: 400 }),
      async (path, beginning, noise) => {
        const bytes = Uint8Array.from([...Buffer.from(beginning, 'latin1'), ...noise]);
        const job = { student: 'x', file: path, notes: [], digest: null };
        const row = await runTask(marker, { kind: 'bytes', job, path, bytes });
        expect(row.status).not.toBe('grader-error');
        expect(row.student).toBe('x');
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);

test.each([
  ['blanks', ' '.repeat(900_000)],
  ['lines', '\n'.repeat(900_000)],
  ['brackets', '<p>'.repeat(300_000)],
  ['groups', `{\\rtf1 ${'{'.repeat(900_000)}`],
  ['matrices', `\\begin{align}${'\\begin{pmatrix}'.repeat(50_000)}`],
  ['bars', `|---|\n${'|'.repeat(900_000)}`],
  ['a table row of blanks', `| a |\n|---|\n|${' '.repeat(900_000)}`],
])('a file of nothing but %s is opened or refused with one sentence', async (_, text) => {
  const file = await openFile('a.txt', Buffer.from(text));
  if (file.ok) expect(file.value.text.length).toBeLessThanOrEqual(text.length + 1);
  else expect(file.trouble.message).toMatch(/^\S[^\n]*\S$/u);
});
