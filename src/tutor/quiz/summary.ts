import { gradientAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { literal } from '../../language/expression.ts';
import { shownValue } from '../../language/number-format.ts';
import { print } from '../../language/print.ts';
import { printProgram } from '../../language/program.ts';
import { withoutControls } from '../../language/unicode-names.ts';
import { causeSaid } from '../diagnosis/cause-words.ts';
import type { Outcome, Session } from '../session/state.ts';
import { pageReading } from './page-answers.ts';

/** How many questions ended in which way. */
export interface Tally {
  readonly asked: number;
  readonly right: number;
  readonly firstTry: number;
  readonly withHints: number;
  /** Wrong values by the right rule, given the learner's own earlier answers. */
  readonly followThrough: number;
  readonly wrong: number;
  readonly unreadable: number;
  readonly revealed: number;
  readonly skipped: number;
  /** Tried, and still open. */
  readonly open: number;
  readonly missing: number;
}

/** Counts the questions of a session; steps that `:open` added do not count. */
export function tally({ words, turns, extra }: Session): Tally {
  const asked = words.lesson.asked.filter((key) => !extra.has(key));
  const of = (test: (outcome: Outcome | null, slot: number) => boolean): number =>
    asked.filter((slot) => test(turns.get(slot)?.outcome ?? null, slot)).length;
  const tried = (slot: number): boolean => (turns.get(slot)?.tries ?? 0) > 0;
  const put = (slot: number): boolean => (turns.get(slot)?.skips ?? 0) > 0;
  const right = (outcome: Outcome | null): boolean => outcome === 'correct' || outcome === 'close';
  return {
    asked: asked.length,
    right: of(right),
    firstTry: of(
      (outcome, slot) => right(outcome) && turns.get(slot)?.tries === 1 && turns.get(slot)?.hints === 0,
    ),
    withHints: of((outcome, slot) => right(outcome) && (turns.get(slot)?.hints ?? 0) > 0),
    followThrough: of((outcome) => outcome === 'follow-through'),
    wrong: of((outcome) => outcome === 'wrong'),
    unreadable: of((outcome) => outcome === 'unreadable'),
    revealed: of((outcome) => outcome === 'revealed'),
    skipped: of(
      (outcome, slot) => outcome === 'skipped' || (outcome === null && (turns.get(slot)?.skips ?? 0) > 0),
    ),
    open: of((outcome, slot) => outcome === null && tried(slot) && !put(slot)),
    missing: of((outcome, slot) => outcome === null && !tried(slot) && !put(slot)),
  };
}

/** Whether everything that was asked was answered right: the piped quiz's exit code. */
export const passed = (session: Session): boolean => tally(session).right === tally(session).asked;

/** The last words of a quiz. */
export function summary(session: Session): readonly string[] {
  const count = tally(session);
  if (count.asked === 0) return [];
  const parts = [
    [count.firstTry, 'at the first try'],
    [count.right - count.firstTry - count.withHints, 'after more tries'],
    [count.withHints, 'with hints'],
    [count.followThrough, 'by the right rule after a wrong answer'],
    [count.wrong, 'wrong'],
    [count.unreadable, 'unreadable'],
    [count.revealed, 'with the answer shown'],
    [count.skipped, 'skipped'],
    [count.open, 'tried and not right'],
    [count.missing, session.manner === 'piped' ? 'missing' : 'not answered'],
  ] as const;
  if (session.manner === 'prompt' && session.queue.length > 0) return [soFar(session, count, parts)];
  const said = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  if (count.firstTry === count.asked && count.asked > 1)
    return [`${count.right} of ${count.asked} right, all at the first try.`];
  const page = pageReading(session);
  const causes = page.causes.flatMap((cause) => causeSaid(session.words.lesson, cause, page) ?? []);
  return [`${count.right} of ${count.asked} right: ${said.join(', ')}.`, ...causes];
}

/** What somebody has done who leaves in the middle: what is open is no fault. */
function soFar(
  { queue, extra }: Session,
  { asked, right }: Tally,
  parts: readonly (readonly [number, string])[],
): string {
  const open = queue.filter((key) => !extra.has(key)).length;
  const waiting = `${open} ${open === 1 ? 'question is' : 'questions are'} still open`;
  if (right === 0) return `You have answered no question right yet; ${waiting}.`;
  const how = parts.slice(0, 3).filter(([number]) => number > 0);
  const ways = how.map(([number, what]) => (number === right ? what : `${number} ${what}`)).join(', ');
  return `${right} of ${asked} right so far, ${ways}; ${waiting}.`;
}

/** The answers in the form of a submission: the program and its values as comments, then a line a question. */
export function answersFile({ words, turns, extra }: Session): string {
  const { worked, order } = words.lesson;
  const values = [...worked.own]
    .filter((slot) => worked.sources.at(slot) === null)
    .map((slot) => `${worked.names[slot]}=${print(literal(valueOfSlot(worked, slot)))}`);
  const lines = order
    .filter((slot) => !extra.has(slot))
    .map((slot) => {
      const turn = turns.get(slot);
      const shown = print(literal(shownValue(gradientAt(worked, slot), words.digits)));
      const given = turn?.answer ?? (turn?.outcome === 'revealed' ? shown : '');
      const comment = turn?.outcome === 'revealed' ? '  # revealed' : '';
      // Whatever was typed, a file gets no control characters from it.
      return `d${worked.names[slot]} = ${withoutControls(given)}${comment}`.trimEnd();
    });
  const program = printProgram(worked.program, '; ');
  return `${[`# program: ${program}`, `# values: ${values.join(' ')}`, ...lines].join('\n')}\n`;
}
