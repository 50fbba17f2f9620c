import type { Course } from '../../course/lessons/course.ts';
import type { SecondEngine } from '../../engine/checks/witnesses.ts';
import type { Finding } from '../../homework/lint/findings.ts';
import { innerSteps } from '../../homework/lint/inner-steps.ts';
import { lint } from '../../homework/lint/lint.ts';
import { locate } from '../../language/diagnostic.ts';
import { withoutControls } from '../../language/unicode-names.ts';
import { demoFault } from '../course/demo.ts';
import { documentOf, sourceOf } from '../program/assignment-file.ts';
import { jsonText } from '../screen/json-text.ts';
import type { Theme } from '../screen/theme.ts';
import { wrapped } from '../screen/wrap.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure, failureLines, isFailure } from '../shell/failure.ts';
import { readTextFile } from '../shell/read-file.ts';
import type { CommandLine } from './declaration/declaration.ts';

/** The options of `dvar lint`. */
export interface LintOptions {
  readonly schema?: boolean;
  readonly strict?: boolean;
  readonly format: 'text' | 'json';
}

type RunOther = CommandLine['run'];

/** A finding as it is told, with its place in a file; 0 where it has none. */
interface Told extends Pick<Finding, 'level' | 'problem' | 'message'> {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What was found in a file, or why it could not be read. */
type Report = Looked | Unread;

interface Looked {
  readonly file: string;
  /** What it holds: `one problem`, `a course of 2 lectures`. */
  readonly holds: string;
  readonly found: readonly Told[];
}

interface Unread {
  readonly file: string;
  readonly failure: Failure;
}

/** Looks over assignments and courses before students do; exit code 1 where one would fail somebody, 2 where one can't be read. */
export async function runLint(
  environment: Environment,
  files: readonly string[],
  options: LintOptions,
  theme: Theme,
  run: RunOther,
): Promise<number> {
  if (options.schema) {
    const { assignmentSchema } = await import('../../homework/assignment/schema.ts');
    environment.stdout.write(`${jsonText(assignmentSchema(), 2)}\n`);
    return exitCodes.done;
  }
  if (files.length === 0) throw new Failure('an assignment or a course is missing; try dvar lint hw1.yaml');
  const { derivativeByMathjs } = await import('../../engine/checks/mathjs.ts');
  const reports: Report[] = [];
  const courses: Course[] = [];
  for (const file of files)
    reports.push(await reportOn({ environment, run }, file, derivativeByMathjs, options, courses));
  if (options.format === 'json') {
    const findings = reports.flatMap((report) => ('failure' in report ? [told(report)] : report.found));
    environment.stdout.write(`${jsonText({ format: 'dvar.lint/1', findings }, 2)}\n`);
  }
  for (const report of reports) {
    if ('failure' in report) environment.stderr.write(`${failureLines(report.failure).join('\n')}\n`);
    else if (options.format === 'text')
      for (const each of linesOf(report))
        environment.stdout.write(
          `${(theme.plain ? [each] : wrapped('', each, 'plain', theme)).join('\n')}\n`,
        );
  }
  if (reports.some((report) => 'failure' in report)) return exitCodes.usage;
  const failing = reports.some((report) => linted(report).some(({ level }) => level === 'error'));
  return failing ? exitCodes.notPassed : exitCodes.done;
}

const linted = (report: Report): readonly Told[] => ('failure' in report ? [] : report.found);

/** Where a file is, and what runs the demonstrations of a course. */
interface Around {
  readonly environment: Environment;
  readonly run: RunOther;
}

async function reportOn(
  around: Around,
  file: string,
  second: SecondEngine,
  { strict }: LintOptions,
  courses: Course[],
): Promise<Report> {
  const { environment } = around;
  try {
    // Once: what comes through a pipe is gone then.
    const text = await readTextFile(environment, file);
    const course = await courseReport(around, file, text, second, strict === true, courses);
    if (course) return course;
    const { assignment } = await documentOf(text, file);
    const sources = await Promise.all(
      assignment.problems.map((problem) => sourceOf(environment, file, problem)),
    );
    const programs = sources.map((source) => source.text);
    const found = lint(assignment, programs, second).map((finding) => ({
      ...placeIn(text, file, finding),
      level: strict ? ('error' as const) : finding.level,
      problem: finding.problem,
      message: finding.message,
    }));
    const count = assignment.problems.length;
    return { file, holds: count === 1 ? 'one problem' : `${count} problems`, found };
  } catch (error) {
    // One file that can't be read does not end the run: the others have findings of their own.
    if (isFailure(error)) return { file, failure: error };
    throw error;
  }
}

/** The report on a course; null where the file is an assignment. */
async function courseReport(
  { environment, run }: Around,
  file: string,
  text: string,
  second: SecondEngine,
  strict: boolean,
  courses: Course[],
): Promise<Report | null> {
  if (!/^(?:format:\s*["']?dvar\.course\/|lectures:)/mu.test(text)) return null;
  const { lintedCourse } = await import('../course/linted-course.ts');
  const { course, holds, findings } = await lintedCourse(text, file, second, courses, (demo) =>
    demoFault(environment, run, demo),
  );
  if (course) courses.push(course);
  const found = findings.map(({ from, level, step, message }) => {
    const { line, column } = locate(text, from);
    return { file, line, column, level: strict ? ('error' as const) : level, problem: step, message };
  });
  return { file, holds, found };
}

/** A file that can't be read, as a finding: its place is taken out of the sentence. */
function told({ file, failure }: Unread): Told {
  const [, line = '0', column = '0', rest = failure.message] =
    /^[^:]*:(\d+):(\d+): (.*)$/s.exec(failure.message) ?? [];
  return { file, line: Number(line), column: Number(column), level: 'error', problem: null, message: rest };
}

function linesOf({ file, holds, found }: Looked): readonly string[] {
  if (found.length === 0)
    return [`${file}: ${holds}, nothing to correct; independent checks confirm the key`];
  return found.map(({ line, column, level, problem, message }) => {
    const whose = problem === null ? '' : `${problem}: `;
    // A finding may repeat a piece of the file.
    return withoutControls(`${file}:${line}:${column}: ${level}: ${whose}${message}`);
  });
}

function placeIn(text: string, file: string, { from, inside }: Finding) {
  const at = inside?.at;
  const within = at && inside ? innerSteps(text.slice(at.from, at.to), inside.program, inside.offset) : null;
  const { line, column } = locate(text, at && within !== null ? at.from + within : from);
  return { file, line, column };
}
