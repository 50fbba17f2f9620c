/** A number, or a matrix as its rows. */
export type Value = number | readonly (readonly number[])[];

/** Values by name. A text is read as on the command line: `'2/3'`, `'[1 2; 3 4]'`. */
export type Values = Readonly<Record<string, Value | string>>;

/** Why something could not be read: one sentence, and where in the text, in UTF-16 offsets, if it has a place. */
export interface Trouble {
  readonly message: string;
  readonly from: number | null;
  readonly to: number | null;
}

/** What was asked for, or why it could not be had. Nothing here throws for what a user wrote. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly trouble: Trouble };

/** A program that was read. It is plain data, and so is everything below: it may be stored, sent and compared. */
export interface Program {
  /** The text that was read. */
  readonly source: string;
  /** The statements as dvar writes them, `t = b*c`. */
  readonly statements: readonly string[];
  /** The names that need a value. */
  readonly inputs: readonly string[];
}

/** What is asked of a program; all of it may be left out. */
export interface Choices {
  /** Differentiate this step instead of the last. */
  readonly output?: string;
  /** Names that are data: not asked, not differentiated. */
  readonly data?: readonly string[];
  /** Ask for these derivatives alone. */
  readonly wrt?: readonly string[];
  /** Do not ask for these; the steps around them are taken in one. */
  readonly skip?: readonly string[];
  /** The named steps and the inputs, every step, or the inputs alone. */
  readonly ask?: 'named' | 'all' | 'givens';
}

/** A program with its values: what can be computed, shown, asked and checked. */
export interface Bound {
  readonly program: Program;
  readonly values: Values;
  readonly choices: Choices;
  /** The name of what is differentiated. */
  readonly output: string;
  /** The names whose derivatives are asked, from right to left. */
  readonly order: readonly string[];
}

/** How a drawing is made. */
export interface ShowOptions {
  /** Add the derivatives. */
  readonly backward?: boolean;
  /** Columns that the drawing of the graph may take (80). */
  readonly width?: number;
  /** Draw with ASCII alone. */
  readonly ascii?: boolean;
  /** Significant digits (4). */
  readonly digits?: number;
}

/** How a question ended. Ids of verdicts and mistakes never change. */
export type Verdict =
  | 'correct'
  | 'close'
  | 'follow-through'
  | 'wrong'
  | 'unreadable'
  | 'missing'
  | 'revealed'
  | 'skipped';

/** What came of one question. */
export interface Answered {
  readonly name: string;
  /** `dJ/db`. */
  readonly asks: string;
  readonly verdict: Verdict;
  /** The answer as it was typed; null where there is none. */
  readonly answer: string | null;
  /** Its value; null where it has none. */
  readonly value: Value | null;
  /** The mistake that explains a wrong answer, where exactly one does. */
  readonly mistake: { readonly id: string; readonly message: string } | null;
  /** What is said of the answer. */
  readonly message: string;
}

/** A quiz after some lines. */
export interface Quiz {
  /** What the last line was answered with; empty before the first. */
  readonly said: string;
  /** The question at hand in a few lines; null when the quiz is over. */
  readonly question: string | null;
  /** What stands before the next line: `dJ/db = `. */
  readonly prompt: string;
  readonly over: boolean;
  /** What came of each question, in their order; those still open are `missing`. */
  readonly results: readonly Answered[];
  /** `4 of 5 right: ...`. */
  readonly summary: string;
}

/** The report on a submission. */
export interface Report {
  readonly points: number;
  readonly maxPoints: number;
  readonly passed: boolean;
  readonly results: readonly (Answered & {
    readonly points: number;
    /** The line of the submission, from 1. */
    readonly line: number | null;
    /** The exact value; only with `key`, since it gives the answer away. */
    readonly expected?: Value;
  })[];
  /** What else was noticed, such as lines that answer nothing. */
  readonly notes: readonly { readonly line: number | null; readonly message: string }[];
}
