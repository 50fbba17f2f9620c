import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded, seedOf } from '../tutor/lesson/random.ts';
import { faultWith } from './outcome.ts';
import { readers } from './readers.ts';
import { fixturesIn, textsFrom } from './texts.ts';

// `npm run fuzz -- --minutes 5 --seed 7 --only program`: every reader in turn is given content that nobody should write.
// What is taken badly, or takes longer than a second, is kept under fixtures/fuzz, where `npm test` gives it again.

const option = (name: string, usual: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : (process.argv[at + 1] ?? usual);
};

/** Of one reader so many finds are told and kept; the others are counted. */
const mostKept = 3;
/** Milliseconds of processor time that no content of this size should take. */
const slow = 4000;
const keptIn = 'fixtures/fuzz';

async function fuzz(): Promise<void> {
  const minutes = Number(option('minutes', '1'));
  const seed = Number(option('seed', '1'));
  const only = option('only', '');
  const chosen = Object.entries(readers).filter(([name]) => name.includes(only));
  if (chosen.length === 0 || !(minutes > 0) || !Number.isInteger(seed))
    throw new Error(`--minutes and --seed are numbers, --only one of ${Object.keys(readers).join(', ')}`);
  const fixtures = fixturesIn('fixtures');
  const counts = new Map(chosen.map(([name]) => [name, { inputs: 0, finds: 0, longest: 0 }]));
  const end = performance.now() + minutes * 60_000;
  for (let round = 0; performance.now() < end; round++)
    for (const [name, reader] of chosen) {
      const texts = textsFrom(seeded(seedOf(`${seed} ${name} ${round}`)), fixtures);
      const content = reader.content(texts);
      const before = process.cpuUsage();
      const fault = await faultWith(reader, content);
      // What other programs use does not count.
      const { user, system } = process.cpuUsage(before);
      const time = (user + system) / 1000;
      const count = counts.get(name) ?? { inputs: 0, finds: 0, longest: 0 };
      count.inputs++;
      count.longest = Math.max(count.longest, time);
      const found = fault ?? (time > slow ? `it takes ${(time / 1000).toFixed(1)} s` : null);
      if (found === null) continue;
      count.finds++;
      if (count.finds > mostKept) continue;
      console.log(`${name}, round ${round}: ${found}`);
      keep(name, content);
    }
  for (const [name, { inputs, finds, longest }] of counts)
    console.log(
      `${name.padEnd(28)} ${String(inputs).padStart(6)} inputs ${String(finds).padStart(4)} finds, longest ${longest.toFixed(0)} ms`,
    );
  if ([...counts.values()].some(({ finds }) => finds > 0)) process.exitCode = 1;
}

function keep(name: string, content: Buffer): void {
  mkdirSync(keptIn, { recursive: true });
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 10);
  writeFileSync(join(keptIn, `${name.replaceAll(' ', '-')}.${digest}`), content);
}

fuzz().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 100;
});
