import type { Command } from 'commander';
import { colourOption, formatOption, plainOption } from '../program/options.ts';
import type { ThemeOf } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import type { LearnOptions } from './learn.ts';
import type { ProgressOptions } from './progress.ts';

/** How the screen of a command looks. */
interface Dress {
  readonly plain?: boolean;
  readonly color: boolean;
}

/** The commands that the course runs on its screen look as it does. */
export const alike =
  (run: (argv: readonly string[]) => Promise<number>, { plain, color }: Dress) =>
  (argv: readonly string[]): Promise<number> =>
    run([...argv, ...(plain ? ['--plain'] : []), ...(color ? [] : ['--no-color'])]);

/** The commands of the course and its memory. Each is loaded on use. */
export function courseCommands(
  dvar: Command,
  world: Environment,
  finish: (code: number) => void,
  lookOf: ThemeOf,
  run: (argv: readonly string[]) => Promise<number>,
): void {
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
  dvar
    .command('review')
    .description('ask what is due: fresh numbers, at which your own earlier mistakes show')
    .addOption(plainOption())
    .addOption(colourOption())
    .action(async (options: Dress) => {
      const { runReview } = await import('./review.ts');
      finish(await runReview(world, await lookOf(world, options), alike(run, options)));
    });

  dvar
    .command('practice')
    .description('problems without end, at the edge of what you know')
    .addOption(plainOption())
    .addOption(colourOption())
    .action(async (options: Dress) => {
      const { runPractice } = await import('./review.ts');
      finish(await runPractice(world, await lookOf(world, options), alike(run, options)));
    });

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
