import { type Command, Option } from 'commander';
import type { Lesson } from '../tutor/lesson.ts';
import { type CostOptions, costText, networkContest, programContest, raced } from './cost.ts';
import { exitCodes, Failure } from './failure.ts';
import type { Sources } from './load.ts';
import type { Look } from './look.ts';
import { allText, type NudgeOptions, nudgeText } from './nudge.ts';
import {
  columnsOption,
  countOption,
  nudgesOption,
  type ProgramOptions,
  rateOption,
  withProgram,
} from './options.ts';
import { progressOn } from './progress.ts';
import { trainText } from './train.ts';
import { type TrainOptions, trainingFrom } from './training.ts';
import { witnessed } from './witness.ts';
import type { World } from './world.ts';

/** What the commands that demonstrate need of the command line that they are added to. */
export interface Surround {
  readonly world: World;
  readonly load: (
    command: string,
    first: string | undefined,
    rest: readonly string[],
    options: ProgramOptions,
  ) => Promise<Lesson>;
  readonly sources: (
    command: string,
    first: string | undefined,
    rest: readonly string[],
    options: ProgramOptions,
  ) => Promise<Sources>;
  readonly lookOf: (options: Pick<ProgramOptions, 'plain' | 'color'>) => Promise<Look>;
  readonly finish: (code: number) => void;
}

/** Adds the commands that do not ask but show what a derivative is, what it is for, and what it costs. */
export function addDemonstrations(dvar: Command, surround: Surround): void {
  addNudge(dvar, surround);
  addTrain(dvar, surround);
  addCost(dvar, surround);
}

function addNudge(dvar: Command, { world, load, lookOf, finish }: Surround): void {
  withProgram(dvar.command('nudge'))
    .description('move one value a little and show what follows: what a derivative is')
    .option('--var <name>', 'what to nudge: a given or a step, or an entry, as in "W(2,1)"')
    .option('--by <amounts>', 'how far, as in 0.1,0.01,0.001 (usually 0.001)', nudgesOption)
    .option('--all', 'hold every derivative against nudging and mathjs; exit code 1 if one disagrees')
    .addHelpText('after', nudgeExamples)
    .action(async (first: string | undefined, rest: readonly string[], options: NudgeOptions) => {
      if (options.all && (options.var !== undefined || options.by !== undefined))
        throw new Failure(
          '--all nudges everything, by amounts of its own; leave --var and --by out, or --all',
        );
      const lesson = await load('nudge', first, rest, options);
      const look = await lookOf(options);
      const all = options.all ? await witnessed(lesson) : null;
      world.stdout.write(`${all ? allText(lesson, all, options, look) : nudgeText(lesson, options, look)}\n`);
      if (all?.some((each) => !each.agrees)) finish(exitCodes.notPassed);
    });
}

function addTrain(dvar: Command, { world, sources, lookOf }: Surround): void {
  withProgram(dvar.command('train'))
    .description('gradient descent: what a derivative is for')
    .option('--rate <number>', 'the learning rate', rateOption, 0.1)
    .option('--steps <n>', 'how many steps (usually 100)', countOption)
    .option('--data-file <file>', 'examples, one a row of a CSV file; the first line names the columns')
    .option('--columns <list>', 'whose they are, as in "X=x1,x2; Y=y"', columnsOption)
    .option('--batch <n>', 'how many examples a step sees (usually all)', countOption)
    .option('--epochs <n>', 'how often every example is seen (with --batch usually 10 times)', countOption)
    .addOption(
      new Option('--init <values>', 'where all parameters start, whatever their values').choices(['zeros']),
    )
    .addHelpText('after', trainExamples)
    .action(async (first: string | undefined, rest: readonly string[], options: TrainOptions) => {
      const training = await trainingFrom(world, await sources('train', first, rest, options), options);
      const look = await lookOf(options);
      world.stdout.write(`${trainText(training, options, look, progressOn(world, look))}\n`);
    });
}

function addCost(dvar: Command, { world, load, lookOf }: Surround): void {
  withProgram(dvar.command('cost'))
    .description('count and time one sweep of backprop against one sweep per parameter: N + P against N*P')
    .option('--nodes <n>', 'neurons of a network made here (usually 10000)', countOption)
    .option('--params <p>', 'its parameters (usually ten to a neuron)', countOption)
    .addHelpText('after', costExamples)
    .action(async (first: string | undefined, rest: readonly string[], options: CostOptions) => {
      const own = first !== undefined || options.file !== undefined;
      if (own && (options.nodes !== undefined || options.params !== undefined))
        throw new Failure(
          'a program has nodes and parameters of its own; leave --nodes and --params out, or the program',
        );
      const contest = own
        ? programContest(await load('cost', first, rest, options))
        : networkContest(options);
      const look = await lookOf(options);
      const bar = progressOn(world, look);
      const result = contest.net && raced(contest.net, world.clock, bar);
      world.stdout.write(`${costText(contest, result, options.format, look)}\n`);
    });
}

const nudgeExamples = `
Examples:
  dvar nudge "u = b*c; v = a+u; J = 3*v" a=5 b=3 c=2 --var b
  dvar nudge "J = w^2" w=3 --by 0.1,0.01,0.001
  dvar nudge fixtures/problems/batch.yaml --var "W1(2,1)"
  dvar nudge "J = 3*(a+b*c)" a=5 b=3 c=2 --all`;

const trainExamples = `
Examples:
  dvar train "J = w^2" w=3
  dvar train "J = (w*x + b - y)^2" w=0 b=0 x=2 y=7 --wrt w,b --rate 0.05 --steps 50
  dvar train fixtures/problems/xor.yaml --rate 1 --steps 500 --seed 1
  dvar train "J = (w*x + b - y)^2" w=0 b=0 --data-file points.csv --batch 32

Examples from a file: a column goes to the given of its name, and columns X1,
X2 and so on go to X, one below the other; --columns says it otherwise. In a
program of single numbers each row is computed by itself, and the mean of J
over a batch is descended. In a program of matrices the examples are columns,
side by side, and the program takes the mean, as in J = mean((W*X + b - Y).^2).`;

const costExamples = `
Examples:
  dvar cost                                          the lecture's table, counted and measured
  dvar cost --nodes 1000 --params 10000
  dvar cost "u = b*c; v = a+u; J = 3*v" a=5 b=3 c=2
  dvar cost fixtures/problems/batch.yaml             each entry of a matrix counts`;
