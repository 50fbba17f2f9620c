import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { atMost, type Figure, seededNumbers } from './measure.ts';

const root = dirname(dirname(process.argv[1] ?? '.'));
export const dvarFile = join(root, 'bin', 'dvar.cjs');
export const classAssignment = join(root, 'fixtures', 'homework', 'two-layer-relu.yaml');
const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...cleaned } = process.env;
export const cleanEnvironment = cleaned;

/** A whole run of dvar, in seconds and megabytes; where nobody can tell the memory it is 0. */
export function weighedRun(command: readonly string[], input = '') {
  const words = [dvarFile, ...command];
  const script = `process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)));
    process.argv = [process.argv[0], ...process.argv.slice(1)]; require(process.argv[1]);`;
  const start = performance.now();
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script, ...words], {
    env: cleanEnvironment,
    input,
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

/** Submissions from standard input, no two alike: the memory of so many, and that it does not grow with them. */
export function streamed(): Figure[] {
  const [some, more] = [5_000, 20_000].map((count) => {
    const random = seededNumbers(3);
    const lines = Array.from({ length: count }, (_, i) => {
      const answer = (name: string, wrong: readonly number[]): string => {
        const value = random() < 0.02 ? 20 * random() : wrong[Math.floor(random() * wrong.length)];
        return `d${name} = ${value}`;
      };
      const text = Object.entries(answersOfAll)
        .map(([name, values]) => answer(name, values))
        .join('\n');
      return JSON.stringify({ student: `s${i}`, text });
    });
    return weighedRun(['grade', classAssignment, '--stdin'], `${lines.join('\n')}\n`).megabytes;
  });
  return [
    atMost('memory at its most, 20,000 submissions from standard input', more ?? Infinity, 250, 'MB'),
    atMost('the same to that of 5,000', (more ?? Infinity) / (some ?? 1), 1.15, 'x'),
  ];
}

/** What a class answers in the two-layer network: the right number and usual wrong ones. */
const answersOfAll: Readonly<Record<string, readonly number[]>> = {
  a2: [2, 7, 4, 1, -2],
  z2: [2, 1, 7, 0],
  b2: [2, 1, 0, 4],
  w2: [4, 2, 6, 3],
  a1: [6, 4, 3, 2],
  z1: [6, 1, 2, 12],
  b1: [6, 1, 0],
  w1: [6, 2, 12, 1],
};
