import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';
import { classLayouts, writeLayout } from './layouts.testing.ts';

const place = fileURLToPath(new URL('../../../fixtures/homework/class-of-40/', import.meta.url));
const expected = new Map(
  readFileSync(`${place}expected.txt`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => [line.split(' ')[0], line]),
);
const top = mkdtempSync(join(tmpdir(), 'dvar-layouts-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

interface Row {
  readonly student: string | null;
  readonly file: string;
  readonly status: string;
  readonly points: number | null;
  readonly results: readonly { readonly name: string; readonly verdict: string }[];
}

test.each(classLayouts)(
  'the class of 40 in $name: 40 rows, nobody strange, nobody lost',
  async (layout) => {
    const folder = mkdtempSync(join(top, 'l'));
    const { handedIn, roster, pupils } = writeLayout(layout, `${place}handed-in`, folder);
    const { out, err } = await ran(
      ['grade', `${place}assignment.yaml`, handedIn, '--roster', roster, '--format', 'ndjson'],
      { writes: true },
    );
    expect(err).toContain('40 students');
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line): Row => JSON.parse(line));
    expect(rows.map(({ student }) => student).sort()).toEqual(pupils.map(({ id }) => id).sort());
    for (const { student, status, points, results } of rows) {
      const said = [
        student,
        status,
        points ?? '-',
        ...results.flatMap(({ name, verdict }) => (verdict === 'correct' ? [] : `${name} ${verdict}`)),
      ].join(' ');
      expect(said).toBe(expected.get(student ?? ''));
    }
    // Everybody's row is that of their own file.
    for (const { id, file } of pupils)
      expect(rows.find(({ student }) => student === id)?.file).toContain(file);
  },
  60_000,
);
