import { copyFileSync, linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { classroom, dvarIn, quiz, writers } from './classroom.testing.ts';
import { testCells } from './table.testing.ts';

// What others do with the same files meanwhile, and names and links that lead to no file.

/** Two runs of one command begin at once: one writes the file whole, and the other says that it is there. */
const together = (name: string) => async () => {
  const [folder, alone] = [await classroom(), await classroom()];
  const args = writers[name] ?? [];
  await dvarIn(alone, args);
  const ended = await Promise.all([dvarIn(folder, args), dvarIn(folder, args)]);
  expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(readFileSync(join(alone, 'out'), 'utf8'));
  for (const { err } of ended) expect(err.replace(/^dvar: .*out.*\n/m, '')).not.toMatch(/ {4}at |bug/);
  const refused = ended.filter(({ err }) => /^dvar: out could not be written: it already exists/m.test(err));
  // Where the first has ended before the second begins, the second may find its work done.
  expect(refused.length).toBeLessThan(2);
  if (name !== 'grade --resume') expect(refused.map(({ code }) => code)).toEqual([2]);
};

testCells('together', {
  'grade --out': together('grade --out'),
  'grade --resume': together('grade --resume'),
  'report --out': together('report --out'),
  'report --html': together('report --html'),
});

const many = 400;

testCells('vanishing', {
  grade: async () => {
    const folder = await classroom();
    for (let k = 0; k < many; k++) copyFileSync(join(folder, 'in/alice.txt'), join(folder, `in/s${k}.txt`));
    // Half of them are taken away, and the others cut, one by one, while it reads.
    const script = `"$@" & run=$!; k=0; while [ $k -lt ${many} ]; do rm -f in/s$k.txt; : > in/s$((k+1)).txt; k=$((k+2)); done; wait $run`;
    const { code, err, out } = await dvarIn(folder, ['grade', 'hw.yaml', 'in', '--format', 'ndjson'], {
      script,
    });
    expect(err).toBe('');
    expect([0, 3]).toContain(code);
    const rows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { student: string; points: number | null; error?: string });
    expect(rows.find(({ student }) => student === 'alice')).toMatchObject({ points: 5 });
    expect(new Set(rows.map(({ student }) => student)).size).toBe(rows.length);
    const others = rows.filter(({ points, error }) => points !== 5 && !error);
    expect(others.filter(({ student, points }) => student !== 'bob' && points !== 0)).toEqual([]);
  },
});

testCells('crowd', {
  grade: async () => {
    const folder = await classroom();
    const count = 3000;
    for (let k = 2; k < count; k++) linkSync(join(folder, 'in/alice.txt'), join(folder, `in/s${k}.txt`));
    const { code, err, out } = await dvarIn(folder, [
      'grade',
      'hw.yaml',
      'in',
      '--format',
      'csv',
      '--workers',
      '0',
    ]);
    expect([code, err]).toEqual([0, '']);
    const rows = out.trim().split(/\r?\n/).slice(1);
    expect(rows).toHaveLength(count);
    expect(rows.filter((row) => /,graded,5,5,true,/.test(row))).toHaveLength(count - 1);
  },
});

testCells('names', {
  grade: async () => {
    const folder = await classroom();
    const named = (byte: number): Buffer =>
      Buffer.concat([Buffer.from(`${folder}/in/al`), Buffer.from([byte]), Buffer.from('.txt')]);
    for (const byte of [0xfe, 0xff]) writeFileSync(named(byte), 'dv = 3\n');
    const { code, out } = await dvarIn(folder, ['grade', 'hw.yaml', 'in']);
    expect(out.match(/its name is not in UTF-8/g)).toHaveLength(2);
    expect(out).toMatch(/^alice +5\/5/m);
    expect(code).toBe(3);
  },
});

testCells('circles', {
  grade: async () => {
    const folder = await classroom();
    mkdirSync(join(folder, 'in/sub'));
    symlinkSync('..', join(folder, 'in/sub/up'));
    symlinkSync('itself', join(folder, 'in/itself'));
    const { code, out } = await dvarIn(folder, ['grade', 'hw.yaml', 'in']);
    expect(out).toMatch(/a link that leads nowhere/);
    expect(out.match(/^alice +5\/5/gm)).toHaveLength(1);
    expect(code).toBe(3);
  },
});

/** A folder in which the clock of a run stands so many days from today. */
async function shifted(): Promise<{
  folder: string;
  run: (days: number, args: readonly string[], input?: string) => ReturnType<typeof dvarIn>;
}> {
  const folder = await classroom();
  const clock = join(folder, 'clock.cjs');
  writeFileSync(
    clock,
    `const Real = Date; const by = Number(process.env.DAYS) * 864e5;
     globalThis.Date = class extends Real {
       constructor(...at) { if (at.length === 0) super(Real.now() + by); else super(...at); }
       static now() { return Real.now() + by; }
     };`,
  );
  const run = (days: number, args: readonly string[], input = '') =>
    dvarIn(folder, args, { input, env: { NODE_OPTIONS: `--require ${clock}`, DAYS: String(days) } });
  return { folder, run };
}

/** A page with two right answers and three that are not: what a quiz remembers. */
const missed = '3\n3\n3\n2\n3\n';
type Shown = { readonly days: readonly { answers: number }[]; readonly skills: readonly { due: string }[] };

testCells('clock', {
  quiz: async () => {
    const { folder, run } = await shifted();
    for (const days of [400, 0, -400])
      expect(await run(days, quiz, missed)).toMatchObject({ code: 1, err: '' });
    const kept = readFileSync(join(folder, 'state/progress.jsonl'), 'utf8').trim().split('\n');
    expect(kept.filter((line) => line.includes('"type":"answer"'))).toHaveLength(15);
  },
  progress: async () => {
    const { run } = await shifted();
    await run(400, quiz, missed);
    const { code, err, out } = await run(0, ['progress', '--format', 'json']);
    expect([code, err]).toEqual([0, '']);
    const { days, skills } = JSON.parse(out) as Shown;
    expect(days.reduce((sum, { answers }) => sum + answers, 0)).toBe(5);
    expect(skills.length).toBeGreaterThan(0);
    for (const { due } of skills) expect(Date.parse(due) - Date.now()).toBeLessThan(60 * 864e5);
  },
  review: async () => {
    const { run } = await shifted();
    await run(400, quiz, missed);
    await run(-400, quiz, missed);
    const { code, err, out } = await run(1, ['review'], '');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/questions? (?:is|are) due/);
  },
});
