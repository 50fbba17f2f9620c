import { nameAt } from '../../engine/graph/names.ts';
import { batchOf, conventions } from '../../symbolic/convention.ts';
import type { Command } from '../answers/command-words.ts';
import { type Block, line } from '../lesson/block.ts';
import { inConvention } from '../lesson/lesson.ts';
import { hiddenSteps, opensTo, type Question, questionOf } from '../lesson/question.ts';
import { derivativeText, math, type Words } from '../lesson/words.ts';
import { helpTexts } from '../session/command-help.ts';
import { known, mayBeSaid } from '../session/in-hand.ts';
import { wordsAt } from '../session/question-block.ts';
import {
  closeQuestion,
  type Session,
  type Stepped,
  stay,
  untouched,
  withQuestionState,
} from '../session/state.ts';
import { confirmation } from '../teaching/confirmation.ts';
import { ends, moreTexts } from '../teaching/forward-screen.ts';
import { graphTexts, valueLines } from '../teaching/question-screen.ts';
import { hint } from './hint.ts';
import { isOtherKind, revealOtherKind } from './other-kinds.ts';
import { answersFile } from './summary.ts';
import { undoAnswer } from './undo.ts';
import { whyClosed, whyText } from './why.ts';

/** Carries out a command at the question at hand. */
export function runCommand(session: Session, at: number, command: Command, argument: string): Stepped {
  const { lesson } = session.words;
  const question = questionOf(lesson, at);
  const words = wordsAt(session, question);
  switch (command) {
    case 'hint':
      return hint(session, question, 'named');
    case 'answer':
      if (isOtherKind(question)) return revealOtherKind(session, question);
      return closeQuestion(session, question, { outcome: 'revealed', answer: null, value: null }, [
        line('told', revealed(words, question, mayBeSaid(session))),
      ]);
    case 'skip':
      return skip(session, question);
    case 'why': {
      const says = argument === '' ? whyText(session, question) : whyClosed(session, argument);
      return says ? stay(session, ...says) : hint(session, question, 'last');
    }
    case 'graph':
      return graph(session, words, argument);
    case 'values':
      return stay(session, ...valueLines(words), ...foundLine(session));
    case 'open':
      return open(session, question);
    case 'back':
      return back(session);
    case 'convention':
      return convention(session, argument);
    case 'another':
      return { session, shown: [], effect: { kind: 'another' } };
    case 'save':
    case 'load':
      return file(session, command, argument);
    case 'undo':
      return undoAnswer(session);
    case 'help':
      return stay(session, ...helpTexts(words, session.manner).map((text) => line('plain', text)));
    case 'quit':
      return stay({ ...session, over: true });
  }
}

/** Moves a question to the end; the second time, or where no other is left, it is skipped for good. */
function skip(session: Session, question: Question): Stepped {
  const { key } = question;
  const turn = session.turns.get(key) ?? untouched;
  if (session.queue.length === 1 || turn.skips > 0 || session.manner === 'piped')
    return closeQuestion(session, question, { outcome: 'skipped', answer: null, value: null }, [
      line('note', 'Skipped.'),
    ]);
  const after = withQuestionState(session, key, { ...turn, skips: turn.skips + 1 });
  return stay(
    { ...after, queue: [...session.queue.slice(1), key] },
    line('note', 'Skipped for now; it comes back at the end.'),
  );
}

/** Draws the graph on the screen, or into a file: `:graph svg FILE`. */
function graph(session: Session, words: Words, argument: string): Stepped {
  const into = /^svg\s+(\S.*)$/i.exec(argument)?.[1];
  const found = new Set(known(session));
  if (into !== undefined)
    return { session, shown: [], effect: { kind: 'picture', file: into, known: found } };
  return stay(session, { kind: 'picture', known: found, spoken: graphTexts(words, known(session)) });
}

/** Writes the answers to a file, or takes those of one. */
function file(session: Session, command: 'save' | 'load', argument: string): Stepped {
  const example = math(`:${command} answers.txt`);
  if (argument !== '')
    return {
      session,
      shown: [],
      effect:
        command === 'save'
          ? { kind: 'save', file: argument, text: answersFile(session) }
          : { kind: 'load', file: argument },
    };
  const says =
    command === 'save'
      ? `Name the file to write, as in ${example}.`
      : `Name the file to read, one that ${math(':save')} wrote, as in ${example}.`;
  return stay(session, line('trouble', says));
}

/** The value and its reason, which may begin with the value's own name. */
function revealed(words: Words, question: Question, said: (slot: number) => boolean): string {
  const reason = confirmation(words, question, said);
  const value = derivativeText(words, question.slot);
  const tells = reason.startsWith(`\`${question.asks} =`) && typeof question.exact === 'number';
  return tells ? reason : `${math(value)}. ${reason}`;
}

function foundLine(session: Session): readonly Block[] {
  const found = ends(known(session), (slot) => math(derivativeText(session.words, slot)), moreTexts);
  return found.length === 0 ? [] : [line('plain', `Found so far: ${found.join(', ')}.`)];
}

/** Asks the unnamed steps inside a question before the question itself. */
function open(session: Session, question: Question): Stepped {
  const steps = question.kind === 'value' ? hiddenSteps(session.words.lesson, question) : [];
  if (steps.length === 0)
    return stay(session, line('note', 'This question has no step in between to ask first.'));
  const lesson = opensTo(session.words.lesson, steps, question.key);
  return stay(
    {
      ...session,
      words: { ...session.words, lesson },
      queue: [...steps, ...session.queue],
      extra: new Set([...session.extra, ...steps]),
    },
    line(
      'note',
      `First ${steps.length === 1 ? 'one step' : `${steps.length} steps`} in between, then this question again.`,
    ),
  );
}

/** Asks the derivatives of an example's own quantities another way from here on. */
function convention(session: Session, argument: string): Stepped {
  const { lesson } = session.words;
  const batch = batchOf(lesson.worked);
  if (batch === null)
    return stay(
      session,
      line('note', 'This makes a difference only where the output is an average over examples.'),
    );
  const asked = conventions.find((known) => known === argument.toLowerCase());
  if (!asked) {
    const says = `${math(':convention dvar')} asks for every derivative of the output; ${math(':convention lecture')} asks for those of Z and A of the summed loss, as the lecture does.`;
    return stay(session, line('trouble', says));
  }
  const words = { ...session.words, lesson: inConvention(lesson, asked) };
  const names = [...batch.steps]
    .map((slot) => nameAt(lesson.worked, slot))
    .filter((name) => !/^t\d/.test(name));
  const says =
    asked === 'lecture'
      ? `From here on ${names.map((name) => math(`d${name}`)).join(', ')} are derivatives of the loss summed over the ${batch.examples} examples.`
      : `From here on every derivative is a derivative of ${lesson.worked.output}.`;
  return stay({ ...session, words }, line('note', says));
}

/** Takes the last settled question up again. */
function back(session: Session): Stepped {
  const last = session.settled.at(-1);
  if (last === undefined) return stay(session, line('note', 'This is the first question.'));
  const turn = session.turns.get(last) ?? untouched;
  return stay(
    {
      // A right answer is no miss: giving it again needs no further try.
      ...withQuestionState(session, last, {
        ...turn,
        tries: turn.tries - (turn.outcome === 'correct' || turn.outcome === 'close' ? 1 : 0),
        outcome: null,
        answer: null,
        value: null,
      }),
      queue: [last, ...session.queue],
      settled: session.settled.slice(0, -1),
    },
    line('note', 'Back to the last question.'),
  );
}
