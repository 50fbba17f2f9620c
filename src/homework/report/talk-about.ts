import { type GradedResult, mistakeMeaning } from '../grading/grade.ts';
import { type GradeRow, isCounted, itemId } from '../grading/row.ts';
import { inCells } from '../submission/cells.ts';

/** What is behind wrong answers of a class, over all questions: something to talk about. */
export interface Topic {
  /** What it is, with formulas between backticks. */
  readonly meaning: string;
  /** Whose answers show it, each once. */
  readonly who: readonly GradeRow[];
  /** The questions at which it shows. */
  readonly items: readonly string[];
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
  readonly items: Set<string>;
  readonly example: Topic['example'];
}

/** The topics of a class, those of most students first; of answers that nothing explains, those that several gave. */
export function topicsOf(rows: readonly GradeRow[]): readonly Topic[] {
  const named = new Map<string, Found>();
  const unnamed = new Map<string, Found>();
  for (const row of rows.filter(isCounted))
    for (const { id, result } of ownMistakes(row)) {
      const item = itemId(result);
      const answer = result.answer ?? '';
      const key = id ?? JSON.stringify([item, answer.replaceAll(/\s+/g, '')]);
      const found = id === null ? unnamed : named;
      const meaning = id === null ? unexplained : mistakeMeaning(id);
      const example = { asks: result.asks, answer, where: whereOf(row, result) };
      const known = found.get(key) ?? { meaning, who: new Set(), items: new Set(), example };
      known.who.add(row);
      known.items.add(item);
      found.set(key, known);
    }
  const shared = [...unnamed.values()].filter(({ who }) => who.size >= fewestAlike);
  return [...named.values(), ...ofOneGroup(shared)]
    .map(({ who, items, ...rest }) => ({ ...rest, who: [...who], items: [...items] }))
    .sort((a, b) => b.who.length - a.who.length);
}

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
