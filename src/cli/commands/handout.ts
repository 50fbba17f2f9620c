import { basename, join } from 'node:path';
import type { Assignment } from '../../homework/assignment/assignment.ts';
import { sheetOf, templateOf } from '../../homework/handout/handout.ts';
import type { ProblemPaper } from '../../homework/paper/paper.ts';
import { noRoster } from '../../homework/roster/roster.ts';
import { studentId } from '../../homework/submission/submission.ts';
import type { BlankChoice } from '../../picture/scene/blanks.ts';
import { rosterFrom } from '../class/roster-file.ts';
import { sealerFor, verified } from '../class/seals.ts';
import { assignmentFrom } from '../program/assignment-file.ts';
import { drawsIn } from '../program/drawn-for.ts';
import { type Homework, homeworkOf, sourcesOf } from '../program/homework-from-args.ts';
import { type SheetFormat, sheetFormats } from '../program/picture-options.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';
import { fileNames } from '../shell/file-names.ts';
import { writeOneOf, writing } from '../shell/writing.ts';

/** The options of `dvar handout`. */
export interface HandoutOptions {
  readonly student?: string;
  readonly draws?: string;
  readonly roster?: string;
  readonly rosterColumn?: string;
  readonly out?: string;
  readonly key?: boolean;
  readonly format?: 'markdown' | SheetFormat;
  readonly blanks?: BlankChoice;
  readonly rules?: boolean;
  readonly seal?: boolean;
  readonly verify?: string;
}

/** Writes sheets and templates: to the screen for one, to a folder for a class. */
export async function runHandout(
  environment: Environment,
  file: string,
  options: HandoutOptions,
): Promise<number> {
  const assignment = await assignmentFrom(environment, file);
  const sources = await sourcesOf(environment, file, assignment.problems);
  const draws = await drawsIn(environment, options.draws, assignment, sources);
  const homework = homeworkOf(assignment, sources, draws);
  if (options.verify !== undefined) return verified(environment, assignment, options.verify);
  const sealing = options.seal ? await sealerFor(environment, file, assignment, sources) : null;
  const students = await studentsOf(environment, options);
  refuseNobody(homework.drawn, students, options);
  const wanted: Wanted = { assignment, homework, students, file: openTo(assignment, file) };
  const { format = 'markdown' } = options;
  if (format !== 'markdown') return writePaper(environment, wanted, { ...options, format });
  if (options.rules) throw new Failure('--rules is for sheets on paper; add a format, as in --format html');
  const { out, blanks, key = false } = options;
  const picturesOf = blanks === undefined ? () => [] : await picturesWith(assignment, { key, blanks });
  const making: Making = { sealing, key, picturesOf };
  return out === undefined
    ? showSheet(environment, wanted, making)
    : writeSheets(environment, wanted, making, out);
}

/** Loads the drawing code, and gives a function that draws a sheet's problems. */
async function picturesWith(
  assignment: Assignment,
  choice: { readonly key: boolean; readonly blanks: BlankChoice },
): Promise<PicturesOf> {
  const { markdownPictures } = await import('../pictures/markdown-pictures.ts');
  return (papers) => markdownPictures(assignment, papers, choice);
}

/** Whose sheets are made: everybody's on the roster, and the one who is named. */
async function studentsOf(
  environment: Environment,
  { roster, rosterColumn, out, student }: HandoutOptions,
): Promise<readonly string[]> {
  if (roster !== undefined && out === undefined)
    throw new Failure('a roster makes many sheets; say where they go with --out FOLDER');
  const { people } =
    roster === undefined ? noRoster : await rosterFrom(environment, roster, rosterColumn ?? null);
  return [
    ...new Set([...people.map(({ id }) => id), ...(student === undefined ? [] : [studentId(student)])]),
  ];
}

/** Refuses numbers and seals without a student, and a sealed file beside a teacher's key. */
function refuseNobody(
  drawn: boolean,
  students: readonly string[],
  { seal, key, format = 'markdown' }: HandoutOptions,
): void {
  if (drawn && students.length === 0)
    throw new Failure(
      'the numbers are drawn for each student; name one with --student, or a class with --roster',
    );
  if (seal && students.length === 0)
    throw new Failure('a file is sealed for a student; name one with --student, or a class with --roster');
  if (seal && (key || format !== 'markdown'))
    throw new Failure(
      '--seal makes files for students, beside sheets in Markdown; leave --key and --format out',
    );
}

/** The sealed file of a student, or null where nothing is sealed. */
type Sealing = Awaited<ReturnType<typeof sealerFor>> | null;

/** The picture of each problem, in lines of Markdown; none where it is not wanted. */
type PicturesOf = (papers: readonly ProblemPaper[]) => readonly (readonly string[])[];

/** How sheets in Markdown are made. */
interface Making {
  readonly sealing: Sealing;
  readonly key: boolean;
  readonly picturesOf: PicturesOf;
}

/** One student's sheet on the screen, or the sealed file. */
function showSheet(
  environment: Environment,
  { assignment, homework, students, file }: Wanted,
  { sealing, key, picturesOf }: Making,
): number {
  const [student = null] = students;
  const papers = homework.papersFor(student);
  if (sealing && student !== null) {
    environment.stdout.write(sealing(student, papers));
    return exitCodes.done;
  }
  const template = templateOf(papers, student, key);
  const files = { assignment: file, answers: 'answers.txt', student };
  environment.stdout.write(
    `${sheetOf(assignment, papers, student, key, files, picturesOf(papers))}\n\`\`\`\n${template}\`\`\`\n`,
  );
  return exitCodes.done;
}

/** A class's sheets in a folder, each with its template and, if they are sealed, its file. */
async function writeSheets(
  environment: Environment,
  { assignment, homework, students, file }: Wanted,
  { sealing, key, picturesOf }: Making,
  out: string,
): Promise<number> {
  await writing(out, () => environment.disk.makeFolder(out));
  const names = fileNames(students.length === 0 ? ['handout'] : students);
  for (const [k, name] of names.entries()) {
    const student = students[k] ?? null;
    const papers = homework.papersFor(student);
    const sheet = join(out, `${name}${key ? '.key' : ''}.md`);
    const template = join(out, `${name}${key ? '.key' : ''}.txt`);
    const own = sealing && student !== null ? `${name}.yaml` : null;
    const files = own
      ? { assignment: own, answers: basename(template), student: null }
      : { assignment: file, answers: basename(template), student };
    const text = sheetOf(assignment, papers, student, key, files, picturesOf(papers));
    await writeOneOf(environment, sheet, text);
    await writeOneOf(environment, template, templateOf(papers, student, key));
    if (sealing && student !== null && own) {
      const path = join(out, own);
      await writeOneOf(environment, path, sealing(student, papers));
    }
  }
  const count =
    names.length === 1
      ? `one sheet and its template${sealing ? ', with the sealed file,' : ''}`
      : `${names.length} sheets and their templates${sealing ? ', with the sealed files,' : ''}`;
  environment.stderr.write(`dvar: ${count} are in ${out}\n`);
  return exitCodes.done;
}

/**
 * The assignment's file for students to check with; null where it holds the teacher's secret, by which everybody's
 * numbers could be drawn.
 */
const openTo = ({ secret }: Assignment, file: string): string | null =>
  secret === null ? basename(file) : null;

/** What is wanted on paper: an assignment, and whose sheets. */
interface Wanted {
  readonly assignment: Assignment;
  readonly homework: Homework;
  readonly students: readonly string[];
  readonly file: string | null;
}

/** Writes sheets for paper: all in one file, or each in a file of a folder with its template. */
async function writePaper(
  environment: Environment,
  { assignment, homework, students, file }: Wanted,
  {
    out,
    key = false,
    blanks = 'all',
    rules = false,
    format,
  }: HandoutOptions & { readonly format: SheetFormat },
): Promise<number> {
  const { sheetFor } = await import('../../sheets/paper-sheet.ts');
  const { sheetsIn } = await import('../pictures/paper-in.ts');
  const { deliver } = await import('../pictures/deliver.ts');
  const end = sheetFormats[format];
  const whose = students.length === 0 ? [null] : students;
  const sheet = (student: string | null, answers: string) =>
    sheetFor(
      assignment,
      homework.papersFor(student),
      student,
      { assignment: file, answers, student },
      { key, blanks, rules },
    );
  if (out === undefined || out.toLowerCase().endsWith(`.${end}`)) {
    const sheets = whose.map((student) => sheet(student, 'answers.txt'));
    await deliver(environment, await sheetsIn(environment, format, sheets), out);
    return exitCodes.done;
  }
  await writing(out, () => environment.disk.makeFolder(out));
  const names = fileNames(students.length === 0 ? ['handout'] : students);
  for (const [k, name] of names.entries()) {
    const student = whose[k] ?? null;
    const [paper, template] = [end, 'txt'].map((ending) =>
      join(out, `${name}${key ? '.key' : ''}.${ending}`),
    ) as [string, string]; // two endings
    await deliver(
      environment,
      await sheetsIn(environment, format, [sheet(student, basename(template))]),
      paper,
    );
    await writeOneOf(environment, template, templateOf(homework.papersFor(student), student, key));
  }
  environment.stderr.write(
    `dvar: ${names.length === 1 ? 'one sheet and its template' : `${names.length} sheets and their templates`} are in ${out}\n`,
  );
  return exitCodes.done;
}
