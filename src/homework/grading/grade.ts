import { nameAt } from '../../engine/graph/names.ts';
import { type Nested, nested } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import { mistakeMessages } from '../../tutor/mistakes/messages.ts';
import { isCredited } from '../../tutor/quiz/other-values.ts';
import { pageReading } from '../../tutor/quiz/page-answers.ts';
import { judgeSubmission } from '../../tutor/quiz/whole-submission.ts';
import { type Outcome, untouched } from '../../tutor/session/state.ts';
import { totalOf, worthOf } from '../assignment/points.ts';
import { type Policy, passes } from '../assignment/policy.ts';
import type { ProblemPaper } from '../paper/paper.ts';
import type { CellStarts } from '../submission/cells.ts';
import type { AnswerLine, LineNote, Note, Submission } from '../submission/submission.ts';
import { addresseeOf } from './addressee.ts';
import type { Answers } from './answers.ts';
import { causesBySlot, type GradedCause, type MayBe, mayBeAt, weighedSaid } from './cause.ts';
import { underHeadings } from './headings/headings.ts';
import { inOctave, verdictInNumPy } from './in-numpy.ts';
import { type KeptPages, pageOnce } from './kept-pages.ts';
import { type ReadLine, readLineOf, understoodOf } from './lines-read.ts';
import { missingOf, withLost } from './lost/lost-answers.ts';
import { slipIn } from './match-slip.ts';
import { answersIn, judgedInNames } from './python-answers.ts';
import { missingSaid, type PythonRead, pythonUnderstood, type Understood } from './python-read.ts';

/** How an answer of a submission was judged. */
export type GradedVerdict = Outcome | 'missing';

/** One question of a submission, judged: a result as the reports carry it. */
export interface GradedResult {
  readonly problem: string | null;
  readonly name: string;
  readonly asks: string;
  readonly verdict: GradedVerdict;
  readonly answer: string | null;
  readonly value: Nested | null;
  readonly expected: Nested;
  readonly points: number;
  readonly maxPoints: number;
  readonly mistake: { readonly id: string; readonly message: string } | null;
  /** What is behind it and other answers; null where it is right, or nothing is known. */
  readonly cause?: GradedCause | null;
  /** The mistakes that may be behind it, where its page leaves that open. */
  readonly mayBe?: readonly MayBe[];
  /** What may be behind it, and how likely each is, in a sentence for a teacher. */
  readonly weighed?: string | null;
  readonly message: string;
  readonly line: number | null;
  /** Whether its number would reveal the true value of another answer. */
  readonly borrowed: boolean;
  /** What it was before a ruling changed it. */
  readonly ruled?: Pick<GradedResult, 'verdict' | 'points' | 'maxPoints' | 'mistake' | 'message'>;
}

/** A submission, judged. */
export interface Graded {
  readonly points: number;
  readonly maxPoints: number;
  readonly passed: boolean;
  readonly results: readonly GradedResult[];
  readonly notes: readonly Note[];
  /** What was read of each answer, in the order of the lines. */
  readonly lines: readonly ReadLine[];
  /** How much of it all was understood. */
  readonly understood: Understood;
  /** Where the cells of a notebook begin, whose lines are counted through. */
  readonly cells?: CellStarts;
  /** What was handed in as Python, as it was understood for each problem. */
  readonly python?: readonly PythonRead[];
}

/** The digits of numbers on the screen where homework is judged. */
export const sheetDigits = 4;

/** What was handed in for one problem, judged. */
export interface GradedPage {
  readonly results: readonly GradedResult[];
  readonly notes: readonly LineNote[];
  readonly lines: readonly ReadLine[];
  readonly python: readonly PythonRead[];
}

/**
 * Judges a submission to one or more problems. Totals are counted here, and nowhere else. `kept`: the pages of a class
 * whose students all have these papers.
 */
export function grade(
  papers: readonly ProblemPaper[],
  policy: Policy,
  submission: Submission,
  digits = sheetDigits,
  kept: KeptPages<GradedPage> | null = null,
): Graded {
  const { byPaper, common, notes } = underHeadings(papers, submission);
  const graded = papers.map((paper, k): GradedPage => {
    const page = byPaper[k] ?? submission;
    const others = papers.filter((other) => other !== paper);
    return pageOnce(kept?.[k], page, () => gradeOne(paper, policy, page, digits, others));
  });
  const results = graded.flatMap((each) => each.results);
  const points = totalOf(results.map((result) => result.points));
  const lines = graded.flatMap((each) => each.lines).sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const maxPoints = totalOf(results.map((result) => result.maxPoints));
  const python = graded.flatMap((each) => each.python);
  const said = told(
    graded.map((each) => each.notes),
    common,
  );
  const { notes: all, lost } = withLost(
    [...notes, ...said].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    graded.flatMap(({ results: own }, k) => missingOf(own, papers[k]?.lesson)),
  );
  return {
    points,
    maxPoints,
    ...(submission.cells && { cells: submission.cells }),
    ...(python.length > 0 && { python }),
    passed: passes(policy, points, maxPoints),
    results,
    lines,
    understood:
      pythonUnderstood(
        results.map(({ verdict }) => verdict),
        python,
      ) ?? understoodOf(lines, all, submission, copiesIn(papers, submission.entries), lost),
    notes: all,
  };
}

/** The lines that only copy a program. */
function copiesIn(papers: readonly ProblemPaper[], entries: readonly AnswerLine[]): ReadonlySet<AnswerLine> {
  return new Set(
    entries.filter(({ left, bare }) =>
      papers.some(({ lesson }) => {
        const { kind } = addresseeOf(lesson, left, bare);
        return kind === 'repeats' || kind === 'output';
      }),
    ),
  );
}

/** The notes on all problems; a note on a line that several problems share is given once. */
function told(byPaper: readonly (readonly LineNote[])[], common: readonly AnswerLine[]): readonly LineNote[] {
  const lines = new Set<number | null>(common.map(({ line }) => line));
  const [first = []] = byPaper;
  return byPaper.flatMap((notes) =>
    notes.filter(
      ({ line }) =>
        !lines.has(line) ||
        (notes === first && byPaper.every((others) => others.some((other) => other.line === line))),
    ),
  );
}

/** What the results of a paper are made from. */
interface Judged {
  readonly paper: ProblemPaper;
  readonly session: ReturnType<typeof judgeSubmission>;
  readonly answers: Answers;
  readonly others: readonly ProblemPaper[];
  readonly digits: number;
}

function gradeOne(
  paper: ProblemPaper,
  policy: Policy,
  submission: Submission,
  digits: number,
  others: readonly ProblemPaper[],
): GradedPage {
  const { problem, lesson } = paper;
  const { worked, order } = lesson;
  const answers = answersIn(lesson, submission, problem.python);
  const { given, notes } = answers;
  const python = answers.python ? [{ ...answers.python, problem: problem.id }] : [];
  const elsewhere = paper.further.map((other) => ({
    lesson: other,
    answers: answersIn(other, submission, problem.python).given,
  }));
  const session = judgedInNames(answers, (read) =>
    judgeSubmission(lesson, digits, read, elsewhere, paper.verdicts),
  );
  const reading = pageReading(session);
  const causes = causesBySlot(lesson, reading);
  const names = order.map((slot) => nameAt(worked, slot));
  const worth = worthOf(problem.points, names);
  const judged: Judged = { paper, session, answers, others, digits };
  const results = order.map((slot, k): GradedResult => {
    const maxPoints = worth[k] ?? 0;
    const found = verdictOn(judged, slot);
    return {
      problem: problem.id,
      name: nameAt(worked, slot),
      asks: wordAt(worked, slot),
      ...found,
      expected: nested(questionOf(lesson, slot).exact),
      points: totalOf([maxPoints * creditOf(found.verdict, policy)]),
      maxPoints,
      cause: causes.get(slot) ?? null,
      mayBe: found.mistake === null ? mayBeAt(reading, slot) : [],
      weighed: weighedSaid(lesson, reading, slot),
      line: given.get(slot)?.line ?? null,
      borrowed: given.get(slot)?.borrowed ?? false,
    };
  });
  const lines = order.flatMap((slot): readonly ReadLine[] => {
    const own = given.get(slot);
    return own ? [readLineOf(problem.id, wordAt(worked, slot), own)] : [];
  });
  return { results, notes, lines, python };
}

/** The verdict on one answer, with what is said of it. */
function verdictOn({ paper, session, answers: { python }, others, digits }: Judged, slot: number) {
  const { lesson } = paper;
  const turn = session.turns.get(slot) ?? untouched;
  const verdict: GradedVerdict = turn.outcome ?? 'missing';
  const inTheirs = (message: string): string =>
    !python ? message : python.octave ? inOctave(message) : verdictInNumPy(lesson, message);
  // A slip that the teacher foresaw says more about this problem than a mistake that is known from all problems.
  const slip =
    verdict === 'wrong' && turn.mistake?.id !== 'right-number-wrong-reason'
      ? slipIn(paper, slot, turn.value, digits)
      : null;
  const named = slip ?? turn.mistake;
  const message =
    slip?.message ??
    (turn.outcome === null ? missingSaid(python, nameAt(lesson.worked, slot), others) : turn.message);
  return {
    verdict,
    answer: turn.answer,
    value: turn.value === null ? null : nested(turn.value),
    mistake: named && { id: named.id, message: inTheirs(named.message) },
    message: inTheirs(message),
  };
}

/** The share of a question's points that a verdict gets. */
export function creditOf(verdict: GradedVerdict, policy: Policy): number {
  if (verdict === 'follow-through') return policy.followThrough;
  return isCredited(verdict) ? 1 : 0;
}

/** What a mistake's id means, in words for a teacher; a slip of their own is known by its id. */
export const mistakeMeaning = (id: string): string =>
  Object.hasOwn(mistakeMessages, id) ? mistakeMessages[id as keyof typeof mistakeMessages].means : id;
