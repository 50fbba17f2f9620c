import type { Extension } from '../assignment/lateness.ts';
import { studentId } from '../submission/submission.ts';

type Extensions = ReadonlyMap<string, Extension>;

/** A student's own due time; undefined where it is that of all. */
export const extensionFor = (extensions: Extensions, student: string | null): Extension | undefined =>
  student === null ? undefined : [...extensions].find(([id]) => studentId(id) === studentId(student))?.[1];

/** The names in `extensions:` that are no student's id. */
export function unknownStudents(extensions: Extensions, students: Iterable<string>): readonly string[] {
  const known = new Set([...students].map(studentId));
  return [...extensions.keys()].filter((id) => !known.has(studentId(id)));
}
