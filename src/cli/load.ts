import { work } from '../engine/work.ts';
import { parseProgram } from '../language/program.ts';
import { type Lesson, lessonOf } from '../tutor/lesson.ts';
import { Failure, failureOf } from './failure.ts';
import type { ProgramOptions } from './options.ts';
import { sorted } from './positionals.ts';
import type { World } from './world.ts';

/** Reads the program and values that a command line names, and lays out its lesson. */
export async function loadLesson(
  world: World,
  positionals: readonly string[],
  options: ProgramOptions,
  commandNames: readonly string[],
): Promise<Lesson> {
  const { program, values } = sorted(positionals, options.file !== undefined, commandNames);
  if (options.file === undefined && program === null) {
    throw new Failure('a program is missing; try dvar "J = 3*(a+b*c)" a=5 b=3 c=2');
  }
  const source = options.file === undefined ? (program ?? '') : await textOf(world, options.file);
  return lessonFrom(source, values, options);
}

/** Lays out a lesson from text and values. */
export function lessonFrom(
  source: string,
  values: ReadonlyMap<string, number>,
  options: Partial<ProgramOptions>,
): Lesson {
  const file = options.file === undefined || options.file === '-' ? null : options.file;
  const parsed = parseProgram(source);
  if (!parsed.ok) throw failureOf(parsed.trouble, source, file);
  const worked = work(parsed.value, { values, output: options.output ?? null, data: options.data ?? [] });
  if (!worked.ok) throw failureOf(worked.trouble, source, file);
  const lesson = lessonOf(worked.value, {
    ...(options.ask && { ask: options.ask }),
    ...(options.wrt && { wrt: options.wrt }),
    ...(options.skip && { skip: options.skip }),
  });
  if (!lesson.ok) throw failureOf(lesson.trouble, source, file);
  return lesson.value;
}

async function textOf(world: World, file: string): Promise<string> {
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
