import type { Writing } from './disk.ts';
import type { Environment } from './environment.ts';
import { writing } from './writing.ts';

/**
 * Where a report goes: standard output, a new file that is there as soon as it is whole (`whole`), one that grows row by row
 * (null), or the end of one that is continued, behind so many bytes.
 */
export async function outputFor(
  environment: Environment,
  out: string | null,
  after: number | 'whole' | null,
): Promise<Writing> {
  if (out !== null) return saying(out, await writing(out, () => opened(environment, out, after)));
  const stream = environment.stdout;
  return {
    async write(text) {
      // A slow reader is waited for; one that went away is not.
      if (stream.write(text) || stream.destroyed) return;
      await new Promise<void>((resolve) => {
        const events = ['drain', 'close', 'error'] as const;
        const go = (): void => {
          for (const event of events) stream.off(event, go);
          resolve();
        };
        for (const event of events) stream.on(event, go);
      });
    },
    close: async () => {},
    drop: async () => {},
  };
}

const opened = (environment: Environment, out: string, after: number | 'whole' | null): Promise<Writing> =>
  after === 'whole' ? environment.disk.openWhole(out) : environment.disk.open(out, after);

/** A file whose errors say in one line why it could not be written: the disk may be full at any row. */
const saying = (out: string, file: Writing): Writing => ({
  write: (text) => writing(out, () => file.write(text)),
  close: () => writing(out, () => file.close()),
  drop: () => file.drop(),
});
