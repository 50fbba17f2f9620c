import type { Expression } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import { remembered } from '../../language/remembering/remembering.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import { type AnswerLine, isOpenPlace, type Note, type Submission } from '../submission/submission.ts';
import type { Given } from './answers.ts';
import type { Understood } from './python-read.ts';

/** What was read of one answer, before anybody judges it. */
export interface ReadLine {
  readonly line: number | null;
  readonly problem: string | null;
  /** What it answers; null where that is unknown. */
  readonly asks: string | null;
  /** What stands behind its left side. */
  readonly typed: string;
  /** The whole line, where its left side needed a pattern; else null. */
  readonly written: string | null;
  /** How it was understood; null where it was not read. */
  readonly taken: string | null;
  /** Why it was not read, or how an unusual reading came about. */
  readonly remark: string | null;
}

/** A line as reports show it; a class writes the same lines over and over. */
const inOneLine = remembered((text) => text.replaceAll(/\s+/g, ' ').trim());

// Lines that are written alike share what was read of them.
const prints = new WeakMap<Expression, string>();

function printed(expression: Expression): string {
  const known = prints.get(expression) ?? print(expression);
  prints.set(expression, known);
  return known;
}

/** What was read of an answer. */
export function readLineOf(
  problem: string | null,
  asks: string,
  { reading, text, line, written, asWritten }: Given,
): ReadLine {
  const typed = inOneLine(text);
  const said = { line, problem, asks, typed, written: written === null ? null : inOneLine(written) };
  switch (reading.kind) {
    case 'read':
      return { ...said, taken: asWritten ? typed : printed(reading.expression), remark: reading.remark };
    case 'clash':
      return { ...said, taken: printed(reading.expression), remark: null };
    case 'unreadable':
      return { ...said, taken: null, remark: reading.message };
  }
}

/** What a teacher should know of answers that were not read as they are typed: which lines they stand in. */
export function spelledNote(lines: readonly ReadLine[]): Note | null {
  const spelled = [
    ...new Set(
      lines.flatMap(({ line, taken, remark }) =>
        taken !== null && remark !== null && line !== null ? [line] : [],
      ),
    ),
  ];
  if (spelled.length === 0) return null;
  return {
    line: null,
    message:
      spelled.length === 1
        ? `line ${listed(spelled)} was read differently from how it was typed`
        : `lines ${listed(spelled)} were read differently from how they were typed`,
  };
}

const listed = (numbers: readonly number[]): string =>
  numbers.slice(0, mostNamed).join(', ') + (numbers.length > mostNamed ? ' ...' : '');

/** The most unread lines that are named. */
const mostNamed = 12;

/**
 * How much of a submission was understood: its answers are compared with lines that look like answers and were not
 * read. Copies of the program's own lines do not count. `looksLost`: how many of these look like the answer to what nobody answered.
 */
export function understoodOf(
  lines: readonly ReadLine[],
  notes: readonly Note[],
  { entries, python }: Pick<Submission, 'entries' | 'python'>,
  copies: ReadonlySet<AnswerLine>,
  looksLost = 0,
): Understood {
  const read = lines.filter(({ taken }) => taken !== null).length;
  const lost = new Set<number>();
  for (const { line, taken } of lines) if (taken === null && line !== null) lost.add(line);
  for (const { line, costs } of notes) if (costs && line !== null) lost.add(line);
  if (read > 0) {
    if (lost.size <= read && looksLost === 0) return { kind: 'all', why: '' };
    const named = [...lost].sort((a, b) => a - b);
    const all = read + lost.size;
    return {
      kind: 'part',
      why: `only ${read} of ${all} lines that look like answers ${read === 1 ? 'was' : 'were'} read; look at ${named.length === 1 ? 'line' : 'lines'} ${listed(named)}`,
    };
  }
  const said = entries.filter((entry) => !isOpenPlace(entry.right) && !copies.has(entry));
  const blank =
    said.length === 0 && lost.size === 0 && (entries.length > 0 || (notes.length === 0 && !python));
  if (blank) return { kind: 'blank', why: 'no answer is filled in' };
  const first = lines.find(({ taken, remark }) => taken === null && remark !== null);
  if (first) return { kind: 'nothing', why: `no answer could be read: ${quoted(first.remark ?? '', 300)}` };
  return {
    kind: 'nothing',
    why:
      said.length > 0
        ? 'none of its lines answers what is asked here'
        : 'none of its lines could be read as an answer',
  };
}
