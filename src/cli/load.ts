import { dirname, isAbsolute, join } from 'node:path';
import { listed } from '../engine/bind.ts';
import { work } from '../engine/work.ts';
import { type Problem, readAssignment } from '../homework/assignment.ts';
import { type Program, parseProgram } from '../language/program.ts';
import { suggest } from '../language/suggest.ts';
import type { Value } from '../ops/matrix.ts';
import { type Draw, drawnValues } from '../tutor/draw.ts';
import { type Choice, type Lesson, lessonOf } from '../tutor/lesson.ts';
import { Failure, failureOf } from './failure.ts';
import { seedFrom } from './like.ts';
import type { ProgramOptions } from './options.ts';
import { sorted } from './positionals.ts';
import type { World } from './world.ts';

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
}

/** Reads the program and values that a command line names, and lays out its lesson. */
export const loadLesson = async (...line: Parameters<typeof loadSources>): Promise<Lesson> =>
  lessonFrom(await loadSources(...line));

/** Reads the program and values that a command line names. */
export async function loadSources(
  world: World,
  positionals: readonly string[],
  options: ProgramOptions,
  commandNames: readonly string[],
): Promise<Sources> {
  const { program, ...given } = sorted(positionals, options.file !== undefined, commandNames);
  const empty = { ...bare, seed: options.seed ?? seedFrom(world.chance) };
  const problemFile = program !== null && /\.ya?ml$/i.test(program) ? program : null;
  if (options.problem !== undefined && problemFile === null) {
    throw new Failure('--problem picks from a .yaml file, and none is given; put the file first');
  }
  if (problemFile !== null) {
    const problem = await problemFrom(world, problemFile, options.problem ?? null);
    return merged({ ...empty, ...(await sourcesOf(world, problemFile, problem)) }, given, options);
  }
  if (options.file !== undefined && /\.ya?ml$/i.test(options.file)) {
    throw new Failure(`${options.file} is a problem file; give it without -f`);
  }
  if (options.file !== undefined) {
    const file = options.file === '-' ? null : options.file;
    return merged({ ...empty, text: await textOf(world, options.file), file }, given, options);
  }
  if (program === null) throw new Failure('a program is missing; try dvar "J = 3*(a+b*c)" a=5 b=3 c=2');
  return merged({ ...empty, text: program }, given, options);
}

const bare: Sources = {
  text: '',
  file: null,
  values: new Map(),
  draws: new Map(),
  seed: 0,
  output: null,
  data: [],
  choice: {},
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
export const valuesOf = ({ values, draws, seed }: Sources): ReadonlyMap<string, Value> =>
  new Map([...values, ...drawnValues(draws, seed)]);

/** Lays out the lesson that sources make; which values were drawn, and by which seed, is one of its notes. */
export function lessonFrom(sources: Sources): Lesson {
  const { text, file, draws, seed, output, data, choice } = sources;
  const worked = work(programOf(sources), { values: valuesOf(sources), output, data });
  if (!worked.ok) throw failureOf(worked.trouble, text, file);
  const names = [...draws.keys()];
  const drawn = `${listed(names)} ${names.length === 1 ? 'was' : 'were'} drawn at random, with --seed ${seed}`;
  const noted = names.length > 0 ? { ...worked.value, notes: [...worked.value.notes, drawn] } : worked.value;
  const lesson = lessonOf(noted, choice);
  if (!lesson.ok) throw failureOf(lesson.trouble, text, file);
  return lesson.value;
}

async function problemFrom(world: World, file: string, id: string | null): Promise<Problem> {
  const { readYaml } = await import('../homework/yaml.ts');
  const text = await textOf(world, file);
  const document = readYaml(text);
  if (!document.ok) throw failureOf(document.trouble, text, file);
  const assignment = readAssignment(document.value);
  if (!assignment.ok) throw failureOf(assignment.trouble, text, file);
  const { problems } = assignment.value;
  const ids = problems.map((problem) => problem.id ?? '').filter((known) => known !== '');
  if (id !== null) {
    const found = problems.find((problem) => problem.id === id);
    if (found) return found;
    const near = suggest(id, ids);
    throw new Failure(
      `${file} has no problem '${id}';${near ? ` did you mean ${near}?` : ''} it has ${ids.join(', ') || 'no ids'}`,
    );
  }
  const [only] = problems;
  if (problems.length > 1 || !only)
    throw new Failure(
      `${file} holds ${problems.length} problems; pick one with --problem: ${ids.join(', ')}`,
    );
  return only;
}

async function sourcesOf(world: World, file: string, problem: Problem): Promise<Omit<Sources, 'seed'>> {
  const { program, values, draws, output, data, choice } = problem;
  const settings = { values, draws, output, data, choice };
  if (program.kind === 'text') return { ...settings, text: program.text, file: `${file}, program` };
  const path = isAbsolute(program.path) ? program.path : join(dirname(file), program.path);
  return { ...settings, text: await textOf(world, path), file: path };
}

/** The text of a file, or of standard input for `-`. */
export async function textOf(world: World, file: string): Promise<string> {
  if (file === '-') return readAll(world.stdin);
  try {
    return (await world.readFile(file)).replace(/^\uFEFF/, '');
  } catch (error) {
    throw new Failure(`${file} can't be read: ${reasonOf(error)}; check the path`);
  }
}

async function readAll(stream: World['stdin']): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}

/** Why the file system said no, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const says: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of its path is not a folder',
    EEXIST: 'it is there already',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    ENAMETOOLONG: 'the name is too long',
  };
  return says[code] ?? (code || 'the system gives no reason');
}
