import { inWords } from '../../engine/graph/givens.ts';
import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import type { Problem } from '../../homework/assignment/problem.ts';
import { type Program, parseProgram } from '../../language/program.ts';
import type { Value } from '../../ops/matrix.ts';
import { drawnValues } from '../../tutor/lesson/draw.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import type { Environment } from '../shell/environment.ts';
import { failureOf } from '../shell/failure.ts';
import type { ProgramOptions } from './options.ts';
import {
  chosenSeed,
  type GivenValues,
  noSources,
  type ProgramLine,
  programFromArgs,
  refuseValues,
  type Sources,
  withGiven,
} from './program-from-args.ts';

/** Reads the program and values that a command line names, and lays out its lesson. */
export const loadLesson = async (environment: Environment, ...line: ProgramLine): Promise<Lesson> =>
  lessonFrom(await loadSources(environment, ...line));

/**
 * Reads the program and values that a command line names; from a file of several problems it takes the one of
 * `--problem`.
 */
export async function loadSources(environment: Environment, ...line: ProgramLine): Promise<Sources> {
  const named = await programFromArgs(environment, ...line);
  if (named.kind === 'program') return named.sources;
  const [, options] = line;
  const { problemFrom } = await import('./problem-from-file.ts');
  const problem = await problemFrom(environment, named, options);
  return withGiven({ ...problem, seed: chosenSeed(environment, options) }, named.given, options);
}

/** Lays out a lesson from text and values that were typed. */
export const typedLesson = (
  text: string,
  values: ReadonlyMap<string, Value>,
  options: Partial<ProgramOptions>,
): Lesson => lessonFrom(withGiven({ ...noSources, text }, { values, draws: new Map() }, options));

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
  const drawn = `${inWords(names)} ${names.length === 1 ? 'was' : 'were'} drawn at random (seed ${seed})`;
  const noted = names.length > 0 ? { ...worked.value, notes: [...worked.value.notes, drawn] } : worked.value;
  const lesson = lessonOf(noted, choice);
  if (!lesson.ok) throw failureOf(lesson.trouble, text, file);
  return { ...lesson.value, notes: [...lesson.value.notes, ...sources.notes] };
}

/** A problem with what the command line says about it, which overrides what its file says. */
export function withOptions(problem: Problem, given: GivenValues, options: Partial<ProgramOptions>): Problem {
  if (problem.drawn) refuseValues(given);
  const sources = { ...noSources, ...problem, problem: problem.id };
  const { values, draws, output, data, choice } = withGiven(sources, given, options);
  return { ...problem, values, draws, output, data, choice };
}
