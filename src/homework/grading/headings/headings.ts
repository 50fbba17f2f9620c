import { suggest } from '../../../language/suggest.ts';
import type { PyModule } from '../../../python/text/syntax.ts';
import type { ProblemPaper } from '../../paper/paper.ts';
import type { AnswerLine, LineNote, Note, Submission } from '../../submission/submission.ts';
import { namesProblem, type Title } from '../../submission/titles.ts';
import { addresseeOf } from '../addressee.ts';
import { pythonShares } from './python-shares.ts';
import { slotAsked, textShares } from './text-shares.ts';

/** What was handed in for each problem, with all notes for the reader, also on the lines that belong to none. */
export interface UnderHeadings {
  readonly byPaper: readonly Submission[];
  /** Lines that every problem has. */
  readonly common: readonly AnswerLine[];
  readonly notes: readonly LineNote[];
}

/** The most lines that a note names. */
const mostNamed = 12;

/**
 * Sorts lines by problem. A single problem also gets the lines under no heading. Where there are several, such a line
 * belongs to the only problem that asks it, and a learner's own names belong to every problem. An answer that no
 * problem gets counts as unreadable where it is asked, because nothing that was handed in may count as missing.
 */
export function underHeadings(papers: readonly ProblemPaper[], submission: Submission): UnderHeadings {
  const ids = papers.map(({ problem }) => problem.id);
  const titled = titlesOf(papers, submission.titles ?? []);
  const entries = submission.entries.map((entry): AnswerLine => {
    const title = titleAbove(titled, entry.line);
    return title && !title.sure ? { ...entry, problem: ids[title.paper] ?? null } : entry;
  });
  const byPaper: AnswerLine[][] = papers.map(() => []);
  const common: AnswerLine[] = [];
  const astray = new Map<string | null, AnswerLine[]>();
  const taken = papers.map((): number[] => []);
  const shared = papers.map((): number[] => []);
  const owners = titled.length === 0 ? textShares(papers, entries) : new Map<AnswerLine, number>();
  for (const entry of entries) {
    const at = paperAt(ids, entry.problem);
    if (at < 0 && entry.problem === null && papers.every((paper) => isOwn(paper, entry))) {
      common.push(entry);
      continue;
    }
    const owner = owners.get(entry);
    const only = owner ?? (at < 0 && entry.problem === null ? onlyOne(papers, entry) : at);
    if (only >= 0) byPaper[only]?.push(entry);
    else put(astray, entry.problem, entry);
    if (at < 0 && slotAsked(papers[only], entry) !== null)
      (owner === undefined ? taken : shared)[only]?.push(entry.line);
  }
  const titleLines = new Set<number | null>(titled.map(({ line }) => line));
  const notes = [
    ...submission.notes.filter(({ line }) => !titleLines.has(line)),
    ...astrayNotes(ids, astray),
    ...takenNotes(ids, taken, onlyAsks),
    ...takenNotes(ids, shared, byNeighbours),
  ];
  const lost = [...astray.values()].flat();
  const shares = submission.python && titled.length === 0 ? pythonShares(papers, submission.python) : null;
  notes.push(...(shares?.notes ?? []));
  return {
    byPaper: papers.map((paper, k): Submission => {
      const own = byPaper[k] ?? [];
      return {
        ...submission,
        entries: [...common, ...own, ...unanswered(paper, own, lost), ...(shares?.open[k] ?? [])],
        ...(submission.python && {
          python: shares?.modules[k] ?? pythonUnder(titled, k, submission.python),
        }),
      };
    }),
    common,
    notes,
  };
}

/** The notes on lines under a heading that names no problem, or under none. */
const astrayNotes = (
  ids: readonly (string | null)[],
  astray: ReadonlyMap<string | null, readonly AnswerLine[]>,
): readonly Note[] =>
  [...astray].map(([heading, [first, ...others]]) => {
    const rest = others.length > 0 ? `; the same goes for ${linesNamed(others.map(({ line }) => line))}` : '';
    return { line: first?.line ?? null, message: astrayAs(ids, heading) + rest, costs: true };
  });

/** The notes on lines without a heading that some problems got, with the reason. */
const takenNotes = (
  ids: readonly (string | null)[],
  taken: readonly (readonly number[])[],
  reason: (heading: string) => string,
): readonly Note[] =>
  taken.flatMap((lines, k): readonly Note[] =>
    lines.length === 0
      ? []
      : [
          {
            line: lines[0] ?? null,
            message: `${linesNamed(lines)} ${new Set(lines).size === 1 ? 'has' : 'have'} no heading${reason(`\`[${ids[k]}]\``)}`,
          },
        ],
  );

const onlyAsks = (heading: string): string =>
  `; taken as an answer to ${heading}, the only problem that asks this`;
const byNeighbours = (heading: string): string =>
  `, and several problems ask this; taken for ${heading} by the names and lines around; if that is wrong, put ${heading} above the lines of that problem`;

/** A title that names one of the problems; or none of them (-1), which is certain. */
interface NamedTitle extends Title {
  readonly paper: number;
}

/** The titles that name a problem. A single problem needs none, because it gets everything. */
function titlesOf(papers: readonly ProblemPaper[], titles: readonly Title[]): readonly NamedTitle[] {
  if (papers.length < 2) return [];
  return titles.flatMap((title) => {
    const paper = papers.findIndex(({ problem }) => namesProblem(title.text, problem.id, problem.title));
    return paper >= 0 || title.sure ? [{ ...title, paper }] : [];
  });
}

const titleAbove = (titles: readonly NamedTitle[], line: number): NamedTitle | undefined =>
  titles.findLast((title) => title.line < line);

/** The Python under a problem's titles, and above all titles. */
function pythonUnder(titles: readonly NamedTitle[], paper: number, module: PyModule): PyModule {
  if (titles.length === 0) return module;
  const isIts = (line: number): boolean => {
    const title = titleAbove(titles, line);
    return title === undefined || title.paper === paper;
  };
  return {
    ...module,
    body: module.body.filter(({ line }) => isIts(line)),
    broken: module.broken.filter(isIts),
  };
}

/** Whether a line gives a name of the learner's own, or copies one of the program's: it answers nothing by itself. */
function isOwn({ lesson }: ProblemPaper, { left, bare }: AnswerLine): boolean {
  const { kind } = addresseeOf(lesson, left, bare);
  return !bare && (kind === 'helper' || kind === 'repeats');
}

/** `line 3`, `lines 3, 4 and 5`, `lines 3, 4, ... and 20 more`. */
export function linesNamed(all: readonly number[]): string {
  const lines = [...new Set(all)];
  if (lines.length === 1) return `line ${lines[0]}`;
  if (lines.length > mostNamed)
    return `lines ${lines.slice(0, mostNamed).join(', ')} and ${lines.length - mostNamed} more`;
  return `lines ${lines.slice(0, -1).join(', ')} and ${lines.at(-1)}`;
}

function paperAt(ids: readonly (string | null)[], heading: string | null): number {
  // A program of the command line has no id, so any heading means it.
  if (ids.length === 1 && (heading === null || ids[0] === null)) return 0;
  const exact = ids.indexOf(heading);
  return exact >= 0 ? exact : ids.findIndex((id) => id?.toLowerCase() === heading?.toLowerCase());
}

/** The problem that alone asks what a line answers or, of lines that answer nothing, alone knows its name; -1 if none does. */
function onlyOne(papers: readonly ProblemPaper[], entry: AnswerLine): number {
  const asking = papers.flatMap((paper, k) => (slotAsked(paper, entry) === null ? [] : [k]));
  if (asking.length > 0) return asking.length === 1 ? (asking[0] ?? -1) : -1;
  const knowing = papers.flatMap(({ lesson }, k) => {
    const { kind } = addresseeOf(lesson, entry.left, entry.bare);
    return kind === 'derivative' || kind === 'repeats' ? [k] : [];
  });
  return knowing.length === 1 ? (knowing[0] ?? -1) : -1;
}

/** Turns lines that belong to no problem into unreadable answers, where a problem asks them and has no other answer. */
function unanswered(
  paper: ProblemPaper,
  own: readonly AnswerLine[],
  lost: readonly AnswerLine[],
): readonly AnswerLine[] {
  const answered = new Set(own.map((entry) => slotAsked(paper, entry)));
  const found = new Map<number, AnswerLine>();
  for (const entry of lost) {
    const slot = slotAsked(paper, entry);
    if (slot === null || answered.has(slot)) continue;
    const broken =
      entry.problem === null
        ? 'it is under no heading, and several problems ask it'
        : `it is under the heading ${entry.problem}, but no problem has that name`;
    found.set(slot, { ...entry, broken });
  }
  return [...found.values()];
}

function astrayAs(ids: readonly (string | null)[], heading: string | null): string {
  const known = ids.flatMap((id) => id ?? []);
  if (heading === null)
    return `this is under no heading, and there are several problems; put \`[${known[0]}]\` above it`;
  const near = suggest(heading, known);
  return `no problem here is called ${heading};${near ? ` did you mean \`[${near}]\`?` : ` the problems are ${known.join(', ')}`}`;
}

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}
