import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { DocumentNode, MapNode } from './document.ts';
import { checked, has, keyPlace, listAt, nodeAt, text } from './keys.ts';
import { type Policy, readPolicy, ruledBy } from './policy.ts';
import { type Problem, problemKeys, readProblem } from './problem.ts';
import { readSeal, type Seal } from './seal.ts';

/** One or more problems in one file. */
export interface Assignment {
  readonly id: string | null;
  readonly title: string | null;
  readonly problems: readonly Problem[];
  readonly policy: Policy;
  /** The secret that drawn numbers depend on, so that nobody without it can draw them; null where anybody may. */
  readonly secret: string | null;
  /** The proof that the file is the one that a student was given; null in a file for everybody. */
  readonly seal: Seal | null;
}

export const format = 'dvar.assignment/1';
export const assignmentKeys = ['format', 'id', 'title', 'problems', 'policy', 'secret', 'seal'];

/** The keys of a file that is one problem. */
export const aloneKeys = [...problemKeys, 'format', 'policy', 'secret', 'seal'];

/** Reads an assignment, or a file of one problem: one with `program` at the top level. */
export function readAssignment(document: DocumentNode): Result<Assignment> {
  if (document.kind !== 'map')
    return refuse('the file has no problem; it needs program: and values:', document.from, document.to);
  const alone = has(document, 'program') || has(document, 'program-file');
  const known = checked(document, alone ? aloneKeys : assignmentKeys);
  if (!known.ok) return known;
  const stated = text(document, 'format');
  if (!stated.ok) return stated;
  if (stated.value !== null && stated.value !== format) {
    return refuse(`dvar does not know this format; write format: ${format}`, ...keyPlace(document, 'format'));
  }
  const id = text(document, 'id');
  if (!id.ok) return id;
  const title = text(document, 'title');
  if (!title.ok) return title;
  const policy = readPolicy(document);
  if (!policy.ok) return policy;
  const secret = readSecret(document);
  if (!secret.ok) return secret;
  const seal = readSeal(nodeAt(document, 'seal'));
  if (!seal.ok) return seal;
  const list = alone ? [document] : listAt(document, 'problems');
  if (list === null || list.length === 0)
    return refuse('the file has no problem; list at least one under problems:', document.from);
  const problems: Problem[] = [];
  for (const node of list) {
    const problem = readProblem(node, alone ? aloneKeys : problemKeys);
    if (!problem.ok) return problem;
    const again = problems.some((other) => other.id !== null && other.id === problem.value.id);
    if (again)
      return refuse(
        `the id ${problem.value.id} appears twice; ids must be unique`,
        ...(node.kind === 'map' ? keyPlace(node, 'id') : ([node.from, node.to] as const)),
      );
    problems.push({ ...problem.value, choice: { ...problem.value.choice, ...ruledBy(policy.value) } });
  }
  return ok({
    id: id.value,
    title: title.value,
    problems,
    policy: policy.value,
    secret: secret.value,
    seal: seal.value,
  });
}

/** A shorter secret could be guessed from numbers that were drawn with it. */
const shortestSecret = 12;

function readSecret(document: MapNode): Result<string | null> {
  const secret = text(document, 'secret');
  if (secret.ok && secret.value !== null && secret.value.length < shortestSecret)
    return refuse(
      `secret: must have at least ${shortestSecret} characters that nobody can guess, such as several random words`,
      ...keyPlace(document, 'secret'),
    );
  return secret;
}
