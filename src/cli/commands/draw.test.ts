import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

const top = mkdtempSync(join(tmpdir(), 'dvar-draw-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

/** Files in a folder of their own, and what runs there: a word that names one of them is its path. */
function placed(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(top, 'at-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const at = (name: string): string => join(folder, name);
  const run = async (words: readonly string[]) => {
    const { out, err, code } = await ran(
      words.map((word) => (/\.(?:yaml|csv|ndjson|txt)$|^out$/.test(word) ? at(word) : word)),
      { writes: true },
    );
    return { out: out.replaceAll(`${folder}/`, ''), err: err.replaceAll(`${folder}/`, ''), code };
  };
  return { at, run };
}

const hw = `id: hw
problems:
  - { id: one, program: u = b*c; v = a+u; J = 3*v, draw: friendly }
  - { id: net, program: "Z = W*X; J = sum(Z.^2)", draw: friendly, shapes: { W: 1x2, X: 2x2 } }
  - { id: all, program: J = 3*a, values: { a: 2 } }
`;
const roster = 'id\nalice\nbob\nzoë\n';
const files = { 'hw.yaml': hw, 'class.csv': roster };
const drawn = (await ran(['draw', 'hw.yaml', '--roster', 'class.csv'], { files })).out;
const withDraws = { ...files, 'd.ndjson': drawn };
const key = async (...options: readonly string[]) =>
  (await placed(withDraws).run(['handout', 'hw.yaml', '--student', 'zoë', '--key', ...options])).out;

describe('draw', () => {
  test('writes a line a student, with the version, and only what is drawn', () => {
    const lines = drawn
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ student }) => student)).toEqual(['alice', 'bob', 'zoë']);
    expect(lines[0]).toMatchObject({ format: 'dvar.draws/1', drawing: 'dvar.draw/4' });
    expect(lines[0].problems.map(({ id }: { id: string }) => id)).toEqual(['one', 'net']);
    expect(Object.keys(lines[0].problems[1].values).sort()).toEqual(['W', 'X']);
  });

  test('gives what handout draws', async () => {
    expect(await key('--draws', 'd.ndjson')).toBe(await key());
  });

  test.each(['handout', 'check', 'grade', 'quiz'])(
    'its numbers count in %s, whatever would be drawn now',
    async (command) => {
      const other = drawn.replace(/"a":-?\d+/g, '"a":50').replaceAll('dvar.draw/4', 'dvar.draw/2');
      const { run } = placed({ ...files, 'd.ndjson': other, 'a.txt': '# student: zoë\n[one]\ndb = 3*c\n' });
      const words = {
        handout: ['handout', 'hw.yaml', '--student', 'zoë'],
        check: ['check', 'hw.yaml', 'a.txt', '--key', '--explain', 'one.b'],
        grade: ['grade', 'hw.yaml', 'a.txt', '--format', 'ndjson'],
        quiz: ['quiz', 'hw.yaml', '--student', 'zoë', '--problem', 'one'],
      }[command];
      const { out } = await run([...(words ?? []), '--draws', 'd.ndjson']);
      if (command === 'handout' || command === 'quiz') expect(out).toContain('a = 50');
      else expect(out).toContain('dvar.draw/2');
    },
  );

  test('goes on where it was cut off, and adds who came later', async () => {
    const cut = drawn.slice(0, drawn.indexOf('zoë'));
    const { at, run } = placed({ ...files, 'class.csv': `${roster}yan\n`, 'd.ndjson': cut });
    const { err } = await run(['draw', 'hw.yaml', '--roster', 'class.csv', '--resume', 'd.ndjson']);
    const now = readFileSync(at('d.ndjson'), 'utf8');
    expect(now.startsWith(drawn)).toBe(true);
    expect(now.split('\n')).toHaveLength(5);
    expect(err).toContain('numbers were drawn for two students; those of two students stay as they were');
  });

  test.each([
    [['draw', 'hw.yaml'], 'numbers are drawn for students; name a class'],
    [['draw', 'same.yaml', '--student', 'a'], 'same.yaml draws no numbers: they are the same for all'],
    [['handout', 'hw.yaml', '--student', 'yan', '--draws', 'd.ndjson'], 'd.ndjson has no numbers for yan'],
    [
      ['handout', 'hw.yaml', '--student', 'bob', '--draws', 'class.csv'],
      'line 1 is not one that dvar draw wrote',
    ],
    [
      ['handout', 'new.yaml', '--student', 'bob', '--draws', 'd.ndjson'],
      'the program of the problem one has changed',
    ],
    [['handout', 'same.yaml', '--draws', 'd.ndjson'], 'this assignment draws none; leave it out'],
    [['handout', 'hw.yaml', '--student', 'bob', '--draws', 'twice.ndjson'], 'has numbers for alice again'],
  ])('%j is refused', async (words, says) => {
    const all = {
      ...withDraws,
      'same.yaml': 'program: J = 3*a\nvalues: { a: 2 }\n',
      'new.yaml': hw.replace('3*v', '4*v'),
      'twice.ndjson': drawn + drawn,
    };
    const { err, code } = await placed(all).run(words);
    expect(err).toContain(says);
    expect(code).toBe(2);
  });

  test('a class of 8,000, which is more than a submission may be, has its numbers', async () => {
    const many = Array.from(
      { length: 8000 },
      (_, k) => `s${k},Student ${k},student-number-${k}@${'x'.repeat(100)}.example`,
    );
    const lines = many.map((line) => drawn.split('\n')[0]?.replace('alice', line.split(',')[0] ?? '') ?? '');
    const { run } = placed({
      ...files,
      'class.csv': `id,name,email\n${many.join('\n')}\n`,
      'd.ndjson': `${lines.join('\n')}\n`,
    });
    const { err } = await run(['draw', 'hw.yaml', '--roster', 'class.csv', '--resume', 'd.ndjson']);
    expect(err).toContain('numbers were drawn for no students; those of 8000 students stay as they were');
  });

  test('a class with a student who has no numbers is graded, and that student is set apart', async () => {
    const text = (student: string) => `# student: ${student}\n[one]\ndv = 3\n`;
    const { run } = placed({ ...withDraws, 'alice.txt': text('alice'), 'yan.txt': text('yan') });
    const words = ['grade', 'hw.yaml', 'alice.txt', 'yan.txt', '--format', 'ndjson', '--draws', 'd.ndjson'];
    const { out, code } = await run(words);
    const [alice, yan] = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(alice.status).toBe('graded');
    expect(yan).toMatchObject({ status: 'ungradable', points: null });
    expect(yan.error).toContain('d.ndjson has no numbers for yan');
    expect(code).toBe(3);
  });
});

describe('a secret', () => {
  const salted = hw.replace('id: hw\n', 'id: hw\nsecret: correct horse battery\n');
  const of = async (text: string) =>
    (await ran(['draw', 'hw.yaml', '--student', 'alice'], { files: { 'hw.yaml': text } })).out;

  test('changes the numbers, and a different one changes them otherwise', async () => {
    const all = await Promise.all([of(hw), of(salted), of(salted.replace('horse', 'house'))]);
    expect(new Set(all.map((line) => JSON.stringify(JSON.parse(line).problems))).size).toBe(3);
    expect(JSON.parse(all[1] ?? '').salted).toBe(true);
    expect(await of(salted)).toBe(all[1]);
  });

  test('stands in no row, no sheet and no sealed file', async () => {
    const { run } = placed({ ...files, 'hw.yaml': salted, 'a.txt': '# student: alice\n[one]\ndv = 3\n' });
    for (const words of [
      ['grade', 'hw.yaml', 'a.txt', '--format', 'ndjson'],
      ['handout', 'hw.yaml', '--student', 'alice'],
      ['handout', 'hw.yaml', '--student', 'alice', '--seal'],
    ])
      expect((await run(words)).out).toMatch(/^(?!.*horse)[\s\S]*alice/);
  });

  test('that can be guessed is refused with its place', async () => {
    const { err } = await ran(['lint', 'hw.yaml'], {
      files: { 'hw.yaml': 'secret: abc\nprogram: J = 3*a\ndraw: friendly\n' },
    });
    expect(err).toContain('dvar: hw.yaml:1:9: secret: must have at least 12 characters');
  });
});

describe('a sealed file', () => {
  const salted = `${hw.replace('id: hw\n', 'id: hw\nsecret: correct horse battery\n')}policy: { pass: 60%, due: 2026-03-02, extensions: { alice: 2 days, bob: 1 day } }\n`;
  const all = { ...files, 'hw.yaml': salted };
  const seal = ['handout', 'hw.yaml', '--student', 'alice', '--seal'];
  const verify = async (text: string) =>
    await ran(['handout', 'hw.yaml', '--verify', 'alice.yaml'], { files: { ...all, 'alice.yaml': text } });

  test('checks as the assignment does, and tells nothing of others', async () => {
    const sealed = (await ran(seal, { files: all })).out;
    expect(sealed).not.toContain('bob');
    const keyed = (await ran(['handout', 'hw.yaml', '--student', 'alice', '--key'], { files: all })).out;
    const template = /```\n([\s\S]*)```/.exec(keyed)?.[1] ?? '';
    const { out, code } = await ran(['check', 'alice.yaml', '--answers', '-'], {
      files: { 'alice.yaml': sealed },
      stdin: template,
    });
    expect(out).toContain('passed');
    expect(code).toBe(0);
  });

  test('is known again, and a changed one is not', async () => {
    const sealed = (await ran(seal, { files: all })).out;
    const right = await verify(sealed);
    expect(right.out).toBe(
      'alice.yaml is what alice was given: the numbers, the rules and 9 right answers.\n',
    );
    expect(right.code).toBe(0);
    for (const [from, to] of [
      [/"c":/, '"c":1'],
      [/3\*v/, '3*v^2'],
      [/student: "alice"/, 'student: "bob"'],
      [/"pass": "60%"/, '"pass": "6%"'],
      [/"one.b": "."?/, '"one.b": "'],
    ] as const) {
      const { out, code } = await verify(sealed.replace(from, to));
      expect(out).toMatch(/is not what (?:alice|bob) was given/);
      expect(code).toBe(1);
    }
  });

  test('is beside each sheet, which names it', async () => {
    const { at, run } = placed(all);
    await run(['handout', 'hw.yaml', '--roster', 'class.csv', '--seal', '--out', 'out']);
    expect(readdirSync(at('out')).filter((name) => name.endsWith('.yaml'))).toHaveLength(3);
    expect(readFileSync(join(at('out'), 'alice.md'), 'utf8')).toContain('`dvar check alice.yaml alice.txt`');
    const alone = (await ran(['handout', 'hw.yaml', '--student', 'alice'], { files: all })).out;
    expect(alone).not.toContain('dvar check');
  });

  test.each([
    [['handout', 'hw.yaml', '--seal'], 'name one with --student'],
    [['handout', 'open.yaml', '--student', 'a', '--seal'], 'a seal needs a secret that only you know'],
    [['handout', 'hw.yaml', '--student', 'a', '--seal', '--key'], 'leave --key and --format out'],
    [['handout', 'hw.yaml', '--verify', 'open.yaml'], 'open.yaml has no seal'],
    [['grade', 'mine.yaml', 'a.txt'], 'mine.yaml is sealed for alice alone'],
  ])('%j is refused', async (words, says) => {
    const mine = (await ran(seal, { files: all })).out;
    const { err, code } = await ran(words, {
      files: { ...all, 'open.yaml': hw, 'mine.yaml': mine, 'a.txt': 'dv = 3\n' },
    });
    expect(err).toContain(says);
    expect(code).toBe(2);
  });
});
