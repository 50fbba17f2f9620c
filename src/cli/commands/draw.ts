import { drawnLine } from '../../homework/paper/drawn-numbers.ts';
import { noRoster } from '../../homework/roster/roster.ts';
import { studentId } from '../../homework/submission/submission.ts';
import { counted } from '../../tutor/lesson/words.ts';
import { ownFile } from '../class/resume.ts';
import { rosterFrom } from '../class/roster-file.ts';
import { assignmentFrom } from '../program/assignment-file.ts';
import { drawnLines } from '../program/drawn-for.ts';
import { homeworkOf, sourcesOf } from '../program/homework-from-args.ts';
import { progressOn } from '../screen/progress.ts';
import type { Theme } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';
import { outputFor } from '../shell/output.ts';

/** The options of `dvar draw`. */
export interface DrawOptions {
  readonly roster?: string;
  readonly rosterColumn?: string;
  readonly student?: string;
  readonly out?: string;
  readonly resume?: string;
}

/**
 * Draws each student's numbers once, a line for each; handout, quiz, check and grade read them. With `--resume` the
 * lines that are there stay, whichever version drew them, and missing students are added.
 */
export async function runDraw(
  environment: Environment,
  file: string,
  options: DrawOptions,
  theme: Theme,
): Promise<number> {
  const { out, resume } = options;
  if (resume !== undefined && out !== undefined && out !== resume) throw new Failure(ownFile);
  const assignment = await assignmentFrom(environment, file);
  const sources = await sourcesOf(environment, file, assignment.problems);
  const { drawn } = homeworkOf(assignment, sources);
  if (!drawn)
    throw new Failure(
      `${file} draws no numbers: they are the same for all; write draw: friendly in a problem to draw them`,
    );
  const students = await studentsOf(environment, options);
  const earlier = resume === undefined ? null : await drawnLines(environment, resume);
  const missing = students.filter((student) => !earlier?.lines.has(studentId(student)));
  const setting = { assignment, programs: sources.map(({ text }) => text) };
  const place = resume ?? out ?? null;
  // Half a file can be gone on with where that was asked for; any other appears whole or not at all.
  const sink = await outputFor(
    environment,
    place,
    resume === undefined ? 'whole' : (earlier?.length ?? null),
  );
  const progress = progressOn(environment, theme);
  try {
    for (const [k, student] of missing.entries()) {
      const line = drawnLine(setting, student);
      if (!line.ok) throw new Failure(`${file}: ${line.trouble.message}`);
      await sink.write(`${line.value}\n`);
      if (place !== null && missing.length > 1) progress.at((k + 1) / missing.length);
    }
  } catch (error) {
    await sink.drop();
    throw error;
  } finally {
    progress.done();
  }
  await sink.close();
  const kept = earlier?.lines.size ?? 0;
  environment.stderr.write(
    `dvar: numbers were drawn for ${counted(missing.length, 'student')}${kept > 0 ? `; those of ${counted(kept, 'student')} stay as they were` : ''}\n`,
  );
  return exitCodes.done;
}

/** For whom numbers are drawn, each once. */
async function studentsOf(
  environment: Environment,
  { roster, rosterColumn, student }: DrawOptions,
): Promise<readonly string[]> {
  const { people } =
    roster === undefined ? noRoster : await rosterFrom(environment, roster, rosterColumn ?? null);
  const all = [...people.map(({ id }) => id), ...(student === undefined ? [] : [student])];
  const students = new Map(all.map((id) => [studentId(id), id]));
  if (students.size === 0)
    throw new Failure('numbers are drawn for students; name a class with --roster, or one with --student');
  return [...students.values()];
}
