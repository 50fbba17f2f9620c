import type { Problem } from '../../homework/assignment/problem.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { Level } from '../../tutor/lesson/made-program.ts';
import type { QuestionKind } from '../../tutor/lesson/question-kind.ts';
import type { Term } from './terms.ts';

/** A program that steps are about. */
export interface Example {
  readonly name: string;
  /** The problem as it was written; null where it is only known from memory. */
  readonly problem: Problem | null;
  readonly text: string;
  readonly lesson: Lesson;
}

interface Common {
  /** Unique in its lecture, and the same in every edition, because memory refers to it. */
  readonly id: string;
  /** The example whose numbers it uses. */
  readonly example: Example | null;
  /** Where it stands in its file. */
  readonly from: number;
}

/** A few lines, one idea. */
export interface Say extends Common {
  readonly kind: 'say';
  readonly text: string;
}

/** A wrong answer that is worth a word. */
export interface Trap {
  readonly answer: string;
  readonly says: string;
}

/** A question before something is shown: a number that the engine computes, or one of several sentences. */
export interface Predict extends Common {
  readonly kind: 'predict';
  readonly ask: string;
  /** An expression over the example's values; with choices, the number of the right one. */
  readonly answer: string;
  readonly choices: readonly string[];
  readonly digits: number;
  /** Whether other numbers are drawn for its program each time it is asked. */
  readonly redraw: boolean;
  readonly hints: readonly string[];
  readonly traps: readonly Trap[];
  readonly why: string;
}

/** A demonstration: one of the program's own commands. */
export interface Demo extends Common {
  readonly kind: 'demo';
  readonly args: readonly string[];
}

/** A backward pass, a line at a time. */
export interface Worked extends Common {
  readonly kind: 'worked';
  readonly names: readonly string[];
}

/** Questions of a lesson; the answers to those before them are on the screen. */
export interface Ask extends Common {
  readonly kind: 'faded' | 'solo';
  readonly names: readonly string[];
  readonly kinds: readonly QuestionKind[];
}

/** The same graph at other numbers, or another graph of the kind. */
export interface Fresh extends Common {
  readonly kind: 'fresh';
  readonly names: readonly string[];
  readonly level: Level | null;
}

export type Step = Say | Predict | Demo | Worked | Ask | Fresh;

/** What is known of a lecture before its steps are read. */
export interface LectureOutline {
  readonly id: string;
  readonly title: string;
  /** The ids of its steps, in their order: `graph/solo`. */
  readonly stepIds: readonly string[];
}

/** Steps of one sitting. */
export interface Lecture extends LectureOutline {
  /** Where it stands in its file. */
  readonly from: number;
  readonly steps: readonly Step[];
  /**
   * Its summary in a few lines: shown at its end, and to somebody who comes back after a while. Null where none was
   * written.
   */
  readonly summary: string | null;
}

/** Lectures in their order. */
export interface Course {
  readonly id: string;
  readonly title: string;
  readonly lectures: readonly Lecture[];
  /** Whether it has words to look up: to know this, no lecture has to be read. */
  readonly hasTerms: boolean;
  /** The words that can be looked up on the way. */
  readonly terms: readonly Term[];
}

/** The id of a step in the journal. */
export const stepId = (lecture: Pick<Lecture, 'id'>, step: Step): string => `${lecture.id}/${step.id}`;
