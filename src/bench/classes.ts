import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeClass } from '../cli/class/class.testing.ts';
import { atLeast, type Figure, happens } from './measure.ts';

const root = dirname(dirname(process.argv[1] ?? '.'));
const dvar = join(root, 'bin', 'dvar.cjs');
const assignment = join(root, 'fixtures', 'homework', 'two-layer-relu.yaml');
const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...env } = process.env;

/** A class of 10,000, one in twenty hostile: every one gets its row, with one thread and with two, and how fast. */
export function classes(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'dvar-class-'));
  try {
    const made = writeClass(folder, 10_000, 1);
    const one = graded(folder, 1);
    const two = graded(folder, 2);
    const naive = oneByOne(join(folder, 'group0'), 30);
    const rows = one.out.trimEnd().split('\n');
    const ungradable = rows.filter((row) => row.includes('"status":"ungradable"')).length;
    const whole = rows.length === made.files && ungradable === made.ungraded.ungradable;
    return [
      happens('10,000 submissions, 500 of them hostile', `${rows.length} rows`, 'a row each', whole),
      happens(
        'the same with two threads',
        one.out === two.out ? 'the same' : 'another',
        'the same report',
        one.out === two.out,
      ),
      happens(
        'memory at its most, two threads and all',
        `${two.megabytes} MB`,
        'below 1000 MB',
        two.megabytes < 1000,
      ),
      happens(
        'submissions a second, one thread and two',
        `${Math.round(made.files / one.seconds)}, ${Math.round(made.files / two.seconds)}`,
        'told, not judged',
        true,
      ),
      atLeast('submissions a second, to one process each', made.files / two.seconds / (30 / naive), 10, 'x'),
      ...(availableParallelism() >= 4
        ? [atLeast('two threads to one', one.seconds / two.seconds, 1.3, 'x')]
        : []),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A whole run, in seconds and megabytes; where nobody can tell the memory it is 0. */
function graded(folder: string, workers: number) {
  const words = [dvar, 'grade', assignment, folder, '--format', 'ndjson', '--workers', String(workers)];
  const script = `process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)));
    process.argv = [process.argv[0], ...process.argv.slice(1)]; require(process.argv[1]);`;
  const start = performance.now();
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script, ...words], {
    env,
    encoding: 'utf8',
    maxBuffer: 2e9,
  });
  const kilobytes = Number(/(\d+)$/.exec(stderr)?.[1] ?? 0);
  return {
    out: stdout,
    seconds: (performance.now() - start) / 1000,
    megabytes: Math.round(kilobytes / 1024),
  };
}

/** The naive way, in seconds: a process for each of so many files. */
function oneByOne(folder: string, count: number): number {
  const start = performance.now();
  for (const file of readdirSync(folder).slice(0, count))
    spawnSync(process.execPath, [dvar, 'check', assignment, join(folder, file), '--format', 'json'], { env });
  return (performance.now() - start) / 1000;
}
