import { dirname, isAbsolute, join } from 'node:path';
import { type Assignment, readAssignment } from '../../homework/assignment/assignment.ts';
import type { DocumentNode } from '../../homework/assignment/document.ts';
import type { Problem } from '../../homework/assignment/problem.ts';
import { suggest } from '../../language/suggest.ts';
import { builtDocument } from '../shell/built-document.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure, failureOf } from '../shell/failure.ts';
import { readTextFile } from '../shell/read-file.ts';

/** Reads an assignment's file. */
export const assignmentFrom = async (environment: Environment, file: string): Promise<Assignment> =>
  (await documentFrom(environment, file)).assignment;

/** An assignment's file with all that stands in it. */
export async function documentFrom(environment: Environment, file: string): Promise<AssignmentDocument> {
  const text = await readTextFile(environment, file);
  if (dirname(file) !== environment.problemsFolder) return documentOf(text, file);
  const built = await builtDocument(environment, file, text);
  return built === null ? documentOf(text, file) : assignmentOf(built(), text, file);
}

/** An assignment, and all that stands in its file. */
interface AssignmentDocument {
  readonly assignment: Assignment;
  readonly document: DocumentNode;
}

/** An assignment's text with all that stands in it; `file` is what messages name. */
export async function documentOf(text: string, file: string): Promise<AssignmentDocument> {
  const { readYaml } = await import('../../homework/assignment/yaml.ts');
  const document = readYaml(text);
  if (!document.ok) throw failureOf(document.trouble, text, file);
  return assignmentOf(document.value, text, file);
}

function assignmentOf(document: DocumentNode, text: string, file: string): AssignmentDocument {
  const assignment = readAssignment(document);
  if (!assignment.ok) throw failureOf(assignment.trouble, text, file);
  return { assignment: assignment.value, document };
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
export async function sourceOf(
  environment: Environment,
  file: string,
  { program }: Problem,
): Promise<Source> {
  if (program.kind === 'text') return { text: program.text, file: `${file}, program` };
  const path = isAbsolute(program.path) ? program.path : join(dirname(file), program.path);
  return { text: await readTextFile(environment, path), file: path };
}
