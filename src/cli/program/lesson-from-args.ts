import { inWords } from '../../engine/graph/givens.ts';
import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import type { Problem } from '../../homework/assignment/problem.ts';
import { type Program, parseProgram } from '../../language/program.ts';
import type { Value } from '../../ops/matrix.ts';
import { drawnValues } from '../../tutor/lesson/draw.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure, failureOf } from '../shell/failure.ts';
import { readTextFile } from '../shell/read-file.ts';
import { seedFrom } from '../shell/seed.ts';
import type { ProgramOptions } from './options.ts';
import { shortened, sortPositionals } from './positionals.ts';
import { shippedFile } from './shipped.ts';
import { refuseValues, type Sources } from './sources.ts';

/** Reads the program and values that a command line names, and lays out its lesson. */
export const loadLesson = async (...line: Parameters<typeof loadSources>): Promise<Lesson> =>
  lessonFrom(await loadSources(...line));

/** Reads the program and values that a command line names. */
export async function loadSources(
  world: Environment,
  positionals: readonly string[],
  options: ProgramOptions,
  commandNames: readonly string[],
  command = 'quiz',
): Promise<Sources> {
  const shipped = options.file === undefined ? shippedFile(world, positionals[0]) : null;
  const line = shipped === null ? positionals : [shipped, ...positionals.slice(1)];
  const { program, ...given } = sortPositionals(line, options.file !== undefined, commandNames);
  const empty = { ...bare, seed: options.seed ?? seedFrom(world.chance) };
  const problemFile = program !== null && /\.ya?ml$/i.test(program) ? program : null;
  if (options.problem !== undefined && problemFile === null) {
    throw new Failure('--problem needs a .yaml file in front of it');
  }
  if (problemFile !== null) {
    const { problemFrom } = await import('./problem-from-file.ts');
    const problem = await problemFrom(world, problemFile, options, given);
    return merged({ ...empty, ...problem }, given, options);
  }
  if (options.file !== undefined && /\.ya?ml$/i.test(options.file)) {
    throw new Failure(`${options.file} is a problem file; leave -f out`);
  }
  if (options.file !== undefined) {
    const file = options.file === '-' ? null : options.file;
    const text = await readTextFile(world, options.file);
    if (/\.py$/i.test(options.file)) {
      const { pythonProgram } = await import('./python-program.ts');
      const program = pythonProgram(options.file, text, given.values);
      return merged({ ...empty, ...program, file }, given, options);
    }
    return merged({ ...empty, text, file }, given, options);
  }
  if (program === null) throw noProgram(command);
  if (isPath.test(program) && given.values.size + given.draws.size === 0)
    throw new Failure(
      `${shortened(program)} is read as a program, and its names have no values; if it is a file, a problem file ends in .yaml, and -f FILE reads a program`,
    );
  return merged({ ...empty, text: program }, given, options);
}

/** What looks like a path: slashes between words, one of which is longer than most names, or at the start. */
const isPath = /^(?=.*\p{L}{3})[\p{L}\p{N}_.~:-]*(?:[/\\][\p{L}\p{N}_.~-]+)+$/u;

/** What is said where a command has no program: how it would have one. */
export const noProgram = (command: string): Failure =>
  new Failure(
    `a program is missing; try dvar ${command === 'quiz' ? '' : `${command} `}"J = 3*(a+b*c)" a=5 b=3 c=2${command === 'nudge' ? ' --var b' : ''}`,
  );

const bare: Sources = {
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

/** What the command line says goes before what a file says. */
function merged(
  sources: Sources,
  { values, draws }: Pick<Sources, 'values' | 'draws'>,
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

/** Lays out a lesson from text and values that were typed. */
export const typedLesson = (
  text: string,
  values: ReadonlyMap<string, Value>,
  options: Partial<ProgramOptions>,
): Lesson => lessonFrom(merged({ ...bare, text }, { values, draws: new Map() }, options));

/** The program that sources hold. */
export function programOf({ text, file }: Sources): Program {
  const parsed = parseProgram(text);
  if (!parsed.ok) throw failureOf(parsed.trouble, text, file);
  return parsed.value;
}

/** All the values that sources give, those that are drawn included. */
export const givenValues = ({ values, draws, seed }: Sources): ReadonlyMap<string, Value> =>
  new Map([...values, ...drawnValues(draws, seed)]);

/** Lays out the lesson that sources make; which values were drawn, and by which seed, is one of its notes. */
export function lessonFrom(sources: Sources): Lesson {
  const { text, file, draws, seed, output, data, choice } = sources;
  const worked = evaluateGraph(programOf(sources), { values: givenValues(sources), output, data });
  if (!worked.ok) throw failureOf(worked.trouble, text, file);
  const names = [...draws.keys()];
  const drawn = `${inWords(names)} ${names.length === 1 ? 'was' : 'were'} drawn at random, with --seed ${seed}`;
  const noted = names.length > 0 ? { ...worked.value, notes: [...worked.value.notes, drawn] } : worked.value;
  const lesson = lessonOf(noted, choice);
  if (!lesson.ok) throw failureOf(lesson.trouble, text, file);
  return { ...lesson.value, notes: [...lesson.value.notes, ...sources.notes] };
}

/** A problem with what the command line says about it, which goes before what its file says. */
export function withOptions(
  problem: Problem,
  given: Pick<Sources, 'values' | 'draws'>,
  options: Partial<ProgramOptions>,
): Problem {
  if (problem.drawn) refuseValues(given);
  const { values, draws, output, data, choice } = merged(
    { ...bare, ...problem, problem: problem.id },
    given,
    options,
  );
  return { ...problem, values, draws, output, data, choice };
}
