import { drawing } from '../tutor/like.ts';
import type { Graded, Result } from './grade.ts';
import { totalOf } from './points.ts';

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
    notes: graded.notes.map(({ line, message }) => ({ line, message: message.replaceAll('`', '') })),
  };
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
