import { capital, stopped } from '../../tutor/lesson/words.ts';
import type { Graded, GradedResult } from '../grading/grade.ts';
import { isFitNote } from '../grading/which-assignment.ts';
import type { Note } from '../submission/submission.ts';
import { noteText } from './note-text.ts';
import { notesToTell, readWord } from './report.ts';

/** Which answers stand beside the notes, each with its message. */
export type ToldAnswers = 'all' | 'faulty' | 'none';

/**
 * The notes as their student reads them. Left out are the note on whose numbers the answers fit (it may be chance,
 * and is for the teacher), notes on lines that cost nothing where no answer is missing, and notes that an answer beside them says already.
 */
function notesForStudent(graded: Graded, answers: ToldAnswers): readonly Note[] {
  // A line that is no answer may be the one that is missing.
  const missing = graded.results.some(({ verdict }) => verdict === 'missing');
  return notesToTell(graded, answers === 'none').filter(
    ({ message }) =>
      !isFitNote(message) &&
      (missing || !/costs nothing/.test(message)) &&
      !saidBeside(graded, answers, message),
  );
}

/** Whether the answers beside a note say the same about all lines that it names. */
function saidBeside({ results }: Graded, answers: ToldAnswers, message: string): boolean {
  const named = linesIn(message);
  const beside = (wanted: (result: GradedResult) => boolean): boolean => {
    const lines = new Set(results.filter(wanted).map(({ line }) => line));
    return named.length > 0 && named.every((line) => lines.has(line));
  };
  if (answers === 'none') return false;
  if (/^judged \d+ of \d+; .* not read/.test(message))
    return beside(({ verdict }) => verdict === 'unreadable');
  return (
    answers === 'all' &&
    /read differently/.test(message) &&
    beside((result) => readWord(result.message) !== '')
  );
}

/** The lines that a note is about: `line 3`, `lines 8, 9`, `lines 12 to 15`. */
function linesIn(message: string): readonly number[] {
  const [, list = ''] = /\blines? ((?:\d+(?: to \d+)?(?:, | and )?)+)/.exec(message) ?? [];
  return [...list.matchAll(/(\d+)(?: to (\d+))?/g)].flatMap(([, from = '', to = from]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, k) => Number(from) + k),
  );
}

/**
 * An answer's message for its student: without its line where that stands beside it, and without what only a teacher
 * can do.
 */
export function messageForStudent(message: string, hasLine: boolean): string {
  const own = message.replace(/, or let the assignment say which it is: .*$/, '.');
  return capital(hasLine ? own.replace(/^line \d+, /, '') : own);
}

/** Notes as sentences of their own. */
export const noteSentences = (graded: Graded, answers: ToldAnswers): readonly string[] =>
  notesForStudent(graded, answers).map((note) =>
    capital(stopped(noteText(note, graded.cells))).replace(' and costs nothing', ''),
  );
