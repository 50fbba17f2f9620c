import type { AnswerLine, Submission } from './submission.ts';

/** A loop of an Octave file: its first and its last line, and the name that it counts in. */
interface Loop {
  readonly from: number;
  readonly to: number;
  readonly variable: string | null;
}

/** The loops of an Octave or MATLAB text whose `end` lines are comments, lines counted from 1. */
function loopsIn(text: string): readonly Loop[] {
  const found: Loop[] = [];
  const open: { readonly from: number; readonly loop: boolean; readonly variable: string | null }[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (/^\s*# end$/.test(line)) {
      const last = open.pop();
      if (last?.loop) found.push({ from: last.from, to: at + 1, variable: last.variable });
      continue;
    }
    const [, word, variable] =
      /^\s*(for|parfor|while|if|switch|try)\b\s*\(?\s*(?:(\w+)\s*=(?!=))?/.exec(line) ?? [];
    if (word !== undefined && !/[;,]\s*end\w*\s*;?\s*(?:#.*)?$/.test(line))
      open.push({ from: at + 1, loop: /^(?:for|parfor|while)$/.test(word), variable: variable ?? null });
  }
  return found;
}

const mentions = (text: string, name: string | null): boolean =>
  name !== null && new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(text);

/**
 * The answers of an Octave file, known as such. What is worked out turn by turn is not read, and says so: a line that uses its
 * own name or the loop's, and every line below that goes on from it.
 */
export function octaveAnswers(submission: Submission, text: string): Submission {
  const loops = loopsIn(text);
  const gathered = new Map<string, number>();
  const entries = submission.entries.map((entry): AnswerLine => {
    const loop = loops.findLast(({ from, to }) => entry.line > from && entry.line < to);
    const own = mentions(entry.right, entry.left) || entry.adds;
    const inTurns = loop && (own || mentions(entry.right, loop.variable));
    if (inTurns) gathered.set(entry.left, loop.from);
    const since = inTurns ? loop.from : own ? gathered.get(entry.left) : undefined;
    if (since === undefined) return { ...entry, octave: true };
    return {
      ...entry,
      octave: true,
      broken: `this is computed in the loop of line ${since}, and dvar can't read loops of Octave; write one product or sum instead`,
    };
  });
  return { ...submission, entries };
}
