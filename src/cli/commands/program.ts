import { Command, CommanderError, Option } from 'commander';
import { levels } from '../../tutor/lesson/made-program.ts';
import {
  examples,
  likeExamples,
  opsExamples,
  quizExamples,
  showExamples,
  startHere,
  usage,
} from '../program/help.ts';
import { manualPages, noTopic, pagesHelp } from '../program/manual-pages.ts';
import { asMeant } from '../program/newcomer-words.ts';
import {
  colourOption,
  everyCheck,
  formatOption,
  type ProgramOptions,
  plainOption,
  withProgram,
  words,
} from '../program/options.ts';
import { pictureFormats, withPicture } from '../program/picture-options.ts';
import { mayBeLong } from '../prompt/rows.ts';
import { fitHelp } from '../screen/fit.ts';
import { asciiOnly, coloured, manyColours, type Theme, uncoloured } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure, failureLines, isFailure } from '../shell/failure.ts';
import { version } from '../shell/version.ts';
import { alike, courseCommands } from './course/course.ts';
import type { CommandLine, Declaration } from './declaration/declaration.ts';
import { demonstrations } from './demos/demos.ts';
import { homeworkCommands } from './homework.ts';
import type { LikeOptions } from './like.ts';
import type { QuizOptions } from './quiz.ts';
import type { ShowOptions } from './show.ts';

/** Runs one command line and gives its exit code. Nothing here ends the process. In a terminal, long texts come page by page. */
export async function run(argv: readonly string[], environment: Environment): Promise<number> {
  if (!mayBeLong(asMeant(argv), environment)) return runHere(argv, environment);
  const { inPages } = await import('../prompt/in-pages.ts');
  return inPages(environment, (on) => runHere(argv, on));
}

/** Runs one command line on a screen, whatever the screen's height. */
async function runHere(argv: readonly string[], environment: Environment): Promise<number> {
  let code: number = exitCodes.done;
  const line = asMeant(argv);
  const dvar = commandsFor(line, environment, (result) => {
    code = result;
  });
  try {
    await dvar.parseAsync([...line], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.done;
      environment.stderr.write(`${failureLines(new Failure(usage(error, argv, names))).join('\n')}\n`);
      return exitCodes.usage;
    }
    if (!isFailure(error)) throw error;
    const { stderr } = environment;
    environment.stderr.write(
      `${failureLines(error, stderr.isTTY ? stderr.columns : undefined).join('\n')}\n`,
    );
    return error.code;
  }
}

/**
 * Declares the commands that a command line can reach, and all of them only where it may print the help: declaring a
 * command takes time.
 */
function commandsFor(argv: readonly string[], environment: Environment, finish: Finish): Command {
  const dvar = new Command('dvar')
    .description(
      'A tutor for backpropagation: it asks for each derivative from right to left, and checks the answers against its own.',
    )
    .version(version, '-V, --version', 'print the version')
    .usage(
      '[quiz] PROGRAM [NAME=VALUE...] [options]\n       dvar COMMAND ...   (dvar COMMAND --help shows more; dvar alone asks you)',
    )
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => environment.stdout.write(fitHelp(text, environment.stdout.columns || 80)),
      writeErr: () => {},
      getOutHelpWidth: () => environment.stdout.columns || 80,
    })
    // Each command's own help tells what it takes: here it is one line.
    .configureHelp({ minWidthToWrap: 20, subcommandTerm: (command) => command.name() })
    .addHelpText('before', startHere)
    .addHelpText('after', () => `${examples}\n${pagesHelp()}`)
    .exitOverride();
  // What the course demonstrates are other commands, on the same screen.
  const runOther: CommandLine['run'] = (other, on = environment) => runHere(other, on);
  const line = { dvar, environment, finish, lookOf, names, run: runOther };
  const reached = reachedBy(argv);
  for (const [heading, declarations] of Object.entries(commands))
    for (const [name, declare] of Object.entries(declarations)) {
      if (reached !== null && reached !== name) continue;
      declare(line);
      dvar.commands.at(-1)?.helpGroup(heading);
    }
  return dvar;
}

/** The one command that a command line can reach, null where it may be any. */
function reachedBy([first = '', ...rest]: readonly string[]): string | null {
  if (first === '' || first.startsWith('-') || first === 'help') return null;
  if (names.includes(first)) return first;
  return rest.some((word) => word === '--help' || word === '-h') ? null : 'quiz';
}

/** Ends the process with a code. */
type Finish = (code: number) => void;

function addQuiz({ dvar, environment, finish, run }: CommandLine): void {
  withProgram(dvar.command('quiz', { isDefault: true }))
    .description('show the graph and the forward pass, then quiz (the default command)')
    .option('--no-journal', "don't record these answers")
    .addOption(
      new Option('--dialect <which>', "take answers in dvar's notation, or as NumPy").choices([
        'dvar',
        'numpy',
      ]),
    )
    .addHelpText('after', quizExamples)
    .action(async (first: string | undefined, rest: readonly string[], options: QuizOptions) => {
      const { runQuiz } = await import('./quiz.ts');
      const theme = await lookOf(environment, options);
      const ended = await runQuiz(environment, words(first, rest), options, names, theme);
      if (typeof ended === 'number') return finish(ended);
      const { runLearn } = await import('./course/learn.ts');
      const runAlike = alike(run, options);
      finish(await runLearn(environment, [], { journal: options.journal }, theme, runAlike, ended.lines));
    });
}

function addShow({ dvar, environment, finish }: CommandLine): void {
  withPicture(withProgram(dvar.command('show'), ['text', 'json', 'numpy', ...pictureFormats]))
    .description('print the graph and the forward pass')
    .option('--backward', 'add the derivatives')
    .option('--explain', 'add, for each question, which mistakes these numbers can tell apart')
    .addHelpText('after', showExamples)
    .option('--witness', everyCheck)
    .action(async (first: string | undefined, rest: readonly string[], options: ShowOptions) => {
      const { runShow } = await import('./show.ts');
      finish(
        await runShow(environment, words(first, rest), options, names, await lookOf(environment, options)),
      );
    });
}

function addList({ dvar, environment }: CommandLine): void {
  dvar
    .command('list')
    .description('list the problems by lecture; dvar NAME starts a quiz on one')
    .addOption(formatOption())
    .addOption(plainOption())
    .addOption(colourOption())
    .action(async (options: Pick<ProgramOptions, 'format' | 'plain' | 'color'>) => {
      const { runList } = await import('./list.ts');
      await runList(environment, options.format, await lookOf(environment, options));
    });
}

function addLike({ dvar, environment, finish }: CommandLine): void {
  withProgram(dvar.command('like'))
    .description('find other values for the same graph: simple ones that bring mistakes out')
    .option('--quiz', 'ask at once, with the values that were found')
    .addHelpText('after', likeExamples)
    .addOption(
      new Option(
        '--level <n>',
        'make a new program: 1 a chain, 2 products, 3 a fan-out, 4 a small network, 5 matrices',
      ).choices(levels.map(String)),
    )
    .action(async (first: string | undefined, rest: readonly string[], options: LikeOptions) => {
      const { runLike } = await import('./like.ts');
      finish(
        await runLike(environment, words(first, rest), options, names, await lookOf(environment, options)),
      );
    });
}

function addOps({ dvar, environment }: CommandLine): void {
  dvar
    .command('ops')
    .argument(
      '[op]',
      'show the page of one operation, as in sigmoid: its slope, a plot, an example, how others write it',
    )
    .description('list the operations, their local derivatives and the reasons')
    .addHelpText('after', opsExamples)
    .addOption(formatOption())
    .addOption(plainOption())
    .addOption(colourOption())
    .action(async (op: string | undefined, options: Pick<ProgramOptions, 'format' | 'plain' | 'color'>) => {
      const { opsText } = await import('./ops.ts');
      environment.stdout.write(`${opsText(op, options.format, await lookOf(environment, options))}\n`);
    });
}

function addHelp({ dvar, environment }: CommandLine): void {
  dvar
    .command('help')
    .description('print the help of a command, or a page of the manual')
    .argument('[topic]', `a command, or a page: ${Object.keys(manualPages).join(', ')}`)
    .addOption(plainOption())
    .addOption(colourOption())
    .action(async (topic: string | undefined, options: Pick<ProgramOptions, 'plain' | 'color'>) => {
      if (topic === undefined) return dvar.help();
      const command = dvar.commands.find((each) => each.name() === topic);
      if (command) return command.help();
      if (!Object.hasOwn(manualPages, topic)) throw new Failure(noTopic(topic, names));
      const { runManual } = await import('./manual.ts');
      await runManual(environment, topic, await lookOf(environment, options));
    });
}

/** The commands, under the headings of the help. */
const commands: Readonly<Record<string, Readonly<Record<string, Declaration>>>> = {
  'The course:': courseCommands,
  'Practise:': { quiz: addQuiz, list: addList, like: addLike },
  'Look and try:': { show: addShow, ...demonstrations, ops: addOps },
  'Homework:': homeworkCommands,
  'Help:': { help: addHelp },
};

const names: readonly string[] = Object.values(commands).flatMap((each) => Object.keys(each));

async function lookOf(
  environment: Environment,
  options: Pick<ProgramOptions, 'plain' | 'color'>,
): Promise<Theme> {
  const surroundings = {
    env: environment.env,
    platform: environment.platform,
    isTerminal: environment.stdout.isTTY === true,
  };
  const plain = options.plain === true || environment.env.TERM === 'dumb';
  const paint =
    !plain && coloured(surroundings, options.color)
      ? (await import('../screen/colour.ts')).coloursOf(manyColours(surroundings))
      : uncoloured;
  return { width: () => environment.stdout.columns || 80, ascii: asciiOnly(surroundings), plain, paint };
}
