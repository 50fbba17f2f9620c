import { type Remembering, remembering } from '../../language/remembering/remembering.ts';
import type { Submission } from '../submission/submission.ts';

/**
 * What became of the lines that were handed in for each of some problems: where two students write the same, the second
 * gets what the first one got. It holds so many pages of a problem at most.
 */
export type KeptPages<Page> = readonly Remembering<string, Page>[];

const mostPages = 500;
/** What somebody wrote at such length nobody else writes. */
const longestKey = 2000;

export const keptPages = <Page>(problems: number): KeptPages<Page> =>
  Array.from({ length: problems }, () => remembering<string, Page>(mostPages));

/**
 * The lines of a problem as a text, each with its place, because a report names it; null for what is not remembered: code,
 * which everybody writes in their own way, and what is long.
 */
function pageKey({ entries, python }: Submission): string | null {
  if (python) return null;
  const key = JSON.stringify(entries);
  return key.length > longestKey ? null : key;
}

/** A page as it was judged before, or as it is judged now. */
export function pageOnce<Page>(
  kept: Remembering<string, Page> | undefined,
  submission: Submission,
  judge: () => Page,
): Page {
  const key = kept ? pageKey(submission) : null;
  const known = key === null ? undefined : kept?.get(key);
  if (known !== undefined) return known;
  const found = judge();
  if (key !== null) kept?.set(key, found);
  return found;
}
