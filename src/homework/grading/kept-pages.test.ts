import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { writeClass } from '../../cli/class/class.testing.ts';
import { readAssignment } from '../assignment/assignment.ts';
import { readYaml } from '../assignment/yaml.ts';
import { openFile } from '../documents/open-file.ts';
import { markerOf } from './marker.ts';

const file = new URL('../../../fixtures/homework/two-layer-relu.yaml', import.meta.url);

test('a class gets the rows that each would get alone, in whatever order', async () => {
  const document = readYaml(readFileSync(file, 'utf8'), {});
  const read = document.ok ? readAssignment(document.value) : document;
  if (!read.ok) throw new Error(read.trouble.message);
  const setting = {
    assignment: read.value,
    programs: read.value.problems.map(({ program }) => ('text' in program ? program.text : '')),
    digits: 4,
  };
  const folder = mkdtempSync(join(tmpdir(), 'dvar-pages-'));
  try {
    writeClass(folder, 60, 3);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /s\d{5}\.(?:txt|csv|json)$/.test(name),
    );
    const row = async (marker: ReturnType<typeof markerOf>, name: string) => {
      const opened = await openFile(name, readFileSync(join(folder, name)));
      if (!opened.ok) throw new Error(name);
      const job = { student: name, file: name, notes: [], digest: null };
      return JSON.stringify(await marker.mark(job, opened.value.text, opened.value.notation));
    };
    const alone = new Map<string, string>();
    for (const name of names.slice(0, 25)) alone.set(name, await row(markerOf(setting), name));
    const class1 = markerOf(setting);
    for (const name of names) await row(class1, name);
    const class2 = markerOf(setting);
    for (const name of [...names].reverse()) {
      const found = await row(class2, name);
      if (alone.has(name))
        expect([found, await row(class1, name)]).toEqual([alone.get(name), alone.get(name)]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
