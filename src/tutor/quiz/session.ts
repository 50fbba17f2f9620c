import { canGoOn, hasOpenBracket } from '../../language/matrices/bracket-spans.ts';
import { oneMeaning } from '../../reading/right-sides.ts';
import { onlyAtPrompts, readCommand } from '../answers/command-words.ts';
import { admissible } from '../answers/near-misses.ts';
import { readAnswer } from '../answers/read-answer.ts';
import { longestAnswer, type Reading } from '../answers/reading.ts';
import { onHiddenStart } from '../answers/suspicion/hidden-start.ts';
import { assessAnswer } from '../answers/suspicion/slipped-chain.ts';
import { type Block, line } from '../lesson/block.ts';
import { inStepNames } from '../lesson/lecture-names.ts';
import { inConvention } from '../lesson/lesson.ts';
import { questionOf } from '../lesson/question.ts';
import { math, quoted, stopped } from '../lesson/words.ts';
import { askedWord, kindsOfQuestion } from '../questions/kinds.ts';
import { knownIn, startOf } from '../session/in-hand.ts';
import { blockOf } from '../session/question-block.ts';
import { slopesFound } from '../session/slopes-found.ts';
import { type Session, type Stepped, stay, untouched, withQuestionState } from '../session/state.ts';
import { loadAnswers } from './load.ts';
import { answerOtherKind, isOtherKind } from './other-kinds.ts';
import { holdsAtOtherValues } from './other-values.ts';
import { asPageReads } from './page-answers.ts';
import { answerProbe, withoutSmaller } from './probe.ts';
import { respond } from './respond.ts';
import { runCommand } from './run-command.ts';
import { severalAnswers } from './several.ts';

import { summary } from './summary.ts';
import { hasChanged } from './undo.ts';
import { clashed, unreadable, withoutStart } from './unreadable.ts';

/** The question at hand, as it is to be shown; nothing when the quiz is over. */
export function asking(session: Session): readonly Block[] {
  const at = session.queue[0];
  if (session.over || at === undefined) return [];
  return [blockOf(session, questionOf(session.words.lesson, at))];
}

/** The label of the prompt: `dJ/db = `, or that of a smaller question on the way. */
export function promptOf({ queue, turns, words, pending }: Session): string {
  if (pending !== '') return '... ';
  const question = questionOf(words.lesson, queue[0] ?? -1);
  const smaller = turns.get(question.key)?.smaller;
  const own = question.kind === 'value' ? null : kindsOfQuestion[question.kind].prompt?.(question);
  return own ?? `${smaller ?? askedWord(words, question)} = `;
}

/** Takes one typed line: an answer or a command. When all lines of a pipe are in, their verdicts are those of the whole page. */
export function step(before: Session, line: string): Stepped {
  const after = typedLine(before, line);
  return after.session.manner === 'piped' && after.session.over && !before.over
    ? { ...after, session: asPageReads(after.session) }
    : after;
}

function typedLine(before: Session, line: string): Stepped {
  const stepped = stepOn(before, line);
  const { session } = stepped;
  // What was opened or taken back has its own past; in a pipe nothing is taken back.
  const isNew = hasChanged(before, session) && session.before === before.before;
  return isNew && before.manner === 'prompt'
    ? { ...stepped, session: { ...session, before: { ...before, pending: '' } } }
    : stepped;
}

/** Takes the answers of a file that was saved. */
export const load = (session: Session, text: string): Stepped =>
  loadAnswers(session, text, (at, typed) => step(withoutSmaller(at, at.queue[0] ?? -1), typed));

function stepOn(before: Session, line: string): Stepped {
  const at = before.queue[0];
  if (before.over || at === undefined) return stay(before);
  if (before.pending === '') return answered(before, at, line);
  const { manner, pending } = before;
  const whole = `${pending}\n${line}`;
  if (manner === 'piped')
    return whole.length <= longestAnswer && canGoOn(pending, line)
      ? answered(before, at, whole)
      : leftOpen(before, at, [line]);
  const goesOn = line.trim() !== '' && !/^\s*[:?]/u.test(line);
  return answered({ ...before, pending: '' }, at, goesOn ? whole : line);
}

/** Takes the end of the lines of a pipe. */
export const ended = (session: Session): Stepped =>
  session.pending === '' ? stay(session) : leftOpen(session, session.queue[0] ?? -1, []);

/** Ends a bracket that a pipe never closes: its answer is unreadable, and the lines below are answers of their own. */
function leftOpen(before: Session, at: number, more: readonly string[]): Stepped {
  const [first = '', ...below] = before.pending.split('\n');
  const stepped = settledBy({ ...before, pending: '' }, at, first);
  return { ...stepped, effect: { kind: 'again', lines: [...below, ...more] } };
}

/** Takes a line: an open bracket continues on the next line. */
function answered(before: Session, at: number, text: string): Stepped {
  if (hasOpenBracket(text) && text.length <= longestAnswer) return stay({ ...before, pending: text });
  const session = { ...before, pending: '' };
  const each = (open: Session, key: number, typed: string): Stepped =>
    settledBy(withoutSmaller(open, key), key, typed);
  return severalAnswers(session, text, each) ?? settledBy(session, at, text);
}

const settledBy = (session: Session, at: number, text: string): Stepped =>
  holdsAtOtherValues(
    session,
    at,
    taken(session, at, text),
    (other) => taken(inSense(other, session), at, text).session,
  );

/** Takes a whole answer, or a command. */
function taken(session: Session, at: number, typedText: string): Stepped {
  const { lesson, digits } = session.words;
  const text = inStepNames(lesson.worked, typedText);
  if (text !== typedText && !/^\s*[:?]/u.test(text)) {
    const stepped = taken(session, at, text);
    return { ...stepped, shown: [line('note', `read as ${text.trim()}.`), ...stepped.shown] };
  }
  const typed = readCommand(text, (word) => lesson.worked.slots.has(word));
  const question = questionOf(lesson, at);
  if (typed?.kind === 'command') {
    // In a pipe, exactly the announced questions are asked, once each, and no file is written.
    const instead = onlyAtPrompts.get(typed.command);
    if (session.manner === 'prompt' || instead === undefined)
      return runCommand(session, at, typed.command, typed.argument);
    const says = `${math(`:${typed.command}`)} works only at a prompt${instead && `; ${instead}`}`;
    return unreadable(session, question, text, [line('trouble', `${says}.`)]);
  }
  if (typed) return unreadable(session, question, text, [line('trouble', stopped(typed.message))]);
  if (text.trim() === '')
    return stay(session, ...(session.manner === 'prompt' ? [line('note', nothingTyped(session))] : []));
  // Piped, the shell has passed it over already.
  if (/^\s*#/u.test(text)) return stay(session, line('note', 'Comments are ignored.'));
  if (isOtherKind(question)) return answerOtherKind(session, question, text);
  const beside = answerProbe(session, question, text);
  if (beside) return withChain(beside, session, at);
  const slopes = slopesFound(session);
  const reading = admissible(lesson, readAnswer(lesson.worked, question, text, knownIn(session), slopes));
  if (reading.kind === 'unreadable') {
    const turn = session.turns.get(at) ?? untouched;
    const waiting =
      reading.slope === undefined ? session : withQuestionState(session, at, { ...turn, chain: text });
    return unreadable(waiting, question, text, whyUnread(text, reading));
  }
  const start = startOf(session);
  const alone = assessAnswer(lesson, question, reading, digits, start);
  const considered =
    alone.verdict === 'wrong' ? onHiddenStart(lesson, question, reading, alone, start, digits) : alone;
  if (reading.kind === 'clash') return clashed(session, question, text, reading, considered);
  if (considered.verdict === 'wrong' && isSurprising(session, at, text, reading))
    return stay(
      withQuestionState(session, at, { ...(session.turns.get(at) ?? untouched), echoed: text }),
      line(
        'note',
        `${reading.remark}. If that is what you mean, type it once more; so far it costs nothing.`,
      ),
    );
  const unsure = considered.mistake && withoutStart(session, question, reading, considered);
  if (unsure) return unsure;
  const remark = reading.remark ? [line('note', `${reading.remark}.`)] : [];
  return respond(session, question, reading, considered, remark);
}

/** Whether a line was read differently than it was typed, may mean something else, and this has not been said yet. */
const isSurprising = (
  session: Session,
  at: number,
  text: string,
  { remark, via }: Reading & { kind: 'read' },
): boolean =>
  session.manner === 'prompt' &&
  remark !== null &&
  (via ?? []).some((pattern) => !oneMeaning.has(pattern)) &&
  session.turns.get(at)?.echoed !== text;

/** Continues a chain rule that waited for a slope, once that is found. */
function withChain(beside: Stepped, before: Session, at: number): Stepped {
  const { session } = beside;
  const chain = session.turns.get(at)?.chain ?? null;
  if (chain === null || session.slopes === before.slopes) return beside;
  const waited = withQuestionState(session, at, { ...(session.turns.get(at) ?? untouched), chain: null });
  const after = taken(waited, at, chain);
  return { ...after, shown: [...beside.shown, ...after.shown] };
}

/** A quiz at further values under the convention that this one has come to. */
function inSense(other: Session, { words }: Session): Session {
  const { convention } = words.lesson.choice;
  if (convention === undefined || convention === other.words.lesson.choice.convention) return other;
  return { ...other, words: { ...other.words, lesson: inConvention(other.words.lesson, convention) } };
}

const nothingTyped = ({ words: { lesson } }: Session): string =>
  `Nothing was typed. ${lesson.choice.hints === false ? '' : '`?` gives a hint, '}\`:skip\` leaves the question for later.`;

function whyUnread(text: string, { message, from, to }: Reading & { kind: 'unreadable' }): readonly Block[] {
  const said = line('trouble', stopped(quoted(message)));
  return from === null ? [said] : [said, { kind: 'place', source: text, from, to: to ?? from }];
}

/** The screen at the end, however it came: what was answered, and how. */
export const closing = (session: Session): readonly Block[] =>
  summary(session).map((text) => line('plain', text));
