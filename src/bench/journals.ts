import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Entry, entryVersion, lineOf } from '../course/memory/entry.ts';
import { seeded } from '../tutor/lesson/random.ts';
import { killedOften } from './kills.ts';
import { atMost, type Figure, happens, median } from './measure.ts';
import { processorTime, wallTime } from './startup.ts';

const rounds = 20;
const lines = 50_000;
const dvar = join(dirname(dirname(process.argv[1] ?? '.')), 'bin', 'dvar.cjs');

/** The start of the course with a long journal, to one with none; what was made of the journal once is kept beside it. */
export function journals(): Figure[] {
  const [none, long] = [stateFolder(), stateFolder()];
  writeFileSync(join(long, 'progress.jsonl'), longJournal());
  const clock = processorTime([dvar, '--help']) === null ? wallTime : processorTime;
  const learn = (state: string): number => clock([dvar, 'learn', '5'], { DVAR_STATE: state }) ?? Number.NaN;
  const ratios: number[] = [];
  for (let round = -2; round < rounds; round++) {
    const least = learn(none);
    const time = learn(long);
    if (round >= 0) ratios.push(time / least);
  }
  for (const state of [none, long]) rmSync(state, { recursive: true });
  const what = `start-up, dvar learn with ${lines.toLocaleString('en')} lines remembered to one with none`;
  return [atMost(what, median(ratios), 1.3, clock === wallTime ? 'x (wall time)' : 'x')];
}

const stateFolder = (): string => mkdtempSync(join(tmpdir(), 'dvar-bench-'));

/** Answers of some years: many skills, many days. */
function longJournal(): string {
  const skills = Array.from({ length: 40 }, (_, i) => `skill-${i}.a`);
  return Array.from({ length: lines }, (_, i) => {
    const skill = skills[(i * 7) % skills.length] ?? '';
    const entry: Entry = {
      v: entryVersion,
      id: `line-${i}`,
      time: 1e12 + i * 600_000,
      zone: 0,
      type: 'answer',
      course: null,
      step: null,
      question: 'b',
      asked: {
        program: 'u = b*c; v = a + u; J = 3*v',
        values: { a: 5, b: (i % 17) + 2, c: (i % 13) + 2 },
        data: [],
        output: 'J',
        name: 'b',
        kind: 'value',
      },
      skills: [skill, 'multiply.a'],
      verdict: i % 5 === 0 ? 'wrong' : 'correct',
      mistake: i % 10 === 0 ? 'added-instead-of-multiplied' : null,
      tries: 1,
      hints: 0,
      closed: true,
      took: 20_000,
    };
    return lineOf(entry);
  }).join('');
}

/** So often the course is killed by `npm run bench -- kills`. */
const kill = 1000;
/** A lecture is answered through in some seconds: within them, in milliseconds. */
const latest = 1500;

/** Killed at random moments: no answer that had its verdict is lost, and none is asked for twice. */
export async function kills(): Promise<Figure[]> {
  const { acknowledged, lost, twice, kills: times } = await killedOften(dvar, kill, latest, seeded(1));
  const what = `kill -9 at ${kill.toLocaleString('en')} random moments (${times} in time, ${acknowledged} answers)`;
  return [happens(what, `${lost} lost, ${twice} twice`, '0 lost, 0 twice', lost === 0 && twice === 0)];
}
