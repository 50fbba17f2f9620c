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
  colourOption,
  feedbackForms,
  formatOption,
  plainOption,
  reportFormats,
  tableOrders,
  wholeOption,
  withProgram,
  words,
} from '../program/options.ts';
import { blanksOption, sheetFormats } from '../program/picture-options.ts';
import type { CheckOptions } from './check.ts';
import type { CommandLine, Declaration, Dress } from './declaration/declaration.ts';
import type { DrawOptions } from './draw.ts';
import type { GradeOptions } from './grade.ts';
import type { HandoutOptions } from './handout.ts';
import type { LintOptions } from './lint.ts';
import type { RegradeOptions } from './regrade.ts';
import type { ReportOptions } from './report.ts';

function addCheck({ dvar, world, finish, lookOf, names }: CommandLine): void {
  withProgram(dvar.command('check'))
    .description('check one submission; the exit code is the verdict')
    .option('--answers <file>', 'the answers, where no file of them is named (- for standard input)')
    .option('--read', 'show what was read of each line, and judge nothing')
    .option('--key', 'show the exact values, too')
    .option('--explain <name>', 'show everything behind the verdict on one answer; needs --key')
    .option('--rows <file>', "with --explain: who else in the class's rows gave that answer")
    .addHelpText('after', checkExamples)
    .action(async (first: string | undefined, rest: readonly string[], options: CheckOptions) => {
      const { runCheck } = await import('./check.ts');
      finish(await runCheck(world, words(first, rest), options, names, await lookOf(world, options)));
    });
}

function addLint({ dvar, world, finish, lookOf, run }: CommandLine): void {
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
    .action(async (files: readonly string[], options: LintOptions & Dress) => {
      const { runLint } = await import('./lint.ts');
      finish(await runLint(world, files, options, await lookOf(world, options), run));
    });
}

function addHandout({ dvar, world, finish }: CommandLine): void {
  dvar
    .command('handout')
    .description('write the sheet of an assignment, and the template for its answers')
    .argument('<assignment>', 'an assignment or problem file')
    .option('--student <id>', 'whose sheet')
    .addOption(rosterOption('a table of students: a sheet for each; needs --out'))
    .addOption(rosterColumnOption())
    .addOption(drawsOption())
    .option('--out <folder>', 'write sheets (.md) and templates (.txt) there')
    .option('--seal', 'a file for each student with their numbers alone, to check with; needs secret:')
    .option('--verify <file>', 'say whether a sealed file is as it was handed out')
    .addOption(new Option('--key', 'with the answers'))
    .addOption(
      new Option('--format <format>', 'Markdown, or paper with the picture of the graph')
        .choices(['markdown', ...Object.keys(sheetFormats)])
        .default('markdown'),
    )
    .addOption(
      blanksOption(
        'which boxes of the picture are left to fill in: on paper all; in Markdown this adds a picture',
      ),
    )
    .option('--rules', 'on paper: a line for the rule of each answer, too')
    .addHelpText('after', handoutExamples)
    .action(async (file: string, options: HandoutOptions) => {
      const { runHandout } = await import('./handout.ts');
      finish(await runHandout(world, file, options));
    });
}

function addDraw({ dvar, world, finish, lookOf }: CommandLine): void {
  dvar
    .command('draw')
    .description("draw each student's numbers once, a line a student, for all that is done with them later")
    .argument('<assignment>', 'an assignment or problem file with draw: friendly')
    .addOption(rosterOption('a table of students, each of whom gets numbers'))
    .addOption(rosterColumnOption())
    .option('--student <id>', 'numbers for this student, alone or beside the class')
    .option('--out <file>', 'write them there')
    .option('--resume <file>', 'keep what is there, and add those who are missing')
    .addOption(plainOption())
    .addOption(colourOption())
    .addHelpText('after', drawExamples)
    .action(async (file: string, options: DrawOptions & Dress) => {
      const { runDraw } = await import('./draw.ts');
      finish(await runDraw(world, file, options, await lookOf(world, options)));
    });
}

const rosterOption = (says: string): Option => new Option('--roster <file>', says);
const rosterColumnOption = (): Option =>
  new Option('--roster-column <heading>', 'the column of the roster that holds the ids');
const drawsOption = (): Option =>
  new Option('--draws <file>', 'the numbers that dvar draw wrote, rather than drawing them again');
const feedbackOption = (): Option =>
  new Option('--feedback-format <form>', 'how feedback is written; md, unless this says otherwise').choices([
    ...feedbackForms,
  ]);
const sortOption = (): Option =>
  new Option('--sort <by>', 'the order of the table; what needs a look first').choices([...tableOrders]);
const onlyOption = (): Option =>
  new Option('--only <which>', 'of the table, those rows alone in which something is wrong').choices([
    'wrong',
  ]);
const formatsOption = (): Option =>
  new Option('--format <format>', 'how to report; a table, unless this says otherwise').choices([
    ...reportFormats,
  ]);

function addReport({ dvar, world, finish, lookOf }: CommandLine): void {
  dvar
    .command('report')
    .description('make any report from rows that are there: grades for a platform, feedback, a page')
    .argument('[rows...]', 'files that grade --format ndjson wrote, or parts of them (- for standard input)')
    .addOption(formatsOption())
    .option('--out <file>', 'write the report there')
    .option(
      '--feedback <place>',
      'write feedback for each student to that folder, or to a .zip as platforms take it',
    )
    .addOption(feedbackOption())
    .addOption(sortOption())
    .addOption(onlyOption())
    .addOption(rosterOption("the platform's own table of students, which it takes back"))
    .addOption(rosterColumnOption())
    .option('--html <file>', 'write a page about the class there: what to talk about first')
    .option('--hide-names', 'on that page students are numbered, as for a projector')
    .option(
      '--expect <file>',
      'the lines that went in: says what is missing or twice, and ends with 3 if some is missing',
    )
    .addOption(plainOption())
    .addOption(colourOption())
    .addHelpText('after', reportExamples)
    .action(async (files: readonly string[], options: ReportOptions & Dress) => {
      const { runReport } = await import('./report.ts');
      finish(await runReport(world, files, options, await lookOf(world, options)));
    });
}

function addRegrade({ dvar, world, finish }: CommandLine): void {
  dvar
    .command('regrade')
    .description('apply rulings, or a changed policy, to rows that are there; shows before and after')
    .argument('<rows>', 'a file that grade --format ndjson wrote')
    .option('--rulings <file>', 'what to accept, override, excuse or void, each with who, when and why')
    .option('--assignment <file>', 'the assignment, where its points or its policy have changed')
    .option('--out <file>', 'write the rows there; nothing is written otherwise')
    .option('--overwrite', 'also rows that somebody edited by hand')
    .addHelpText('after', regradeExamples)
    .action(async (file: string, options: RegradeOptions) => {
      const { runRegrade } = await import('./regrade.ts');
      finish(await runRegrade(world, file, options));
    });
}

function addGrade({ dvar, world, finish, lookOf }: CommandLine): void {
  dvar
    .command('grade')
    .description('grade a class: many submissions, one report')
    .argument('<assignment>', 'an assignment or problem file')
    .argument('[submissions...]', 'files, folders, or patterns such as "hw1/*.txt"')
    .addOption(formatsOption())
    .option('--out <file>', 'write the report there')
    .option(
      '--feedback <place>',
      'write feedback for each student to that folder, or to a .zip as platforms take it',
    )
    .addOption(feedbackOption())
    .addOption(sortOption())
    .addOption(onlyOption())
    .addOption(rosterOption('a table of students, each of whom gets a row'))
    .addOption(rosterColumnOption())
    .addOption(drawsOption())
    .option('--id-from <pattern>', 'whose a file is, by its path: the first group of a regular expression')
    .option('--student <id>', 'whose all the files are, whatever they say')
    .option('--rulings <file>', 'rulings that count, as for regrade')
    .option('--workers <n>', 'grade in so many threads (0: in this one)', wholeOption(0, 64))
    .option('--time-limit <seconds>', 'a submission may take so long', wholeOption(1, 3600), 10)
    .option('--resume <file>', 'go on with an ndjson report that was interrupted')
    .option('--stdin', 'a submission a line from standard input, a result a line to standard output')
    .option('--strict', 'with --stdin: end with 3 where some line could not be graded')
    .addOption(plainOption())
    .addOption(colourOption())
    .addHelpText('after', gradeExamples)
    .action(async (file: string, submissions: readonly string[], options: GradeOptions & Dress) => {
      const { runGrade } = await import('./grade.ts');
      finish(await runGrade(world, file, submissions, options, await lookOf(world, options)));
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
