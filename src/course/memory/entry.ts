import type { Outcome } from '../../tutor/session/state.ts';

/** The version of a line; a reader skips lines of a newer version, and keeps them. */
export const entryVersion = 1;

/** What somebody was asked, so that something similar can be asked again. */
export interface Asked {
  readonly program: string;
  /** By name; a matrix as its rows. Null where they are too many to be kept. */
  readonly values: Readonly<Record<string, number | readonly (readonly number[])[]>> | null;
  readonly data: readonly string[];
  readonly output: string;
  /** The name whose derivative was asked, and how. */
  readonly name: string;
  readonly kind: string;
}

/**
 * A whole prediction to which no question of the quiz corresponds, so that it can be asked again without its course.
 */
export interface AskedPrediction {
  readonly about: Omit<Asked, 'name' | 'kind'>;
  readonly ask: string;
  readonly answer: string;
  readonly digits: number;
  readonly redraw: boolean;
  readonly hints: readonly string[];
  readonly traps: readonly { readonly answer: string; readonly says: string }[];
  readonly why: string;
}

interface Line {
  readonly v: number;
  /** Never twice, so that journals of two machines can be joined. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** How many minutes the learner's clock was ahead of UTC then: it says on which of their days it was. */
  readonly zone: number;
  /** The course and the step of it, `lecture/step`; null in an ordinary quiz. */
  readonly course: string | null;
  readonly step: string | null;
}

/** One answer, as it was judged. */
export interface AnswerEntry extends Line {
  readonly type: 'answer';
  /** The id of the question within its step. */
  readonly question: string;
  readonly asked: Asked | null;
  readonly prediction?: AskedPrediction | null;
  readonly skills: readonly string[];
  readonly verdict: Outcome;
  readonly mistake: string | null;
  /** The number of this answer among those to the question, from 1, and how many hints were taken before it. */
  readonly tries: number;
  readonly hints: number;
  /** Whether the question is closed by it. */
  readonly closed: boolean;
  /** How long it took, in milliseconds. */
  readonly took: number;
}

/** A step of a course that was completed, or skipped by somebody who knew it. */
export interface StepEntry extends Line {
  readonly type: 'step';
  readonly course: string;
  readonly step: string;
  readonly skipped: boolean;
}

/** A step that was tried ahead of its turn, and is to be asked again, at other numbers. */
export interface AgainEntry extends Line {
  readonly type: 'again';
  readonly course: string;
  readonly step: string;
}

/** A line of the journal. */
export type Entry = AnswerEntry | StepEntry | AgainEntry;

/** An entry as its line. */
export const lineOf = (entry: Entry): string => `${JSON.stringify(entry)}\n`;

/** Reads a line; null for one that is torn, foreign, or of a newer version. */
export function entryOfLine(text: string): Entry | null {
  try {
    const line: unknown = JSON.parse(text);
    return isEntry(line) ? { ...line, zone: line.zone ?? 0 } : null;
  } catch {
    return null;
  }
}

/** All entries that can be read, in their order. */
export const readLines = (text: string): readonly Entry[] =>
  text.split('\n').flatMap((line) => (line === '' ? [] : (entryOfLine(line) ?? [])));

const verdicts: ReadonlySet<unknown> = new Set<Outcome>([
  'correct',
  'close',
  'wrong',
  'follow-through',
  'unreadable',
  'revealed',
  'skipped',
]);

function isEntry(line: unknown): line is Entry & { readonly zone?: number } {
  if (typeof line !== 'object' || line === null) return false;
  const { v, id, time, zone = 0, course, step, ...entry } = line as Record<string, unknown>; // an object, as was checked
  const texts = [course, step].every((text) => text === null || typeof text === 'string');
  if (v !== entryVersion || typeof id !== 'string' || ![time, zone].every(Number.isFinite) || !texts)
    return false;
  if (entry.type === 'again') return typeof course === 'string' && typeof step === 'string';
  if (entry.type === 'step')
    return typeof course === 'string' && typeof step === 'string' && typeof entry.skipped === 'boolean';
  return (
    entry.type === 'answer' &&
    typeof entry.question === 'string' &&
    Array.isArray(entry.skills) &&
    entry.skills.every((skill) => typeof skill === 'string') &&
    verdicts.has(entry.verdict) &&
    (entry.mistake === null || typeof entry.mistake === 'string') &&
    [entry.tries, entry.hints, entry.took].every(Number.isFinite) &&
    typeof entry.closed === 'boolean' &&
    (entry.asked === null || isAsked(entry.asked)) &&
    (entry.prediction == null || isPrediction(entry.prediction))
  );
}

function isAsked(asked: unknown): boolean {
  if (typeof asked !== 'object' || asked === null) return false;
  const { name, kind } = asked as Record<string, unknown>; // an object, as was checked
  return isProgram(asked) && typeof name === 'string' && typeof kind === 'string';
}

function isProgram(about: unknown): boolean {
  if (typeof about !== 'object' || about === null) return false;
  const { program, values, data, output } = about as Record<string, unknown>; // an object, as was checked
  return (
    typeof program === 'string' &&
    typeof output === 'string' &&
    Array.isArray(data) &&
    typeof values === 'object'
  );
}

function isPrediction(prediction: unknown): boolean {
  if (typeof prediction !== 'object' || prediction === null) return false;
  const { about, ask, answer, digits, redraw, hints, traps, why } = prediction as Record<string, unknown>; // an object, as was checked
  return (
    isProgram(about) &&
    [ask, answer, why].every((text) => typeof text === 'string') &&
    Number.isFinite(digits) &&
    typeof redraw === 'boolean' &&
    Array.isArray(hints) &&
    hints.every((text) => typeof text === 'string') &&
    Array.isArray(traps) &&
    traps.every((trap) => typeof trap?.answer === 'string' && typeof trap?.says === 'string')
  );
}
