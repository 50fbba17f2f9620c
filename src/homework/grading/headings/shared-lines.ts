import type { PyModule, PyStatement } from '../../../python/text/syntax.ts';

/** A line of a Python text that gives names a value, as several problems see it. */
export interface StoringLine {
  readonly line: number;
  /** For each problem the names in it that answer one of its questions. */
  readonly answers: readonly ReadonlySet<string>[];
  /** The problems that know a name on its right side which no other knows. */
  readonly speaksOf: readonly number[];
}

/** A line that several problems could claim, with the problem that it belongs to; -1 where that can't be told. */
export interface SharedLine {
  readonly line: number;
  /** The problems that ask what it stores. */
  readonly claimed: readonly number[];
  readonly names: readonly string[];
  readonly owner: number;
}

/**
 * Finds the problem of each line that stores what several problems ask, in a text without headings. The names in the
 * line decide; else the lines around it that answer one problem alone; else, where two problems follow each other and
 * the name is stored twice, the order.
 */
export function sharedLines(lines: readonly StoringLine[]): readonly SharedLine[] {
  const owned = new Map<number, number>();
  for (const each of lines) {
    const owner = ownerAlone(each);
    if (owner !== null) owned.set(each.line, owner);
  }
  const present = new Set(owned.values());
  const shared = lines.flatMap((each): SharedLine[] => {
    const claimed = each.answers.flatMap(({ size }, k) => (size > 0 ? [k] : []));
    if (claimed.length < 2 || owned.has(each.line)) return [];
    const names = [...new Set(claimed.flatMap((k) => [...(each.answers[k] ?? [])]))];
    return [{ line: each.line, claimed, names, owner: ownerOf(each, claimed, present, owned) }];
  });
  return inOrder(shared, owned);
}

/** The problem that alone asks something that a line stores; null where there is none, or two such problems. */
function ownerAlone({ answers }: StoringLine): number | null {
  const alone = answers.flatMap((names, k) =>
    [...names].some((name) => answers.every((other, j) => j === k || !other.has(name))) ? [k] : [],
  );
  return alone.length === 1 ? (alone[0] ?? null) : null;
}

function ownerOf(
  { line, speaksOf }: StoringLine,
  claimed: readonly number[],
  present: ReadonlySet<number>,
  owned: ReadonlyMap<number, number>,
): number {
  const spoken = claimed.filter((k) => speaksOf.includes(k));
  if (spoken.length === 1) return spoken[0] ?? -1;
  const there = claimed.filter((k) => present.has(k));
  if (there.length === 1) return there[0] ?? -1;
  const around = neighbours(line, owned).filter((k) => claimed.includes(k));
  return new Set(around).size === 1 ? (around[0] ?? -1) : -1;
}

/** The problems of the nearest lines before and behind a line that belong to one. */
function neighbours(line: number, owned: ReadonlyMap<number, number>): readonly number[] {
  const all = [...owned].sort(([a], [b]) => a - b);
  const before = all.findLast(([other]) => other < line);
  const behind = all.find(([other]) => other > line);
  return [before, behind].flatMap((each) => (each ? [each[1]] : []));
}

/**
 * Decides lines that stand between two problems which both lack the name: if it is stored twice, the first line
 * belongs to the first problem; if it is stored once, it stays open.
 */
function inOrder(shared: readonly SharedLine[], owned: ReadonlyMap<number, number>): readonly SharedLine[] {
  return shared.map((each) => {
    if (each.owner >= 0) return each;
    const around = neighbours(each.line, owned).filter((k) => each.claimed.includes(k));
    if (around.length < 2) return each;
    const like = shared.filter(({ names }) => names.join() === each.names.join());
    const taken = new Set(like.map(({ owner }) => owner));
    const free = around.filter((k) => !taken.has(k));
    if (free.length === 1) return { ...each, owner: free[0] ?? -1 };
    const open = like.filter(
      (other) => other.owner < 0 && neighbours(other.line, owned).join() === around.join(),
    );
    return open.length === 2 ? { ...each, owner: around[open.indexOf(each)] ?? -1 } : each;
  });
}

/** A Python text without some of its storing lines. */
export const withoutLines = (module: PyModule, lines: ReadonlySet<number>): PyModule =>
  lines.size === 0 ? module : { ...module, body: kept(module.body, lines) };

const kept = (body: readonly PyStatement[], lines: ReadonlySet<number>): readonly PyStatement[] =>
  body.flatMap((statement): PyStatement[] => {
    if (statement.kind === 'assign' || statement.kind === 'update')
      return lines.has(statement.line) ? [] : [statement];
    if (statement.kind === 'if')
      return [
        {
          ...statement,
          branches: statement.branches.map((each) => ({ ...each, body: kept(each.body, lines) })),
        },
      ];
    return 'body' in statement ? [{ ...statement, body: kept(statement.body, lines) }] : [statement];
  });
