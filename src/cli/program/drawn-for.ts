import type { Assignment } from '../../homework/assignment/assignment.ts';
import { type DrawnNumbers, readDrawn, studentIn } from '../../homework/paper/drawn-numbers.ts';
import { studentId } from '../../homework/submission/submission.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure } from '../shell/failure.ts';
import { unreadPath } from '../shell/read-file.ts';
import type { Source } from './assignment-file.ts';
import { shortened } from './positionals.ts';

/** The numbers of a class, as they were drawn once. */
export interface Draws {
  /** Somebody's numbers; a student who has none is refused by name. */
  readonly of: (student: string) => DrawnNumbers;
  readonly has: (student: string) => boolean;
}

/**
 * The numbers in a file that `dvar draw` wrote; null where no file is named. A line is read when its student is asked
 * for, so that of a large class only the text is kept.
 */
export async function drawsIn(
  environment: Environment,
  file: string | undefined,
  assignment: Assignment,
  sources: readonly Source[],
): Promise<Draws | null> {
  if (file === undefined) return null;
  if (!assignment.problems.some(({ drawn }) => drawn))
    throw new Failure('--draws is for drawn numbers, but this assignment draws none; leave it out');
  const earlier = await drawnLines(environment, file);
  if (earlier === null) throw new Failure(`${file} can't be read: there is no such file; check the path`);
  const { lines } = earlier;
  const programs = sources.map(({ text }) => text);
  const has = (student: string): boolean => lines.has(studentId(student));
  return {
    has,
    of(student) {
      const line = lines.get(studentId(student));
      if (line === undefined)
        throw new Failure(
          `${file} has no numbers for ${shortened(student)}; draw them with dvar draw --student ${shortened(student)} --resume ${file}`,
        );
      const read = readDrawn({ assignment, programs }, line);
      if (!read.ok) throw new Failure(`${file}, ${shortened(student)}: ${read.trouble.message}`);
      return read.value;
    },
  };
}

/** The most bytes that such a file may have. */
const mostBytes = 2_000_000_000;

/** The whole lines of such a file by student's id, and where the last ends, in bytes. */
export interface DrawnLines {
  readonly lines: ReadonlyMap<string, string>;
  readonly length: number;
}

/** The lines of such a file; null where there is no file. A last line that was cut off is ignored. */
export async function drawnLines(environment: Environment, file: string): Promise<DrawnLines | null> {
  const lines = new Map<string, string>();
  let bytes: Buffer;
  try {
    bytes = Buffer.from(await environment.disk.read(file, mostBytes));
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT')
      return null;
    throw new Failure(unreadPath(file, error));
  }
  let length = 0;
  for (let number = 1; ; number++) {
    const end = bytes.indexOf(10, length);
    if (end < 0) break;
    const line = bytes.toString('utf8', length, end);
    length = end + 1;
    if (line.trim() === '') continue;
    const student = studentIn(line);
    if (student === null)
      throw new Failure(
        `${file}: line ${number} is not one that dvar draw wrote; name the file that it wrote`,
      );
    if (lines.has(studentId(student)))
      throw new Failure(
        `${file}: line ${number} has numbers for ${shortened(student)} again; remove one of the two lines`,
      );
    lines.set(studentId(student), line);
  }
  return { lines, length };
}
