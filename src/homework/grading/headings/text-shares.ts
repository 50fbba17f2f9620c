import { nameAt } from '../../../engine/graph/names.ts';
import { patternInAnyScript } from '../../../language/unicode-names.ts';
import type { ProblemPaper } from '../../paper/paper.ts';
import { type AnswerLine, isOpenPlace } from '../../submission/submission.ts';
import { addresseeOf } from '../addressee.ts';
import { sharedLines } from './shared-lines.ts';

/** The question of a problem that a line answers; null if it answers none, or is empty. */
export function slotAsked(paper: ProblemPaper | undefined, { left, bare, right }: AnswerLine): number | null {
  if (!paper || isOpenPlace(right)) return null;
  const aim = addresseeOf(paper.lesson, left, bare);
  return aim.kind === 'derivative' && paper.lesson.order.includes(aim.slot) ? aim.slot : null;
}

/**
 * The problems of those lines of a text without headings that several problems ask, found as in Python: by the names in the line, by the
 * lines around it, or by their order. A line whose problem can't be told is in no entry of the map. Keys of JSON stand in no order that
 * means anything, and a line that adds belongs to another: neither is shared out.
 */
export function textShares(
  papers: readonly ProblemPaper[],
  entries: readonly AnswerLine[],
): ReadonlyMap<AnswerLine, number> {
  if (entries.some(({ problem, bare, adds }) => problem !== null || bare || adds)) return new Map();
  // Several answers may stand in one line, so that places among the answers count here, not lines.
  const storing = entries.map((entry, at) => ({
    line: at,
    answers: papers.map((paper) => {
      const slot = slotAsked(paper, entry);
      return new Set(slot === null ? [] : [nameAt(paper.lesson.worked, slot)]);
    }),
    speaksOf: spokenOf(papers, entry.right),
  }));
  return new Map(
    sharedLines(storing).flatMap(({ line, owner }) => {
      const entry = entries[line];
      return owner >= 0 && entry ? [[entry, owner] as const] : [];
    }),
  );
}

const wordPattern = patternInAnyScript(String.raw`[\p{L}_][\p{L}\p{N}_]*`, 'gu');

/** The problems that know a name of a right side which no other problem knows. */
function spokenOf(papers: readonly ProblemPaper[], right: string): readonly number[] {
  const known = (word: string): readonly number[] =>
    papers.flatMap(({ lesson }, k) => {
      const { kind } = addresseeOf(lesson, word);
      return kind === 'derivative' || kind === 'repeats' ? [k] : [];
    });
  const words = (right.match(wordPattern(right)) ?? []).map(known);
  return [...new Set(words.flatMap((all) => (all.length === 1 ? all : [])))];
}
