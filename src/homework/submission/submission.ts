import type { PyModule } from '../../python/text/syntax.ts';
import { gaveUp } from '../../tutor/answers/read-plainly.ts';
import type { CellStarts } from './cells.ts';
import type { Title } from './titles.ts';

/** One `name = expression` of a submission, whatever format it was written in. */
export interface AnswerLine {
  /** The heading that it stands under; null where there is none. */
  readonly problem: string | null;
  /** What stands left of the sign: `dv`, `dJ/dv`, or a name of the learner's own. */
  readonly left: string;
  /** Whether the left side can only be an answer, as a key of JSON, so that `v` means `dv`. */
  readonly bare: boolean;
  /**
   * Whether its two sides are joined by a sign that prose uses too (`:`, `->`): then it only counts as the answer to
   * a derivative, and never gives a name a value.
   */
  readonly loose?: boolean;
  /** The patterns that it took to read the line; none where it is plain. */
  readonly via?: readonly string[];
  /** The line as it was written, where patterns were needed to read it. */
  readonly written?: string;
  /** `+=` rather than `=`. */
  readonly adds: boolean;
  /** What stands right of it, as it was written; empty where an answer is missing. */
  readonly right: string;
  /** Where the right side begins, from 1. */
  readonly line: number;
  readonly column: number;
  /** Why it can't be read, where that is clear before its right side is read. */
  readonly broken?: string;
}

/** Something that a reader of the report should know, and where it stands. */
export interface Note {
  readonly line: number | null;
  readonly message: string;
  /** Whether something that was handed in may be lost, so that a class's table shows the note as well. */
  readonly costs?: boolean;
}

/** A note on a line that is no answer. */
export interface LineNote extends Note {
  /** The line as it was written; no report carries it. */
  readonly said?: string;
}

/** What one person handed in. */
export interface Submission {
  /** The student that the file names; null where it names none. */
  readonly student: string | null;
  readonly entries: readonly AnswerLine[];
  readonly notes: readonly LineNote[];
  /** Lines that may say which problem stands below them; none where the format tells it otherwise. */
  readonly titles?: readonly Title[];
  /** The learner's own Python, where that is what was handed in: it is read against each problem, and never run. */
  readonly python?: PyModule;
  /** Where the cells of a notebook begin. */
  readonly cells?: CellStarts;
}

/** The most answer lines of a submission: nobody writes more by hand. */
export const mostAnswerLines = 2000;

/** Whether an answer was left open: nothing stands there, or only what a template or somebody in a hurry puts there. */
export const isOpenPlace = (right: string): boolean =>
  gaveUp(right) ||
  (!/^\d/.test(right) && /^(?:\?+|_{2,}|\.{2,}|…+|-{2,}|—|\[\s*\]|\(\s*\)|(?:todo|tbd)\.?)?$/i.test(right));

/** The id in a line `# student: alice # it's me`; null in any other. */
export const studentLine = (line: string): string | null =>
  (line.includes('#') && /^\s*#\s*student\s*:\s*(.*?)(?:\s+#.*)?$/iu.exec(line)?.[1]?.trim()) || null;

/** What commands a terminal, turns the direction of a line, or has no width: two ids that look alike are one. */
const unseen = /[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

/** An id as it is written: a report keeps its capitals. */
export const spelledId = (text: string): string => text.normalize('NFC').replaceAll(unseen, ' ').trim();

/** An id as it is compared and drawn for: `Alice ` and `alice` are one person. */
export const studentId = (text: string): string => spelledId(text).toLowerCase();
