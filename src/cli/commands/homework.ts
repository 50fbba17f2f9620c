import { Option } from 'commander';
import {
  checkExamples,
  drawExamples,
  gradeExamples,
  handoutExamples,
  lintExamples,
  regradeExamples,
  reportExamples,
} from '../program/help.ts';
import {
  drawsOption,
  feedbackOption,
  feedbackPlaceOption,
  formatsOption,
  gradedOption,
  onlyOption,
  ownFeedbackOption,
  picturesOption,
  rosterColumnOption,
  rosterOption,
  sharedHelp,
  sortOption,
} from '../program/homework-options.ts';
import {
  colourOption,
  formatOption,
  plainOption,
  wholeOption,
  withProgram,
  words,
} from '../program/options.ts';
import { blanksOption, sheetFormats } from '../program/picture-options.ts';
import type { CheckOptions } from './check.ts';
import type { CommandLine, Declaration, DisplayOptions } from './declaration/declaration.ts';
import type { DrawOptions } from './draw.ts';
import type { GradeOptions } from './grade.ts';
import type { HandoutOptions } from './handout.ts';
import type { LintOptions } from './lint.ts';
import type { RegradeOptions } from './regrade.ts';
import type { ReportOptions } from './report.ts';

function addCheck({ dvar, environment, finish, lookOf, names }: CommandLine): void {
  withProgram(dvar.command('check'))
    .description('check one submission; the exit code says whether it passed')
    .option('--answers <file>', 'read the answers from this file, as in answers.txt (- for standard input)')
    .option('--read', 'show how each line was read, and judge nothing')
    .option('--key', 'also show the exact values')
    .option('--explain [name]', 'show what is behind the verdict on b, or on all but right ones; needs --key')
    .addOption(ownFeedbackOption())
    .addOption(picturesOption())
    .option('--rows <file>', 'with --explain: say who else gave that answer in these rows, as in rows.ndjson')
    .addHelpText('after', checkExamples)
    .action(async (first: string | undefined, rest: readonly string[], options: CheckOptions) => {
      const { runCheck } = await import('./check.ts');
      finish(
        await runCheck(environment, words(first, rest), options, names, await lookOf(environment, options)),
      );
    });
}

function addLint({ dvar, environment, finish, lookOf, run }: CommandLine): void {
  dvar
    .command('lint')
    .description(
      'look over assignments and courses: what would fail a student, and numbers that hide mistakes',
    )
    .argument('[files...]', 'assignment, problem or course files')
    .option('--schema', 'print the JSON Schema of assignment files')
    .option('--strict', 'count warnings as errors')
    .addOption(formatOption())
    .addOption(plainOption())
    .addOption(colourOption())
    .addHelpText('after', lintExamples)
    .action(async (files: readonly string[], options: LintOptions & DisplayOptions) => {
      const { runLint } = await import('./lint.ts');
      finish(await runLint(environment, files, options, await lookOf(environment, options), run));
    });
}

function addHandout({ dvar, environment, finish }: CommandLine): void {
  dvar
    .command('handout')
    .description('write the sheet of an assignment, and the template for its answers')
    .argument('<assignment>', sharedHelp.assignment)
    .option('--student <id>', 'write the sheet of this student, as in alice')
    .addOption(rosterOption('write a sheet for each student of this table, as in class.csv; needs --out'))
    .addOption(rosterColumnOption())
    .addOption(drawsOption())
    .option(
      '--out <folder>',
      'write sheets and templates to this folder, as in sheets; on paper also to one file, as in class.html',
    )
    .option(
      '--seal',
      'also write a file for each student with only their numbers, for dvar check; needs secret:',
    )
    .option('--verify <file>', 'check that this sealed file has not been changed, as in alice.yaml')
    .addOption(new Option('--key', 'fill in the answers'))
    .addOption(
      new Option('--format <format>', 'write Markdown, or a sheet for paper with the picture of the graph')
        .choices(['markdown', ...Object.keys(sheetFormats)])
        .default('markdown'),
    )
    .addOption(
      blanksOption(
        'which boxes of the picture to leave blank: all on paper; in Markdown this adds a picture',
      ),
    )
    .option('--rules', 'on paper: add a line for the rule of each answer')
    .addHelpText('after', handoutExamples)
    .action(async (file: string, options: HandoutOptions) => {
      const { runHandout } = await import('./handout.ts');
      finish(await runHandout(environment, file, options));
    });
}

function addDraw({ dvar, environment, finish, lookOf }: CommandLine): void {
  dvar
    .command('draw')
    .description("draw each student's numbers once and keep them in a file, for handout, check and grade")
    .argument('<assignment>', 'an assignment or problem file with draw: friendly')
    .addOption(rosterOption('draw numbers for each student of this table, as in class.csv'))
    .addOption(rosterColumnOption())
    .option('--student <id>', 'draw numbers for this student, alone or with the class, as in alice')
    .option('--out <file>', 'write them to this new file, as in draws.ndjson')
    .option(
      '--resume <file>',
      'keep the numbers in this file and add the missing students, as in draws.ndjson',
    )
    .addOption(plainOption())
    .addOption(colourOption())
    .addHelpText('after', drawExamples)
    .action(async (file: string, options: DrawOptions & DisplayOptions) => {
      const { runDraw } = await import('./draw.ts');
      finish(await runDraw(environment, file, options, await lookOf(environment, options)));
    });
}

function addReport({ dvar, environment, finish, lookOf }: CommandLine): void {
  dvar
    .command('report')
    .description('make any report from graded rows: grades for a platform, feedback, a page about the class')
    .argument('[rows...]', 'files that grade --format ndjson wrote, as in rows.ndjson (- for standard input)')
    .addOption(formatsOption())
    .option('--out <file>', sharedHelp.reportOut)
    .addOption(feedbackPlaceOption())
    .addOption(feedbackOption())
    .addOption(picturesOption())
    .addOption(sortOption())
    .addOption(onlyOption())
    .addOption(gradedOption())
    .addOption(drawsOption())
    .addOption(rosterOption("the platform's own table of students, as in gradebook.csv, to be filled in"))
    .addOption(rosterColumnOption())
    .option(
      '--html <file>',
      'write a page about the class to this new file, as in class.html: what to talk about first',
    )
    .option('--hide-names', 'number the students on that page instead of naming them, for a projector')
    .option(
      '--expect <file>',
      'the lines that went into grade --stdin, as in all.ndjson: say which are missing (exit code 3) or double',
    )
    .option(
      '--missing <file>',
      'with --expect: write the lines without a row to this new file, as in again.ndjson',
    )
    .addOption(plainOption())
    .addOption(colourOption())
    .addHelpText('after', reportExamples)
    .action(async (files: readonly string[], options: ReportOptions & DisplayOptions) => {
      const { runReport } = await import('./report.ts');
      finish(await runReport(environment, files, options, await lookOf(environment, options)));
    });
}

function addRegrade({ dvar, environment, finish }: CommandLine): void {
  dvar
    .command('regrade')
    .description('apply rulings, or a changed policy, to graded rows; shows before and after')
    .argument('<rows>', 'a file that grade --format ndjson wrote, as in rows.ndjson')
    .option('--rulings <file>', 'a file of what to accept, override, excuse or void, as in rulings.yaml')
    .option('--assignment <file>', 'the assignment with its changed points or policy, as in hw1.yaml')
    .option(
      '--out <file>',
      'write the new rows to this new file, as in new.ndjson; without it nothing is written',
    )
    .option('--overwrite', 'also replace points edited by hand, and drop rulings that are not named')
    .addHelpText('after', regradeExamples)
    .action(async (file: string, options: RegradeOptions) => {
      const { runRegrade } = await import('./regrade.ts');
      finish(await runRegrade(environment, file, options));
    });
}

function addGrade({ dvar, environment, finish, lookOf }: CommandLine): void {
  dvar
    .command('grade')
    .description('grade a class: many submissions, one report')
    .argument('<assignment>', sharedHelp.assignment)
    .argument('[submissions...]', 'files, folders, or patterns such as "hw1/*.txt"')
    .addOption(formatsOption())
    .option('--out <file>', sharedHelp.reportOut)
    .addOption(feedbackPlaceOption())
    .addOption(feedbackOption())
    .addOption(picturesOption())
    .addOption(sortOption())
    .addOption(onlyOption())
    .addOption(rosterOption('a table of all students, as in class.csv; each gets a row'))
    .addOption(rosterColumnOption())
    .addOption(drawsOption())
    .option(
      '--id-from <pattern>',
      'take the student from each path: the first group of a regular expression, as in "([a-z]+)_"',
    )
    .option('--student <id>', 'all files are from this student, as in alice, whatever they say')
    .option('--rulings <file>', 'apply these rulings, as regrade does, as in rulings.yaml')
    .option('--workers <n>', 'grade in this many threads, as in 4 (0: in this one)', wholeOption(0, 64))
    .option(
      '--time-limit <seconds>',
      'stop grading a submission after this many seconds',
      wholeOption(1, 3600),
      10,
    )
    .option(
      '--resume <file>',
      'continue an ndjson report that was interrupted, or start one, as in rows.ndjson',
    )
    .option('--stdin', 'read one submission per line from standard input, write one result per line')
    .option('--strict', 'with --stdin: exit code 3 if a line could not be graded')
    .addOption(plainOption())
    .addOption(colourOption())
    .addHelpText('after', gradeExamples)
    .action(async (file: string, submissions: readonly string[], options: GradeOptions & DisplayOptions) => {
      const { runGrade } = await import('./grade.ts');
      finish(await runGrade(environment, file, submissions, options, await lookOf(environment, options)));
    });
}

/** The commands about homework. */
export const homeworkCommands: Readonly<Record<string, Declaration>> = {
  check: addCheck,
  lint: addLint,
  handout: addHandout,
  draw: addDraw,
  grade: addGrade,
  report: addReport,
  regrade: addRegrade,
};
