import type { GradeRow } from '../../homework/grading/row.ts';
import type { FeedbackForm } from '../../homework/report/feedback-forms.ts';
import { classPage } from '../../homework/report/page/class-page.ts';
import { type RowFrame, rowJson } from '../../homework/report/row-json.ts';
import { noRoster } from '../../homework/roster/roster.ts';
import { studentId } from '../../homework/submission/submission.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import { copyLines, expectedIn, mergedRows } from '../class/expected.ts';
import { feedbackWriter, type PicturesOfRow } from '../class/feedback-writer.ts';
import { rosterFrom } from '../class/roster-file.ts';
import { picturesFor, refuseUnpictured } from '../pictures/feedback-pictures.ts';
import { drawsIn } from '../program/drawn-for.ts';
import { homeworkOf } from '../program/homework-from-args.ts';
import type { TableChoice } from '../report/grade-table.ts';
import { gradedBy } from '../report/graded-by.ts';
import { type ReportFormat, reportText } from '../report/report-text.ts';
import { rowsIn } from '../report/rows-in.ts';
import { jsonText } from '../screen/json-text.ts';
import type { Theme } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';
import { outputFor } from '../shell/output.ts';
import { writing } from '../shell/writing.ts';

/** The options of `dvar report`. */
export interface ReportOptions {
  readonly format?: ReportFormat;
  readonly out?: string;
  readonly feedback?: string;
  readonly feedbackFormat?: FeedbackForm;
  readonly pictures?: boolean;
  readonly assignment?: string;
  readonly draws?: string;
  readonly roster?: string;
  readonly rosterColumn?: string;
  readonly expect?: string;
  readonly missing?: string;
  readonly html?: string;
  readonly hideNames?: boolean;
  readonly sort?: TableChoice['sort'];
  readonly only?: TableChoice['only'];
}

/** Makes any report from rows that are there already. Nothing is graded again. */
export async function runReport(
  environment: Environment,
  files: readonly string[],
  options: ReportOptions,
  theme: Theme,
): Promise<number> {
  if (options.missing !== undefined && options.expect === undefined)
    throw new Failure(
      '--missing needs the lines that went in; add --expect with their file, as in --expect all.ndjson',
    );
  if (options.missing !== undefined && options.expect === '-')
    throw new Failure(
      '--missing reads the expected lines twice, and standard input comes once; give --expect a file',
    );
  if (options.hideNames && options.html === undefined)
    throw new Failure('--hide-names is for the page about the class; add --html, as in --html class.html');
  const say = (message: string): unknown => environment.stderr.write(`dvar: ${message}\n`);
  const { rows: read, frame } = await rowsIn(environment, files, options.expect === undefined ? null : say);
  const roster =
    options.roster === undefined
      ? noRoster
      : await rosterFrom(environment, options.roster, options.rosterColumn ?? null);
  const expected = options.expect === undefined ? null : await expectedIn(environment, options.expect);
  const merged = expected === null ? onceEach(read) : mergedRows(read, expected);
  merged.said.forEach(say);
  const { rows, missing } = merged;
  const picturesOf = await picturesIn(environment, options, { rows, frame, from: files[0] ?? '-' });
  if (options.expect !== undefined && options.missing !== undefined && missing.length > 0)
    await copyLines(environment, options.expect, missing, options.missing);
  const { out = null, feedback, html } = options;
  const alone = feedback === undefined && html === undefined;
  if (options.format !== undefined || alone || out !== null) {
    const format = options.format ?? 'table';
    const choice = { sort: options.sort ?? 'urgency', only: options.only ?? null };
    const text =
      format === 'ndjson'
        ? rows.map((row) => `${jsonText(rowJson(row, frame))}\n`).join('')
        : reportText(format, rows, { frame, roster, choice }, theme);
    const sink = await outputFor(environment, out, 'whole');
    await sink.write(text);
    await sink.close();
  }
  if (html !== undefined) {
    const page = classPage(rows, {
      title: frame.title ?? 'The class',
      hideNames: options.hideNames ?? false,
    });
    await writing(html, () => environment.writeFile(html, page));
  }
  if (feedback !== undefined) {
    const form = options.feedbackFormat ?? 'md';
    const writer = await feedbackWriter(environment, feedback, form, frame, picturesOf);
    for (const row of rows) await writer.add(row);
    await writer.end();
  }
  return missing.length === 0 ? exitCodes.done : exitCodes.notGraded;
}

/**
 * What draws the pictures of rows. Rows hold no program, so the assignment must be there; and it must still be the one that was
 * graded, with the same numbers.
 */
async function picturesIn(
  environment: Environment,
  { pictures, feedback, feedbackFormat: form = 'md', assignment: file, draws }: ReportOptions,
  {
    rows,
    frame,
    from,
  }: { readonly rows: readonly GradeRow[]; readonly frame: RowFrame; readonly from: string },
): Promise<PicturesOfRow> {
  refuseUnpictured({ pictures: pictures ?? false, feedback, form });
  if (!pictures) {
    const unused = file !== undefined ? '--assignment' : draws !== undefined ? '--draws' : null;
    if (unused) throw new Failure(`${unused} is for pictures in feedback; add --pictures`);
    return () => [];
  }
  if (file === undefined)
    throw new Failure("rows don't hold the program that --pictures draws; add --assignment hw1.yaml");
  const { assignment, sources } = await gradedBy(environment, file, frame, from);
  const earlier = rows.find((row) => row.drawing !== undefined);
  if (earlier && draws === undefined)
    throw new Failure(
      `${quoted(earlier.student ?? '?')} had numbers of ${earlier.drawing}, which this dvar no longer draws; add --draws`,
    );
  const homework = homeworkOf(assignment, sources, await drawsIn(environment, draws, assignment, sources));
  return picturesFor({ pictures, feedback, form }, homework);
}

/**
 * The rows of several parts in the order of a whole report; of several rows of a student the last counts, and a note
 * names them.
 */
function onceEach(all: readonly GradeRow[]) {
  const last = new Map<string, GradeRow>();
  const twice = new Set<string>();
  for (const row of all) {
    const key =
      row.student === null ? JSON.stringify([row.file, row.row, row.digest]) : studentId(row.student);
    if (last.has(key)) twice.add(row.student ?? row.file ?? '?');
    last.set(key, row);
  }
  const said =
    twice.size === 0
      ? []
      : [
          `${twice.size} students have several rows; the last one counts: ${[...twice].slice(0, 5).join(', ')}`,
        ];
  return { rows: [...last.values()], said, missing: [] };
}
