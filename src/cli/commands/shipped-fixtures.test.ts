import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { expectFixture } from '../../fixtures.testing.ts';
import { readYaml } from '../../homework/assignment/yaml.ts';
import { executable } from '../prompt/terminal.testing.ts';
import { ran } from '../shell/environment.testing.ts';

// What is shipped for teachers: classes with their reports, and scripts for other systems.

jest.setTimeout(60_000);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const fixtures = 'fixtures/homework';
const top = mkdtempSync(join(tmpdir(), 'dvar-shipped-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

describe('the shipped classes', () => {
  const classes = ['running-example', 'two-layer-relu', 'm-examples'];

  test('are many', () => {
    const files = classes.flatMap((name) => readdirSync(join(root, fixtures, 'submissions', name)));
    expect(files.length).toBeGreaterThanOrEqual(50);
  });

  test.each(classes)('%s is graded as its report says', async (name) => {
    const before = process.cwd();
    process.chdir(root);
    try {
      const { out, code } = await ran(
        ['grade', `${fixtures}/${name}.yaml`, `${fixtures}/submissions/${name}`],
        { writes: true, columns: 100, env: { NO_COLOR: '1' } },
      );
      const report = join(root, fixtures, 'submissions', `${name}.report.txt`);
      expectFixture(report, out, readFileSync(report, 'utf8'));
      expect(code).toBe(3);
    } finally {
      process.chdir(before);
    }
  });

  test.each(classes)('%s is an assignment without a fault', async (name) => {
    const file = join(root, fixtures, `${name}.yaml`);
    const { out, code } = await ran(['lint', file, '--strict', '--format', 'json'], { writes: true });
    expect(JSON.parse(out)).toEqual({ format: 'dvar.lint/1', findings: [] });
    expect(code).toBe(0);
  });
});

describe('the autograder', () => {
  /** Gradescope's folders, with what one student handed in. */
  function autograded(name: string, submission: string, bytes: string | Uint8Array) {
    const place = join(top, name);
    for (const folder of ['source', 'submission']) mkdirSync(join(place, folder), { recursive: true });
    cpSync(join(root, fixtures, 'running-example.yaml'), join(place, 'source', 'hw.yaml'));
    writeFileSync(join(place, 'submission', submission), bytes);
    const metadata = { id: 1, users: [{ email: 'alice@example.org', id: 7, name: 'Alice', sid: 'alice' }] };
    writeFileSync(join(place, 'submission_metadata.json'), JSON.stringify(metadata));
    const { status, stderr } = spawnSync('bash', [join(root, 'fixtures/gradescope/run_autograder')], {
      env: { PATH: process.env.PATH, AUTOGRADER: place, DVAR: `${process.execPath} ${executable}` },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    return JSON.parse(readFileSync(join(place, 'results', 'results.json'), 'utf8'));
  }

  /** What Gradescope's documentation allows. */
  const known = {
    top: ['score', 'output', 'output_format', 'test_output_format', 'tests', 'extra_data'],
    test: ['name', 'number', 'score', 'max_score', 'status', 'output', 'extra_data'],
  };

  test('leaves results that Gradescope reads', () => {
    const results = autograded('good', 'hw.txt', 'dv = 3\nda = dv\ndu = dv\ndb = du + c\ndc = du*b\n');
    expect(results.score).toBe(4);
    expect(Object.keys(results).filter((key) => !known.top.includes(key))).toEqual([]);
    for (const each of results.tests) {
      expect(Object.keys(each).filter((key) => !known.test.includes(key))).toEqual([]);
      expect(['passed', 'failed']).toContain(each.status);
    }
    expect(results.extra_data).toEqual({ student: 'alice', status: 'graded', drawnFor: 'alice' });
  });

  test('says of a photo that it was not read, and gives it no score, which would pass for a verdict', () => {
    const results = autograded('photo', 'hw.jpg', Uint8Array.of(0xff, 0xd8, 0xff));
    expect(results.output).toContain('Not graded: ');
    expect(results).not.toHaveProperty('score');
  });
});

test('the workflow is YAML that runs dvar', () => {
  const text = readFileSync(join(root, fixtures, 'ci', 'github-actions.yml'), 'utf8');
  expect(readYaml(text).ok).toBe(true);
  expect(text).toContain('dvar check hw.yaml answers.txt');
  // What it writes is handed on.
  expect(text).toMatch(/--out homework\.xml[\s\S]*upload-artifact[\s\S]*path: homework\.xml/);
});

test('the hook and the Makefile carry the verdict', () => {
  const place = join(top, 'hook');
  mkdirSync(place);
  writeFileSync(join(place, 'hw.yaml'), 'program: J = 3*a\nvalues: { a: 2 }\n');
  writeFileSync(join(place, 'answers.txt'), 'da = 4\n');
  writeFileSync(join(place, 'dvar'), `#!/bin/sh\nexec ${process.execPath} ${executable} "$@"\n`, {
    mode: 0o755,
  });
  const shell = (script: string) =>
    spawnSync('/bin/sh', ['-c', script], {
      cwd: place,
      env: { PATH: `${place}:${process.env.PATH}`, HOME: place },
      encoding: 'utf8',
    });
  shell('git init -q . && git add answers.txt');
  const hook = `sh ${join(root, fixtures, 'ci', 'pre-commit')}`;
  expect(shell(hook).status).toBe(1);
  writeFileSync(join(place, 'answers.txt'), 'da = 3\n');
  shell('git add answers.txt');
  expect(shell(hook).status).toBe(0);
  const made = shell(`make -f ${join(root, fixtures, 'ci', 'Makefile')} check`);
  // Where there is no make, there is nothing to try.
  expect([0, 127]).toContain(made.status);
  mkdirSync(join(place, 'submissions'));
  writeFileSync(join(place, 'submissions', 'alice.txt'), 'da = 3\n');
  // Its commands, twice: what was graded before is in nobody's way, nor what an interrupted run left.
  const [, recipe = ''] =
    /^grade:\n((?:\t.*\n)+)/m.exec(readFileSync(join(root, fixtures, 'ci', 'Makefile'), 'utf8')) ?? [];
  const commands = recipe
    .replaceAll('$$', '$')
    .trim()
    .split('\n')
    .map((line) => line.trim());
  for (const run of [1, 2]) {
    writeFileSync(join(place, 'grades.new'), '');
    for (const command of commands) expect([run, command, shell(command).status]).toEqual([run, command, 0]);
    expect(readFileSync(join(place, 'grades.csv'), 'utf8')).toContain('alice');
  }
  const grade = 'dvar grade hw.yaml submissions/ --format csv --out left.csv';
  writeFileSync(join(place, 'left.csv'), '');
  expect(shell(grade).status).toBe(0);
  expect(shell(grade)).toMatchObject({ status: 2, stderr: expect.stringContaining('it already exists') });
});
