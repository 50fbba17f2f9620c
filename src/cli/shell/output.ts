import { once } from 'node:events';
import type { Writing } from './disk.ts';
import type { Environment } from './environment.ts';

/** Where a report goes: standard output, a new file, or the end of a report that is continued. */
export async function outputFor(
  world: Environment,
  out: string | null,
  after: number | null,
): Promise<Writing> {
  if (out !== null) return world.disk.open(out, after);
  const stream = world.stdout;
  return {
    async write(text) {
      // A reader that is slow is waited for, and one that went away is not.
      if (stream.write(text) || stream.destroyed) return;
      await Promise.race([once(stream, 'drain'), once(stream, 'close'), once(stream, 'error')]).catch(
        () => {},
      );
    },
    close: async () => {},
  };
}
