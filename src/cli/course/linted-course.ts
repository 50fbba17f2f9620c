import type { Course, Demo } from '../../course/lessons/course.ts';
import { readWholeCourse } from '../../course/lessons/read.ts';
import { type CourseFinding, lintCourse } from '../../course/lint/lint.ts';
import { minutesOf } from '../../course/walk/minutes.ts';
import type { SecondEngine } from '../../engine/checks/witnesses.ts';
import { readYaml } from '../../homework/assignment/yaml.ts';
import { failureOf } from '../shell/failure.ts';

/** What was found in a course, and what it holds. */
export interface LintedCourse {
  /** Null where it can't be read: then the findings say why. */
  readonly course: Course | null;
  readonly holds: string;
  readonly findings: readonly CourseFinding[];
}

/**
 * Reads a course from its text, and looks it over. Text that is not YAML is a failure with its place; every other
 * fault is a finding with its step. Earlier files of the same course, a lecture each, count as taught. Demonstrations
 * are run.
 */
export async function lintedCourse(
  text: string,
  file: string,
  second: SecondEngine,
  before: readonly Course[],
  faultOf: (demo: Demo) => Promise<string | null>,
): Promise<LintedCourse> {
  const document = readYaml(text);
  if (!document.ok) throw failureOf(document.trouble, text, file);
  const read = readWholeCourse(document.value);
  if (!read.ok) {
    const findings = read.faults.map(
      ({ message, from, step }): CourseFinding => ({ level: 'error', message, from: from ?? 0, step }),
    );
    return { course: null, holds: 'a course', findings };
  }
  const course = read.value;
  const earlier = before.filter(({ id }) => id === course.id).flatMap(({ lectures }) => lectures);
  const each = course.lectures.map((lecture) => `${lecture.title}, about ${minutesOf(lecture)} minutes`);
  const count = each.length === 1 ? 'one lecture' : `${each.length} lectures`;
  return {
    course,
    holds: `${count} (${each.join('; ')})`,
    findings: [...lintCourse(course, second, earlier), ...(await demoFindings(course, faultOf))].sort(
      (a, b) => a.from - b.from,
    ),
  };
}

/** Demonstrations that fail. */
async function demoFindings(
  course: Course,
  faultOf: (demo: Demo) => Promise<string | null>,
): Promise<readonly CourseFinding[]> {
  const found: CourseFinding[] = [];
  for (const { id, steps } of course.lectures)
    for (const step of steps) {
      const message = step.kind === 'demo' ? await faultOf(step) : null;
      if (message !== null)
        found.push({ level: 'error', message, from: step.from, step: `${id}/${step.id}` });
    }
  return found;
}
