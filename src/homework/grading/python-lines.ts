import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { AnswerLine } from '../submission/submission.ts';

const number = String.raw`(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?`;
const word = String.raw`[\p{L}_][\p{L}\p{M}\p{Nd}_]*`;
/** An operator whose meaning depends on whether both sides are matrices, with what stands beside it. */
const operator = new RegExp(
  String.raw`(?:(${word}|${number})|[\])])?\s*(\*\*|\*|//|/|%)\s*(?:(${word}|${number})|[([-])?`,
  'giu',
);

/**
 * Lines of Python where they can be taken safely. Between numbers its signs mean what ours do; between matrices `*` and `/`
 * go entry by entry and shapes are stretched, so a right line could be told wrong: such a line is not read.
 */
export function readSafely(lesson: Lesson, entries: readonly AnswerLine[]): readonly AnswerLine[] {
  if (!entries.some(({ python }) => python)) return entries;
  const single = scalarsOf(lesson);
  if (single === null) return entries;
  return entries.map((entry) =>
    entry.python && entry.broken === undefined && !isSafe(entry.right, single)
      ? { ...entry, broken: notSafe }
      : entry,
  );
}

/** A line longer than this is no line that somebody wrote by hand. */
const longest = 2000;

const notSafe =
  'this line of Python was not read: between matrices its signs mean other things than here; it was neither right nor wrong';

/** The names that stand for single numbers; null where all of them do. */
function scalarsOf({ worked }: Lesson): ReadonlySet<string> | null {
  const single = new Set<string>();
  let matrices = false;
  for (const [name, slot] of worked.slots) {
    if (typeof valueOfSlot(worked, slot) === 'number') single.add(name).add(`d${name}`);
    else matrices = true;
  }
  return matrices ? single : null;
}

function isSafe(right: string, single: ReadonlySet<string>): boolean {
  const isNumber = (text: string | undefined): boolean =>
    text !== undefined && (/^[\d.]/.test(text) || single.has(text));
  if (right.length > longest) return false;
  for (const [, left, sign, next] of right.matchAll(operator)) {
    if (sign === '*' && (isNumber(left) || isNumber(next))) continue;
    if (sign === '/' && isNumber(next)) continue;
    if (sign === '**' && isNumber(left) && isNumber(next)) continue;
    return false;
  }
  return true;
}
