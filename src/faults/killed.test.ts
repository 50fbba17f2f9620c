import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { readLines } from '../course/memory/entry.ts';
import { failingAt, operationsIn } from './broken-disk.testing.ts';
import { classroom, dvarIn, eachOf, lyingAt, quiz, rightAnswers, writers } from './classroom.testing.ts';
import { faults, testCells } from './table.testing.ts';

// The machine may stop at any moment: the binary is killed (-9) before each thing that it does to the disk, and in the
// middle of each write. These moments are counted, so none is left to chance; of a command with many files the first, the
// last and some between are tried. `npm run bench -- kills` kills at moments that nobody chose.

const most = 3;
const spread = (count: number): readonly number[] =>
  [...new Set(Array.from({ length: most }, (_, k) => 1 + Math.round((k * (count - 1)) / (most - 1))))].sort(
    (a, b) => a - b,
  );

/** Kills a command that writes `out` at several moments, and runs it again each time. */
async function killed(name: string): Promise<void> {
  const args = writers[name] ?? [];
  const usual = await classroom();
  const count = await operationsIn(usual, args);
  const expected = lyingAt(join(usual, 'out'));
  expect(Object.keys(expected).length).toBeGreaterThan(0);
  expect(count).toBeGreaterThan(2);
  await eachOf(spread(count), async (place) => {
    const folder = await classroom();
    const { signal } = await dvarIn(folder, args, { env: failingAt(place, 'kill') });
    expect(signal).toBe('SIGKILL');
    const left = lyingAt(join(folder, 'out'));
    for (const [file, text] of Object.entries(left)) {
      const torn = name.endsWith('--resume') && expected[file]?.startsWith(text);
      if (!torn) expect({ place, file, text }).toEqual({ place, file, text: expected[file] });
    }
    const { code, err } = await dvarIn(folder, args);
    const whole = !name.endsWith('--resume') && left[''] !== undefined;
    if (whole)
      expect(err).toMatch(/^dvar: out could not be written: it already exists; name another place$/m);
    expect(code).toBe(whole ? 2 : 0);
    expect(lyingAt(join(folder, 'out'))).toEqual(expected);
    rmSync(folder, { recursive: true });
  });
}

/** Kills a run that answers, and goes on: no answer but the last may be lost, and none is there twice. */
async function killedWhileAnswering(args: readonly string[], input: string, all: number): Promise<void> {
  const count = await operationsIn(await classroom(), args, input);
  await eachOf(spread(count), async (place) => {
    const folder = await classroom();
    await dvarIn(folder, args, { input, env: failingAt(place, 'kill') });
    const { out } = await dvarIn(folder, ['progress', '--format', 'json']);
    const before = JSON.parse(out).answers;
    expect(before).toBeLessThanOrEqual(all);
    const again = await dvarIn(folder, args, { input });
    expect([0, 1]).toContain(again.code);
    const entries = readLines(readFileSync(join(folder, 'state', 'progress.jsonl'), 'utf8'));
    const ids = entries.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(entries.filter(({ type }) => type === 'answer').length).toBeGreaterThan(before);
  });
}

const answering = ['quiz', 'learn'];
const written = Object.values(faults.killed.cells)
  .flat()
  .filter((name) => !answering.includes(name));
testCells('killed', {
  ...Object.fromEntries(written.map((name) => [name, () => killed(name)])),
  quiz: () => killedWhileAnswering(quiz, rightAnswers, 5),
  learn: () => killedWhileAnswering(['learn', '1'], '9.006\n\n7\n', 2),
});
