import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seeded } from '../../tutor/lesson/random.ts';
import { executable } from '../prompt/terminal.testing.ts';

// The machine may stop at any moment, and the disk may be full: the binary itself, killed (-9) at random.

const top = mkdtempSync(join(tmpdir(), 'dvar-interrupted-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
const at = (name: string): string => join(top, name);
const dvar = (...words: readonly string[]) =>
  spawnSync(process.execPath, [executable, ...words], { encoding: 'utf8', cwd: top });
const random = seeded(13);

/** Starts a command and kills it after so many milliseconds; whether it was still running. */
const killedAfter = (wait: number, words: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [executable, ...words], { stdio: 'ignore', cwd: top });
    const timer = setTimeout(() => child.kill('SIGKILL'), wait);
    child.on('exit', (_, signal) => {
      clearTimeout(timer);
      resolve(signal === 'SIGKILL');
    });
  });

beforeAll(() => {
  mkdirSync(at('in'));
  for (let k = 0; k < 60; k++) writeFileSync(at(`in/s${k}.txt`), `dv = 3\nda = dv\ndb = du + ${k}\n`);
  const problem = '  - { id: p, program: u = b*c; v = a+u; J = 3*v, values: { a: 5, b: 3, c: 2 } }\n';
  writeFileSync(at('hw.yaml'), `problems:\n${problem}`);
  writeFileSync(at('own.yaml'), 'program: u = b*c; v = a+u; J = 3*v\ndraw: friendly\n');
  writeFileSync(at('class.csv'), `id\n${Array.from({ length: 40 }, (_, k) => `s${k}`).join('\n')}\n`);
  writeFileSync(at('rulings.yaml'), '- { void: b, who: AB, when: today, why: misprint }\n');
  dvar('grade', 'hw.yaml', 'in', '--format', 'ndjson', '--out', 'rows.ndjson');
});

/** A command that writes `out`, how it is gone on with, and what makes a part of it whole. */
const commands = {
  regrade: (out: string) => ['regrade', 'rows.ndjson', '--rulings', 'rulings.yaml', '--out', out],
  'report, a page': (out: string) => ['report', 'rows.ndjson', '--html', out],
  'report, a table': (out: string) => ['report', 'rows.ndjson', '--format', 'csv', '--out', out],
  'grade, a table': (out: string) => ['grade', 'hw.yaml', 'in', '--format', 'csv', '--out', out],
  'grade, row by row': (out: string) => ['grade', 'hw.yaml', 'in', '--resume', out],
  draw: (out: string) => ['draw', 'own.yaml', '--roster', 'class.csv', '--resume', out],
};
const growing = new Set(['grade, row by row', 'draw']);

describe('killed at any moment', () => {
  test.each(Object.entries(commands))(
    '%s leaves nothing half, and the next run ends it',
    async (name, of) => {
      const whole = `${name}.whole`;
      const started = performance.now();
      dvar(...of(whole));
      const takes = performance.now() - started;
      const expected = readFileSync(at(whole), 'utf8');
      const out = `${name}.out`;
      let kills = 0;
      for (let run = 0; run < 2 || (kills === 0 && run < 20); run++) {
        // The first kills come where the end is near: there something is written. A run that ended before is run anew, and
        // killed sooner.
        const sooner = 1 / Math.max(1, run);
        if (await killedAfter(takes * sooner * (0.5 + 0.5 * random()), of(out))) kills++;
        else rmSync(at(out), { force: true });
        if (!growing.has(name) && existsSync(at(out))) {
          const text = readFileSync(at(out), 'utf8');
          if (text !== '') expect(text).toBe(expected);
          if (text !== '') rmSync(at(out));
        }
      }
      const { status } = dvar(...of(out));
      expect([0, 3]).toContain(status);
      expect(readFileSync(at(out), 'utf8')).toBe(expected);
      expect(kills).toBeGreaterThan(0);
    },
  );
});

const limits = spawnSync('sh', ['-c', 'ulimit -f 4 && echo y'], { encoding: 'utf8' }).stdout === 'y\n';
(limits ? describe : describe.skip)('where the disk takes no more', () => {
  const cramped = (words: readonly string[]) =>
    spawnSync('sh', ['-c', `ulimit -f 4; exec "$@"`, 'sh', process.execPath, executable, ...words], {
      encoding: 'utf8',
      cwd: top,
    });

  test.each(['regrade', 'report, a page', 'report, a table', 'grade, a table'] as const)(
    '%s says so in a line and leaves no part',
    (name) => {
      const before = readdirSync(top).sort();
      const { stderr, status } = cramped(commands[name]('full'));
      expect(stderr).toMatch(/^dvar: full could not be written: .*; name another place$/m);
      expect(stderr).not.toMatch(/bug| {2}at /);
      expect(status).toBe(2);
      expect(readdirSync(top).sort()).toEqual(before);
    },
  );

  test.each(['grade, row by row', 'draw'] as const)('%s says so, and goes on elsewhere in time', (name) => {
    const { stderr, status } = cramped(commands[name]('part'));
    expect(stderr).toMatch(/^dvar: part could not be written/m);
    expect(status).toBe(2);
    dvar(...commands[name]('part'));
    expect(readFileSync(at('part'), 'utf8')).toBe(readFileSync(at(`${name}.whole`), 'utf8'));
    rmSync(at('part'));
  });
});
