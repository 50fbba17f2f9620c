import type { DocumentNode, MapNode } from '../../homework/assignment/document.ts';
import { nodeAt } from '../../homework/assignment/keys.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { Example } from './course.ts';
import { filledIn } from './numbers.ts';

/**
 * The texts that stand at a key, a list of them or one alone, each with its numbers computed once, so that none can fail a
 * learner; null where the key is not there.
 */
export function textsAt(
  node: MapNode,
  key: string,
  example: Example | null,
): Result<readonly string[] | null> {
  const value = nodeAt(node, key);
  if (!value) return ok(null);
  const found: string[] = [];
  for (const item of value.kind === 'list' ? value.items : [value]) {
    const text = textOf(item, key, example);
    if (!text.ok) return text;
    found.push(text.value);
  }
  return ok(found);
}

/** The one text at a key that has to be there; `example` is what the refusal shows of it. */
export function textNeeded(node: MapNode, key: string, about: Example | null, cure: string): Result<string> {
  const value = nodeAt(node, key);
  if (!value) return refuse(`${key}: is missing; ${cure}`);
  return textOf(value, key, about);
}

function textOf(item: DocumentNode, key: string, example: Example | null): Result<string> {
  if (item.kind !== 'scalar') return refuse(`${key}: must be text`, item.from, item.to);
  const text = item.value === null ? '' : typeof item.value === 'string' ? item.value : item.text;
  if (text.trim() === '') return refuse(`${key}: is empty; write a text, or take it out`, item.from, item.to);
  const filled = filledIn(example?.lesson.worked ?? null, text);
  if (!filled.ok) return refuse(`in ${key}: ${filled.trouble.message}`, item.from, item.to);
  const ticks = text.split('`').length - 1;
  return ticks % 2 === 0
    ? ok(text)
    : refuse(`in ${key}: a backtick is not closed; mathematics stands between two`, item.from, item.to);
}
