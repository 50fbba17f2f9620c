import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { mistakeMessages } from '../../tutor/mistakes/messages.ts';
import type { DocumentNode, MapNode } from './document.ts';
import { checked, keyPlace, listAt, nodeAt, text } from './keys.ts';

/** A wrong answer that a teacher expects, with the sentence for it. */
export interface AssignmentSlip {
  readonly id: string;
  /** The name whose derivative is asked. */
  readonly name: string;
  /** The wrong rule, in the names of the problem. */
  readonly answer: string;
  readonly says: string;
  /** Where it stands in the file. */
  readonly from: number;
}

const keys = ['id', 'name', 'answer', 'says'] as const;

/** Reads `slips: [{ id: forgot-half, name: b, answer: du*c/2, says: ... }]`. */
export function readSlips(problem: MapNode): Result<readonly AssignmentSlip[]> {
  if (!nodeAt(problem, 'slips')) return ok([]);
  const list = listAt(problem, 'slips');
  if (list === null)
    return refuse(
      'slips: must be a list of wrong answers, each with id, name, answer and says',
      ...keyPlace(problem, 'slips'),
    );
  const slips: AssignmentSlip[] = [];
  for (const node of list) {
    const slip = readSlip(node);
    if (!slip.ok) return slip;
    if (slips.some(({ id, name }) => id === slip.value.id && name === slip.value.name))
      return refuse(
        `the slip ${slip.value.id} appears twice for ${slip.value.name}; keep one`,
        node.from,
        node.to,
      );
    slips.push(slip.value);
  }
  return ok(slips);
}

function readSlip(node: DocumentNode): Result<AssignmentSlip> {
  if (node.kind !== 'map')
    return refuse('a slip must have the keys id, name, answer and says', node.from, node.to);
  const known = checked(node, keys);
  if (!known.ok) return known;
  const found: Record<string, string> = {};
  for (const key of keys) {
    const read = text(node, key);
    if (!read.ok) return read;
    if (read.value === null)
      return refuse(`the slip has no ${key}:; it needs id, name, answer and says`, node.from, node.to);
    found[key] = read.value;
  }
  const { id = '', name = '', answer = '', says = '' } = found;
  if (!/^[a-z][a-z0-9-]*$/.test(id))
    return refuse(
      'the id of a slip may have only small letters, digits and hyphens',
      ...keyPlace(node, 'id'),
    );
  if (Object.hasOwn(mistakeMessages, id))
    return refuse(
      `${id} is the id of a mistake that dvar knows; give the slip another id`,
      ...keyPlace(node, 'id'),
    );
  return ok({ id, name, answer, says, from: node.from });
}
