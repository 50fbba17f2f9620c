import { nameAt } from '../../engine/graph/names.ts';
import { gradientAt } from '../../engine/passes/evaluate.ts';
import { isFiniteValue } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import type { KnownDerivatives } from '../../tutor/answers/known-derivatives.ts';
import type { Helpers } from '../../tutor/answers/own-names.ts';
import { readAnswer } from '../../tutor/answers/read-answer.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { Question } from '../../tutor/lesson/question.ts';
import type { JudgedSubmission } from '../../tutor/quiz/whole-submission.ts';
import { type AnswerLine, isOpenPlace, type Note } from '../submission/submission.ts';
import { type Addressee, addresseeOf } from './addressee.ts';
import { namesNothing, remarkOn, unused } from './line-notes.ts';
import { inCircle, readingOf } from './line-readings.ts';
import type { PythonRead } from './python-read.ts';

/** An answer of a submission, read: what was handed in, and the line that counted. */
export interface Given extends JudgedSubmission {
  readonly line: number;
  /** Whether it was written in Python, and is shown as it was written. */
  readonly asWritten?: boolean;
  /** The line as it was written, where that is not how it was read; else null. */
  readonly written: string | null;
  /** Whether a true value that is asked stands in it, since they gave none: its number would tell that one. */
  readonly borrowed: boolean;
}

/** The answers of a submission to one lesson, and what its reader should know about the other lines. */
export interface Answers {
  readonly given: ReadonlyMap<number, Given>;
  readonly notes: readonly Note[];
  /** How the learner's own Python was understood, where that is what was handed in. */
  readonly python?: PythonRead;
}

/** A question about nothing, for lines that are no answers. */
const nothing: Question = {
  key: -1,
  kind: 'value',
  slot: -1,
  name: '',
  asks: '',
  links: null,
  exact: Number.NaN,
  magnitude: 0,
  plain: true,
};

/** Answers may be given by one another over so many steps. */
const deepest = 200;

/**
 * Reads the lines of a submission that are about one lesson. A d-name on a right side is the learner's own answer,
 * wherever it stands, or the true value where they gave none that can be read; a circle of answers is unreadable.
 */
export function answersOf(lesson: Lesson, entries: readonly AnswerLine[]): Answers {
  const { worked } = lesson;
  const notes: Note[] = [];
  const lines = new Map<number, AnswerLine[]>();
  const helpers = new Map<string, { readonly entry: AnswerLine; readonly at: number }[]>();
  const others: {
    readonly entry: AnswerLine;
    readonly aim: Exclude<Addressee, { kind: 'derivative' | 'helper' | 'local' }>;
  }[] = [];
  for (const [at, entry] of entries.entries()) {
    const aim = addresseeOf(lesson, entry.left, entry.bare);
    if (aim.kind === 'derivative') put(lines, aim.slot, entry, notes, nameAt(worked, aim.slot));
    else if (aim.kind === 'helper' && entry.loose)
      notes.push({ line: entry.line, message: namesNothing(entry) });
    else if (aim.kind === 'helper' || aim.kind === 'local') {
      const name = aim.kind === 'helper' ? aim.name : aim.word;
      helpers.set(name, [...(helpers.get(name) ?? []), { entry, at }]);
    } else others.push({ entry, aim });
  }

  const read = new Map<number, Given>();
  const open: number[] = [];
  const circular = new Set<number>();
  const asked = new Set(lesson.order);
  const borrowing = new Set<number>();
  const found: KnownDerivatives = (slot) => {
    const truth = gradientAt(worked, slot);
    const word = wordAt(worked, slot);
    const at = open.indexOf(slot);
    if (at >= 0) for (const each of open.slice(at)) circular.add(each);
    if (at >= 0)
      return { why: `${word} is given by way of this very answer; one of them needs another rule` };
    if (open.length > deepest) return { why: `${word} is given by way of too many other answers` };
    const own = givenAt(slot);
    const mine = own?.reading.kind === 'read' ? own.reading.value : null;
    if (mine === null ? asked.has(slot) : own?.borrowed) for (const each of open) borrowing.add(each);
    if (mine !== null) return mine;
    return isFiniteValue(truth) ? truth : { why: `${word} does not exist here` };
  };

  const givenAt = (slot: number): Given | null => {
    const known = read.get(slot);
    const own = lines.get(slot);
    if (known || !own) return known ?? null;
    open.push(slot);
    const summedUp = readingOf(lesson, slot, own, entries, found, helperAt);
    open.pop();
    const written = own.find((entry) => entry.written !== undefined)?.written ?? null;
    const given = { ...summedUp, written, borrowed: borrowing.has(slot) };
    const settled = circular.has(slot) ? { ...given, reading: inCircle(lesson, slot) } : given;
    read.set(slot, settled);
    return settled;
  };

  const opened = new Set<AnswerLine>();
  /** Why names could not be read: a name that is made of such a one is in the same trouble, and no further. */
  const causes = new Set<string>();
  const used = new Set<string>();
  const because = (why: string) => {
    causes.add(why);
    return { why };
  };
  /** What could not be read once is not read again: each reading tries other spellings, and fifty names would double it. */
  const failed = new Map<AnswerLine, { readonly why: string }>();
  /** A learner's own name stands for its latest line above the place where it is used, else for its first below. */
  const helperAt =
    (place: number): Helpers =>
    (name) => {
      const all = helpers.get(name);
      const own = all?.findLast(({ at }) => at < place) ?? all?.[0];
      if (!own) return null;
      const { entry, at } = own;
      used.add(name);
      if (opened.has(entry))
        return because(`${name} is given by way of itself; give the new value a name of its own`);
      const before = failed.get(entry);
      if (before) return before;
      if (opened.size > deepest) return because(`${name} is given by way of too many other names`);
      opened.add(entry);
      const reading = readAnswer(worked, nothing, entry.right, found, helperAt(at));
      opened.delete(entry);
      if (reading.kind === 'read') return reading.expression;
      const known = causes.has(reading.message);
      const why = because(
        known ? reading.message : `${name} can't be read in line ${entry.line}: ${reading.message}`,
      );
      failed.set(entry, why);
      return why;
    };

  for (const slot of lesson.order) givenAt(slot);
  for (const slot of lines.keys()) givenAt(slot);
  for (const { entry, aim } of others) {
    const says = remarkOn(lesson, aim, entry, (text) =>
      readAnswer(worked, nothing, text, found, helperAt(entries.indexOf(entry))),
    );
    if (says !== null) notes.push({ line: entry.line, message: says });
  }
  for (const [name, own] of helpers)
    if (!used.has(name)) notes.push({ line: own[0]?.entry.line ?? null, message: unused(lesson, name) });
  const given = new Map([...read].filter(([slot]) => asked.has(slot)));
  for (const slot of read.keys()) {
    const line = lines.get(slot)?.at(-1)?.line ?? null;
    const word = wordAt(worked, slot);
    if (!asked.has(slot))
      notes.push({ line, message: `\`${word}\` is not asked; it counts where other lines name it` });
  }
  return { given, notes: notes.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

/** Adds a line to those of its answer: the last one counts, `+=` adds to what is there, and a blank says nothing. */
function put(
  lines: Map<number, AnswerLine[]>,
  slot: number,
  entry: AnswerLine,
  notes: Note[],
  name: string,
): void {
  if (isOpenPlace(entry.right)) return;
  const before = lines.get(slot);
  if (before && !entry.adds)
    notes.push({
      line: entry.line,
      message: `\`d${name}\` stands in line ${before.at(-1)?.line} as well; this last line counts`,
    });
  lines.set(slot, before && entry.adds ? [...before, entry] : [entry]);
}
