import { Option } from 'commander';
import { costExamples, nudgeExamples, trainExamples } from '../../program/help.ts';
import {
  columnsOption,
  countOption,
  everyCheck,
  textsOption,
  withProgram,
  words,
} from '../../program/options.ts';
import type { TrainOptions } from '../../program/train-options.ts';
import type { CommandName } from '../declaration/command-names.ts';
import type { CommandLine, Declaration } from '../declaration/declaration.ts';
import type { CostOptions } from './cost.ts';
import type { NudgeOptions } from './nudge.ts';

const pictureOut = 'with --format svg: write the picture to this new file, as in plot.svg';

/** The formats of the commands that can also draw a curve for a page. */
const plotFormats = ['text', 'json', 'svg'];

function addNudge({ dvar, environment, finish, lookOf, names }: CommandLine): void {
  withProgram(dvar.command('nudge'), plotFormats)
    .description('move one value a little and show what follows: what a derivative is')
    .option('--var <name>', 'what to nudge: an input or a step, as in b, or an entry, as in "W(2,1)"')
    .option('--by <amounts>', 'how far to nudge it, as in 0.1,0.01,0.001 (default: 0.001)', textsOption)
    .option('--plot', 'also draw the curve on the screen, with its tangent and secants')
    .option('--out <file>', pictureOut)
    .option('--all', everyCheck)
    .addHelpText('after', nudgeExamples)
    .action(async (first: string | undefined, rest: readonly string[], options: NudgeOptions) => {
      const { runNudge } = await import('./nudge.ts');
      finish(
        await runNudge(environment, words(first, rest), options, names, await lookOf(environment, options)),
      );
    });
}

function addTrain({ dvar, environment, lookOf, names }: CommandLine): void {
  withProgram(dvar.command('train'), plotFormats)
    .description('run gradient descent: what a derivative is for')
    .addOption(
      new Option('--rate <number>', 'the learning rate, as in 0.05: how far each update goes').default(
        '0.1',
        '0.1',
      ),
    )
    .option('--steps <n>', 'how many updates, as in 500 (default: 100)', countOption)
    .option(
      '--data-file <file>',
      'read examples from a CSV file, as in points.csv: one in each row, with a first line that names the columns',
    )
    .option('--columns <list>', 'which columns go to which input, as in "X=x1,x2; Y=y"', columnsOption)
    .option('--batch <n>', 'how many examples each update uses, as in 32 (default: all)', countOption)
    .option(
      '--epochs <n>',
      'how many times each example is used, as in 20 (default: 10 with --batch)',
      countOption,
    )
    .option('--out <file>', pictureOut)
    .addOption(
      new Option(
        '--over <what>',
        'plot the output over the steps, or the path of two parameters over contours',
      ).choices(['steps', 'parameters']),
    )
    .addOption(
      new Option(
        '--init <values>',
        'start all parameters at zero, whatever their values: see what that does',
      ).choices(['zeros']),
    )
    .addHelpText('after', trainExamples)
    .action(async (first: string | undefined, rest: readonly string[], options: TrainOptions) => {
      const { runTrain } = await import('./train.ts');
      await runTrain(environment, words(first, rest), options, names, await lookOf(environment, options));
    });
}

function addCost({ dvar, environment, lookOf, names }: CommandLine): void {
  withProgram(dvar.command('cost'))
    .description('count and time one sweep of backprop against one sweep per parameter: N + P against N*P')
    .option('--nodes <n>', 'use a network with this many nodes, as in 1000 (default: 10000)', countOption)
    .option(
      '--params <p>',
      'give it this many parameters, as in 5000 (default: ten for each node)',
      countOption,
    )
    .addHelpText('after', costExamples)
    .action(async (first: string | undefined, rest: readonly string[], options: CostOptions) => {
      const { runCost } = await import('./cost.ts');
      await runCost(environment, words(first, rest), options, names, await lookOf(environment, options));
    });
}

/** The commands that demonstrate: what a derivative is, what it is for, and what it costs. */
export const demonstrations = {
  nudge: addNudge,
  train: addTrain,
  cost: addCost,
} satisfies Partial<Record<CommandName, Declaration>>;
