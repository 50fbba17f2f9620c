import { locate } from '../../language/diagnostic.ts';
import { targetOf } from '../../reading/left-sides.ts';
import { wordAt } from '../../symbolic/convention.ts';
import type { KnownDerivatives } from '../../tutor/answers/known-derivatives.ts';
import { type Helpers, namesOf } from '../../tutor/answers/own-names.ts';
import { readAnswer } from '../../tutor/answers/read-answer.ts';
import type { Reading } from '../../tutor/answers/reading.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import type { JudgedSubmission } from '../../tutor/quiz/whole-submission.ts';
import type { AnswerLine } from '../submission/submission.ts';

/** An answer's lines as one reading: each is read by itself, so that what is wrong is shown in its line. */
export function readingOf(
  lesson: Lesson,
  slot: number,
  own: readonly AnswerLine[],
  entries: readonly AnswerLine[],
  found: KnownDerivatives,
  helperAt: (place: number) => Helpers,
): JudgedSubmission & { readonly line: number } {
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

/** Adds a remark to a reading whose left side was spelled differently, for the reader of the report. */
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

/** An unreadable answer with its line and column. */
function inItsLine(reading: Reading & { kind: 'unreadable' }, entry: AnswerLine): Reading {
  if (reading.from === null) return reading;
  // Commands such as `:values` only work at a prompt, not in a file.
  const says = reading.message.replace(', which :values lists', '');
  const place = locate(entry.right, reading.from);
  const column = place.line === 1 ? entry.column + place.column - 1 : place.column;
  return { ...reading, message: `line ${entry.line + place.line - 1}, column ${column}: ${says}` };
}

export function circularReading({ worked }: Lesson, slot: number): Reading {
  return unread(`${wordAt(worked, slot)} is computed from itself; a circle has no value`);
}

const unread = (message: string): Reading => ({ kind: 'unreadable', message, from: null, to: null });
