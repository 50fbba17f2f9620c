import { join } from 'node:path';
import { entryOfLine } from '../../course/memory/entry.ts';
import { type Memory, nothing, remember } from '../../course/memory/memory.ts';
import type { Environment } from '../shell/environment.ts';
import { journalFile } from './recorder.ts';

/** The memory that the beginning of a journal leads to, so that a start reads only what was written since. */
interface Fold {
  readonly version: number;
  /** How many bytes of the journal it covers, and the last of these bytes: another journal would have others there. */
  readonly bytes: number;
  readonly tail: string;
  readonly memory: Memory;
}

/** Raised whenever memory changes its form, or is worked out differently from the lines. */
const foldVersion = 7;
const tailLength = 80;
/** A fold is written when it saves reading this many characters. */
const worthwhile = 50_000;

/**
 * Everything that is remembered. What can't be read is left out, because a damaged journal must not prevent a start.
 */
export async function rememberedIn(environment: Environment, folder: string | null): Promise<Memory> {
  if (folder === null) return nothing();
  const file = journalFile(folder);
  const beside = join(folder, 'progress.fold.json');
  try {
    const fold = foldFrom(await environment.disk.readFrom(beside, 0));
    const from = Math.max(0, (fold?.bytes ?? 0) - tailLength);
    let rest = await environment.disk.readFrom(file, from);
    let memory = nothing();
    let bytes = 0;
    if (fold && rest.startsWith(fold.tail)) {
      memory = fold.memory;
      bytes = fold.bytes;
      rest = rest.slice(fold.tail.length);
    } else if (from > 0) rest = await environment.disk.readFrom(file, 0);
    // A line that is still being written is taken in at the next start.
    const whole = rest.slice(0, rest.lastIndexOf('\n') + 1);
    const taken = new Set<string>();
    for (const line of whole.split('\n')) {
      // A line may stand twice: where a write seemed to fail, it was repeated.
      if (line === '' || taken.has(line)) continue;
      taken.add(line);
      const entry = entryOfLine(line);
      if (entry) remember(memory, entry);
    }
    if (whole.length > worthwhile) {
      const text = Buffer.from(whole);
      // A fold that ends in the middle of a character could not be checked; the next start reads the whole journal.
      const tail = text.subarray(Math.max(0, text.length - tailLength)).toString('utf8');
      const next: Fold = { version: foldVersion, bytes: bytes + text.length, tail, memory };
      await environment.disk.replace(beside, JSON.stringify(next)).catch(() => {});
    }
    return memory;
  } catch {
    return nothing();
  }
}

function foldFrom(text: string): Fold | null {
  try {
    const fold = JSON.parse(text) as Fold; // written here, under this version
    return fold.version === foldVersion ? fold : null;
  } catch {
    return null;
  }
}
