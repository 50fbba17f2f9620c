import type { Command } from 'commander';
import { colourOption, plainOption } from '../program/options.ts';
import type { ThemeOf } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import type { LearnOptions } from './learn.ts';

interface Dress {
  readonly plain?: boolean;
  readonly color: boolean;
}

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
      finish(await runLearn(world, targets, options, await lookOf(world, options), run));
    });
}
