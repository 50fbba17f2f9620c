import { locate } from '../../language/diagnostic.ts';
import type { Star } from '../../language/numpy/page.ts';
import { type Remembering, remembering } from '../../language/remembering/remembering.ts';
import { newReplay, type Replay, replayed } from '../../language/remembering/replayed.ts';
import { targetOf } from '../../reading/left-sides.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { isUnusable, type KnownDerivatives } from '../../tutor/answers/known-derivatives.ts';
import { type Helpers, namesOf } from '../../tutor/answers/own-names.ts';
import { readAnswer } from '../../tutor/answers/read-answer.ts';
import type { Reading } from '../../tutor/answers/reading.ts';
import { withoutStop } from '../../tutor/answers/respelled-answer.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import type { JudgedSubmission } from '../../tutor/quiz/whole-submission.ts';
import { valueWord } from '../../tutor/session/reading-word.ts';
import type { AnswerLine } from '../submission/submission.ts';

/** What the lines of a page are read beside: its other answers, its own names, and what a `*` means on it. */
export interface PageAround {
  readonly found: KnownDerivatives;
  readonly helperAt: (place: number) => Helpers;
  readonly star: Star;
}

/** An answer's lines as one reading: each is read by itself, so that what is wrong is shown in its line. */
export function readingOf(
  lesson: Lesson,
  slot: number,
  own: readonly AnswerLine[],
  entries: readonly AnswerLine[],
  { found, helperAt, star }: PageAround,
): JudgedSubmission & { readonly line: number } {
  const question = questionOf(lesson, slot);
  const line = own.at(-1)?.line ?? 0;
  const text = own.map(({ right }) => right).join(' + ');
  const bodies: string[] = [];
  for (const entry of own) {
    if (entry.broken !== undefined)
      return { reading: unread(entry.broken), text: entry.right, line: entry.line };
    const helpers = helperAt(entries.indexOf(entry));
    const alone = readOnce(lesson, slot, entry.right, found, helpers, star);
    const reading = readAsChain(
      alone,
      entry.right,
      (text) => readOnce(lesson, slot, text, found, helpers, star),
      question.asks,
    );
    if (reading.kind === 'unreadable') return { reading: inItsLine(reading, entry), text, line: entry.line };
    if (own.length === 1) return { reading: noted(lesson, entry, reading), text, line };
    bodies.push(`(${reading.body})`);
  }
  const place = entries.indexOf(own.at(-1) as AnswerLine); // an answer has a line at least
  const reading = readAnswer(lesson.worked, question, bodies.join(' + '), found, helperAt(place), star);
  return { reading: reading.kind === 'read' ? { ...reading, body: text } : reading, text, line };
}

/**
 * The reading of a right side that looks like the left side of another answer (`dv = 3*2 = 6`, which stands behind `du =`): a
 * chain, whose first member is a quantity. Any other reading stays as it is.
 */
function readAsChain(
  reading: Reading,
  right: string,
  read: (text: string) => Reading,
  asks: string,
): Reading {
  if (reading.kind !== 'unreadable' || reading.from === null || !/^[^=<>!]*=(?!=)/.test(right))
    return reading;
  const chain = read(`${asks} = ${right}`);
  return chain.kind === 'unreadable' && chain.from !== null ? reading : chain;
}

/** The answers of a class to one lesson as they were read. */
const readings = new WeakMap<Lesson, Remembering<string, Replay<Reading>>>();
const mostReadings = 2000;
const longestRemembered = 200;

/** Reads an answer; or, where somebody wrote the same beside the same derivatives and no names of their own, gives that reading. */
function readOnce(
  lesson: Lesson,
  slot: number,
  text: string,
  found: KnownDerivatives,
  helpers: Helpers,
  star: Star,
): Reading {
  const { worked } = lesson;
  const question = questionOf(lesson, slot);
  if (text.length > longestRemembered) return readAnswer(worked, question, text, found, helpers, star);
  const known = readings.get(lesson) ?? remembering<string, Replay<Reading>>(mostReadings);
  readings.set(lesson, known);
  const key = `${slot} ${star} ${text}`;
  const replay = known.get(key) ?? newReplay<Reading>();
  known.set(key, replay);
  const ask = (asked: number | string): Told =>
    typeof asked === 'number' ? { derivative: found(asked) } : { name: helpers(asked) };
  return replayed(replay, ask, toldWord, (asking) =>
    readAnswer(
      worked,
      question,
      text,
      (asked) => asking(asked).derivative ?? notTold,
      (name) => asking(name).name ?? null,
      star,
    ),
  );
}

/** What a reading was told: a derivative, by its slot, or what a name of the learner's own means. */
interface Told {
  readonly derivative?: ReturnType<KnownDerivatives>;
  readonly name?: ReturnType<Helpers>;
}

const notTold = { why: '' };

function toldWord({ derivative, name }: Told): string | null {
  if (derivative === undefined) return name === null ? '' : null;
  return isUnusable(derivative) ? JSON.stringify(derivative) : valueWord(derivative);
}

/** Adds a remark to a reading whose left side was spelled differently, for the reader of the report. */
function noted({ worked }: Lesson, { left, via = [] }: AnswerLine, reading: Reading): Reading {
  if (reading.kind !== 'read' || reading.remark !== null) return reading;
  const target = targetOf(left, namesOf(worked));
  if (target?.kind !== 'derivative' || (target.via === null && via.length === 0)) return reading;
  const patterns = [...via, ...(target.via === null ? [] : [target.via])];
  return {
    ...reading,
    remark: `read as d${target.by} = ${withoutStop(reading.body)}`,
    via: [...(reading.via ?? []), ...patterns],
  };
}

/** An unreadable answer with its line and column. */
function inItsLine(reading: Reading & { kind: 'unreadable' }, entry: AnswerLine): Reading {
  // Commands such as `:values` only work at a prompt, not in a file.
  const says = reading.message.replace(', which :values lists', '');
  if (reading.from === null) return { ...reading, message: says };
  const place = locate(entry.right, reading.from);
  const column = place.line === 1 ? entry.column + place.column - 1 : place.column;
  return { ...reading, message: `line ${entry.line + place.line - 1}, column ${column}: ${says}` };
}

export function circularReading({ worked }: Lesson, slot: number): Reading {
  return unread(`${wordAt(worked, slot)} is computed from itself; a circle has no value`);
}

const unread = (message: string): Reading => ({ kind: 'unreadable', message, from: null, to: null });
