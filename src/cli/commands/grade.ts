import { fingerprintOf, judgingPrintOf } from '../../homework/grading/fingerprint.ts';
import { sheetDigits } from '../../homework/grading/grade.ts';
import { type MarkedAssignment, markerOf } from '../../homework/grading/marker.ts';
import { needsLook } from '../../homework/grading/row.ts';
import type { FeedbackForm } from '../../homework/report/feedback-forms.ts';
import { frameOf } from '../../homework/report/row-json.ts';
import { askedIn } from '../../homework/rulings/about.ts';
import { ruled } from '../../homework/rulings/apply.ts';
import { feedbackWriter } from '../class/feedback-writer.ts';
import { withNumbers } from '../class/numbered.ts';
import { stepsTo, taskOf } from '../class/plan.ts';
import { ownFile } from '../class/resume.ts';
import { noteStrangers, rulingsFrom } from '../class/rulings-file.ts';
import { tasksIn } from '../class/stream.ts';
import { type Grader, inOrder, soleGrader, threadedGrader, usualWidth } from '../class/workers.ts';
import { reportWriter, rowWriter } from '../class/writers.ts';
import { picturesFor } from '../pictures/feedback-pictures.ts';
import { assignmentFrom } from '../program/assignment-file.ts';
import { drawsIn } from '../program/drawn-for.ts';
import { homeworkOf, sourcesOf } from '../program/homework-from-args.ts';
import { shortened } from '../program/positionals.ts';
import type { TableChoice } from '../report/grade-table.ts';
import { type ReportFormat, reportText } from '../report/report-text.ts';
import { progressOn } from '../screen/progress.ts';
import type { Theme } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';
import { outputFor } from '../shell/output.ts';

/** The options of `dvar grade`. */
export interface GradeOptions {
  readonly format?: ReportFormat;
  readonly out?: string;
  readonly feedback?: string;
  readonly feedbackFormat?: FeedbackForm;
  readonly pictures?: boolean;
  readonly sort?: TableChoice['sort'];
  readonly only?: TableChoice['only'];
  readonly strict?: boolean;
  readonly rulings?: string;
  readonly roster?: string;
  readonly rosterColumn?: string;
  readonly draws?: string;
  readonly idFrom?: string;
  readonly student?: string;
  readonly workers?: number;
  readonly timeLimit: number;
  readonly resume?: string;
  readonly stdin?: boolean;
}

/** Grades a class: everything that is handed in gets its row, whatever it is. Exit code 3 where some could not be graded. */
export async function runGrade(
  environment: Environment,
  file: string,
  words: readonly string[],
  options: GradeOptions,
  theme: Theme,
): Promise<number> {
  const format = formatOf(options);
  refuseWords(file, words, options);
  const { setting, draws, asked, homework } = await gradedAssignment(environment, file, options);
  const fingerprint = fingerprintOf(setting);
  const frame = frameOf(setting.assignment, fingerprint, judgingPrintOf(setting));
  const rulings = options.rulings === undefined ? [] : await rulingsFrom(environment, options.rulings, asked);
  const plan = await stepsTo(environment, words, options, fingerprint, setting.assignment);
  const left = plan.steps.flatMap((step) => (step.kind === 'left' ? step.planned : []));
  const out = options.resume ?? options.out ?? null;
  const open = () => outputFor(environment, out, format === 'ndjson' ? plan.length : 'whole');
  const writer = await (format === 'ndjson'
    ? rowWriter(open, plan, frame, !options.stdin)
    : reportWriter(open, (rows) =>
        reportText(format, rows, { ...plan, frame, choice: choiceOf(options) }, theme),
      ));
  const { feedback: folder, feedbackFormat: form = 'md', pictures = false } = options;
  const picturesOf = await picturesFor({ pictures, feedback: folder, form }, homework);
  const feedback =
    folder === undefined ? null : await feedbackWriter(environment, folder, form, frame, picturesOf);
  const grader = await graderFor(environment, setting, options, left.length);
  const progress = progressOn(environment, theme);
  const students = new Set<string | null>();
  const counts: Counts = { in: 0, out: 0, ungraded: 0 };
  try {
    const tasks = options.stdin
      ? tasksIn(environment.stdin.open(), () => counts.in++)
      : left.map((each) => taskOf(each, plan.packed));
    for await (const found of inOrder(grader, draws === null ? tasks : withNumbers(tasks, draws))) {
      const row = rulings.length === 0 ? found : ruled(found, { rulings, pass: frame.pass });
      if (rulings.length > 0) students.add(row.student);
      if (needsLook(row)) counts.ungraded++;
      await feedback?.add(row);
      counts.out++;
      await writer.add(row);
      if (left.length > 1 && !options.stdin) progress.at(counts.out / left.length);
    }
  } finally {
    progress.done();
    await grader.close();
  }
  await writer.end();
  await feedback?.end();
  if (options.rulings !== undefined) noteStrangers(environment, options.rulings, rulings, students);
  if (options.stdin) return filtered(environment, counts, options.strict ?? false);
  return plan.whole && counts.ungraded === 0 ? exitCodes.done : exitCodes.notGraded;
}

/** Refuses words that can't name an assignment or a submission, and says what is missing. */
function refuseWords(file: string, words: readonly string[], options: GradeOptions): void {
  if (!/\.ya?ml$/i.test(file))
    throw new Failure(`the assignment, a .yaml file, comes first; '${shortened(file)}' is not one`);
  if (words.length === 0 && !options.stdin)
    throw new Failure(
      'the submissions are missing; name files or a folder, or add --stdin to read one per line',
    );
  if (options.stdin) aloneIn(words, options);
}

/** The assignment that is graded, and the numbers that were drawn for its students. */
async function gradedAssignment(environment: Environment, file: string, { draws: drawn }: GradeOptions) {
  const assignment = await assignmentFrom(environment, file);
  if (assignment.seal)
    throw new Failure(
      `${file} is sealed for ${shortened(assignment.seal.student)} alone; grade with the assignment that it was made from`,
    );
  const sources = await sourcesOf(environment, file, assignment.problems);
  const draws = await drawsIn(environment, drawn, assignment, sources);
  const homework = homeworkOf(assignment, sources, draws);
  const asked = homework.papersFor(null).flatMap(askedIn);
  const setting: MarkedAssignment = {
    assignment,
    programs: sources.map(({ text }) => text),
    digits: sheetDigits,
  };
  return { setting, asked, draws, homework };
}

/** How many submissions came in, how many rows went out, and how many of these could not be graded. */
interface Counts {
  in: number;
  out: number;
  ungraded: number;
}

/**
 * Ends a filter. Where every line has its row it exits with 0 unless `--strict` was given, because grading engines
 * repeat a run that ends otherwise.
 */
function filtered(environment: Environment, counts: Readonly<Counts>, strict: boolean): number {
  const said =
    counts.in === 0 ? 'nothing came in' : `${counts.in} in, ${counts.out} out, ${counts.ungraded} not graded`;
  environment.stderr.write(`dvar: ${said}\n`);
  return strict && counts.ungraded > 0 ? exitCodes.notGraded : exitCodes.done;
}

/** Which rows a table shows, and in which order. */
const choiceOf = ({ sort, only }: Pick<GradeOptions, 'sort' | 'only'>): TableChoice => ({
  sort: sort ?? 'urgency',
  only: only ?? null,
});

/** Refuses options about files and classes in a filter, which knows neither, rather than ignoring them. */
function aloneIn(words: readonly string[], { roster, student, idFrom, resume }: GradeOptions): void {
  if (words.length > 0)
    throw new Failure('--stdin reads submissions from standard input; leave the files out');
  const given = { '--roster': roster, '--student': student, '--id-from': idFrom, '--resume': resume };
  const other = Object.entries(given).find(([, value]) => value !== undefined);
  if (other) throw new Failure(`--stdin reads the student from each line; leave ${other[0]} out`);
}

function formatOf({ format, resume, out, stdin, rulings }: GradeOptions): ReportFormat {
  if (resume !== undefined && (format ?? 'ndjson') !== 'ndjson')
    throw new Failure('--resume always writes ndjson; leave --format out');
  if (resume !== undefined && rulings !== undefined)
    throw new Failure("--resume can't apply rulings; run dvar regrade with --rulings afterwards");
  if (resume !== undefined && out !== undefined && out !== resume) throw new Failure(ownFile);
  if (stdin && (format ?? 'ndjson') !== 'ndjson')
    throw new Failure('--stdin always writes one result per line; leave --format out');
  return format ?? (resume !== undefined || stdin ? 'ndjson' : 'table');
}

/** Starts only as many threads as pay off: starting many takes longer than grading a handful of submissions. */
async function graderFor(
  environment: Environment,
  setting: MarkedAssignment,
  { workers, timeLimit, stdin }: GradeOptions,
  submissions: number,
): Promise<Grader> {
  const width = workers ?? (stdin ? usualWidth() : Math.min(usualWidth(), Math.ceil(submissions / 20)));
  if (environment.graderFile === null || width === 0) return soleGrader(setting);
  const { maxPoints } = markerOf(setting);
  return threadedGrader(environment.graderFile, setting, {
    width: Math.max(1, width),
    seconds: timeLimit,
    maxPoints,
  });
}
