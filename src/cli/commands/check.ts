import type { Policy } from '../../homework/assignment/policy.ts';
import { openFile } from '../../homework/documents/open-file.ts';
import { type Graded, grade } from '../../homework/grading/grade.ts';
import type { ProblemPaper } from '../../homework/paper/paper.ts';
import { type FeedbackForm, feedbackForms, feedbackIn } from '../../homework/report/feedback-forms.ts';
import { type Disclosure, reportJson } from '../../homework/report/report.ts';
import { frameOf } from '../../homework/report/row-json.ts';
import { readText } from '../../homework/submission/read.ts';
import { type Submission, spelledId, studentId } from '../../homework/submission/submission.ts';
import { countCheck } from '../class/counted-checks.ts';
import { type Homework, loadHomework } from '../program/homework-from-args.ts';
import type { ProgramOptions } from '../program/options.ts';
import { shortened } from '../program/positionals.ts';
import { othersWith } from '../report/same-answers.ts';
import { jsonText } from '../screen/json-text.ts';
import { linesReadText, pythonReadText, readingsText } from '../screen/lines-read.ts';
import type { Theme } from '../screen/theme.ts';
import { notRight, resultCalled, verdictDetails } from '../screen/verdict-detail.ts';
import { checkLines } from '../screen/verdicts.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';
import { readBytes } from '../shell/read-file.ts';
import { writing } from '../shell/writing.ts';

/** The options of `dvar check`. */
export interface CheckOptions extends ProgramOptions {
  readonly answers?: string;
  readonly key?: boolean;
  /** The answer whose verdict is explained; true for every one that is not right. */
  readonly explain?: string | true;
  /** The new file of feedback for the student. */
  readonly feedback?: string;
  readonly pictures?: boolean;
  /** The file of the class's rows, in which the same answer is looked for. */
  readonly rows?: string;
  /** Whether only what was read is shown, and nothing is judged. */
  readonly read?: boolean;
}

/** Checks one submission: writes its report, and gives the exit code that is the verdict. */
export async function runCheck(
  environment: Environment,
  words: readonly string[],
  options: CheckOptions,
  commandNames: readonly string[],
  theme: Theme,
): Promise<number> {
  const { positionals, answers } = answersIn(words, options);
  refuseContradictions(options, answers);
  const homework = await loadHomework(environment, positionals, options, commandNames, 'check');
  const submission = await submissionFrom(environment, answers, options.student ?? null);
  const student = options.student ?? submission.student;
  if (homework.drawn && student === null)
    throw new Failure(
      "each student has different numbers; say whose answers these are, with a line '# student: ID' or --student ID",
    );
  const { assignment } = homework;
  const set = { papers: homework.papersFor(student), policy: assignment.policy };
  const { graded, papers } = await gradedWithNames(environment, set, submission, options, theme);
  if (options.read) {
    environment.stdout.write(readOnly(graded, options, theme));
    return exitCodes.done;
  }
  if (!options.key) await countCheck(environment, { assignment, student, graded });
  const telling = disclosureOf(homework, student, options);
  await writeFeedback(environment, homework, { graded, student, file: answers }, options);
  const { explain, rows, digits } = options;
  let lines: readonly string[];
  if (explain === undefined) lines = reportLines(graded, telling, options, theme);
  else {
    const results = explain === true ? notRight(graded) : [resultCalled(graded, explain)];
    const othersOf = await othersWith(environment, rows, student);
    lines = verdictDetails(papers, graded, submission, { results, digits, telling, othersOf }, theme);
  }
  environment.stdout.write(`${lines.join('\n')}\n`);
  return graded.passed ? exitCodes.done : exitCodes.notPassed;
}

/** Writes what the student reads, as `grade` does for a class. */
async function writeFeedback(
  environment: Environment,
  homework: Homework,
  {
    graded,
    student,
    file,
  }: { readonly graded: Graded; readonly student: string | null; readonly file: string },
  { feedback, pictures = false }: CheckOptions,
): Promise<void> {
  if (feedback === undefined) return;
  const form = formOf(feedback);
  const { picturesFor } = await import('../pictures/feedback-pictures.ts');
  const picturesOf = await picturesFor({ pictures, feedback, form }, homework);
  const drawnFor = homework.drawn && student !== null ? spelledId(student) : null;
  const own = { student, file, status: 'graded', digest: null, error: null, graded, drawnFor } as const;
  const text = feedbackIn(form, frameOf(homework.assignment, '', ''), own, picturesOf(own));
  await writing(feedback, () => environment.writeFile(feedback, text));
}

/** The form of feedback that the ending of its file says. */
function formOf(file: string): FeedbackForm {
  const form = feedbackForms.find((each) => file.toLowerCase().endsWith(`.${each}`));
  if (form === undefined)
    throw new Failure(
      `'${shortened(file)}' does not say in which form feedback is written; end it in .html, .md or .txt`,
    );
  return form;
}

function refuseContradictions(
  { file, explain, key, rows, read, feedback, pictures }: CheckOptions,
  answers: string,
): void {
  if (read && feedback !== undefined) throw new Failure('--read judges nothing, so it has no feedback');
  if (pictures && feedback === undefined)
    throw new Failure('--pictures are part of feedback; add --feedback, as in --feedback mine.html');
  if (feedback !== undefined) formOf(feedback);
  if (file === '-' && answers === '-')
    throw new Failure(
      'standard input can hold the program or the answers, not both; give one of them as a file',
    );
  if (explain !== undefined && !key) throw new Failure('--explain shows the exact value, so it needs --key');
  if (rows !== undefined && explain === undefined)
    throw new Failure('--rows says who else gave an answer; say which with --explain, or --explain NAME');
}

/** What the report may tell, and whose numbers it is about. */
function disclosureOf(
  { assignment, drawn, drawingFor }: Homework,
  student: string | null,
  { key = false }: CheckOptions,
): Disclosure {
  return {
    key,
    totalOnly: assignment.policy.feedback === 'total' && !key,
    drawnFor: drawn && student !== null ? spelledId(student) : null,
    ...(student !== null && { drawnBy: drawingFor(student) }),
  };
}

/** The report as JSON, or as text below the lines that were read differently than they were written. */
function reportLines(
  graded: Graded,
  telling: Disclosure,
  { format, digits }: CheckOptions,
  theme: Theme,
): readonly string[] {
  if (format === 'json') return [jsonText({ format: 'dvar.check/1', ...reportJson(graded, telling) }, 2)];
  const { drawnFor, drawnBy } = telling;
  const drawn = drawnFor === null ? null : `Numbers drawn for ${shortened(drawnFor)}, ${drawnBy}.`;
  // What Python gives is shown as it is written.
  const readings = graded.python ? [] : readingsText(graded.lines, theme, graded.cells);
  return [
    ...readings,
    ...(readings.length > 0 ? [''] : []),
    ...checkLines(graded, telling, digits, drawn, theme),
  ];
}

/** What was read, and no verdict: Python line by line, everything else answer by answer. */
function readOnly(
  { lines, notes, python, cells = null }: Graded,
  { format }: CheckOptions,
  theme: Theme,
): string {
  if (format === 'json') {
    const files = python?.map((each) => ({ problem: each.problem, lines: each.lines }));
    const told = notes.filter(({ line }) => line !== null);
    return `${jsonText({ format: 'dvar.read/1', lines, ...(files && { python: files }), notes: told }, 2)}\n`;
  }
  if (!python) return `${linesReadText(lines, theme, cells).join('\n')}\n`;
  const written = lines.filter(
    ({ line }) => !python.some((each) => each.lines.some((own) => own.line === line)),
  );
  const beside = written.length > 0 ? linesReadText(written, theme, cells) : [];
  return `${[...beside, ...pythonReadText(python, theme, cells)].join('\n')}\n`;
}

/**
 * Judges a submission. Where its Python has other names than the program, a prompt asks what they mean; nothing is
 * guessed.
 */
async function gradedWithNames(
  environment: Environment,
  { papers, policy }: { readonly papers: readonly ProblemPaper[]; readonly policy: Policy },
  submission: Submission,
  { answers, digits, format, read }: CheckOptions,
  theme: Theme,
): Promise<{ readonly graded: Graded; readonly papers: readonly ProblemPaper[] }> {
  const graded = grade(papers, policy, submission, digits);
  const prompted = environment.stdin.isTTY === true && environment.stdout.isTTY === true && answers !== '-';
  if (!prompted || format === 'json' || read || !graded.python) return { graded, papers };
  const { askNames, unnamedIn } = await import('../prompt/ask-names.ts');
  const unnamed = unnamedIn(graded);
  const told = unnamed.length === 0 ? null : await askNames(environment, theme, papers, unnamed);
  return told ? { graded: grade(told, policy, submission, digits), papers: told } : { graded, papers };
}

/** Takes the file of answers from among a command's words: `--answers FILE`, or the one word beside the program without `=`. */
function answersIn(
  words: readonly string[],
  { answers, file, explain }: CheckOptions,
): { positionals: readonly string[]; answers: string } {
  if (answers !== undefined) return { positionals: words, answers };
  const first = file === undefined ? 1 : 0;
  const plain = words.filter((word, at) => at >= first && !word.includes('='));
  const [only] = plain;
  if (plain.length === 1 && only !== undefined)
    return { positionals: words.filter((word, at) => at < first || word !== only), answers: only };
  if (plain.length === 0) {
    // In `dvar check answers.txt` the program is missing, not the answers.
    if (file === undefined && words.length === 1 && /\.(?:txt|json|csv|md|py|m)$/i.test(words[0] ?? ''))
      throw new Failure(`the program is missing; try dvar check "J = 3*a" a=5 ${shortened(words[0] ?? '')}`);
    const taken = typeof explain === 'string' && /\.\w+$/.test(explain) ? explain : null;
    throw new Failure(
      taken === null
        ? 'the answers are missing; name a file, or --answers - for standard input'
        : `the answers are missing: --explain took ${shortened(taken)} for the name of an answer; write --explain last`,
    );
  }
  return { positionals: words, answers: '' };
}

async function submissionFrom(
  environment: Environment,
  file: string,
  student: string | null,
): Promise<Submission> {
  const opened = await openFile(file, await readBytes(environment, file));
  const name = file === '-' ? 'standard input' : file;
  if (!opened.ok) throw new Failure(`${name}: ${opened.trouble.message}`);
  const { text, notation } = opened.value;
  // Standard input has no name that could tell its notation: what begins as JSON is JSON.
  const json = file === '-' && notation === 'text' && /^\s*\{/.test(text);
  const read = await readText(text, json ? 'json' : notation);
  if (!read.ok) throw new Failure(`${name}: ${read.trouble.message}`);
  const [only, ...others] = read.value;
  if (!only) throw new Failure(`${name}: it has no answers; write one per line, as in dv = 3`);
  if (others.length === 0) return only;
  const students = read.value.flatMap((each) => each.student ?? []);
  const mine = student === null ? undefined : read.value.find((each) => isOf(each, student));
  if (mine) return mine;
  throw new Failure(
    `${name} has answers of ${read.value.length} students; name one with --student: ${shortened(students.join(', '))}`,
  );
}

const isOf = (submission: Submission, student: string): boolean =>
  submission.student !== null && studentId(submission.student) === studentId(student);
