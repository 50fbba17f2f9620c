import { inAnyScript } from '../../language/unicode-names.ts';
import type { Value } from '../../ops/matrix.ts';
import type { Draw } from '../../tutor/lesson/draw.ts';
import type { Choice } from '../../tutor/lesson/lesson.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure } from '../shell/failure.ts';
import { readTextFile } from '../shell/read-file.ts';
import { seedFrom } from '../shell/seed.ts';
import type { ProgramOptions } from './options.ts';
import { type Positionals, shortened, sortPositionals } from './positionals.ts';
import { shippedFile } from './shipped.ts';

/** Everything that makes a lesson, wherever it came from: the command line, a program's file, a problem's file. */
export interface Sources {
  readonly text: string;
  /** The file that holds the text, for messages. */
  readonly file: string | null;
  readonly values: ReadonlyMap<string, Value>;
  /** The names whose values are drawn when the lesson is laid out, by the seed. */
  readonly draws: ReadonlyMap<string, Draw>;
  readonly seed: number;
  readonly output: string | null;
  readonly data: readonly string[];
  readonly choice: Choice;
  /** The id of the problem, where it has one. */
  readonly problem: string | null;
  /** Notes for the reader on where the values come from. */
  readonly notes: readonly string[];
}

/** The values that a command line gives to names. */
export type GivenValues = Pick<Positionals, 'values' | 'draws'>;

/** What a command line names: a program, or a file of problems that is still to be read, and the values beside it. */
export type NamedProgram =
  | { readonly kind: 'program'; readonly sources: Sources }
  | { readonly kind: 'assignment'; readonly file: string; readonly given: GivenValues };

/** A command line: its words and options, and the commands, whose names no program can have. */
export type ProgramLine = readonly [
  positionals: readonly string[],
  options: ProgramOptions,
  commandNames: readonly string[],
  command?: string,
];

/**
 * Reads what a command line names, the same for every command: a program as text, a program's file with `-f`, the
 * file of an assignment, or the id of a problem that comes with dvar. Where the program is missing, the refusal gives
 * an example of the command.
 */
export async function programFromArgs(
  environment: Environment,
  ...[positionals, options, commandNames, command = 'quiz']: ProgramLine
): Promise<NamedProgram> {
  const { file } = options;
  const shipped = file === undefined ? shippedFile(environment, positionals[0]) : null;
  const words = shipped === null ? positionals : [shipped, ...positionals.slice(1)];
  const { program, ...given } = sortPositionals(words, file !== undefined, commandNames);
  if (program !== null && isProblemFile(program)) return { kind: 'assignment', file: program, given };
  if (options.problem !== undefined) throw new Failure('--problem needs a .yaml file in front of it');
  const sources = { ...noSources, seed: chosenSeed(environment, options) };
  if (file !== undefined) {
    const read = await programFile(environment, file, given.values);
    return { kind: 'program', sources: withGiven({ ...sources, ...read }, given, options) };
  }
  if (program === null) throw noProgram(command);
  if (pathIn(program) && given.values.size + given.draws.size === 0)
    throw new Failure(
      `${shortened(program)} is read as a program, and its names have no values; if it is a file, a problem file ends in .yaml, and -f FILE reads a program`,
    );
  return { kind: 'program', sources: withGiven({ ...sources, text: program }, given, options) };
}

const isProblemFile = (name: string): boolean => /\.ya?ml$/i.test(name);

/** What looks like a path: slashes between words, one of which is longer than most names, or at the start. */
const pathIn = inAnyScript(String.raw`^(?=.*[\p{L}]{3})[\p{L}\p{N}_.~:-]*(?:[/\\][\p{L}\p{N}_.~-]+)+$`);

/** The program in a file; a Python program brings its values with it. */
async function programFile(
  environment: Environment,
  name: string,
  given: ReadonlyMap<string, Value>,
): Promise<Pick<Sources, 'text' | 'file'> & Partial<Pick<Sources, 'values'>>> {
  if (isProblemFile(name)) throw new Failure(`${name} is a problem file; leave -f out`);
  const file = name === '-' ? null : name;
  const text = await readTextFile(environment, name);
  if (!/\.py$/i.test(name)) return { text, file };
  const { pythonProgram } = await import('./python-program.ts');
  return { ...pythonProgram(name, text, given), file };
}

/** The seed that was given, else one by chance. */
export const chosenSeed = (environment: Environment, { seed }: Pick<ProgramOptions, 'seed'>): number =>
  seed ?? seedFrom(environment.chance);

/** The refusal of a command without a program, with an example. */
export const noProgram = (command: string): Failure =>
  new Failure(
    `a program is missing; try dvar ${command === 'quiz' ? '' : `${command} `}"J = 3*(a+b*c)" a=5 b=3 c=2${alsoNeeded[command] ?? ''}`,
  );

/** What the example of a command needs beside a program. */
const alsoNeeded: Readonly<Record<string, string>> = { nudge: ' --var b', check: ' --answers answers.txt' };

/** The sources of a program of which nothing is known yet. */
export const noSources: Sources = {
  text: '',
  file: null,
  values: new Map(),
  draws: new Map(),
  seed: 0,
  output: null,
  data: [],
  choice: {},
  problem: null,
  notes: [],
};

/** Sources with what the command line says, which overrides what a file says. */
export function withGiven(
  sources: Sources,
  { values, draws }: GivenValues,
  options: Partial<ProgramOptions>,
): Sources {
  const others = [...sources.draws].filter(([name]) => !values.has(name));
  return {
    ...sources,
    values: new Map([...sources.values, ...values]),
    draws: new Map([...others, ...draws]),
    output: options.output ?? sources.output,
    data: [...sources.data, ...(options.data ?? [])],
    choice: {
      ...sources.choice,
      ...(options.ask && { ask: options.ask }),
      ...(options.wrt && { wrt: options.wrt }),
      ...(options.skip && { skip: options.skip }),
      ...(options.convention && { convention: options.convention }),
      ...(options.askShapes && { shapes: true }),
      ...(options.kinds && { kinds: options.kinds }),
    },
  };
}

/**
 * Refuses values for a problem whose numbers are drawn for each student: answers would be judged by other numbers
 * than theirs.
 */
export function refuseValues({ values, draws }: GivenValues): void {
  const [name] = [...values.keys(), ...draws.keys()];
  if (name !== undefined) throw new Failure(`${name} is drawn for each student; leave ${name}= out`);
}
