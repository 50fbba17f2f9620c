import { Option } from 'commander';
import { costExamples, nudgeExamples, trainExamples } from '../../program/help.ts';
import { columnsOption, countOption, textsOption, withProgram, words } from '../../program/options.ts';
import type { TrainOptions } from '../../program/train-options.ts';
import type { CommandLine, Declaration } from '../declaration/declaration.ts';
import type { CostOptions } from './cost.ts';
import type { NudgeOptions } from './nudge.ts';

/** A curve is drawn for a page as well. */
const plotFormats = ['text', 'json', 'svg'];

function addNudge({ dvar, world, finish, lookOf, names }: CommandLine): void {
  withProgram(dvar.command('nudge'), plotFormats)
    .description('move one value a little and show what follows: what a derivative is')
    .option('--var <name>', 'what to nudge: an input, a step, or an entry, as in "W(2,1)"')
    .option('--by <amounts>', 'how far, as in 0.1,0.01,0.001 (default: 0.001)', textsOption)
    .option('--plot', 'draw the curve here as well, with its tangent and secants')
    .option('--out <file>', 'with --format svg: write the picture there, to a new file')
    .option('--all', 'check every derivative numerically and with mathjs; exit code 1 if one disagrees')
    .addHelpText('after', nudgeExamples)
    .action(async (first: string | undefined, rest: readonly string[], options: NudgeOptions) => {
      const { runNudge } = await import('./nudge.ts');
      finish(await runNudge(world, words(first, rest), options, names, await lookOf(world, options)));
    });
}

function addTrain({ dvar, world, lookOf, names }: CommandLine): void {
  withProgram(dvar.command('train'), plotFormats)
    .description('gradient descent: what a derivative is for')
    .addOption(
      new Option('--rate <number>', 'the learning rate: how far each update goes').default('0.1', '0.1'),
    )
    .option('--steps <n>', 'how many updates (default: 100)', countOption)
    .option(
      '--data-file <file>',
      'read examples from a CSV file, one in each row; the first line names the columns',
    )
    .option('--columns <list>', 'which columns go to which input, as in "X=x1,x2; Y=y"', columnsOption)
    .option('--batch <n>', 'how many examples each update uses (default: all)', countOption)
    .option('--epochs <n>', 'how many times each example is used (default: 10 with --batch)', countOption)
    .option('--out <file>', 'with --format svg: write the picture there, to a new file')
    .addOption(
      new Option(
        '--over <what>',
        'draw the output over the steps, or the way of two parameters over contours',
      ).choices(['steps', 'parameters']),
    )
    .addOption(
      new Option('--init <values>', 'start all parameters here, whatever their values').choices(['zeros']),
    )
    .addHelpText('after', trainExamples)
    .action(async (first: string | undefined, rest: readonly string[], options: TrainOptions) => {
      const { runTrain } = await import('./train.ts');
      await runTrain(world, words(first, rest), options, names, await lookOf(world, options));
    });
}

function addCost({ dvar, world, lookOf, names }: CommandLine): void {
  withProgram(dvar.command('cost'))
    .description('count and time one sweep of backprop against one sweep per parameter: N + P against N*P')
    .option('--nodes <n>', 'make a network of so many neurons (default: 10000)', countOption)
    .option('--params <p>', 'with so many parameters (default: ten for each neuron)', countOption)
    .addHelpText('after', costExamples)
    .action(async (first: string | undefined, rest: readonly string[], options: CostOptions) => {
      const { runCost } = await import('./cost.ts');
      await runCost(world, words(first, rest), options, names, await lookOf(world, options));
    });
}

/** The commands that do not ask but show what a derivative is, what it is for, and what it costs. */
export const demonstrations: Readonly<Record<string, Declaration>> = {
  nudge: addNudge,
  train: addTrain,
  cost: addCost,
};
