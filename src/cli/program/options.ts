import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Wanted } from '../../demos/train/data-file.ts';
import type { FeedbackForm } from '../../homework/report/feedback-forms.ts';
import { shownDigits } from '../../language/number-format.ts';
import { type Convention, conventions } from '../../symbolic/convention.ts';
import type { AskedSteps } from '../../tutor/lesson/lesson.ts';
import { type QuestionKind, questionKinds } from '../../tutor/lesson/question-kind.ts';

/** The options of every command that takes a program, as commander hands them over. */
export interface ProgramOptions<Format extends string = 'text' | 'json'> {
  readonly file?: string;
  readonly problem?: string;
  readonly student?: string;
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

/** Adds the options that all commands with a program share. */
export function withProgram(command: Command, formats?: readonly string[]): Command {
  return command
    .argument('[program]', 'text of a program, or a .yaml problem file')
    .argument(
      '[values...]',
      'NAME=VALUE, a number for each name that the program does not compute; W=randn(3,2) is drawn',
    )
    .option('-f, --file <file>', 'read the program from a file (- for standard input)')
    .option('--problem <id>', 'which problem of a file with several')
    .option('--student <id>', 'whose numbers, where a file draws them for each')
    .option('--output <name>', 'differentiate this step instead of the last')
    .option('--data <names>', 'names that are data: not asked, not differentiated', names)
    .option('--wrt <names>', 'ask only these', names)
    .option('--skip <names>', 'do not ask these', names)
    .addOption(new Option('--ask <which>', 'which nodes to ask').choices(['named', 'all', 'givens']))
    .option('--ask-shapes', 'ask for the shapes of matrices first')
    .option('--kinds <kinds>', `kinds of question: ${questionKinds.join(', ')}`, kindsOption)
    .addOption(
      new Option(
        '--convention <whose>',
        "whose dZ is asked in a batch: the output's, or the lecture's",
      ).choices(conventions),
    )
    .option('--seed <n>', 'the same seed draws the same random values', seedOption)
    .option('--digits <n>', 'significant digits on the screen', digits, shownDigits)
    .addOption(formatOption(formats))
    .addOption(plainOption())
    .addOption(colourOption());
}

/** A program and the values behind it, as one list: both may be missing. */
export const words = (first: string | undefined, rest: readonly string[]): readonly string[] =>
  first === undefined ? rest : [first, ...rest];

/** The options of every command that prints. */
export const formatOption = (formats: readonly string[] = ['text', 'json']): Option =>
  new Option('--format <format>', 'how to print').choices(formats).default('text');
export const plainOption = (): Option =>
  new Option('--plain', 'one sentence a line, symbols in words, nothing repainted');
export const colourOption = (): Option => new Option('--no-color', 'no colour (NO_COLOR does the same)');

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
    throw new InvalidArgumentError(`there is no kind '${word}'; the kinds are ${questionKinds.join(', ')}.`);
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
    if (name === undefined || headings.includes(''))
      throw new InvalidArgumentError('it says which columns a name gets, as in "X=x1,x2; Y=y".');
    if (wanted.has(name)) throw new InvalidArgumentError(`it says twice whose columns ${name} gets.`);
    wanted.set(name, headings);
  }
  if (wanted.size === 0)
    throw new InvalidArgumentError('it says which columns a name gets, as in "X=x1,x2; Y=y".');
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

/** How feedback for a student may be written, by the ending of its file. */
export const feedbackForms: readonly FeedbackForm[] = ['md', 'html', 'txt'];

/** Reads a whole number between two. */
export const wholeOption =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < least || number > most)
      throw new InvalidArgumentError(`it is a whole number from ${least} to ${most}.`);
    return number;
  };
