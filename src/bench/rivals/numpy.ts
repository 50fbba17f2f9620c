import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';

const source = join(dirname(dirname(process.argv[1] ?? '.')), 'src', 'bench', 'rivals', 'rivals.py');
const oneThread = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/** What a run of `rivals.py` says: milliseconds a time, and what each of its arrays adds up to. */
export interface ByNumpy {
  readonly ms: number;
  readonly sums: readonly number[];
}

/** A task of `rivals.py`, at these matrices, so many times on one thread; null where there is no numpy. */
export function byNumpy(
  task: string,
  sizes: readonly number[],
  matrices: readonly Float64Array[],
  times: number,
): ByNumpy | null {
  const { status, stdout } = spawnSync('python3', [source, task, ...sizes.map(String), String(times)], {
    input: Buffer.concat(
      matrices.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
    ),
    encoding: 'utf8',
    env: { ...process.env, ...oneThread },
  });
  return status === 0 ? JSON.parse(stdout) : null;
}
