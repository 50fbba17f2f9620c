import { dirname, isAbsolute, join } from 'node:path';
import { listed } from '../engine/bind.ts';
import { kinds } from '../engine/graph.ts';
import { nameAt } from '../engine/named.ts';
import { valueAt, work } from '../engine/work.ts';
import { type Assignment, type Problem, readAssignment } from '../homework/assignment.ts';
import { example } from '../homework/draw.ts';
import { paperOf } from '../homework/paper.ts';
import { type Program, parseProgram } from '../language/program.ts';
import { suggest } from '../language/suggest.ts';
import type { Value } from '../ops/matrix.ts';
import { type Draw, drawnValues } from '../tutor/draw.ts';
import { type Choice, type Lesson, lessonOf } from '../tutor/lesson.ts';
import { Failure, failureOf } from './failure.ts';
import { seedFrom } from './like.ts';
import type { ProgramOptions } from './options.ts';
import { shortened, sorted } from './positionals.ts';
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
  /** The id of the problem, where it has one. */
  readonly problem: string | null;
  /** What a reader should know of where the values come from. */
  readonly notes: readonly string[];
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
    const assignment = await assignmentFrom(world, problemFile);
    const problem = pickedFrom(assignment, problemFile, options.problem ?? null);
    const source = await sourceOf(world, problemFile, problem);
    const { values, draws, output, data, choice } = problem;
    const own = problem.drawn
      ? drawnFor(assignment, problem, source, options.student ?? null)
      : { values, draws, notes: [] };
    if (problem.drawn && options.student !== undefined) refuseValues(given);
    return merged({ ...empty, ...source, ...own, output, data, choice, problem: problem.id }, given, options);
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
  problem: null,
  notes: [],
};

/** Where a student's numbers are drawn, none may be put in their place: answers would be judged by others. */
export function refuseValues({ values, draws }: Pick<Sources, 'values' | 'draws'>): void {
  const [name] = [...values.keys(), ...draws.keys()];
  if (name !== undefined)
    throw new Failure(`${name} has a number that is drawn for each student; leave ${name}= out`);
}

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
  return { ...lesson.value, notes: [...lesson.value.notes, ...sources.notes] };
}

/** Somebody's own numbers for a problem; a note says whose they are. */
function drawnFor(
  assignment: Assignment,
  problem: Problem,
  source: Source,
  student: string | null,
): Pick<Sources, 'values' | 'draws' | 'notes'> {
  const paper = paperOf(assignment, problem, source.text, student);
  if (!paper.ok) throw failureOf(paper.trouble, source.text, source.file);
  const { worked } = paper.value.lesson;
  const leaves = [...worked.own].filter((slot) => worked.graph.kind[slot] !== kinds.step);
  const whose =
    student === null ? `an ${example}'s; --student ID gives yours` : `those of ${shortened(student)}`;
  return {
    values: new Map(leaves.map((slot) => [nameAt(worked, slot), valueAt(worked, slot)])),
    draws: new Map(),
    notes: [`The numbers are ${whose}`],
  };
}

/** Reads an assignment's file. */
export async function assignmentFrom(world: World, file: string): Promise<Assignment> {
  const { readYaml } = await import('../homework/yaml.ts');
  const text = await textOf(world, file);
  const document = readYaml(text);
  if (!document.ok) throw failureOf(document.trouble, text, file);
  const assignment = readAssignment(document.value);
  if (!assignment.ok) throw failureOf(assignment.trouble, text, file);
  return assignment.value;
}

/** The problem with an id, or the only one. */
export function pickedFrom({ problems }: Assignment, file: string, id: string | null): Problem {
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

/** A program's text, and the file that messages name. */
export interface Source {
  readonly text: string;
  readonly file: string;
}

/** The text of a problem's program, from the assignment's file or from the one beside it that it names. */
export async function sourceOf(world: World, file: string, { program }: Problem): Promise<Source> {
  if (program.kind === 'text') return { text: program.text, file: `${file}, program` };
  const path = isAbsolute(program.path) ? program.path : join(dirname(file), program.path);
  return { text: await textOf(world, path), file: path };
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

/** The text of a file, or of standard input for `-`. */
export async function textOf(world: World, file: string): Promise<string> {
  if (file === '-') return readAll(world.stdin);
  try {
    return (await world.readFile(file)).replace(/^\uFEFF/, '');
  } catch (error) {
    throw new Failure(`${file} can't be read: ${reasonOf(error)}; check the path`);
  }
}

/** A file as it lies on the disk, or all of standard input. */
export async function bytesOf(world: World, file: string): Promise<Uint8Array> {
  if (file === '-') return readBytes(world.stdin);
  try {
    return await world.readBytes(file);
  } catch (error) {
    throw new Failure(`${file} can't be read: ${reasonOf(error)}; check the path`);
  }
}

/** So much of standard input is read: more than any program or submission may have. */
const mostInput = 4_000_000;

async function readBytes(stream: World['stdin']): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    size += bytes.length;
    // What comes without end is too large for whoever reads it; that is said there.
    if (size > mostInput) break;
  }
  return Buffer.concat(chunks);
}

const readAll = async (stream: World['stdin']): Promise<string> =>
  (await readBytes(stream)).toString('utf8').replace(/^\uFEFF/, '');

/** Why the file system said no, in words. */
export function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
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
