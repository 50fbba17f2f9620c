import { exportJournal, forgetJournal, importJournal } from '../../course/journal-copies.ts';
import { shippedCourse } from '../../course/open-course.ts';
import { progressJson, progressLines } from '../../course/progress-lines.ts';
import { rememberedIn } from '../../course/remembered.ts';
import { localNow } from '../../course/when.ts';
import { sentences } from '../../screen/speech.ts';
import type { Theme } from '../../screen/theme.ts';
import { wrapped } from '../../screen/wrap.ts';
import type { Environment } from '../../shell/environment.ts';
import { exitCodes, Failure } from '../../shell/failure.ts';

/** The options of `dvar progress`. */
export interface ProgressOptions {
  readonly export?: string;
  readonly import?: string;
  readonly forget?: boolean;
  readonly format: 'text' | 'json';
}

/** Shows, exports, imports or forgets what is remembered; gives the exit code. */
export async function runProgress(
  world: Environment,
  options: ProgressOptions,
  look: Theme,
): Promise<number> {
  const folder = await world.stateFolder();
  if (folder === null) throw new Failure('nothing is recorded here; set DVAR_STATE to a folder');
  const tell = (text: string): void => {
    const [indent = ''] = /^ */.exec(text) ?? [];
    const lines = look.plain ? sentences(text.trim()) : wrapped(indent, text.trimStart(), 'plain', look);
    world.stdout.write(`${lines.join('\n')}\n`);
  };
  const done = await changed(world, folder, options);
  if (done !== null) {
    tell(done);
    return exitCodes.done;
  }
  const memory = await rememberedIn(world, folder);
  const course = await shippedCourse(world);
  if (options.format === 'json')
    world.stdout.write(
      `${JSON.stringify(progressJson(memory, course, localNow(world), world.zone), null, 2)}\n`,
    );
  else for (const line of progressLines(memory, course, localNow(world), look)) tell(line);
  return exitCodes.done;
}

/** Does what an option asks of the journal, and says what it did; null where the journal is only shown. */
async function changed(world: Environment, folder: string, options: ProgressOptions): Promise<string | null> {
  if (options.export !== undefined) return exportJournal(world, folder, options.export);
  if (options.import !== undefined) return importJournal(world, folder, options.import);
  return options.forget ? forgetJournal(world, folder) : null;
}
