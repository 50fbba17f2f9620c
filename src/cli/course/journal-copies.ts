import { lineOf, readLines } from '../../course/memory/entry.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure } from '../shell/failure.ts';
import { fileErrorReason, readTextFile } from '../shell/read-file.ts';
import { journalFile } from './recorder.ts';

/** Copies all that is remembered to a new file; says what was done. */
export async function exportJournal(environment: Environment, folder: string, file: string): Promise<string> {
  const text = await reading(journalFile(folder), () => environment.disk.readFrom(journalFile(folder), 0));
  await writing(file, () => environment.writeFile(file, text));
  return `Saved to ${file}: ${lines(readLines(text).length)}.`;
}

/** Takes in the entries of another journal that this one lacks; ids tell entries apart, so that none counts twice. */
export async function importJournal(environment: Environment, folder: string, file: string): Promise<string> {
  const own = journalFile(folder);
  const have = new Set(
    readLines(await reading(own, () => environment.disk.readFrom(own, 0))).map(({ id }) => id),
  );
  const text = await readTextFile(environment, file);
  const all = readLines(text);
  if (all.length === 0 && text.trim() !== '')
    throw new Failure(`${file} has no line that dvar can read; dvar progress --export writes such a file`);
  const fresh = all.filter(({ id }) => !have.has(id) && have.add(id));
  if (fresh.length > 0)
    await writing(own, async () => {
      await environment.disk.makeFolder(folder);
      await environment.disk.append(own, fresh.map(lineOf).join(''));
    });
  return fresh.length === 1 ? '1 line was new.' : `${fresh.length} lines were new.`;
}

/** Begins a new journal: the old one is moved aside, after what was moved there before. */
export async function forgetJournal(environment: Environment, folder: string): Promise<string> {
  const own = journalFile(folder);
  const aside = `${own}.forgotten`;
  const text = await reading(own, () => environment.disk.readFrom(own, 0));
  if (text === '') return 'There was nothing to forget.';
  await writing(own, async () => {
    await environment.disk.append(aside, text.endsWith('\n') ? text : `${text}\n`);
    await environment.disk.replace(own, '');
  });
  return `Forgotten. The old record is in ${aside}; delete it if you like.`;
}

const lines = (count: number): string => (count === 1 ? 'one line' : `${count} lines`);

const reading = (file: string, read: () => Promise<string>): Promise<string> => told(file, 'read', read);
const writing = (file: string, write: () => Promise<void>): Promise<void> => told(file, 'written', write);

async function told<T>(file: string, what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new Failure(`${file} can't be ${what}: ${fileErrorReason(error)}; name another`);
  }
}
