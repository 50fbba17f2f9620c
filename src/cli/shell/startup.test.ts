import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { executable, lecture } from '../prompt/terminal.testing.ts';
import { ran } from './environment.testing.ts';

// What a start loads: the command line, and of the rest what the command at hand needs, in its compiled form.

const bundle = (name: string): string =>
  readFileSync(join(dirname(dirname(executable)), 'dist', `${name}.cjs`), 'latin1');

/** The bundles that a command loads, each with whether node took its compiled form. */
const loadedBy = (...args: readonly string[]): Record<string, boolean> => loadedWith('', ...args);

/** The same, with something on standard input. */
function loadedWith(input: string, ...args: readonly string[]): Record<string, boolean> {
  const script = `
    const { loaded } = require(${JSON.stringify(executable)});
    process.on('exit', () => {
      const all = [...loaded].map(([file, { script }]) => [file, script.cachedDataRejected === false]);
      process.stderr.write(JSON.stringify(Object.fromEntries(all)));
    });
  `;
  const { stderr } = spawnSync(process.execPath, ['-e', script, 'dvar', ...args], {
    env: { PATH: process.env.PATH },
    encoding: 'utf8',
    input,
  });
  return JSON.parse(stderr.split('\n').at(-1) ?? '');
}

describe('the bundle of the command line', () => {
  test('holds neither engine nor tutor', () => {
    expect(bundle('show')).toContain('has no value');
    expect(bundle('dvar')).not.toContain('has no value');
    expect(bundle('dvar').length).toBeLessThan(15_000);
    expect(bundle('dvar')).not.toContain('CommanderError');
  });

  test('is all that a refusal loads', () => {
    expect(loadedBy('--nothing')).toEqual({ './dvar.cjs': true, './program.cjs': true });
    expect(loadedBy('train', '--nothing')).toEqual({ './dvar.cjs': true, './program.cjs': true });
  });
});

describe('the version and every help', () => {
  test('are printed without the bundle of the command line', () => {
    for (const words of [['--version'], ['-V'], ['--help'], ['help'], ['train', '--help'], ['help', 'train']])
      expect(loadedBy(...words)).toEqual({});
    for (const words of [
      ['--help', 'train'],
      ['help', 'learning'],
      ['train', '--help', 'w=3'],
    ])
      expect(loadedBy(...words)).toHaveProperty(['./dvar.cjs']);
  });

  test('are what the program prints', async () => {
    const texts = join(dirname(dirname(executable)), 'dist', 'texts');
    const names = readdirSync(texts).map((file) => file.replace('.txt', ''));
    expect(names).toEqual(expect.arrayContaining(['-version', '-help', 'quiz', 'learn', 'grade', 'help']));
    for (const name of names) {
      const text = readFileSync(join(texts, `${name}.txt`), 'utf8');
      const lines = name.startsWith('-')
        ? [[`-${name}`]]
        : [
            [name, '--help'],
            ['help', name],
          ];
      for (const words of lines) expect(await ran(words)).toEqual({ code: 0, out: text, err: '' });
    }
  });

  test('are left to the program where they can not be written', () => {
    const full = spawnSync(
      'sh',
      ['-c', '"$@" > /dev/full', 'sh', process.execPath, executable, '--version'],
      {
        encoding: 'utf8',
      },
    );
    expect(full.stderr).toBe("dvar: the output can't be written: the disk is full\n");
    expect(full.status).toBe(2);
    const gone = spawnSync(
      'sh',
      ['-c', `"$@" | true; "$@" >&-`, 'sh', process.execPath, executable, '--help'],
      {
        encoding: 'utf8',
      },
    );
    expect(gone.stderr).toBe('');
  });
});

describe('what is loaded on use', () => {
  test('is what shows a program, and nothing about homework or mistakes', () => {
    expect(loadedBy('show', ...lecture)).toEqual({ './dvar.cjs': true, './show.cjs': true });
    for (const sentence of ['the file has no problem', 'added-instead-of-multiplied'])
      expect(bundle('show')).not.toContain(sentence);
  });

  test('is what checks answers, and what evaluates Python only where some is handed in', () => {
    const check = { './dvar.cjs': true, './check.cjs': true };
    expect(loadedBy('check', ...lecture, '--answers', '-')).toEqual(check);
    expect(bundle('check')).not.toContain('CommanderError');
    const file = join(mkdtempSync(join(tmpdir(), 'dvar-')), 'answers.py');
    writeFileSync(file, 'dt2 = 3\nda = dt2 * 1\n');
    expect(loadedBy('check', ...lecture, '--answers', file)).toEqual({
      ...check,
      './check-rest.cjs': true,
      './parse-python.cjs': true,
      './reading.cjs': true,
    });
    const { stdout } = spawnSync(process.execPath, [executable, 'check', ...lecture, '--answers', file], {
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/✓ dJ\/dt2.*\n✓ dJ\/da/);
  });

  test('is compiled for a quiz as well', () => {
    expect(loadedBy(...lecture)).toEqual({ './dvar.cjs': true, './quiz.cjs': true, './pipe.cjs': true });
  });
});

describe('a bundle in two parts', () => {
  const right = { dt2: 3, da: 3, dt1: 3, db: 6, dc: 9 };
  const lines = (answers: Readonly<Record<string, number>>): string =>
    Object.entries(answers)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join('');
  const numbers = (answers: Readonly<Record<string, number>>): string =>
    `${Object.values(answers).join('\n')}\n`;

  test('loads no more than its first part for right answers', () => {
    expect(loadedWith(lines(right), 'check', ...lecture, '--answers', '-')).toEqual({
      './dvar.cjs': true,
      './check.cjs': true,
    });
    expect(loadedWith(numbers(right), ...lecture)).toEqual({
      './dvar.cjs': true,
      './quiz.cjs': true,
      './pipe.cjs': true,
    });
  });

  test('loads the rest for a wrong one, in its compiled form', () => {
    const wrong = { ...right, db: 5 };
    expect(loadedWith(lines(wrong), 'check', ...lecture, '--answers', '-')).toHaveProperty(
      ['./check-rest.cjs'],
      true,
    );
    expect(loadedWith(numbers(wrong), ...lecture)).toHaveProperty(['./quiz-rest.cjs'], true);
  });

  test('holds a source in one of them', () => {
    const sentence = 'which operator in place of';
    expect(bundle('check')).not.toContain(sentence);
    expect(bundle('check-rest').split(sentence)).toHaveLength(2);
    expect(bundle('show-rest').length).toBeLessThan(bundle('show').length);
  });
});

test('a rate that is none is refused as other options are', async () => {
  for (const rate of ['0', 'fast', '-1']) {
    const { err, code } = await ran(['train', 'J = w^2', 'w=3', '--rate', rate]);
    expect(err).toBe(
      `dvar: option '--rate <number>' argument '${rate}' is refused; it must be a number above 0, as in 0.1: a step goes against the derivative\n`,
    );
    expect(code).toBe(2);
  }
  expect((await ran(['train', 'J = w^2', 'w=3', '--rate', '1/4'])).code).toBe(0);
});
