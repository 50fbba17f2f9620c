import type { Course } from '../../course/lessons/course.ts';
import { type CourseFinding, lintCourse } from '../../course/lint/lint.ts';
import { minutesOf } from '../../course/walk/minutes.ts';
import type { SecondEngine } from '../../engine/checks/witnesses.ts';
import { courseIn } from './open-course.ts';

/** What was found in a course, and what it holds. */
export interface LintedCourse {
  readonly course: Course;
  readonly holds: string;
  readonly findings: readonly CourseFinding[];
}

/**
 * Reads a course from its text, and looks it over; what can't be read is a failure with its place. Files of the same course
 * that come before, a lecture each, count as taught.
 */
export async function lintedCourse(
  text: string,
  file: string,
  second: SecondEngine,
  before: readonly Course[],
): Promise<LintedCourse> {
  const course = await courseIn(text, file);
  const earlier = before.filter(({ id }) => id === course.id).flatMap(({ lectures }) => lectures);
  const each = course.lectures.map((lecture) => `${lecture.title}, about ${minutesOf(lecture)} minutes`);
  const count = each.length === 1 ? 'one lecture' : `${each.length} lectures`;
  return {
    course,
    holds: `${count} (${each.join('; ')})`,
    findings: lintCourse(course, second, earlier),
  };
}
