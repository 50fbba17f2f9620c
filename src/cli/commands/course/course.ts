import { Option } from 'commander';
import { colourOption, formatOption, plainOption } from '../../program/options.ts';
import type { CommandName } from '../declaration/command-names.ts';
import {
  alike,
  type CommandLine,
  type Declaration,
  type DisplayOptions,
} from '../declaration/declaration.ts';
import type { LearnOptions } from './learn.ts';
import type { ProgressOptions } from './progress.ts';

function addLearn({ dvar, environment, finish, lookOf, run }: CommandLine): void {
  dvar
    .command('learn')
    .description('take the course: five lectures; it continues where you stopped')
    .argument(
      '[lecture...]',
      "a lecture's number, as in 3, or a course file of your own, as in mycourse.yaml",
    )
    .option('--list', 'print the lectures, with what is done and what is due')
    .option('--no-journal', "don't record these answers")
    .addOption(
      new Option(
        '--format <format>',
        'take it at the screen, or make a page to read and print, with its pictures',
      )
        .choices(['text', 'html', 'markdown'])
        .default('text'),
    )
    .option('--out <file>', 'write the page to this new file, as in lecture2.html')
    .addOption(plainOption())
    .addOption(colourOption())
    .action(async (targets: readonly string[], options: LearnOptions & DisplayOptions) => {
      const { runLearn } = await import('./learn.ts');
      finish(
        await runLearn(
          environment,
          targets,
          options,
          await lookOf(environment, options),
          alike(run, options),
        ),
      );
    });
}

function addReview({ dvar, environment, finish, lookOf, run }: CommandLine): void {
  dvar
    .command('review')
    .description('ask what is due for review, with new numbers that bring out your earlier mistakes')
    .addOption(plainOption())
    .addOption(colourOption())
    .action(async (options: DisplayOptions) => {
      const { runReview } = await import('./review.ts');
      finish(await runReview(environment, await lookOf(environment, options), alike(run, options)));
    });
}

function addPractice({ dvar, environment, finish, lookOf, run }: CommandLine): void {
  dvar
    .command('practice')
    .description('ask one problem after the other, on what you know least')
    .addOption(plainOption())
    .addOption(colourOption())
    .action(async (options: DisplayOptions) => {
      const { runPractice } = await import('./review.ts');
      finish(await runPractice(environment, await lookOf(environment, options), alike(run, options)));
    });
}

function addProgress({ dvar, environment, finish, lookOf }: CommandLine): void {
  dvar
    .command('progress')
    .description('show what dvar remembers: lectures, skills, mistakes, what is due')
    .option('--export <file>', 'copy the record to a new file, as in backup.jsonl')
    .option('--import <file>', 'add a record from another machine, as in backup.jsonl; nothing counts twice')
    .option('--forget', 'start over; the old record is moved aside, not deleted')
    .option('--name <name>', 'with --format markdown or html: whose page it is, as in "Ada Lovelace"')
    .addOption(formatOption(['text', 'json', 'markdown', 'html']))
    .addOption(plainOption())
    .addOption(colourOption())
    .action(async (options: ProgressOptions & DisplayOptions) => {
      const { runProgress } = await import('./progress.ts');
      finish(await runProgress(environment, options, await lookOf(environment, options)));
    });
}

/** The commands of the course and its memory. */
export const courseCommands = {
  learn: addLearn,
  review: addReview,
  practice: addPractice,
  progress: addProgress,
} satisfies Partial<Record<CommandName, Declaration>>;
