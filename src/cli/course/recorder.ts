import { join } from 'node:path';
import { type Entry, entryVersion, lineOf } from '../../course/memory/entry.ts';
import { evidenceOf } from '../../course/memory/evidence.ts';
import type { Session } from '../../tutor/session/state.ts';
import type { Environment } from '../shell/environment.ts';
import { fileErrorReason } from '../shell/read-file.ts';

/** An entry, but for its id and its moment. */
export type Unstamped = Entry extends infer Each
  ? Each extends Entry
    ? Omit<Each, 'v' | 'id' | 'time' | 'zone'>
    : never
  : never;

/** Keeps answers: when one of its functions returns, the entry is on the disk. */
export interface Recorder {
  readonly keep: (entry: Unstamped) => Promise<Entry>;
  /** Keeps what a step of a quiz showed at a question, if it showed anything; gives what was kept. */
  readonly answer: (before: Session, after: Session, key: number, where?: Place) => Promise<Entry | null>;
}

/** The course and the step that a question is asked in. */
export interface Place {
  readonly course: string;
  readonly step: string;
}

/** The file that holds what is remembered, in its folder. */
export const journalFile = (folder: string): string => join(folder, 'progress.jsonl');

/**
 * Keeps answers in the journal. Where that fails, it says so once, and everything goes on; what could not be kept is tried
 * again with the next answer, since a full disk may have room then.
 */
export function recorderIn(environment: Environment, folder: string | null): Recorder {
  let told = false;
  let waiting: readonly string[] = [];
  let count = 0;
  let since = environment.clock();
  const keep = async (unstamped: Unstamped): Promise<Entry> => {
    const drawn = Math.floor(environment.chance() * 36 ** 6).toString(36);
    const time = environment.now();
    const id = `${Math.floor(time).toString(36)}-${drawn}-${count++}`;
    const entry = { v: entryVersion, id, time, zone: environment.zone(time), ...unstamped } as Entry; // what its type lacks has just been put in
    if (folder === null) return entry;
    waiting = [...waiting, lineOf(entry)];
    try {
      await environment.disk.makeFolder(folder);
      // One at a time: if a line is cut off, those before it are neither lost nor written twice.
      for (const line of waiting) {
        await environment.disk.append(journalFile(folder), line);
        waiting = waiting.slice(1);
      }
    } catch (error) {
      if (!told) environment.stderr.write(unkept(folder, fileErrorReason(error)));
      told = true;
    }
    return entry;
  };
  return {
    keep,
    async answer(before, after, key, where) {
      const evidence = evidenceOf(before, after, key);
      if (!evidence) return null;
      const took = Math.round(environment.clock() - since);
      since = environment.clock();
      return keep({ ...evidence, course: where?.course ?? null, step: where?.step ?? null, took });
    },
  };
}

const unkept = (folder: string, reason: string): string =>
  `dvar: your answers can't be saved in ${folder}: ${reason}; everything else works (set DVAR_STATE to use another folder)\n`;
