import type { Command } from 'commander';
import { Option } from 'commander';
import type { CheckOptions } from './check.ts';
import type { HandoutOptions } from './handout.ts';
import { checkExamples, handoutExamples, lintExamples } from './help.ts';
import type { LintOptions } from './lint.ts';
import type { Look } from './look.ts';
import { colourOption, formatOption, plainOption, withProgram } from './options.ts';
import type { World } from './world.ts';

/** How a command finds out what the screen can show. */
export type LookOf = (
  world: World,
  options: { readonly plain?: boolean; readonly color: boolean },
) => Promise<Look>;

interface Dress {
  readonly plain?: boolean;
  readonly color: boolean;
}

/** The commands about homework. Each is loaded on use: a quiz starts without them. */
export function homeworkCommands(
  dvar: Command,
  world: World,
  finish: (code: number) => void,
  lookOf: LookOf,
): void {
  const names = (): readonly string[] => dvar.commands.map((command) => command.name());

  withProgram(dvar.command('check'))
    .description('check one submission; the exit code is the verdict')
    .option('--answers <file>', 'the answers, where no file of them is named (- for standard input)')
    .option('--key', 'show the exact values, too')
    .option('--explain <name>', 'show everything behind the verdict on one answer; needs --key')
    .addHelpText('after', checkExamples)
    .action(async (first: string | undefined, rest: readonly string[], options: CheckOptions) => {
      const { runCheck } = await import('./check.ts');
      const words = first === undefined ? rest : [first, ...rest];
      finish(await runCheck(world, words, options, names(), await lookOf(world, options)));
    });

  dvar
    .command('lint')
    .description('look over assignments: what would fail a student, and numbers that hide mistakes')
    .argument('[files...]', 'assignment or problem files')
    .option('--schema', 'print the JSON Schema of assignment files')
    .option('--strict', 'count warnings as errors')
    .addOption(formatOption())
    .addOption(plainOption())
    .addOption(colourOption())
    .addHelpText('after', lintExamples)
    .action(async (files: readonly string[], options: LintOptions & Dress) => {
      const { runLint } = await import('./lint.ts');
      finish(await runLint(world, files, options, await lookOf(world, options)));
    });

  dvar
    .command('handout')
    .description('write the sheet of an assignment, and the template for its answers')
    .argument('<assignment>', 'an assignment or problem file')
    .option('--student <id>', 'whose sheet')
    .option('--roster <file>', 'a table of students: a sheet for each; needs --out')
    .option('--out <folder>', 'write sheets (.md) and templates (.txt) there')
    .addOption(new Option('--key', 'with the answers'))
    .addHelpText('after', handoutExamples)
    .action(async (file: string, options: HandoutOptions) => {
      const { runHandout } = await import('./handout.ts');
      finish(await runHandout(world, file, options));
    });
}
