import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Entry, readLines } from '../course/memory/entry.ts';
import type { Random } from '../tutor/lesson/random.ts';

/** What became of answers whose program was killed. */
export interface Killed {
  /** Answers that were given a verdict. */
  readonly acknowledged: number;
  /** Those of them that the journal lacks. */
  readonly lost: number;
  /** Questions that were asked a second time though they had been answered. */
  readonly twice: number;
  /** How many runs were killed before they ended by themselves. */
  readonly kills: number;
}

/** Each tenth run is killed while it starts. */
const fromTheStart = 10;
/** Answers that nobody gives, so many as no lecture asks. */
const answers = '0.123\n'.repeat(200);

/**
 * Runs the course again and again over one journal, and kills each run (-9) at a random moment, so many milliseconds after
 * its first words at the latest.
 */
export async function killedOften(
  dvar: string,
  times: number,
  longest: number,
  random: Random,
): Promise<Killed> {
  const state = mkdtempSync(join(tmpdir(), 'dvar-kills-'));
  const sum = { acknowledged: 0, lost: 0, twice: 0, kills: 0 };
  try {
    let before = 0;
    for (let run = 0; run < times; run++) {
      const { shown, killed } = await runAndKill(
        dvar,
        state,
        Math.floor(random() * longest),
        run % fromTheStart === 0,
      );
      if (killed) sum.kills++;
      const entries = entriesIn(state);
      const kept = entries.filter((entry) => entry.type === 'answer').length;
      const acknowledged = shown.match(/^[✓✗!] /gmu)?.length ?? 0;
      sum.acknowledged += acknowledged;
      sum.lost += Math.max(0, acknowledged - (kept - before));
      before = kept;
      const over = /You have been through all/.test(shown);
      if (!over && run < times - 1) continue;
      sum.twice += askedTwice(entries);
      rmSync(state, { recursive: true });
      before = 0;
    }
    return sum;
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}

function entriesIn(state: string): readonly Entry[] {
  const file = join(state, 'progress.jsonl');
  return existsSync(file) ? readLines(readFileSync(file, 'utf8')) : [];
}

/** Questions that were closed twice within one taking of their step. */
function askedTwice(entries: readonly Entry[]): number {
  const open = new Set<string>();
  let twice = 0;
  for (const entry of entries) {
    if (entry.type !== 'answer') {
      for (const key of open) if (key.startsWith(`${entry.step} `)) open.delete(key);
      continue;
    }
    const key = `${entry.step} ${entry.question}`;
    if (entry.closed && open.has(key)) twice++;
    if (entry.closed) open.add(key);
  }
  const ids = entries.map(({ id }) => id);
  return twice + ids.length - new Set(ids).size;
}

/** One run in a pipe, answered as fast as it asks, and what it had shown when it was killed. */
function runAndKill(
  dvar: string,
  state: string,
  after: number,
  fromStart: boolean,
): Promise<{ readonly shown: string; readonly killed: boolean }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [dvar, 'learn'], {
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', DVAR_STATE: state },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    let shown = '';
    let timer: NodeJS.Timeout | undefined;
    const soon = (): void => {
      timer ??= setTimeout(() => child.kill('SIGKILL'), after);
    };
    if (fromStart) soon();
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => {
      shown += text;
      soon();
    });
    // Whoever is killed reads no more.
    child.stdin.on('error', () => {});
    child.stdin.end(answers);
    child.on('close', (_, signal) => {
      clearTimeout(timer);
      resolve({ shown, killed: signal === 'SIGKILL' });
    });
  });
}
