import { totalOf } from '../assignment/points.ts';
import type { GradedResult } from '../grading/grade.ts';
import { type GradeRow, isCounted, itemId, type RowStatus } from '../grading/row.ts';
import { type AnswerNames, addKeys, fitsOther, fittingOf } from '../grading/which-assignment.ts';
import { inCells } from '../submission/cells.ts';
import { alikePairs } from './alike.ts';
import { analysedItems } from './item-analysis.ts';

/** How one question went in a class. */
export interface ItemStatistics {
  readonly id: string;
  readonly asks: string;
  readonly right: number;
  readonly followThrough: number;
  readonly wrong: number;
  readonly unreadable: number;
  readonly missing: number;
  /** The mean share of its points, from 0 to 1. */
  readonly ease: number;
  /** Its correlation with the sum of all other questions; null where there is nothing to compare. */
  readonly discrimination: number | null;
}

/** A mistake in a class: how often, and where one can be looked at. */
export interface MistakeStatistics {
  readonly id: string;
  readonly item: string;
  readonly count: number;
  readonly example: {
    readonly file: string | null;
    readonly line: number | null;
    readonly answer: string;
    readonly place?: string;
  };
}

/** What is behind wrong answers in a class, counted by students: one cause is one, however many answers it made. */
export interface CauseStatistics {
  readonly id: string;
  readonly count: number;
  /** Who they are; the file where nothing says it. */
  readonly students: readonly string[];
  /** The questions at which it begins, with the number of students, the most frequent first. */
  readonly roots: readonly { readonly item: string; readonly count: number }[];
}

/**
 * The part of a class's report that is not rows. A student without a submission counts as absent, and in no other
 * number.
 */
export interface Statistics {
  readonly submissions: number;
  /** Those on the roster who handed in nothing. */
  readonly absent: number;
  /** Those that have points, and are not excused. */
  readonly graded: number;
  /** Those whom a ruling excuses. */
  readonly excused: number;
  /** Of those that have points, how many were read in part. */
  readonly partlyRead: number;
  /** How many were not understood at all. */
  readonly unread: number;
  /** How many are empty. */
  readonly blank: number;
  readonly ungradable: number;
  readonly graderErrors: number;
  readonly passed: number;
  readonly maxPoints: number;
  /** The mean over what was graded. */
  readonly meanPoints: number;
  readonly items: readonly ItemStatistics[];
  /** The most frequent first. */
  readonly mistakes: readonly MistakeStatistics[];
  /** The most frequent first. */
  readonly causes: readonly CauseStatistics[];
  /** Questions that nobody got any credit for. */
  readonly nobody: readonly string[];
  /** Pairs whose wrong answers are alike beyond chance, the least likely first: a reason to ask, not a verdict. */
  readonly alike: readonly {
    readonly first: string;
    readonly second: string;
    readonly items: readonly string[];
    readonly chance: number;
  }[];
  /** Submissions whose answers fit the numbers of somebody else. */
  readonly fitOthers: readonly { readonly student: string | null; readonly fits: string }[];
}

interface Counts {
  right: number;
  followThrough: number;
  wrong: number;
  unreadable: number;
  missing: number;
}

/** The statistics of a class's rows. */
export function statisticsOf(all: readonly GradeRow[]): Statistics {
  const rows = all.filter(({ status }) => status !== 'absent');
  const withStatus = (wanted: RowStatus): number => rows.filter(({ status }) => status === wanted).length;
  const graded = rows.filter(isCounted);
  const items = itemsIn(graded, all);
  return {
    submissions: rows.length,
    absent: all.length - rows.length,
    graded: graded.length,
    excused: rows.filter((row) => row.excused).length,
    partlyRead: withStatus('partly-read'),
    unread: withStatus('unread'),
    blank: withStatus('blank'),
    ungradable: withStatus('ungradable'),
    graderErrors: withStatus('grader-error'),
    passed: graded.filter((row) => row.graded.passed).length,
    maxPoints: all[0]?.graded.maxPoints ?? 0,
    meanPoints: meanPointsOf(graded),
    items,
    mistakes: mistakesIn(graded),
    causes: causesIn(graded),
    nobody: items.filter(({ right, followThrough }) => right + followThrough === 0).map(({ id }) => id),
    alike: alikeIn(all),
    fitOthers: fittingOthers(graded),
  };
}

/** The mean over some rows, to a hundredth of a point; 0 where there is none. */
function meanPointsOf(graded: readonly GradeRow[]): number {
  if (graded.length === 0) return 0;
  return Math.round((totalOf(graded.map((row) => row.graded.points)) / graded.length) * 100) / 100;
}

/** How each question went, in the order in which questions are met. */
function itemsIn(graded: readonly GradeRow[], all: readonly GradeRow[]): readonly ItemStatistics[] {
  const counted = new Map<string, { readonly asks: string; readonly counts: Counts }>();
  for (const result of graded.flatMap((row) => row.graded.results)) {
    const id = itemId(result);
    const item = counted.get(id) ?? {
      asks: result.asks,
      counts: { right: 0, followThrough: 0, wrong: 0, unreadable: 0, missing: 0 },
    };
    counted.set(id, item);
    item.counts[countOf(result)]++;
  }
  const analysed = new Map(analysedItems(all).map((item) => [item.id, item]));
  return [...counted].map(([id, { asks, counts }]) => {
    const { ease = 0, discrimination = null } = analysed.get(id) ?? {};
    return { id, asks, ...counts, ease, discrimination };
  });
}

/** The mistakes that were named, each with its first answer as an example. */
function mistakesIn(graded: readonly GradeRow[]): readonly MistakeStatistics[] {
  const found = new Map<string, { -readonly [K in keyof MistakeStatistics]: MistakeStatistics[K] }>();
  for (const { graded: report, file } of graded)
    for (const result of report.results) {
      if (!result.mistake) continue;
      const { id } = result.mistake;
      const item = itemId(result);
      const example = {
        ...{ file, line: result.line, answer: result.answer ?? '' },
        ...(report.cells && { place: `, ${inCells(`line ${result.line}`, report.cells)}` }),
      };
      const known = found.get(`${item} ${id}`) ?? { id, item, count: 0, example };
      known.count++;
      found.set(`${item} ${id}`, known);
    }
  return [...found.values()].sort(
    (a, b) => b.count - a.count || (`${a.item} ${a.id}` < `${b.item} ${b.id}` ? -1 : 1),
  );
}

const alikeIn = (all: readonly GradeRow[]): Statistics['alike'] =>
  alikePairs(all).map(({ first, second, items, chance }) => ({
    first: first.student ?? '?',
    second: second.student ?? '?',
    items,
    chance,
  }));

function countOf({ verdict }: GradedResult): keyof Counts {
  switch (verdict) {
    case 'correct':
    case 'close':
      return 'right';
    case 'follow-through':
      return 'followThrough';
    case 'wrong':
      return 'wrong';
    case 'unreadable':
      return 'unreadable';
    case 'missing':
    case 'revealed':
    case 'skipped':
      return 'missing';
  }
}

/** The causes of a class's wrong answers, each counted once for a student and a root. */
function causesIn(rows: readonly GradeRow[]): readonly CauseStatistics[] {
  const found = new Map<string, { students: Set<string>; roots: Map<string, number> }>();
  for (const { student, file, graded } of rows) {
    const told = new Set<string>();
    for (const { problem, cause } of graded.results) {
      if (!cause?.id) continue;
      const item = itemId({ problem, name: cause.root });
      const key = `${cause.id} ${item}`;
      const { students, roots } = found.get(cause.id) ?? { students: new Set(), roots: new Map() };
      found.set(cause.id, { students, roots });
      students.add(student ?? file ?? '?');
      if (!told.has(key)) roots.set(item, (roots.get(item) ?? 0) + 1);
      told.add(key);
    }
  }
  return [...found]
    .map(([id, { students, roots }]) => ({
      id,
      count: students.size,
      students: [...students],
      roots: [...roots].map(([item, count]) => ({ item, count })).sort((a, b) => b.count - a.count),
    }))
    .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
}

/** The students whose answers fit somebody else's numbers better than their own. */
function fittingOthers(rows: readonly GradeRow[]): Statistics['fitOthers'] {
  const keys: AnswerNames = new Map();
  for (const row of rows) addKeys(keys, fittingOf(row));
  return rows.flatMap((row) => {
    const fits = fitsOther(fittingOf(row), keys);
    return fits === null ? [] : [{ student: row.student, fits }];
  });
}
