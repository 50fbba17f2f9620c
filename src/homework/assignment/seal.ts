import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { DocumentNode } from './document.ts';
import { checked, nodeAt, text } from './keys.ts';

/**
 * The proof that a file is the one that a student was given: digests that can only be made with the teacher's secret.
 */
export interface Seal {
  readonly student: string;
  /** The digest of the problems with their numbers, and of the policy. */
  readonly numbers: string;
  /** The digests of the right answers, by question. */
  readonly answers: ReadonlyMap<string, string>;
}

/** Reads `seal:`; null where there is none. */
export function readSeal(node: DocumentNode | undefined): Result<Seal | null> {
  if (!node) return ok(null);
  const refusal = refuse(
    'seal: is written by dvar handout --seal; leave it as it was written',
    node.from,
    node.to,
  );
  if (node.kind !== 'map') return refusal;
  const known = checked(node, ['student', 'numbers', 'answers']);
  if (!known.ok) return known;
  const [student, numbers] = [text(node, 'student'), text(node, 'numbers')];
  const list = nodeAt(node, 'answers');
  if (!student.ok || !numbers.ok || student.value === null || numbers.value === null || list?.kind !== 'map')
    return refusal;
  const answers = new Map(
    list.entries.map(({ key, value }) => [
      key,
      value.kind === 'scalar' ? value.text.replaceAll('"', '') : '',
    ]),
  );
  return ok({ student: student.value, numbers: numbers.value, answers });
}
