import { nameAt } from '../../engine/graph/names.ts';
import { gradientAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { locate } from '../../language/diagnostic.ts';
import { suggest } from '../../language/suggest.ts';
import { entriesOf, isFiniteValue, type Value } from '../../ops/matrix.ts';
import { targetOf } from '../../reading/left-sides.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { isWithin, judgedDigits } from '../../tutor/answers/judge.ts';
import type { KnownDerivatives } from '../../tutor/answers/known-derivatives.ts';
import { type Helpers, namesOf } from '../../tutor/answers/own-names.ts';
import { readAnswer } from '../../tutor/answers/read-answer.ts';
import type { Reading } from '../../tutor/answers/reading.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { type Question, questionOf } from '../../tutor/lesson/question.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import type { JudgedSubmission } from '../../tutor/quiz/whole-submission.ts';
import { type AnswerLine, isOpenPlace, type Note } from '../submission/submission.ts';
import { type Addressee, addresseeOf } from './addressee.ts';
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
    const summedUp = summed(lesson, slot, own, entries, found, helperAt);
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

/** Said of a line that joins a text and a value, as prose does, and names no derivative. */
const namesNothing = ({ left, right }: AnswerLine): string =>
  `this answers nothing, and costs nothing: \`${quoted(`${left} ${right}`).slice(0, 60)}\``;

/** A name that no answer uses: often one that should have been another. */
function unused({ worked, order }: Lesson, name: string): string {
  const near = suggest(
    name,
    order.map((slot) => `d${nameAt(worked, slot)}`),
  );
  if (name.includes('/')) return `${name} is a local derivative, and none is asked; passed over`;
  return near
    ? `\`${name}\` is asked nowhere; did you mean \`${near}\`?`
    : `\`${name}\` is asked nowhere, and no answer uses it; it costs nothing`;
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

/** An answer's lines as one reading: each is read by itself, so that what is wrong is shown in its line. */
function summed(
  lesson: Lesson,
  slot: number,
  own: readonly AnswerLine[],
  entries: readonly AnswerLine[],
  found: KnownDerivatives,
  helperAt: (place: number) => Helpers,
): Omit<Given, 'borrowed' | 'written'> {
  const question = questionOf(lesson, slot);
  const line = own.at(-1)?.line ?? 0;
  const text = own.map(({ right }) => right).join(' + ');
  const bodies: string[] = [];
  for (const entry of own) {
    if (entry.broken !== undefined)
      return { reading: unread(entry.broken), text: entry.right, line: entry.line };
    const reading = readAnswer(lesson.worked, question, entry.right, found, helperAt(entries.indexOf(entry)));
    if (reading.kind === 'unreadable') return { reading: inItsLine(reading, entry), text, line: entry.line };
    if (own.length === 1) return { reading: noted(lesson, entry, reading), text, line };
    bodies.push(`(${reading.body})`);
  }
  const place = entries.indexOf(own.at(-1) as AnswerLine); // an answer has a line at least
  const reading = readAnswer(lesson.worked, question, bodies.join(' + '), found, helperAt(place));
  return { reading: reading.kind === 'read' ? { ...reading, body: text } : reading, text, line };
}

/** A reading whose left side was spelled otherwise says so, for the reader of the report. */
function noted({ worked }: Lesson, { left, via = [] }: AnswerLine, reading: Reading): Reading {
  if (reading.kind !== 'read' || reading.remark !== null) return reading;
  const target = targetOf(left, namesOf(worked));
  if (target?.kind !== 'derivative' || (target.via === null && via.length === 0)) return reading;
  const patterns = [...via, ...(target.via === null ? [] : [target.via])];
  return {
    ...reading,
    remark: `read as d${target.by} = ${reading.body}`,
    via: [...(reading.via ?? []), ...patterns],
  };
}

/** What could not be read, with its column: the line stands beside it in every report. */
function inItsLine(reading: Reading & { kind: 'unreadable' }, entry: AnswerLine): Reading {
  if (reading.from === null) return reading;
  // A file has no prompt at which a word with a colon could be typed.
  const says = reading.message.replace(', which :values lists', '');
  const place = locate(entry.right, reading.from);
  const column = place.line === 1 ? entry.column + place.column - 1 : place.column;
  return { ...reading, message: `line ${entry.line + place.line - 1}, column ${column}: ${says}` };
}

function inCircle({ worked }: Lesson, slot: number): Reading {
  return unread(`${wordAt(worked, slot)} is given by way of itself; a circle has no value`);
}

const unread = (message: string): Reading => ({ kind: 'unreadable', message, from: null, to: null });

/** The note on a line that is not an answer; null if the line needs none. */
function remarkOn(
  lesson: Lesson,
  aim: Exclude<Addressee, { kind: 'derivative' | 'helper' | 'local' }>,
  { right }: AnswerLine,
  read: (text: string) => Reading,
): string | null {
  const { worked } = lesson;
  switch (aim.kind) {
    case 'output': {
      const reading = read(right);
      return reading.kind === 'read' && same(lesson, reading.value, 1)
        ? null
        : `\`d${worked.output}/d${worked.output}\` is 1, whatever is written here`;
    }
    case 'repeats': {
      const reading = read(right);
      const name = nameAt(worked, aim.slot);
      if (reading.kind !== 'read') return null;
      return same(lesson, reading.value, valueOfSlot(worked, aim.slot))
        ? null
        : `this gives \`${name}\` another value than the program does; passed over`;
    }
    case 'unknown':
      return aim.why;
  }
}

/** Whether a value is another one, as answers are judged. */
function same(lesson: Lesson, value: Value, exact: Value): boolean {
  const rounded = Array.from(entriesOf(exact)).some((entry) => !Number.isInteger(entry));
  const digits = lesson.choice.digits ?? judgedDigits;
  return isWithin(value, exact, [{ exact: 0, magnitude: 0, band: { low: 0, high: 0, rounded }, digits }]);
}
