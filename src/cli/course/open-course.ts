import { join } from 'node:path';
import type { Course } from '../../course/lessons/course.ts';
import { readCourse } from '../../course/lessons/read.ts';
import { readYaml } from '../../homework/assignment/yaml.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure, failureOf } from '../shell/failure.ts';
import { fileErrorReason, readTextFile } from '../shell/read-file.ts';

/** Reads a course from a teacher's files, a lecture or more each. */
export async function courseFrom(world: Environment, files: readonly string[]): Promise<Course> {
  const parts: Course[] = [];
  for (const file of files) parts.push(courseIn(await readTextFile(world, file), file));
  const [first] = parts;
  if (!first) throw new Failure('a course file is missing; try dvar learn mycourse.yaml');
  const strange = parts.findIndex(({ id }) => id !== first.id);
  if (strange >= 0)
    throw new Failure(
      `${files[0]} and ${files[strange]} are different courses (${first.id} and ${parts[strange]?.id}); take one at a time`,
    );
  return joined(first, parts);
}

const joined = (first: Course, parts: readonly Course[]): Course => ({
  ...first,
  lectures: parts.flatMap(({ lectures }) => lectures),
  terms: parts.flatMap(({ terms }) => terms),
});

/** Reads a course from its text; what can't be read is a failure with its place. */
export function courseIn(text: string, file: string): Course {
  const document = readYaml(text);
  if (!document.ok) throw failureOf(document.trouble, text, file);
  const course = readCourse(document.value);
  if (!course.ok) throw failureOf(course.trouble, text, file);
  return course.value;
}

/** The course that comes with the program: a file a lecture, in the order of their names. */
export async function shippedCourse(world: Environment): Promise<Course> {
  let files: readonly string[];
  try {
    files = (await world.disk.list(world.courseFolder)).filter((name) => name.endsWith('.yaml'));
  } catch (error) {
    throw new Failure(
      `the course can't be read in ${world.courseFolder}: ${fileErrorReason(error)}; install dvar again`,
    );
  }
  const parts: Course[] = [];
  for (const name of files) {
    const file = join(world.courseFolder, name);
    parts.push(courseIn(await world.disk.readFrom(file, 0), file));
  }
  const [first] = parts;
  if (!first) throw new Failure(`${world.courseFolder} holds no lecture; install dvar again`);
  return joined(first, parts);
}
