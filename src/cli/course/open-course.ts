import { join } from 'node:path';
import type { Course, Lecture, LectureOutline } from '../../course/lessons/course.ts';
import { readCourse } from '../../course/lessons/read.ts';
import type { DocumentNode } from '../../homework/assignment/document.ts';
import { ok, type Result } from '../../language/diagnostic.ts';
import { once } from '../../language/remembering/once.ts';
import { builtDocument } from '../shell/built-document.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure, failureOf } from '../shell/failure.ts';
import { fileErrorReason, readTextFile } from '../shell/read-file.ts';

/** Reads a course from a teacher's files, a lecture or more each. */
export async function courseFrom(environment: Environment, files: readonly string[]): Promise<Course> {
  const parts: Course[] = [];
  for (const file of files) parts.push(await courseIn(await readTextFile(environment, file), file));
  const [first] = parts;
  if (!first) throw new Failure('a course file is missing; try dvar learn mycourse.yaml');
  const strange = parts.findIndex(({ id }) => id !== first.id);
  if (strange >= 0)
    throw new Failure(
      `${files[0]} and ${files[strange]} are different courses (${first.id} and ${parts[strange]?.id}); take one at a time`,
    );
  return {
    ...first,
    lectures: parts.flatMap(({ lectures }) => lectures),
    hasTerms: parts.some(({ hasTerms }) => hasTerms),
    terms: parts.flatMap(({ terms }) => terms),
  };
}

/** Reads a course from its text; what can't be read is a failure with its place. */
async function courseIn(text: string, file: string): Promise<Course> {
  const { readYaml } = await import('../../homework/assignment/yaml.ts');
  return courseOf(readYaml(text), text, file);
}

function courseOf(document: Result<DocumentNode>, text: string, file: string): Course {
  if (!document.ok) throw failureOf(document.trouble, text, file);
  const course = readCourse(document.value);
  if (!course.ok) throw failureOf(course.trouble, text, file);
  return course.value;
}

/** What is known of the course that comes with the program before its files are read; a test holds it against them. */
interface CourseIndex {
  readonly id: string;
  readonly title: string;
  readonly hasTerms: boolean;
  readonly lectures: readonly (LectureOutline & { readonly file: string })[];
}

/** The file in the course's folder that names its lectures. */
const indexFile = 'index.json';

type Folders = Pick<Environment, 'disk' | 'courseFolder' | 'builtFolder'>;

/** The course that comes with the program, a file a lecture: the index names all of them, and each is read when it is needed. */
export async function shippedCourse(folders: Folders): Promise<Course> {
  const { disk, courseFolder } = folders;
  try {
    const index = JSON.parse(await disk.readFrom(join(courseFolder, indexFile), 0)) as CourseIndex; // it comes with the program
    const lectures = await Promise.all(
      index.lectures.map(async ({ file, ...outline }) => ({
        outline,
        part: once(await partFrom(folders, file)),
      })),
    );
    return {
      id: index.id,
      title: index.title,
      hasTerms: index.hasTerms,
      lectures: lectures.map(({ outline, part }) => readLater(outline, part)),
      get terms() {
        return lectures.flatMap(({ part }) => part().terms);
      },
    };
  } catch (error) {
    throw new Failure(
      `the course can't be read in ${courseFolder}: ${fileErrorReason(error)}; install dvar again`,
    );
  }
}

/** A file of the course, to be read when it is needed: as the build has read it, unless it was changed since. */
async function partFrom(folders: Folders, name: string): Promise<() => Course> {
  const file = join(folders.courseFolder, name);
  const text = await folders.disk.readFrom(file, 0);
  const built = await builtDocument(folders, file, text);
  if (built !== null) return () => courseOf(ok(built()), text, file);
  const { readYaml } = await import('../../homework/assignment/yaml.ts');
  return () => courseOf(readYaml(text), text, file);
}

/**
 * A lecture whose file is read when its steps are first wanted: somebody who looks at the map, or starts in another
 * lecture, need not wait for it.
 */
function readLater(outline: LectureOutline, part: () => Course): Lecture {
  const whole = (): Lecture => part().lectures[0] as Lecture; // a course that can be read has one
  return {
    ...outline,
    get from() {
      return whole().from;
    },
    get steps() {
      return whole().steps;
    },
    get summary() {
      return whole().summary;
    },
  };
}
