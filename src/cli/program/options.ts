import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Wanted } from '../../demos/train/data-file.ts';
import { shownDigits } from '../../language/number-format.ts';
import { aboutConventions, type Convention, conventions } from '../../symbolic/convention.ts';
import type { AskedSteps } from '../../tutor/lesson/lesson.ts';
import { noKind, type QuestionKind, questionKinds } from '../../tutor/lesson/question-kind.ts';

const columnsForm = 'it says which columns a name gets, as in "X=x1,x2; Y=y".';

/** The help of the options that check every derivative. */
export const everyCheck = 'check every derivative numerically and with mathjs; exit code 1 if one disagrees';

/** The options of every command that takes a program, as commander hands them over. */
export interface ProgramOptions<Format extends string = 'text' | 'json'> {
  readonly file?: string;
  readonly problem?: string;
  readonly student?: string;
  readonly draws?: string;
  readonly output?: string;
  readonly data?: readonly string[];
  readonly wrt?: readonly string[];
  readonly skip?: readonly string[];
  readonly ask?: AskedSteps;
  readonly askShapes?: boolean;
  readonly kinds?: readonly QuestionKind[];
  readonly convention?: Convention;
  readonly seed?: number;
  readonly digits: number;
  readonly format: Format;
  readonly plain?: boolean;
  readonly color: boolean;
}

/**
 * Options that a command accepts only because all commands with a program do: they have no effect there, and its help
 * does not list them.
 */
const idle: Readonly<Record<string, readonly string[]>> = {
  show: ['--kinds', '--ask-shapes'],
  check: ['--kinds', '--ask-shapes'],
  nudge: ['--draws', '--kinds', '--ask-shapes', '--ask', '--convention'],
  train: ['--draws', '--kinds', '--ask-shapes', '--ask', '--convention'],
  cost: ['--draws', '--kinds', '--ask-shapes', '--ask', '--convention'],
};

/** Adds the options that all commands with a program share, under headings. */
export function withProgram(command: Command, formats?: readonly string[]): Command {
  const silent = idle[command.name()] ?? [];
  const add = (heading: string, options: readonly Option[]): void => {
    for (const option of options)
      command.addOption(option.helpGroup(heading).hideHelp(silent.includes(option.long ?? '')));
  };
  command
    .argument('[program]', 'text of a program, a .yaml problem file, or a name from dvar list')
    .argument(
      '[values...]',
      'NAME=VALUE, a value for each input, as in a=5; W=randn(3,2) draws one at random',
    );
  add('Which program:', whichProgram());
  add('Which derivatives:', whichDerivatives());
  add('How to ask:', howToAsk());
  add('How it looks:', howItLooks(formats));
  return command;
}

const whichProgram = (): readonly Option[] => [
  new Option('-f, --file <file>', 'read the program from a file, as in program.txt (- for standard input)'),
  new Option('--problem <id>', 'pick one problem of a file with several by its id, as in hw1-b'),
  new Option('--student <id>', 'use the numbers drawn for this student, as in alice'),
  new Option('--draws <file>', 'take those numbers from a file that dvar draw wrote'),
  new Option('--seed <n>', 'draw the same random values each time, as in 7').argParser(seedOption),
];

const whichDerivatives = (): readonly Option[] => [
  new Option('--output <name>', 'differentiate this step instead of the last one, as in u'),
  new Option(
    '--data <names>',
    'treat these inputs as data, as in x,y: not asked, not differentiated',
  ).argParser(names),
  new Option('--wrt <names>', 'take derivatives only with respect to these names, as in w,b').argParser(
    names,
  ),
  new Option(
    '--skip <names>',
    'leave these steps out, as in z1,a1; the steps around them become one',
  ).argParser(names),
  new Option(
    '--ask <which>',
    'ask about the named steps and inputs, about all steps, or about the inputs alone',
  ).choices(['named', 'all', 'givens']),
];

const howToAsk = (): readonly Option[] => [
  new Option('--ask-shapes', 'ask for the shapes of matrices first'),
  new Option(
    '--kinds <kinds>',
    `ask these kinds of question, as in local,value: ${questionKinds.join(', ')}`,
  ).argParser(kindsOption),
  new Option('--convention <whose>', aboutConventions).choices(conventions),
];

const howItLooks = (formats?: readonly string[]): readonly Option[] => [
  new Option('--digits <n>', 'show this many significant digits, as in 6')
    .argParser(digits)
    .default(shownDigits),
  formatOption(formats),
  plainOption(),
  colourOption(),
];

/** A program and the values after it, as one list; both may be missing. */
export const words = (first: string | undefined, rest: readonly string[]): readonly string[] =>
  first === undefined ? rest : [first, ...rest];

/** The options of every command that prints. */
export const formatOption = (formats: readonly string[] = ['text', 'json']): Option =>
  new Option('--format <format>', 'print as text, or as JSON for other programs')
    .choices(formats)
    .default('text');
export const plainOption = (): Option =>
  new Option(
    '--plain',
    'print one sentence per line and symbols as words, and repaint nothing (for screen readers)',
  );
export const colourOption = (): Option =>
  new Option('--no-color', 'print without colour (NO_COLOR does the same)');

/** Names separated by commas or blanks; given twice, the lists are joined. */
function names(text: string, before: readonly string[] = []): readonly string[] {
  const list = text.split(/[\s,]+/u).filter((name) => name !== '');
  if (list.length === 0) throw new InvalidArgumentError('names are separated by commas, as in x,y.');
  return [...before, ...list];
}

/** Kinds of question separated by commas or blanks. */
function kindsOption(text: string): readonly QuestionKind[] {
  const words = names(text);
  for (const word of words) {
    if (questionKinds.some((kind) => kind === word)) continue;
    throw new InvalidArgumentError(`${noKind(word)}.`);
  }
  return questionKinds.filter((kind) => words.includes(kind));
}

/** A seed: a whole number that people can copy. */
function seedOption(text: string): number {
  const seed = Number(text);
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('it is a whole number below 1000000000.');
  return seed;
}

/** A count of things: `10000`, `10,000` or `1e4`. */
export function countOption(text: string): number {
  const count = Number(text.replaceAll(',', ''));
  if (!/^\d[\d,]*(?:e\d+)?$/.test(text) || count < 1 || !Number.isSafeInteger(count))
    throw new InvalidArgumentError('it is a whole number from 1 on, as in 10000.');
  return count;
}

/** Which columns of a file a name gets: `X=x1,x2; Y=y`; given twice, the lists are joined. */
export function columnsOption(text: string, before: Wanted = new Map()): Wanted {
  const wanted = new Map(before);
  for (const part of text.split(';')) {
    if (part.trim() === '') continue;
    const [, name, list] = /^\s*([^=,\s]+)\s*=(.*)$/su.exec(part) ?? [];
    const headings = (list ?? '').split(',').map((heading) => heading.trim());
    if (name === undefined || headings.includes('')) throw new InvalidArgumentError(columnsForm);
    if (wanted.has(name)) throw new InvalidArgumentError(`it names ${name} twice.`);
    wanted.set(name, headings);
  }
  if (wanted.size === 0) throw new InvalidArgumentError(columnsForm);
  return wanted;
}

/** Texts that are read when the command runs; given twice, the option gives both. */
export const textsOption = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  text,
];

function digits(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 3 || count > 15)
    throw new InvalidArgumentError('it is a whole number from 3 to 15.');
  return count;
}

/** The ways in which a class can be reported. */
export const reportFormats = [
  'table',
  'json',
  'ndjson',
  'csv',
  'junit',
  'gradescope',
  'canvas',
  'moodle',
  'moodle-worksheet',
  'classroom',
  'check50',
] as const;

/** The orders of a class's table: what needs a look first, or by a column. */
export const tableOrders = ['urgency', 'student', 'points', 'file'] as const;

/** Reads a whole number between two. */
export const wholeOption =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < least || number > most)
      throw new InvalidArgumentError(`it is a whole number from ${least} to ${most}.`);
    return number;
  };
