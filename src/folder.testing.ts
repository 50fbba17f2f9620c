import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

/** An empty folder for the tests of one file; it goes when they are done. */
export function testFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `dvar-${name}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
