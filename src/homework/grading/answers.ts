import { gradientAt } from '../../engine/passes/evaluate.ts';
import { type Star, starOf } from '../../language/numpy/page.ts';
import { fromItself } from '../../language/program.ts';
import { isFiniteValue } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import type { KnownDerivatives } from '../../tutor/answers/known-derivatives.ts';
import type { Helpers } from '../../tutor/answers/own-names.ts';
import { readAnswer } from '../../tutor/answers/read-answer.ts';
import type { Reading } from '../../tutor/answers/reading.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { Question } from '../../tutor/lesson/question.ts';
import type { JudgedSubmission } from '../../tutor/quiz/whole-submission.ts';
import type { AnswerLine, LineNote } from '../submission/submission.ts';
import {
  type HelperLine,
  type OtherLine,
  type SortedLines,
  saidBy,
  sortedLines,
  withLinesApart,
} from './addressee.ts';
import { remarkOn, unused } from './line-notes.ts';
import { circularReading, readingOf } from './line-readings.ts';
import type { PythonRead } from './python-read.ts';

/** An answer of a submission, read: what was handed in, and the line that counted. */
export interface Given extends JudgedSubmission {
  readonly line: number;
  /** Whether it was written in Python, and is shown as it was written. */
  readonly asWritten?: boolean;
  /** The line as it was written, where that is not how it was read; else null. */
  readonly written: string | null;
  /**
   * Whether the true value of another question stands in it, because the learner gave none there: its number would
   * reveal that value.
   */
  readonly borrowed: boolean;
}

/** The answers of a submission to one lesson, and what its reader should know about the other lines. */
export interface Answers {
  readonly given: ReadonlyMap<number, Given>;
  readonly notes: readonly LineNote[];
  /**
   * Of a Python file, an answer read once more, as a rule with the names of the derivatives that it starts from; null
   * where that is no other rule.
   */
  readonly inNames?: (slot: number) => Given | null;
  /** How the learner's own Python was understood, where that is what was handed in. */
  readonly python?: PythonRead;
}

/** A question about nothing, for reading lines that are not answers. */
const nothing: Question = {
  key: -1,
  kind: 'value',
  slot: -1,
  name: '',
  asks: '',
  links: null,
  cancels: null,
  exact: Number.NaN,
  magnitude: 0,
  plain: true,
};

/** The most answers that may depend on one another in a row. */
const deepest = 200;

/** A submission while it is read: answers are read when another answer names them, so some are open at a time. */
interface Reader {
  readonly lesson: Lesson;
  readonly entries: readonly AnswerLine[];
  readonly star: Star;
  readonly lines: SortedLines;
  readonly asked: ReadonlySet<number>;
  /** The answers that have been read. */
  readonly read: Map<number, Given>;
  /** The answers that are being read, each because the one before it names it. */
  readonly open: number[];
  /** The answers that are given by way of themselves. */
  readonly circular: Set<number>;
  /** The answers in which a true value stands for one that is asked and was not given. */
  readonly borrowing: Set<number>;
  /** The lines of names that are being read. */
  readonly openedNames: Set<AnswerLine>;
  /** The names that were used. */
  readonly used: Set<string>;
  /** Why names could not be read. A name that depends on such a name gives the same reason, word for word. */
  readonly causes: Set<string>;
  /**
   * The lines that could not be read once, which are not tried again: each reading tries several spellings, so that a
   * chain of names would multiply the time.
   */
  readonly failed: Map<AnswerLine, { readonly why: string }>;
}

/**
 * Reads the lines of a submission that are about one lesson. A d-name on a right side is the learner's own answer,
 * wherever it stands, or the true value where they gave none that can be read; a circle of answers is unreadable.
 */
export function answersOf(lesson: Lesson, lines: readonly AnswerLine[]): Answers {
  const reader = readerOf(lesson, withLinesApart(lesson, lines));
  const { asked, read } = reader;
  for (const slot of [...lesson.order, ...reader.lines.answers.keys()]) givenAt(reader, slot);
  const remarks = reader.lines.others.flatMap((other) => remarksOn(reader, other));
  const given = new Map([...read].filter(([slot]) => asked.has(slot)));
  const notes = [...reader.lines.notes, ...remarks, ...unusedNames(reader), ...answersNotAsked(reader)];
  return { given, notes: notes.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

function readerOf(lesson: Lesson, entries: readonly AnswerLine[]): Reader {
  return {
    lesson,
    entries,
    // Between single numbers a star has one meaning.
    star: lesson.worked.graph.layout === null ? 'product' : starOf(entries.map(({ right }) => right)),
    lines: sortedLines(lesson, entries),
    asked: new Set(lesson.order),
    read: new Map(),
    open: [],
    circular: new Set(),
    borrowing: new Set(),
    openedNames: new Set(),
    used: new Set(),
    causes: new Set(),
    failed: new Map(),
  };
}

/** The answer for a slot, read now if it has not been read; null if no line gives one. */
function givenAt(reader: Reader, slot: number): Given | null {
  const { lesson, entries, read, open } = reader;
  const known = read.get(slot);
  const own = reader.lines.answers.get(slot);
  if (known || !own) return known ?? null;
  open.push(slot);
  const around = { found: knownTo(reader), helperAt: namesAbove(reader), star: reader.star };
  const reading = readingOf(lesson, slot, own, entries, around);
  open.pop();
  const written = own.find((entry) => entry.written !== undefined)?.written ?? null;
  const given = { ...reading, written, borrowed: reader.borrowing.has(slot) };
  const settled = reader.circular.has(slot) ? { ...given, reading: circularReading(lesson, slot) } : given;
  read.set(slot, settled);
  return settled;
}

/** The derivatives that an answer may use: the learner's own, else the true one. */
const knownTo =
  (reader: Reader): KnownDerivatives =>
  (slot) => {
    const { worked } = reader.lesson;
    const { open } = reader;
    const word = wordAt(worked, slot);
    const at = open.indexOf(slot);
    if (at >= 0) {
      for (const each of open.slice(at)) reader.circular.add(each);
      return {
        why: `this answer uses ${word}, and ${word} uses this answer; one of them needs another rule`,
      };
    }
    if (open.length > deepest) return { why: `${word} depends on too many other answers` };
    const own = givenAt(reader, slot);
    const mine = own?.reading.kind === 'read' ? own.reading.value : null;
    const borrows = mine === null ? reader.asked.has(slot) : own?.borrowed;
    if (borrows) for (const each of open) reader.borrowing.add(each);
    if (mine !== null) return mine;
    const truth = gradientAt(worked, slot);
    return isFiniteValue(truth) ? truth : { why: `${word} does not exist here` };
  };

/** A learner's own name stands for its latest line above the place where it is used, else for its first below. */
const namesAbove =
  (reader: Reader) =>
  (place: number): Helpers =>
  (name) => {
    const all = reader.lines.helpers.get(name);
    const line = all?.findLast(({ at }) => at < place) ?? all?.[0];
    if (!line) return null;
    reader.used.add(name);
    return meaningOf(reader, name, line);
  };

/** What a name's line says that it is; or why it can't be read. */
function meaningOf(reader: Reader, name: string, { entry, at }: HelperLine): ReturnType<Helpers> {
  const { openedNames, causes, failed } = reader;
  const because = (why: string) => {
    causes.add(why);
    return { why };
  };
  if (openedNames.has(entry)) return because(fromItself(name));
  const before = failed.get(entry);
  if (before) return before;
  if (openedNames.size > deepest) return because(`${name} depends on too many other names`);
  openedNames.add(entry);
  const reading = readAt(reader, entry.right, at);
  openedNames.delete(entry);
  if (reading.kind === 'read') return reading.expression;
  const why = because(
    causes.has(reading.message)
      ? reading.message
      : `${name} can't be read in line ${entry.line}: ${reading.message}`,
  );
  failed.set(entry, why);
  return why;
}

/** Reads a text that is not an answer as if it stood at a place among the lines. */
const readAt = (reader: Reader, text: string, place: number): Reading =>
  readAnswer(reader.lesson.worked, nothing, text, knownTo(reader), namesAbove(reader)(place), reader.star);

function remarksOn(reader: Reader, other: OtherLine): readonly LineNote[] {
  const place = reader.entries.indexOf(other.entry);
  const message = remarkOn(reader.lesson, other, (text) => readAt(reader, text, place));
  return message === null ? [] : [{ line: other.entry.line, message, said: saidBy(other.entry) }];
}

/** Notes on names that no answer uses: only to be asked when all lines have been read. */
const unusedNames = ({ lesson, lines, used }: Reader): readonly LineNote[] =>
  [...lines.helpers]
    .filter(([name]) => !used.has(name))
    .map(([name, [first]]) => ({
      line: first?.entry.line ?? null,
      message: unused(lesson, name),
      ...(first && { said: saidBy(first.entry) }),
    }));

const answersNotAsked = ({ lesson, lines, read, asked }: Reader): readonly LineNote[] =>
  [...read.keys()]
    .filter((slot) => !asked.has(slot))
    .map((slot) => ({
      line: lines.answers.get(slot)?.at(-1)?.line ?? null,
      message: `\`${wordAt(lesson.worked, slot)}\` is not asked; it counts where other lines use it`,
    }));
