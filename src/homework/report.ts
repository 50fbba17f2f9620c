import { drawing } from '../tutor/like.ts';
import type { Graded, Result } from './grade.ts';
import { totalOf } from './points.ts';
import type { Note } from './submission.ts';

/** What a report may carry beside the verdicts. */
export interface Telling {
  /** The exact values: for a teacher alone. */
  readonly key: boolean;
  /** The points alone: verdicts would tell which answers to change. */
  readonly totalOnly: boolean;
  /** Whose numbers were drawn; null where they are everybody's. */
  readonly drawnFor: string | null;
}

/** A submission's report as other programs read it: the shape of `dvar.check/1`, without its format. */
export function reportJson(graded: Graded, { key, totalOnly, drawnFor }: Telling): object {
  return {
    points: graded.points,
    maxPoints: graded.maxPoints,
    passed: graded.passed,
    ...(drawnFor !== null && { drawnFor, drawing }),
    results: totalOnly ? [] : graded.results.map((result) => resultJson(result, key)),
    notes: notesOf(graded, totalOnly).map(({ line, message }) => ({
      line,
      message: message.replaceAll('`', ''),
    })),
  };
}

/** What a report notes. Where verdicts are kept back, what could not be read is still said: it was not judged. */
export function notesOf({ notes, results }: Graded, totalOnly: boolean): readonly Note[] {
  if (!totalOnly) return notes;
  const unread = results
    .filter(({ verdict }) => verdict === 'unreadable')
    .map(({ asks, line, message }): Note => {
      // A message that has its own place says the line once more.
      const says = message.replace(/^line \d+, /, '');
      return { line, message: `the answer for \`${asks}\` can't be read: ${says}` };
    });
  return [...notes, ...unread].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** `Read as 6.0.`, where a decimal comma was typed; empty elsewhere. */
export function readWord(message: string): string {
  const how = /^read as \S+?\.(?= |$)/.exec(message)?.[0];
  return how ? `R${how.slice(1)}` : '';
}

/** One result; `expected` only for those who may see the key. */
export function resultJson(
  { problem, name, asks, verdict, answer, value, expected, points, mistake, message, line, borrowed }: Result,
  key: boolean,
): object {
  return {
    problem,
    name,
    asks,
    verdict,
    answer,
    // What was worked out with a true value would tell it.
    value: borrowed && !key ? null : value,
    ...(key && { expected }),
    points: totalOf([points]),
    mistake,
    message,
    line,
  };
}
