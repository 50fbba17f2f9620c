import { join } from 'node:path';
import type { Course } from '../../course/lessons/course.ts';
import { readCourse } from '../../course/lessons/read.ts';
import { readYaml } from '../../homework/assignment/yaml.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure, failureOf } from '../shell/failure.ts';
import { fileErrorReason, readTextFile } from '../shell/read-file.ts';

/** Reads a course from a file of a teacher's. */
export async function courseFrom(world: Environment, file: string): Promise<Course> {
  return courseIn(await readTextFile(world, file), file);
}

function courseIn(text: string, file: string): Course {
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
  return { ...first, lectures: parts.flatMap(({ lectures }) => lectures) };
}
