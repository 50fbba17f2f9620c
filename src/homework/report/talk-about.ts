import { type GradedResult, mistakeMeaning } from '../grading/grade.ts';
import { type GradeRow, isCounted, itemId } from '../grading/row.ts';
import { inCells } from '../submission/cells.ts';
import { likelyInClass } from './class-prior.ts';

/** What is behind wrong answers of a class, over all questions: something to talk about. */
export interface Topic {
  /** What it is, with formulas between backticks. */
  readonly meaning: string;
  /** Whose answers show it, each once. */
  readonly who: readonly GradeRow[];
  /** Those whose answers may be this or something else, and are likely this because so many others made it. */
  readonly perhaps: readonly GradeRow[];
  /** The questions at which it shows, and those at which it begins, with the number of students, the most frequent first. */
  readonly items: readonly string[];
  readonly roots: readonly { readonly item: string; readonly count: number }[];
  /** The first of these answers, what it answers, and where it stands. */
  readonly example: { readonly asks: string; readonly answer: string; readonly where: string | null };
}

/** Answers that nothing explains are talked about if so many gave them. */
const fewestAlike = 3;

/** What somebody did wrong: the mistake, or null where nothing explains an answer. An answer that only follows from another is left out. */
export function ownMistakes({
  graded,
}: GradeRow): readonly { readonly id: string | null; readonly result: GradedResult }[] {
  return graded.results.flatMap((result) => {
    const { cause, mistake, name, verdict } = result;
    // A ruling may have accepted an answer, or taken its question out.
    if (verdict === 'correct' || verdict === 'close' || result.maxPoints === 0) return [];
    if (cause?.follows.includes(name)) return [];
    // What the answer itself was told comes first: it may be a slip that the teacher expected.
    const id = mistake?.id ?? cause?.id ?? null;
    return id === null && verdict !== 'wrong' ? [] : [{ id, result }];
  });
}

/** What is collected of one topic. */
interface Found {
  readonly meaning: string;
  readonly who: Set<GradeRow>;
  readonly perhaps: Set<GradeRow>;
  readonly items: Set<string>;
  readonly roots: Map<string, number>;
  readonly example: Topic['example'];
}

/** The topics of a class, those of most students first; of answers that nothing explains, those that several gave. */
export function topicsOf(rows: readonly GradeRow[]): readonly Topic[] {
  const named = new Map<string, Found>();
  const unnamed = new Map<string, Found>();
  const all = rows
    .filter(isCounted)
    .flatMap((row) => ownMistakes(row).map(({ id, result }) => ({ id, row, result })));
  for (const { id, row, result } of all)
    if (id !== null) {
      const found = put(named, id, row, result, mistakeMeaning(id));
      const begun = beginningOf(result, id);
      if (begun !== null) found.roots.set(begun, (found.roots.get(begun) ?? 0) + 1);
    }
  // Only what is certain counts for others, so that the order of the rows changes nothing.
  for (const { id, row, result } of all) {
    if (id !== null) continue;
    const likely = likelyInClass(result.mayBe ?? [], (each) => othersIn(named.get(each), row));
    if (likely !== null) named.get(likely)?.perhaps.add(row);
    else put(unnamed, alikeKey(result), row, result, unexplained);
  }
  const shared = [...unnamed.values()].filter(({ who }) => who.size >= fewestAlike);
  return [...named.values(), ...ofOneGroup(shared)].map(topicOf).sort((a, b) => b.who.length - a.who.length);
}

/** Where a mistake begins that is first seen at an answer: there, or at a step that was not asked; null where it began elsewhere. */
const beginningOf = ({ problem, name, cause }: GradedResult, id: string): string | null =>
  cause?.id === id && cause.answers[0] === name ? itemId({ problem, name: cause.root }) : null;

/** Adds somebody's answer to a topic, which it begins if it is the first. */
function put(
  topics: Map<string, Found>,
  key: string,
  row: GradeRow,
  result: GradedResult,
  meaning: string,
): Found {
  const example = { asks: result.asks, answer: result.answer ?? '', where: whereOf(row, result) };
  const fresh = { who: new Set<GradeRow>(), perhaps: new Set<GradeRow>(), items: new Set<string>() };
  const found = topics.get(key) ?? { meaning, ...fresh, roots: new Map<string, number>(), example };
  found.who.add(row);
  found.items.add(beginningOf(result, key) ?? itemId(result));
  topics.set(key, found);
  return found;
}

const alikeKey = (result: GradedResult): string =>
  JSON.stringify([itemId(result), (result.answer ?? '').replaceAll(/\s+/g, '')]);

/** How many made a mistake, one of them left out. */
const othersIn = (found: Found | undefined, row: GradeRow): number =>
  found ? found.who.size - (found.who.has(row) ? 1 : 0) : 0;

const topicOf = ({ meaning, who, perhaps, items, roots, example }: Found): Topic => ({
  meaning,
  who: [...who],
  perhaps: [...perhaps].filter((row) => !who.has(row)),
  items: [...items],
  roots: [...roots].map(([item, count]) => ({ item, count })).sort((a, b) => b.count - a.count),
  example,
});

const unexplained = 'the same wrong answer, which no known mistake explains';

/** Answers that the same students gave are one topic. */
function ofOneGroup(shared: readonly Found[]): readonly Found[] {
  const groups: Found[] = [];
  for (const each of shared) {
    const same = groups.find(
      ({ who }) => who.size === each.who.size && [...who].every((row) => each.who.has(row)),
    );
    if (same) for (const item of each.items) same.items.add(item);
    else groups.push(each);
  }
  return groups;
}

/** The file and the line of an answer, or its cell. */
function whereOf({ file, graded }: GradeRow, { line }: GradedResult): string | null {
  if (file === null || line === null) return file;
  return graded.cells ? `${file}, ${inCells(`line ${line}`, graded.cells)}` : `${file}:${line}`;
}

/** Where a mistake of several students begins, in parentheses. */
export const beginningSaid = ([first]: Topic['roots'], itemOf: (id: string) => string): string =>
  first && first.count > 1 ? ` (it begins at ${itemOf(first.item)} for ${first.count})` : '';

/** Those whose answers may be a mistake or another, and are likely the one that so many made. */
export const likelySaid = (names: string): string =>
  names === '' ? '' : `; likely ${names} as well, by answers that fit several mistakes`;
