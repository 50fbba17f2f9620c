import { join } from 'node:path';
import { feedbackOf } from '../homework/feedback.ts';
import { fingerprintOf } from '../homework/fingerprint.ts';
import { addKeys, allNoted, fitsOther, type Keys, noted } from '../homework/fitting.ts';
import { csvOf, gradescopeOf, junitOf } from '../homework/formats.ts';
import { sheetDigits } from '../homework/grade.ts';
import { markerOf, type Setting } from '../homework/marking.ts';
import { type Row, rowJson } from '../homework/row.ts';
import { statisticsOf } from '../homework/statistics.ts';
import { exitCodes, Failure } from './failure.ts';
import { fileNames } from './filename.ts';
import { gather } from './gather.ts';
import type { Task } from './grader.ts';
import { statisticsLines, tableLines } from './gradetable.ts';
import { rosterFrom, writing } from './handout.ts';
import { assignmentFrom } from './load.ts';
import type { Look } from './look.ts';
import type { reportFormats } from './options.ts';
import { homeworkOf, sourcesOf } from './papers.ts';
import { type Grader, inOrder, soleGrader, threadedGrader, usualWidth } from './pool.ts';
import { shortened } from './positionals.ts';
import { progressOn } from './progress.ts';
import { earlierRows, rowKey } from './resume.ts';
import { sinkFor } from './sink.ts';
import { tasksIn } from './stream.ts';
import { type Planned, survey } from './survey.ts';
import type { World } from './world.ts';

/** The options of `dvar grade`. */
export interface GradeOptions {
  readonly format?: (typeof reportFormats)[number];
  readonly out?: string;
  readonly feedback?: string;
  readonly roster?: string;
  readonly idFrom?: string;
  readonly student?: string;
  readonly workers?: number;
  readonly timeLimit: number;
  readonly resume?: string;
  readonly stdin?: boolean;
}

/** Grades a class: everything that is handed in gets its row, whatever it is. Exit code 3 where some could not be graded. */
export async function runGrade(
  world: World,
  file: string,
  words: readonly string[],
  options: GradeOptions,
  look: Look,
): Promise<number> {
  const format = formatOf(options);
  if (!/\.ya?ml$/i.test(file))
    throw new Failure(`the assignment comes first, a .yaml file; '${shortened(file)}' is none`);
  if (words.length === 0 && !options.stdin)
    throw new Failure('the submissions are missing; name files or a folder, or --stdin for one a line');
  if (words.length > 0 && options.stdin)
    throw new Failure('--stdin reads submissions from standard input; leave the files out');
  const assignment = await assignmentFrom(world, file);
  const sources = await sourcesOf(world, file, assignment.problems);
  homeworkOf(assignment, sources);
  const setting: Setting = { assignment, programs: sources.map(({ text }) => text), digits: sheetDigits };
  const fingerprint = fingerprintOf(setting);
  const pattern = patternOf(options.idFrom);
  const roster = options.roster === undefined ? [] : await rosterFrom(world, options.roster);
  const before =
    options.resume === undefined ? null : await earlierRows(world.disk, options.resume, fingerprint);
  const files = options.stdin ? [] : await gather(world.disk, words);
  const planned = await survey(world.disk, files, { pattern, roster, student: options.student ?? null });
  if (planned.length === 0 && !options.stdin)
    throw new Failure('no submissions were found there; check the path');
  const left = planned.filter((each) => !before?.done.has(rowKey(each)));
  const out = options.resume ?? options.out ?? null;
  const sink = await writing(out ?? '', () => sinkFor(world, out, before?.length ?? null));
  const feedback = options.feedback ?? null;
  if (feedback !== null) await writing(feedback, () => world.disk.makeFolder(feedback));
  const names = new Map(
    fileNames(left.map((each) => each.student ?? each.file ?? 'nobody')).map((name, k) => [k, name]),
  );
  const grader = await graderFor(world, setting, options, left.length);
  const progress = progressOn(world, look);
  const rows: Row[] = [];
  const keys: Keys = new Map();
  let whole = before?.whole ?? true;
  let count = 0;
  try {
    const tasks = options.stdin ? tasksIn(world.stdin) : left.map(taskOf);
    for await (const row of inOrder(grader, tasks)) {
      whole &&= row.status === 'graded';
      if (feedback !== null) {
        const path = join(feedback, `${names.get(count) ?? `submission-${count + 1}`}.md`);
        await writing(path, () => world.writeFile(path, feedbackOf(assignment, row)));
      }
      count++;
      // What is written as it goes need not be kept: memory does not grow with the class.
      if (format === 'ndjson') {
        // Rows that are still to come are not known: such a note is about those above.
        await sink.write(
          `${JSON.stringify({ ...rowJson(noted(row, fitsOther(row, keys))), assignment: fingerprint })}\n`,
        );
        // A filter keeps nothing: its memory does not grow.
        if (!options.stdin) addKeys(keys, row);
      } else rows.push(row);
      if (left.length > 1 && !options.stdin) progress.at(count / left.length);
    }
  } finally {
    progress.done();
    await grader.close();
  }
  if (format !== 'ndjson')
    await sink.write(
      reportText(
        format,
        rows,
        assignment.title ?? assignment.id ?? 'dvar',
        assignment.policy.feedback === 'total',
        look,
      ),
    );
  await sink.close();
  return whole ? exitCodes.done : exitCodes.notGraded;
}

function formatOf({ format, resume, out, stdin }: GradeOptions): NonNullable<GradeOptions['format']> {
  if (resume !== undefined && (format ?? 'ndjson') !== 'ndjson')
    throw new Failure('--resume goes on with an ndjson report; leave --format out');
  if (resume !== undefined && out !== undefined && out !== resume)
    throw new Failure('--resume goes on in its own file; leave --out out');
  if (stdin && (format ?? 'ndjson') !== 'ndjson')
    throw new Failure('--stdin writes a result a line as they come; leave --format out');
  return format ?? (resume !== undefined || stdin ? 'ndjson' : 'table');
}

function patternOf(text: string | undefined): RegExp | null {
  try {
    return text === undefined ? null : new RegExp(text, 'u');
  } catch {
    throw new Failure(
      `--id-from is no pattern: ${shortened(text ?? '')}; try '([a-z]+)_' for alice_1234.txt`,
    );
  }
}

function taskOf(planned: Planned): Task {
  const { refused, ...job } = planned;
  if (refused !== null) return { kind: 'refused', job, why: refused };
  return job.file === null ? { kind: 'absent', job } : { kind: 'file', job, path: job.file };
}

/** As many threads as help: a handful of submissions is graded sooner than many threads are started. */
async function graderFor(
  world: World,
  setting: Setting,
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

function reportText(
  format: Exclude<NonNullable<GradeOptions['format']>, 'ndjson'>,
  rows: readonly Row[],
  title: string,
  totalOnly: boolean,
  look: Look,
): string {
  switch (format) {
    case 'table':
      return `${[...tableLines(rows, look), '', ...statisticsLines(statisticsOf(rows), look)].join('\n')}\n`;
    case 'json':
      return `${JSON.stringify({ format: 'dvar.grade/1', rows: allNoted(rows).map(rowJson), statistics: statisticsOf(rows) }, null, 2)}\n`;
    case 'csv':
      return csvOf(rows);
    case 'junit':
      return junitOf(rows, title, totalOnly);
    case 'gradescope': {
      const [only] = rows;
      if (!only || rows.length > 1)
        throw new Failure(
          `gradescope's report is about one submission, and here are ${rows.length}; name one`,
        );
      return `${JSON.stringify(gradescopeOf(only, totalOnly), null, 2)}\n`;
    }
  }
}
