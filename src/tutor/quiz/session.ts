import { inWords } from '../../engine/graph/givens.ts';
import { kinds } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { canGoOn, hasOpenBracket } from '../../language/matrices/bracket-spans.ts';
import { print } from '../../language/print.ts';
import { printProgram } from '../../language/program.ts';
import { writingOf } from '../../symbolic/link.ts';
import { admissible, assess } from '../answers/assess.ts';
import { onlyAtPrompts, readCommand } from '../answers/command-words.ts';
import { readAnswer } from '../answers/read-answer.ts';
import { longestAnswer, type Reading } from '../answers/reading.ts';
import { type Block, line } from '../lesson/block.ts';
import { inConvention, type Lesson } from '../lesson/lesson.ts';
import { questionOf } from '../lesson/question.ts';
import { kindIn } from '../lesson/question-kind.ts';
import { math, quoted, stopped, type Words } from '../lesson/words.ts';
import { askedWord } from '../questions/kinds.ts';
import { answeringHelp } from '../session/command-help.ts';
import { knownIn, startOf } from '../session/in-hand.ts';
import { blockOf } from '../session/question-block.ts';
import { type Session, type Stepped, stay, untouched, withQuestionState } from '../session/state.ts';
import { forwardBlocks } from '../teaching/forward-screen.ts';
import { loadAnswers } from './load.ts';
import { answerOtherKind, isOtherKind } from './other-kinds.ts';
import { holdsAtOtherValues } from './other-values.ts';
import { asPageReads } from './page-answers.ts';
import { answerProbe, withoutSmaller } from './probe.ts';
import { respond } from './respond.ts';
import { runCommand } from './run-command.ts';
import { severalAnswers } from './several.ts';
import { slopesFound } from './slopes-found.ts';
import { summary } from './summary.ts';
import { hasChanged } from './undo.ts';
import { clashed, unreadable } from './unreadable.ts';

/** The first screen: the graph, the forward pass (where it is to be `brief`, only what was given), how many questions there are and how to answer. */
export function opening(session: Session, brief = false): readonly Block[] {
  const { lesson } = session.words;
  const count = lesson.asked.length;
  const notes = [...lesson.worked.notes, ...lesson.notes].map((text) => line('note', `${text}.`));
  const passed = brief
    ? [line('plain', `${math(':values')} lists the values.`)]
    : forwardBlocks(session.words);
  const screen: Block[] = [{ kind: 'picture', known: new Set() }, ...passed, ...notes];
  if (count === 0) return [...screen, line('note', nothingAsked(lesson))];
  const named = stepNames(session.words);
  return [
    ...screen,
    ...(named === '' || brief ? [] : [line('note', named)]),
    line('plain', ''),
    line(
      'plain',
      `${count === 1 ? 'One question.' : `${count} questions, from right to left.`} ${answeringHelp(session.words)} ${lesson.choice.hints === false ? '' : `${math('?')} gives a hint, `}${math(':help')} shows the other commands, ${math(':quit')} leaves.`,
    ),
  ];
}

/** What t1 and t2 are, where the program has no names for its steps, and how it gets them; for the lecture's program, its own. */
function stepNames({ lesson }: Words): string {
  const { worked, asked } = lesson;
  const unnamed = asked.filter(
    (key) => kindIn(key) === 'value' && worked.graph.kind[key] === kinds.step && !worked.own.has(key),
  );
  const first = Math.min(...unnamed);
  if (unnamed.length === 0) return '';
  const names = unnamed.sort((a, b) => a - b).map((slot) => nameAt(worked, slot));
  const own = math(`u = ${print(writingOf(worked, lesson.visible, first))}; ...`);
  const lectures = printProgram(worked.program, '; ') === lecturesProgram;
  const what = lectures
    ? `${math('t1')} and ${math('t2')} are the steps that the lecture calls u and v`
    : `${inWords(names.slice(0, 3).map(math))}${names.length > 3 ? ' and so on' : ''} ${names.length === 1 ? 'is a step' : 'are steps'} without a name`;
  return `${what}; a program that begins with ${own} uses your name instead.`;
}

/** The lecture's running example in one statement. */
const lecturesProgram = 'J = 3*(a + b*c)';

/** Why there is no question: no derivative, or none of the kinds that are wanted. */
function nothingAsked({ order, choice }: Lesson): string {
  if (order.length === 0 || choice.kinds === undefined) return 'There is no derivative to ask about here.';
  return `No question of the kind ${choice.kinds.join(' or ')} fits this program; ${math('--kinds value')} asks for the derivatives.`;
}

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
  return `${smaller ?? askedWord(words, question)} = `;
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

/** A bracket from a pipe that nobody closes spoils the answer that it stands in; the lines below are answers of their own. */
function leftOpen(before: Session, at: number, more: readonly string[]): Stepped {
  const [first = '', ...below] = before.pending.split('\n');
  const stepped = settledBy({ ...before, pending: '' }, at, first);
  return { ...stepped, wish: { kind: 'again', lines: [...below, ...more] } };
}

/** A matrix goes on in the next line for as long as its bracket is open; no answer is longer than that. */
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
function taken(session: Session, at: number, text: string): Stepped {
  const { lesson, digits } = session.words;
  const typed = readCommand(text, (word) => lesson.worked.slots.has(word));
  const question = questionOf(lesson, at);
  if (typed?.kind === 'command') {
    // Piped, the questions are exactly those that are announced, once each, and no file is written.
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
  const considered = assess(lesson, question, reading, digits, startOf(session));
  if (reading.kind === 'clash') return clashed(session, question, text, reading, considered);
  if (considered.verdict === 'wrong' && isSurprising(session, at, text, reading))
    return stay(
      withQuestionState(session, at, { ...(session.turns.get(at) ?? untouched), echoed: text }),
      line(
        'note',
        `${reading.remark}. If that is what you mean, type it once more; so far it costs nothing.`,
      ),
    );
  const remark = reading.remark ? [line('note', `${reading.remark}.`)] : [];
  return respond(session, question, reading, considered, remark);
}

/** Whether a line was read otherwise than it was typed, and nobody has been told so yet. */
const isSurprising = (
  session: Session,
  at: number,
  text: string,
  { remark, via }: Reading & { kind: 'read' },
): boolean =>
  session.manner === 'prompt' &&
  remark !== null &&
  (via ?? []).length > 0 &&
  session.turns.get(at)?.echoed !== text;

/** A chain rule that waited for a slope goes on once that is found. */
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
