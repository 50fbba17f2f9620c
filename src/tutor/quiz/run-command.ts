import { kinds } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { batchOf, conventions } from '../../symbolic/convention.ts';
import { type Command, commands, commandWords, onlyAtPrompts } from '../answers/command-words.ts';
import { type Block, line } from '../lesson/block.ts';
import { inConvention, type Lesson } from '../lesson/lesson.ts';
import { hiddenSteps, opensTo, type Question, questionOf } from '../lesson/question.ts';
import { kindIn } from '../lesson/question-kind.ts';
import { derivativeText, math, type Words } from '../lesson/words.ts';
import { confirmation } from '../teaching/confirmation.ts';
import { ends, moreTexts } from '../teaching/forward-screen.ts';
import { ladder } from '../teaching/hint.ts';
import { graphTexts, textOf, valueTexts } from '../teaching/question-screen.ts';
import { hintOtherKind, isOtherKind, revealOtherKind } from './other-kinds.ts';
import {
  blockOf,
  closeQuestion,
  known,
  mayBeSaid,
  type Session,
  type Stepped,
  stay,
  untouched,
  withQuestionState,
  wordsAt,
} from './state.ts';
import { answersFile } from './summary.ts';
import { takenBack } from './undo.ts';
import { whyClosed, whyText } from './why.ts';

/** How an answer is given, with a name of the lesson's own; the first screen says it, and the help. */
export function answeringHelp({ lesson: { worked, asked } }: Words): string {
  const asks = new Set(asked.map(kindIn));
  const [first = 0] = worked.own;
  const example = math(`2*${nameAt(worked, first)}`);
  const literal = worked.graph.layout
    ? `a number, a matrix like ${math('[1 2; 3 4]')}`
    : `a number like ${math('6')}, a fraction like ${math('1/2')}`;
  const inNumbers = (['value', 'local', 'nudge'] as const).some((kind) => asks.has(kind));
  const inNames = asks.has('formula') || asks.has('code');
  return [
    inNumbers
      ? `Type ${literal} or a formula like ${example}.`
      : inNames
        ? `Type a formula in the names on the screen, like ${example}.`
        : '',
    asks.has('shape') ? `Type a shape as ${math('(3,4)')}.` : '',
    asks.has('wrong-line') ? `For the wrong line, type its number, or ${math('none')}.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Carries out a command at the question at hand. */
export function runCommand(session: Session, at: number, command: Command, argument: string): Stepped {
  const { lesson } = session.words;
  const question = questionOf(lesson, at);
  const words = wordsAt(session, question);
  const turn = session.turns.get(at) ?? untouched;
  const said = mayBeSaid(session);
  switch (command) {
    case 'hint': {
      if (lesson.choice.hints === false)
        return stay(session, line('note', 'This assignment gives no hints; ask whoever set it.'));
      if (isOtherKind(question)) return hintOtherKind(session, question);
      const rungs = ladder(words, question, textOf(blockOf(session, question)), said);
      const rung = rungs[turn.hints];
      const after = withQuestionState(session, at, { ...turn, hints: turn.hints + 1 });
      if (rung === undefined)
        return stay(
          after,
          line('hint', `No more hints for this one. ${math(':answer')} shows the solution.`),
        );
      return stay(after, line('hint', rung));
    }
    case 'answer':
      if (isOtherKind(question)) return revealOtherKind(session, question);
      return closeQuestion(session, question, { outcome: 'revealed', answer: null, value: null }, [
        line('told', revealed(words, question, said)),
      ]);
    case 'skip': {
      const last = session.queue.length === 1 || turn.skips > 0 || session.manner === 'piped';
      if (last)
        return closeQuestion(session, question, { outcome: 'skipped', answer: null, value: null }, [
          line('note', 'Skipped.'),
        ]);
      const after = withQuestionState(session, at, { ...turn, skips: turn.skips + 1 });
      return stay(
        { ...after, queue: [...session.queue.slice(1), at] },
        line('note', 'Skipped for now; it comes back at the end.'),
      );
    }
    case 'why': {
      const says = argument === '' ? whyText(session, question) : whyClosed(session, argument);
      return says ? stay(session, ...says) : runCommand(session, at, 'hint', '');
    }
    case 'graph': {
      const file = /^svg\s+(\S.*)$/i.exec(argument)?.[1];
      const found = new Set(known(session));
      if (file !== undefined) return { session, shown: [], wish: { kind: 'picture', file, known: found } };
      return stay(session, {
        kind: 'picture',
        known: found,
        spoken: graphTexts(words, known(session)),
      });
    }
    case 'values':
      return stay(
        session,
        line('plain', `${ends(valueTexts(words), math, moreTexts).join(', ')}.`),
        ...foundLine(session),
      );
    case 'open':
      return open(session, question);
    case 'back':
      return back(session);
    case 'convention':
      return convention(session, argument);
    case 'another':
      return { session, shown: [], wish: { kind: 'another' } };
    case 'save':
      if (argument === '')
        return stay(session, line('trouble', `Where to? Name a file, as in ${math(':save answers.txt')}.`));
      return { session, shown: [], wish: { kind: 'save', file: argument, text: answersFile(session) } };
    case 'load':
      if (argument === '')
        return stay(
          session,
          line(
            'trouble',
            `Which file? Name one that ${math(':save')} wrote, as in ${math(':load answers.txt')}.`,
          ),
        );
      return { session, shown: [], wish: { kind: 'load', file: argument } };
    case 'undo':
      return takenBack(session);
    case 'help':
      return stay(
        session,
        line('plain', answeringHelp(words) + aboutData(lesson)),
        ...helpLines(session),
        line('plain', aboutDees(lesson)),
      );
    case 'quit':
      return stay({ ...session, over: true });
  }
}

/** Where nothing says what is data and every input is asked, nobody should have to guess how to leave some out. */
function aboutData({ worked, order, asked }: Lesson): string {
  const input = order.findLast((slot) => worked.graph.kind[slot] === kinds.given);
  const said = worked.program.header !== null || worked.graph.kind.includes(kinds.data);
  const every = Array.from(worked.graph.kind).every(
    (kind, slot) => kind !== kinds.given || asked.includes(slot),
  );
  if (said || input === undefined || order.length < 2 || !every) return '';
  return ` You are asked about every input. To leave one out, start again with ${math(`--data ${worked.names[input]}`)}.`;
}

/** Why it is d here and ∂ in a textbook; said where all else is that can be typed. */
const aboutDees = ({ worked: { output } }: Lesson): string =>
  `A textbook writes ${math(`∂${output}`)} where ${output} depends on several variables, and ${math(`d${output}`)} where it depends on one. Both are read here, and d is written for both, as in code.`;

/** The words that can be typed here, each with what it does here. */
function helpLines({ manner, words }: Session): readonly Block[] {
  const piped = manner === 'piped';
  return (
    commandWords
      .filter((word) => !(piped && onlyAtPrompts.has(word)))
      // Conventions differ in a batch alone.
      .filter((word) => word !== 'convention' || batchOf(words.lesson.worked) !== null)
      .map((word) =>
        line(
          'plain',
          `${math(`:${word}`)} ${piped && word === 'skip' ? 'leaves the question' : commands[word]}.`,
        ),
      )
  );
}

/** The value and its reason. */
function revealed(words: Words, question: Question, said: (slot: number) => boolean): string {
  return `${math(derivativeText(words, question.slot))}. ${confirmation(words, question, said)}`;
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
      : `From here on every derivative is that of ${lesson.worked.output}.`;
  return stay({ ...session, words }, line('note', says));
}

/** Takes the last settled question up again. */
function back(session: Session): Stepped {
  const last = session.settled.at(-1);
  if (last === undefined) return stay(session, line('note', 'This is the first question.'));
  const turn = session.turns.get(last) ?? untouched;
  return stay(
    {
      // A right answer is no miss: who gives it again has not needed another try.
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
