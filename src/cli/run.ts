import type { ReadStream } from 'node:tty';
import { Command, CommanderError, Option } from 'commander';
import { levels } from '../tutor/level.ts';
import { like } from '../tutor/like.ts';
import { addDemonstrations } from './demonstrations.ts';
import { exitCodes, Failure, failureLines, isFailure } from './failure.ts';
import { examples, usage } from './help.ts';
import { homeworkCommands } from './homework.ts';
import { madeLesson } from './level.ts';
import { type LikeOptions, likeText, seedFrom } from './like.ts';
import type { LineSource } from './lines.ts';
import { lessonFrom, loadLesson, loadSources } from './load.ts';
import { asciiOnly, coloured, type Look, uncoloured } from './look.ts';
import { opsText } from './ops.ts';
import { colourOption, formatOption, type ProgramOptions, plainOption, withProgram } from './options.ts';
import { runQuiz } from './quiz.ts';
import { type ShowOptions, showText } from './show.ts';
import { version } from './version.ts';
import { askLesson } from './welcome.ts';
import { witnessed } from './witness.ts';
import type { World } from './world.ts';

/** Runs one command line and gives its exit code. Nothing here ends the process. */
export async function run(argv: readonly string[], world: World): Promise<number> {
  let code: number = exitCodes.done;
  const dvar = commands(world, (result) => {
    code = result;
  });
  try {
    await dvar.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.done;
      const words = dvar.commands.map((command) => command.name());
      world.stderr.write(`dvar: ${usage(error, argv, words)}\n`);
      return exitCodes.usage;
    }
    if (!isFailure(error)) throw error;
    world.stderr.write(`${failureLines(error).join('\n')}\n`);
    return error.code;
  }
}

function commands(world: World, finish: (code: number) => void): Command {
  const dvar = new Command('dvar')
    .description(
      'A tutor for backpropagation: it asks for each derivative from right to left,\nand checks the answers against its own.',
    )
    .version(version, '-V, --version', 'print the version')
    .usage(
      '[quiz] PROGRAM [NAME=VALUE...] [options]\n       dvar COMMAND ...   (dvar COMMAND --help tells more; dvar alone asks)',
    )
    .helpCommand('help [command]', 'print help for a command')
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: () => {},
      getOutHelpWidth: () => world.stdout.columns || 80,
    })
    .configureHelp({ minWidthToWrap: 20 })
    .addHelpText('after', examples)
    .exitOverride();
  const names = (): readonly string[] => dvar.commands.map((command) => command.name());

  withProgram(dvar.command('quiz', { isDefault: true }))
    .description('show the graph and the forward pass, then quiz (the default command)')
    .action(async (first: string | undefined, rest: readonly string[], options: ProgramOptions) => {
      finish(await quiz(world, words(first, rest), options, names()));
    });

  withProgram(dvar.command('show'))
    .description('print the graph and the forward values')
    .option('--backward', 'add the derivatives')
    .option('--explain', 'add which mistakes the numbers tell apart, question by question')
    .option('--witness', 'hold every derivative against nudging and mathjs; exit code 1 if one disagrees')
    .action(async (first: string | undefined, rest: readonly string[], options: ShowOptions) => {
      const lesson = await loadLesson(world, words(first, rest), options, names());
      const look = await lookOf(world, options);
      const all = options.witness ? await witnessed(lesson) : null;
      world.stdout.write(`${showText(lesson, options, look, all)}\n`);
      if (all?.some((each) => !each.agrees)) finish(exitCodes.notPassed);
    });

  withProgram(dvar.command('like'))
    .description('find other values for the same graph: friendly ones, at which mistakes show')
    .addOption(
      new Option(
        '--level <n>',
        'make a new program: 1 chain, 2 products, 3 fan-out, 4 a small network, 5 matrices',
      ).choices(levels.map(String)),
    )
    .action(async (first: string | undefined, rest: readonly string[], options: LikeOptions) => {
      const seed = options.seed ?? seedFrom(world.chance);
      if (options.level !== undefined && (first !== undefined || options.file !== undefined))
        throw new Failure('--level makes a program of its own; leave it out, or the program');
      const lesson =
        options.level === undefined
          ? await loadLesson(world, words(first, rest), options, names())
          : madeLesson(options.level, seed, options);
      const found = like(lesson, seed);
      if (!found)
        throw new Failure('no other values were found that this graph can be asked with; try another --seed');
      world.stdout.write(
        `${likeText(lesson, found, seed, options.format, await lookOf(world, options), options.level !== undefined)}\n`,
      );
    });

  addDemonstrations(dvar, {
    world,
    load: (first, rest, options) => loadLesson(world, words(first, rest), options, names()),
    sources: (first, rest, options) => loadSources(world, words(first, rest), options, names()),
    lookOf: (options) => lookOf(world, options),
    finish,
  });

  dvar
    .command('ops')
    .description('list the operations, their local derivatives and the reasons')
    .addOption(formatOption())
    .addOption(plainOption())
    .addOption(colourOption())
    .action(async (options: Pick<ProgramOptions, 'format' | 'plain' | 'color'>) => {
      world.stdout.write(`${opsText(options.format, await lookOf(world, options))}\n`);
    });
  homeworkCommands(dvar, world, finish, lookOf);
  return dvar;
}

const words = (first: string | undefined, rest: readonly string[]): readonly string[] =>
  first === undefined ? rest : [first, ...rest];

async function quiz(
  world: World,
  positionals: readonly string[],
  options: ProgramOptions,
  commandNames: readonly string[],
): Promise<number> {
  if (options.file === '-') {
    throw new Failure(
      'standard input can hold the program or the answers, not both; give the program as text, or as -f FILE',
    );
  }
  const look = await lookOf(world, options);
  const piped = world.stdin.isTTY !== true;
  // A program that can't be read is said before anything is asked.
  const alone = positionals.length === 0 && options.file === undefined;
  const sources = alone ? null : await loadSources(world, positionals, options, commandNames);
  const ready = sources && lessonFrom(sources);
  if (alone && piped) throw new Failure('a program is missing; try dvar "J = 3*(a+b*c)" a=5 b=3 c=2');
  const lines = await linesOf(world, look, piped);
  try {
    const lesson = ready ?? (await askLesson(world, lines, options));
    if (typeof lesson === 'number') return lesson;
    return await runQuiz(lesson, {
      world,
      look,
      lines,
      piped,
      digits: options.digits,
      problem: sources?.problem ?? null,
      json: options.format === 'json',
    });
  } finally {
    lines.close();
  }
}

/** Where answers come from: a pipe, a terminal that is not to be repainted, or inquirer's prompt. */
async function linesOf(world: World, look: Look, piped: boolean): Promise<LineSource> {
  // A prompt that is repainted needs a terminal to paint on, too.
  const repainted = !piped && !look.plain && world.stderr.isTTY === true;
  if (!repainted) return (await import('./pipe.ts')).plainLines(world.stdin, piped ? null : world.stderr);
  const { promptedLines } = await import('./ask.ts');
  return promptedLines(world.stdin as ReadStream, world.stderr, look.paint); // a terminal: checked just above
}

async function lookOf(world: World, options: Pick<ProgramOptions, 'plain' | 'color'>): Promise<Look> {
  const surroundings = { env: world.env, platform: world.platform, isTerminal: world.stdout.isTTY === true };
  const plain = options.plain === true || world.env.TERM === 'dumb';
  const paint =
    !plain && coloured(surroundings, options.color) ? (await import('./colour.ts')).coloursOf() : uncoloured;
  return { width: () => world.stdout.columns || 80, ascii: asciiOnly(surroundings), plain, paint };
}
