import { join } from 'node:path';
import { entryOfLine } from '../../course/memory/entry.ts';
import { type Memory, nothing, remember } from '../../course/memory/memory.ts';
import type { Environment } from '../shell/environment.ts';
import { journalFile } from './recorder.ts';

/** What a journal came to up to a place in it, so that a start reads only what was written since. */
interface Fold {
  readonly version: number;
  /** So many bytes are taken in, and these are the last of them: another journal has others. */
  readonly bytes: number;
  readonly tail: string;
  readonly memory: Memory;
}

/** Counted up whenever memory has another form, or is another function of the lines. */
const foldVersion = 6;
const tailLength = 80;
/** A fold is written when it saves reading so many characters. */
const worthwhile = 50_000;

/** Everything that is remembered. What can't be read is not there: nothing refuses to start. */
export async function rememberedIn(world: Environment, folder: string | null): Promise<Memory> {
  if (folder === null) return nothing();
  const file = journalFile(folder);
  const beside = join(folder, 'progress.fold.json');
  try {
    const fold = foldFrom(await world.disk.readFrom(beside, 0));
    const from = Math.max(0, (fold?.bytes ?? 0) - tailLength);
    let rest = await world.disk.readFrom(file, from);
    let memory = nothing();
    let bytes = 0;
    if (fold && rest.startsWith(fold.tail)) {
      memory = fold.memory;
      bytes = fold.bytes;
      rest = rest.slice(fold.tail.length);
    } else if (from > 0) rest = await world.disk.readFrom(file, 0);
    // A line that is still being written is taken in at the next start.
    const whole = rest.slice(0, rest.lastIndexOf('\n') + 1);
    const taken = new Set<string>();
    for (const line of whole.split('\n')) {
      // A line that lay there although its disk had failed was written once more.
      if (line === '' || taken.has(line)) continue;
      taken.add(line);
      const entry = entryOfLine(line);
      if (entry) remember(memory, entry);
    }
    if (whole.length > worthwhile) {
      const text = Buffer.from(whole);
      // Bytes that are cut in the middle of a letter would be another text: then the next start reads all.
      const tail = text.subarray(Math.max(0, text.length - tailLength)).toString('utf8');
      const next: Fold = { version: foldVersion, bytes: bytes + text.length, tail, memory };
      await world.disk.replace(beside, JSON.stringify(next)).catch(() => {});
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
