import { expect } from '@jest/globals';
import { classroom, dvarIn, eachOf, quiz, rightAnswers } from './classroom.testing.ts';
import { testCells } from './table.testing.ts';

// Streams that are closed, and terminals that show nothing but ASCII.

const folder = classroom();
const commands: Readonly<Record<string, readonly string[]>> = {
  quiz,
  show: ['show', ...quiz, '--backward'],
  check: ['check', 'hw.yaml', 'in/bob.txt'],
  grade: ['grade', 'hw.yaml', 'in'],
  report: ['report', 'rows.ndjson'],
  handout: ['handout', 'hw.yaml'],
  lint: ['lint', 'hw.yaml'],
  nudge: ['nudge', ...quiz, '--var', 'a', '--by', '0.1'],
  train: ['train', 'J = (w-3)^2', 'w=1'],
  ops: ['ops'],
  list: ['list'],
  'learn --list': ['learn', '--list'],
  progress: ['progress'],
  help: ['help', 'homework'],
  learn: ['learn', '1'],
};

/** A test of a command by its exit code as ever, and by how it ends with something else around it. */
const beside = (
  names: readonly string[],
  script: string | undefined,
  env: Readonly<Record<string, string>>,
  check: (out: string, err: string) => void,
) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      async () => {
        const args = commands[name] ?? [];
        const at = await folder;
        const input = name === 'quiz' ? rightAnswers : '';
        const around = { input, env: { DVAR_STATE: '', ...env } };
        const usual = await dvarIn(at, args, { input, env: { DVAR_STATE: '' } });
        const { code, out, err } = await dvarIn(at, args, { ...around, ...(script ? { script } : {}) });
        check(out, err);
        const told = script ? Number(/^code (\d+)$/m.exec(out)?.[1]) : code;
        expect(told).toBe(usual.code);
      },
    ]),
  );

testCells(
  'closed',
  beside(
    Object.keys(commands).filter((name) => name !== 'learn'),
    '{ { "$@" 2>&3; echo "code $?" >&4; } | head -n 1 >&5; } 3>&2 4>&1 5>/dev/null',
    {},
    (out, err) => {
      expect(out).toMatch(/^code \d+\n$/);
      expect(err.replaceAll(/^dvar: .*\n/gm, '')).toBe('');
    },
  ),
);

testCells(
  'plain',
  beside(
    ['quiz', 'show', 'check', 'grade', 'learn', 'help'],
    undefined,
    { LC_ALL: 'C', LANG: '', TERM: 'dumb' },
    (out, err) => {
      expect(out.length).toBeGreaterThan(20);
      expect(`${out}${err}`.match(/[^\x0a\x20-\x7e]+/gu) ?? []).toEqual([]);
    },
  ),
);

/** Runs with standard input closed, and with an empty one: nobody is there to answer. */
const unanswered = (args: readonly string[], codes: readonly number[], says: RegExp) => async () => {
  const at = await folder;
  await eachOf(['exec "$@" <&-', 'exec "$@" </dev/null'], async (script) => {
    const { code, signal, out, err } = await dvarIn(at, args, { script, env: { DVAR_STATE: '' } });
    expect(`${out}${err}`).toMatch(says);
    expect(`${out}${err}`).not.toMatch(/ {4}at |Error|bug/);
    expect(signal).toBeNull();
    expect(codes).toContain(code);
  });
};

testCells('stdin', {
  quiz: unanswered(quiz, [1], /^0 of 5 right.*5 missing/m),
  learn: unanswered(['learn', '1'], [0], /./),
  practice: unanswered(['practice'], [0], /./),
  review: unanswered(['review'], [0], /./),
  'check -': unanswered(['check', 'hw.yaml', '-'], [1], /^0 of 5 points/m),
  'grade --stdin': unanswered(['grade', 'hw.yaml', '--stdin'], [0], /./),
  'dvar alone': unanswered([], [2], /^dvar: .*\n$/m),
});
