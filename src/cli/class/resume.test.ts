import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { disk } from '../shell/disk.ts';
import { earlierRows } from './resume.ts';

const folder = mkdtempSync(join(tmpdir(), 'dvar-resume-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a report that is longer than can be gone on with is refused, and not cut off', async () => {
  const report = join(folder, 'report.ndjson');
  const row = `${JSON.stringify({ format: 'dvar.grade/2', student: 'ana' })}\n`;
  writeFileSync(report, row);
  await expect(earlierRows(disk, report, 'x', row.length - 1)).rejects.toThrow(/too many for --resume/);
  expect(await earlierRows(disk, report, 'x', row.length)).toHaveLength(1);
  expect(readFileSync(report, 'utf8')).toBe(row);
});
