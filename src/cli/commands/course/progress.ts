import type { Course } from '../../../course/lessons/course.ts';
import type { Memory } from '../../../course/memory/memory.ts';
import { learnerMarkdown } from '../../../course/page/learner-markdown.ts';
import { learnerPage } from '../../../course/page/learner-page.ts';
import { exportJournal, forgetJournal, importJournal } from '../../course/journal-copies.ts';
import { shippedCourse } from '../../course/open-course.ts';
import { progressJson, progressLines } from '../../course/progress-lines.ts';
import { rememberedIn } from '../../course/remembered.ts';
import { localNow } from '../../course/when.ts';
import { jsonText } from '../../screen/json-text.ts';
import { sentences } from '../../screen/speech.ts';
import type { Theme } from '../../screen/theme.ts';
import { wrapped } from '../../screen/wrap.ts';
import type { Environment } from '../../shell/environment.ts';
import { exitCodes, Failure } from '../../shell/failure.ts';
import { version } from '../../shell/version.ts';

/** The options of `dvar progress`. */
export interface ProgressOptions {
  readonly export?: string;
  readonly import?: string;
  readonly forget?: boolean;
  readonly name?: string;
  readonly format: 'text' | 'json' | 'markdown' | 'html';
}

/** Shows, exports, imports or forgets what is remembered; gives the exit code. */
export async function runProgress(
  environment: Environment,
  options: ProgressOptions,
  theme: Theme,
): Promise<number> {
  const folder = await environment.stateFolder();
  if (folder === null) throw new Failure('nothing is recorded here; set DVAR_STATE to a folder');
  const tell = (text: string): void => {
    const [indent = ''] = /^ */.exec(text) ?? [];
    const lines = theme.plain ? sentences(text.trim()) : wrapped(indent, text.trimStart(), 'plain', theme);
    environment.stdout.write(`${lines.join('\n')}\n`);
  };
  const done = await changed(environment, folder, options);
  if (done !== null) {
    tell(done);
    return exitCodes.done;
  }
  const memory = await rememberedIn(environment, folder);
  const course = await shippedCourse(environment);
  if (options.format === 'text')
    for (const line of progressLines(memory, course, localNow(environment), theme)) tell(line);
  else environment.stdout.write(await pageOf(environment, memory, course, options));
  return exitCodes.done;
}

/** What is remembered, for programs or for somebody who was not there. */
async function pageOf(
  environment: Environment,
  memory: Memory,
  course: Course,
  { format, name }: ProgressOptions,
): Promise<string> {
  const now = localNow(environment);
  if (format === 'json') return `${jsonText(progressJson(memory, course, now, environment.zone), 2)}\n`;
  const page = learnerPage(memory, course, now, { who: name?.trim() || null, version });
  if (format === 'markdown') return learnerMarkdown(page);
  const { learnerHtml } = await import('../../../course/page/learner-html.ts');
  return learnerHtml(page);
}

/** Does what an option asks of the journal, and says what it did; null where the journal is only shown. */
async function changed(
  environment: Environment,
  folder: string,
  options: ProgressOptions,
): Promise<string | null> {
  if (options.export !== undefined) return exportJournal(environment, folder, options.export);
  if (options.import !== undefined) return importJournal(environment, folder, options.import);
  return options.forget ? forgetJournal(environment, folder) : null;
}
