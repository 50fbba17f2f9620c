import { join } from 'node:path';
import { fingerprintOf } from '../../homework/grading/fingerprint.ts';
import { sheetDigits } from '../../homework/grading/grade.ts';
import { type MarkedAssignment, markerOf } from '../../homework/grading/marker.ts';
import { needsLook } from '../../homework/grading/row.ts';
import { feedbackOf } from '../../homework/report/feedback.ts';
import { layoutNames } from '../../homework/roster/places.ts';
import { noRoster } from '../../homework/roster/roster.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import { withArchiveUnpacked } from '../class/class-archive.ts';
import { findFiles } from '../class/find-files.ts';
import type { Task } from '../class/grader.ts';
import { onePerStudent, type Planned } from '../class/one-per-student.ts';
import { earlierRows, planOf, type ResumePlan, type ResumeStep } from '../class/resume.ts';
import { tasksIn } from '../class/stream.ts';
import { type Grader, inOrder, soleGrader, threadedGrader, usualWidth } from '../class/workers.ts';
import { reportWriter, rowWriter } from '../class/writers.ts';
import { assignmentFrom } from '../program/assignment-file.ts';
import { homeworkOf, sourcesOf } from '../program/homework-from-args.ts';
import { shortened } from '../program/positionals.ts';
import { progressOn } from '../screen/progress.ts';
import { type ReportFormat, reportText } from '../screen/report.ts';
import type { Theme } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';
import { fileNames } from '../shell/file-names.ts';
import { outputFor } from '../shell/output.ts';
import { rosterFrom, writing } from './handout.ts';

/** The options of `dvar grade`. */
export interface GradeOptions {
  readonly format?: ReportFormat;
  readonly out?: string;
  readonly feedback?: string;
  readonly roster?: string;
  readonly rosterColumn?: string;
  readonly idFrom?: string;
  readonly student?: string;
  readonly workers?: number;
  readonly timeLimit: number;
  readonly resume?: string;
  readonly stdin?: boolean;
}

/** Grades a class: everything that is handed in gets its row, whatever it is. Exit code 3 where some could not be graded. */
export async function runGrade(
  world: Environment,
  file: string,
  words: readonly string[],
  options: GradeOptions,
  look: Theme,
): Promise<number> {
  const format = formatOf(options);
  if (!/\.ya?ml$/i.test(file))
    throw new Failure(`the assignment comes first, a .yaml file; '${shortened(file)}' is none`);
  if (words.length === 0 && !options.stdin)
    throw new Failure('the submissions are missing; name files or a folder, or --stdin for one a line');
  if (options.stdin) aloneIn(words, options);
  const assignment = await assignmentFrom(world, file);
  const sources = await sourcesOf(world, file, assignment.problems);
  homeworkOf(assignment, sources);
  const setting: MarkedAssignment = {
    assignment,
    programs: sources.map(({ text }) => text),
    digits: sheetDigits,
  };
  const fingerprint = fingerprintOf(setting);
  const drawn = assignment.problems.some((problem) => problem.drawn);
  const plan = await stepsTo(world, words, options, fingerprint, drawn);
  const left = plan.steps.flatMap((step) => (step.kind === 'left' ? step.planned : []));
  const out = options.resume ?? options.out ?? null;
  const open = () => writing(out ?? '', () => outputFor(world, out, plan.length));
  const writer = await (format === 'ndjson'
    ? rowWriter(open, plan, fingerprint, !options.stdin)
    : reportWriter(open, (rows) => reportText(format, rows, setting, fingerprint, look)));
  const feedback = options.feedback ?? null;
  if (feedback !== null) await writing(feedback, () => world.disk.makeFolder(feedback));
  const names = fileNames(left.map((each) => each.student ?? each.file ?? 'nobody'));
  const grader = await graderFor(world, setting, options, left.length);
  const progress = progressOn(world, look);
  let { whole } = plan;
  let count = 0;
  try {
    const tasks = options.stdin ? tasksIn(world.stdin) : left.map((each) => taskOf(each, plan.packed));
    for await (const row of inOrder(grader, tasks)) {
      whole &&= !needsLook(row);
      if (feedback !== null) {
        const path = join(feedback, `${names[count] ?? `submission-${count + 1}`}.md`);
        await writing(path, () => world.writeFile(path, feedbackOf(assignment, row)));
      }
      count++;
      await writer.add(row);
      if (left.length > 1 && !options.stdin) progress.at(count / left.length);
    }
  } finally {
    progress.done();
    await grader.close();
  }
  await writer.end();
  return whole ? exitCodes.done : exitCodes.notGraded;
}

/** The rows of the report: everybody and everything that is handed in, as far as an earlier report does not hold it. */
async function stepsTo(
  world: Environment,
  words: readonly string[],
  options: GradeOptions,
  fingerprint: string,
  drawn: boolean,
): Promise<
  Omit<ResumePlan, 'length'> & {
    readonly length: number | null;
    readonly packed: ReadonlyMap<string, Uint8Array>;
  }
> {
  const pattern = patternOf(options.idFrom);
  const roster =
    options.roster === undefined
      ? noRoster
      : await rosterFrom(world, options.roster, options.rosterColumn ?? null);
  const nothing = {
    length: null,
    steps: [],
    keys: new Map(),
    whole: true,
    packed: new Map<string, Uint8Array>(),
  };
  if (options.stdin) return nothing;
  const earlier =
    options.resume === undefined ? null : await earlierRows(world.disk, options.resume, fingerprint);
  const found = await findFiles(world.disk, words);
  // Whoever says whose it is means one submission.
  const { files, passedOver, disk, packed } =
    options.student === undefined
      ? await withArchiveUnpacked(world.disk, words, found)
      : { ...found, disk: world.disk, packed: new Map<string, Uint8Array>() };
  if (packed.size > 0)
    world.stderr.write(
      `dvar: ${words[0]} is taken for a class's, with ${packed.size} files; --student ID takes it for one submission\n`,
    );
  const { planned, byFolder, layout, nobodys } = await onePerStudent(disk, files, {
    pattern,
    roster,
    student: options.student ?? null,
    drawn,
  });
  if (layout !== null)
    world.stderr.write(
      `dvar: whose each file is was taken from where it lies, as ${layoutNames[layout]} hands out\n`,
    );
  if (nobodys.length > 0)
    world.stderr.write(`dvar: files that nobody handed in were passed over: ${someOf(nobodys)}\n`);
  if (passedOver.length > 0)
    world.stderr.write(`dvar: hidden files and backups were passed over: ${someOf(passedOver)}\n`);
  if (byFolder.length > 0)
    world.stderr.write(
      `dvar: in several folders there are files called ${someOf(byFolder)}; the folders' names are taken for the students\n`,
    );
  if (planned.length === 0) throw new Failure('no submissions were found there; check the path');
  if (earlier === null)
    return {
      ...nothing,
      packed,
      steps: planned.map((each): ResumeStep => ({ kind: 'left', planned: each })),
    };
  return { ...planOf(earlier, planned, new Set(files.map(({ file }) => file))), packed };
}

/** So many names stand in a line. */
const mostNamed = 5;

const someOf = (names: readonly string[]): string =>
  names
    .slice(0, mostNamed)
    .map((name) => quoted(name))
    .join(', ') + (names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '');

/** A filter knows no files and no class: what would be about them is refused rather than forgotten. */
function aloneIn(words: readonly string[], { roster, student, idFrom, resume }: GradeOptions): void {
  if (words.length > 0)
    throw new Failure('--stdin reads submissions from standard input; leave the files out');
  const given = { '--roster': roster, '--student': student, '--id-from': idFrom, '--resume': resume };
  const other = Object.entries(given).find(([, value]) => value !== undefined);
  if (other)
    throw new Failure(
      `--stdin takes each line by itself, and whose it is from the line; leave ${other[0]} out`,
    );
}

function formatOf({ format, resume, out, stdin }: GradeOptions): ReportFormat {
  if (resume !== undefined && (format ?? 'ndjson') !== 'ndjson')
    throw new Failure('--resume goes on with an ndjson report; leave --format out');
  if (resume !== undefined && out !== undefined && out !== resume)
    throw new Failure('--resume goes on in its own file; leave --out out');
  if (stdin && (format ?? 'ndjson') !== 'ndjson')
    throw new Failure('--stdin writes a result a line as they come; leave --format out');
  return format ?? (resume !== undefined || stdin ? 'ndjson' : 'table');
}

function patternOf(text: string | undefined): RegExp | null {
  if (text === undefined) return null;
  const asIn = "'([a-z]+)_' for alice_1234.txt";
  let pattern: RegExp;
  let groups: number;
  try {
    pattern = new RegExp(text, 'u');
    groups = (new RegExp(`${text}|`, 'u').exec('') ?? []).length - 1;
  } catch {
    throw new Failure(`--id-from is no pattern: ${shortened(text)}; try ${asIn}`);
  }
  if (groups < 1)
    throw new Failure(
      `--id-from has no group: ${shortened(text)}; put parentheses around what is the id, as in ${asIn}`,
    );
  return pattern;
}

function taskOf(planned: Planned, packed: ReadonlyMap<string, Uint8Array>): Task {
  const { refused, ...job } = planned;
  if (refused !== null) return { kind: 'refused', job, why: refused };
  if (job.file === null) return { kind: 'absent', job };
  const bytes = packed.get(job.file);
  return bytes ? { kind: 'bytes', job, path: job.file, bytes } : { kind: 'file', job, path: job.file };
}

/** As many threads as help: a handful of submissions is graded sooner than many threads are started. */
async function graderFor(
  world: Environment,
  setting: MarkedAssignment,
  { workers, timeLimit, stdin }: GradeOptions,
  submissions: number,
): Promise<Grader> {
  const width = workers ?? (stdin ? usualWidth() : Math.min(usualWidth(), Math.ceil(submissions / 20)));
  if (world.graderFile === null || width === 0) return soleGrader(setting);
  const { maxPoints } = markerOf(setting);
  return threadedGrader(world.graderFile, setting, {
    width: Math.max(1, width),
    seconds: timeLimit,
    maxPoints,
  });
}
