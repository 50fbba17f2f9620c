import { colourOption, formatOption, plainOption } from '../../program/options.ts';
import type { CommandLine, Declaration, Dress } from '../declaration/declaration.ts';
import type { LearnOptions } from './learn.ts';
import type { ProgressOptions } from './progress.ts';

/** The commands that the course runs on its screen look as it does. */
export const alike =
  (run: (argv: readonly string[]) => Promise<number>, { plain, color }: Dress) =>
  (argv: readonly string[]): Promise<number> =>
    run([...argv, ...(plain ? ['--plain'] : []), ...(color ? [] : ['--no-color'])]);

function addLearn({ dvar, world, finish, lookOf, run }: CommandLine): void {
  dvar
    .command('learn')
    .description('the course: five lectures; it goes on where you stopped')
    .argument('[lecture...]', "a lecture's number, or a course file of your own (.yaml)")
    .option('--list', 'print the map: lectures, what is done, what is due')
    .option('--no-journal', 'remember nothing of this')
    .addOption(plainOption())
    .addOption(colourOption())
    .action(async (targets: readonly string[], options: LearnOptions & Dress) => {
      const { runLearn } = await import('./learn.ts');
      finish(await runLearn(world, targets, options, await lookOf(world, options), alike(run, options)));
    });
}

function addReview({ dvar, world, finish, lookOf, run }: CommandLine): void {
  dvar
    .command('review')
    .description('ask what is due: fresh numbers, at which your own earlier mistakes show')
    .addOption(plainOption())
    .addOption(colourOption())
    .action(async (options: Dress) => {
      const { runReview } = await import('./review.ts');
      finish(await runReview(world, await lookOf(world, options), alike(run, options)));
    });
}

function addPractice({ dvar, world, finish, lookOf, run }: CommandLine): void {
  dvar
    .command('practice')
    .description('problems without end, at the edge of what you know')
    .addOption(plainOption())
    .addOption(colourOption())
    .action(async (options: Dress) => {
      const { runPractice } = await import('./review.ts');
      finish(await runPractice(world, await lookOf(world, options), alike(run, options)));
    });
}

function addProgress({ dvar, world, finish, lookOf }: CommandLine): void {
  dvar
    .command('progress')
    .description('what is remembered: lectures, skills, mistakes, what is due')
    .option('--export <file>', 'write all of it to a file')
    .option('--import <file>', 'take in what another machine remembers; nothing counts twice')
    .option('--forget', 'begin anew; what was kept is moved aside')
    .addOption(formatOption())
    .addOption(plainOption())
    .addOption(colourOption())
    .action(async (options: ProgressOptions & Dress) => {
      const { runProgress } = await import('./progress.ts');
      finish(await runProgress(world, options, await lookOf(world, options)));
    });
}

/** The commands of the course and its memory. */
export const courseCommands: Readonly<Record<string, Declaration>> = {
  learn: addLearn,
  review: addReview,
  practice: addPractice,
  progress: addProgress,
};
