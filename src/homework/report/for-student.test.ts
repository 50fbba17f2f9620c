import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ran } from '../../cli/shell/environment.testing.ts';

const assignment = `program: u = b*c; v = a + u; J = 3*v
values: { a: 5, b: 3, c: 2 }
policy: { pass: 50% }
`;
const text = `import numpy as np
m = 4
dv = 3
da = 3.0
da = du
du = 3,0
dJ/db: 6
dc = 3 * q
`;
const python = `dv = 3
da = np.foo(3)
mine = dv * 2
db = mine
`;

const top = mkdtempSync(join(tmpdir(), 'dvar-student-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

async function report(name: string, source: string, format: string, policy = ''): Promise<string> {
  const [hw, file] = [join(top, 'hw.yaml'), join(top, name)];
  writeFileSync(hw, assignment.replace('pass: 50%', `pass: 50%${policy}`));
  writeFileSync(file, source);
  const { out } = await ran(['grade', hw, file, '--student', 'zoe', '--format', format], { writes: true });
  return out;
}

test('a line that was not read is shown where an answer is missing', async () => {
  const said = await report(
    'zoe.txt',
    'dv = 3\nmy solution for a: three\ndu = 3\ndb = 6\ndc = 9\n',
    'gradescope',
  );
  expect(said).toMatch(/ine 2: this line is not an answer: my solution/);
});

describe('what a student is told, each thing once', () => {
  test.each(['gradescope', 'moodle'])('%s has no note on what costs nothing', async (format) => {
    const said = await report('zoe.txt', text, format);
    expect(said).not.toMatch(/costs nothing|import numpy|`/);
    expect(said).toContain('Line 5: da is also in line 4; this last line counts.');
  });

  test('where each answer says how it was read, no note repeats it; where only faults are told, one does', async () => {
    expect(await report('zoe.txt', text, 'gradescope')).not.toContain('were read differently');
    expect(await report('zoe.txt', text, 'moodle')).toContain('Lines 6, 7 were read differently');
    expect(await report('zoe.txt', text, 'gradescope', ', feedback: total')).toContain(
      'Lines 6, 7 were read',
    );
  });

  test('what could not be read is told by its answer, with its line', async () => {
    const said = await report('zoe.txt', text, 'moodle');
    expect(said).toContain("dJ/dc (line 8): Column 10: there is no 'q' here");
    expect(said.split("no 'q'")).toHaveLength(2);
    const code = await report('zoe.py', python, 'moodle');
    expect(code).toContain('dJ/da (line 2): Not read: np.foo(...).');
    expect(code).not.toContain('judged 3 of 5');
  });

  test('what only a teacher can do is no student’s', async () => {
    const said = await report('zoe.py', python, 'moodle');
    expect(said).toContain('Store it as dc.');
    expect(said).not.toContain('let the assignment say');
    expect(await report('zoe.py', python, 'ndjson')).toContain('let the assignment say which it is');
  });

  test('the teacher’s table still has it all', async () => {
    const said = await report('zoe.py', python, 'table');
    expect(said).toContain('judged 2 of 5; line 2 not read: np.foo(...)');
    expect(said).toContain('One was read in part; look at what was not read.');
    expect(await report('zoe.txt', text, 'csv')).toContain('costs nothing');
  });
});
