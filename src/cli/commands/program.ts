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
import { fitHelp } from '../screen/fit.ts';
import { lookOf } from '../screen/look.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure, refused } from '../shell/failure.ts';
import { version } from '../shell/version.ts';
import { courseCommands } from './course/course.ts';
import { type CommandName, commandNames } from './declaration/command-names.ts';
import type { CommandLine, Declaration } from './declaration/declaration.ts';
import { demonstrations } from './demos/demos.ts';
import { homeworkCommands } from './homework.ts';
import type { LikeOptions } from './like.ts';
import type { QuizOptions } from './quiz.ts';
import type { ShowOptions } from './show.ts';

/** Runs one command line by what its command declares, and gives its exit code. */
export async function runDeclared(argv: readonly string[], environment: Environment): Promise<number> {
  let code: number = exitCodes.done;
  const line = asMeant(argv);
  const dvar = commandsFor(line, environment, (result) => {
    code = result;
  });
  try {
    await dvar.parseAsync([...line], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) return refused(error, environment);
    if (error.exitCode === 0) return exitCodes.done;
    return refused(new Failure(usage(error, argv, commandNames)), environment);
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
  const runOther: CommandLine['run'] = (other, on = environment) => runDeclared(other, on);
  const line = { dvar, environment, finish, lookOf, names: commandNames, run: runOther };
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
  if (commandNames.some((name) => name === first)) return first;
  return rest.some((word) => word === '--help' || word === '-h') ? null : 'quiz';
}

/** Ends the process with a code. */
type Finish = (code: number) => void;

function addQuiz({ dvar, environment, finish, lookOf, names, run }: CommandLine): void {
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
      finish(await runQuiz(environment, words(first, rest), options, { names, run }, theme));
    });
}

function addShow({ dvar, environment, finish, lookOf, names }: CommandLine): void {
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

function addList({ dvar, environment, lookOf }: CommandLine): void {
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

function addLike({ dvar, environment, finish, lookOf, names }: CommandLine): void {
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

function addOps({ dvar, environment, lookOf }: CommandLine): void {
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

function addHelp({ dvar, environment, lookOf }: CommandLine): void {
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
      if (!Object.hasOwn(manualPages, topic)) throw new Failure(noTopic(topic, commandNames));
      const { runManual } = await import('./manual.ts');
      await runManual(environment, topic, await lookOf(environment, options));
    });
}

/** The commands, under the headings of the help. */
const commands: Readonly<Record<string, Partial<Record<CommandName, Declaration>>>> = {
  'The course:': courseCommands,
  'Practise:': { quiz: addQuiz, list: addList, like: addLike },
  'Look and try:': { show: addShow, ...demonstrations, ops: addOps },
  'Homework:': homeworkCommands,
  'Help:': { help: addHelp },
};
