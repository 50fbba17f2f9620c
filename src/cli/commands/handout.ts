import { basename, join } from 'node:path';
import { sheetOf, templateOf } from '../../homework/handout/handout.ts';
import { noRoster } from '../../homework/roster/roster.ts';
import { studentId } from '../../homework/submission/submission.ts';
import { rosterFrom } from '../class/roster-file.ts';
import { assignmentFrom } from '../program/assignment-file.ts';
import { homeworkOf, sourcesOf } from '../program/homework-from-args.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';
import { fileNames } from '../shell/file-names.ts';
import { writing } from '../shell/writing.ts';

/** The options of `dvar handout`. */
export interface HandoutOptions {
  readonly student?: string;
  readonly roster?: string;
  readonly rosterColumn?: string;
  readonly out?: string;
  readonly key?: boolean;
}

/** Writes sheets and templates: to the screen for one, to a folder for a class. */
export async function runHandout(world: Environment, file: string, options: HandoutOptions): Promise<number> {
  const assignment = await assignmentFrom(world, file);
  const homework = homeworkOf(assignment, await sourcesOf(world, file, assignment.problems));
  const key = options.key === true;
  if (options.roster !== undefined && options.out === undefined)
    throw new Failure('a roster makes many sheets; say where they go with --out FOLDER');
  const roster =
    options.roster === undefined
      ? noRoster
      : await rosterFrom(world, options.roster, options.rosterColumn ?? null);
  const students = [
    ...new Set([
      ...roster.people.map(({ id }) => id),
      ...(options.student === undefined ? [] : [studentId(options.student)]),
    ]),
  ];
  if (homework.drawn && students.length === 0)
    throw new Failure(
      'the numbers are drawn for each student; name one with --student, or a class with --roster',
    );
  const { out } = options;
  if (out === undefined) {
    const [student = null] = students;
    const papers = homework.papersFor(student);
    const template = templateOf(papers, student, key);
    const files = { assignment: basename(file), answers: 'answers.txt', student };
    world.stdout.write(`${sheetOf(assignment, papers, student, key, files)}\n\`\`\`\n${template}\`\`\`\n`);
    return exitCodes.done;
  }
  await writing(out, () => world.disk.makeFolder(out));
  const names = fileNames(students.length === 0 ? ['handout'] : students);
  for (const [k, name] of names.entries()) {
    const student = students[k] ?? null;
    const papers = homework.papersFor(student);
    const sheet = join(out, `${name}${key ? '.key' : ''}.md`);
    const template = join(out, `${name}${key ? '.key' : ''}.txt`);
    const files = { assignment: basename(file), answers: basename(template), student };
    await writing(sheet, () => world.writeFile(sheet, sheetOf(assignment, papers, student, key, files)));
    await writing(template, () => world.writeFile(template, templateOf(papers, student, key)));
  }
  const count =
    names.length === 1 ? 'one sheet and its template' : `${names.length} sheets and their templates`;
  world.stderr.write(`dvar: ${count} are in ${out}\n`);
  return exitCodes.done;
}
