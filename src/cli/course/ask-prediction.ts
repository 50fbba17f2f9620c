import type { Predict } from '../../course/lessons/course.ts';
import type { Entry } from '../../course/memory/entry.ts';
import { courseDigits, sessionOver } from '../../course/walk/asked-session.ts';
import {
  type JudgedPrediction,
  judgePrediction,
  notYet,
  predictBlocks,
  rightAnswer,
  told,
} from '../../course/walk/predict.ts';
import { predictionEvidence } from '../../course/walk/prediction-evidence.ts';
import { formatNumber } from '../../language/number-format.ts';
import { type Command, readCommand } from '../../tutor/answers/command-words.ts';
import { gaveUp } from '../../tutor/answers/read-plainly.ts';
import { line } from '../../tutor/lesson/block.ts';
import { stopped } from '../../tutor/lesson/words.ts';
import { step as quizStep } from '../../tutor/quiz/session.ts';
import type { Outcome } from '../../tutor/session/state.ts';
import { sweptSaid } from '../../tutor/teaching/misses.ts';
import { courseHelp, hear } from './course-words.ts';
import type { Place } from './recorder.ts';
import { type Left, nextLine, type Stage, say, show } from './stage.ts';

/** What a line at a prediction led to that is not an answer. */
type Word = 'told' | 'hint' | 'reveal' | 'back' | 'leave';

/** Asks a prediction until it is right or shown; a pipe has one try. Gives how somebody left or went back, or null. */
export async function askPrediction(
  stage: Stage,
  step: Predict,
  place: Place,
  after: (entry: Entry) => void = () => {},
): Promise<Left | { readonly kind: 'back' } | null> {
  show(stage, predictBlocks(step), null);
  let since = stage.environment.clock();
  let tries = 0;
  let hints = 0;
  let missed: Missed = noneMissed;
  for (;;) {
    const came = await nextLine(stage, '> ');
    if (came.kind !== 'line') return came;
    const typed = came.text.trim();
    if (typed === '') {
      say(stage, 'Nothing was typed. `?` gives a hint.', 'note');
      continue;
    }
    const word = wordAt(stage, step, typed);
    if (word === 'leave') return { kind: 'end' };
    if (word === 'back') return { kind: 'back' };
    if (word === 'hint') hint(stage, step, hints++);
    if (word === 'hint' || word === 'told') continue;
    const judged = word === 'reveal' ? null : judgePrediction(step, typed);
    if (judged?.verdict === 'unreadable' && !stage.piped) {
      show(stage, judged.shown, null);
      continue;
    }
    tries++;
    const closed = judged === null || stage.piped || judged.verdict === 'right';
    const entry = await stage.recorder.keep({
      type: 'answer',
      ...place,
      question: step.id,
      ...predictionEvidence(step),
      verdict: outcomeOf(judged),
      mistake: null,
      tries,
      hints,
      closed,
      took: Math.round(stage.environment.clock() - since),
    });
    since = stage.environment.clock();
    if (judged && !closed) missed = sayMissed(stage, step, judged, missed);
    else if (judged) show(stage, judged.shown, null);
    if (closed && judged?.verdict !== 'right') reveal(stage, step);
    after(entry);
    if (closed) return null;
    say(stage, wayOn(step, hints, tries), 'note');
  }
}

/** What was missed at a prediction: the numbers, what was said of them, and whether it was said that they were gone through. */
interface Missed {
  readonly numbers: readonly { readonly value: number | null }[];
  readonly heard: ReadonlySet<string>;
  readonly swept: boolean;
}

const noneMissed: Missed = { numbers: [], heard: new Set(), swept: false };

/** Says what is wrong with an answer, and nothing a second time. */
function sayMissed(
  stage: Stage,
  { hints }: Predict,
  { shown, offer, value }: JudgedPrediction,
  before: Missed,
): Missed {
  const said = shown.flatMap((block) =>
    block.kind === 'line' && block.role === 'wrong' ? [block.text] : [],
  );
  const isAgain = said.some((text) => text !== notYet && before.heard.has(text));
  if (isAgain) say(stage, 'That is the same mistake again. Read the question once more.', 'wrong');
  else show(stage, shown, null);
  if (offer !== null && !isAgain) say(stage, offer, 'note');
  const numbers = [...before.numbers, { value }];
  const explained = said.some((text) => text !== notYet);
  const swept = before.swept ? null : sweptSaid({ hints: hints.length > 0 }, numbers, explained);
  if (swept !== null) say(stage, swept, 'note');
  return { numbers, heard: new Set([...before.heard, ...said]), swept: before.swept || swept !== null };
}

/** What helps at a prediction that was missed. */
function wayOn({ hints }: Predict, taken: number, tries: number): string {
  if (taken >= hints.length) return '`:answer` shows the answer.';
  return `Type \`?\` for a hint${tries === 1 ? '' : ', `:answer` to see it'}.`;
}

function outcomeOf(judged: JudgedPrediction | null): Outcome {
  if (!judged) return 'revealed';
  return judged.verdict === 'right' ? 'correct' : judged.verdict;
}

function reveal(stage: Stage, step: Predict): void {
  const [right, why] = [rightAnswer(step), told(step, step.why)];
  say(stage, tells(why, step) ? why : `It is ${right}. ${why}`, 'told');
}

/** Whether a reason has the answer in it, as it is shown. */
function tells(why: string, step: Predict): boolean {
  if (step.choices.length > 0) return false;
  const right = rightAnswer(step);
  return [right, formatNumber(Number(right), courseDigits)].some((number) =>
    why.split(/[^\w.-]+/u).some((word) => word.replace(/\.$/u, '') === number),
  );
}

/** Shows the next hint. */
function hint(stage: Stage, step: Predict, taken: number): void {
  const says = step.hints[taken];
  if (says !== undefined) say(stage, told(step, says), 'hint');
  else say(stage, 'There are no more hints. `:answer` shows the answer.', 'hint');
}

/** Does what a command word asks for; null where the line is an answer. */
function wordAt(stage: Stage, step: Predict, typed: string): Word | null {
  const slots = step.example?.lesson.worked.slots;
  const isName = (word: string): boolean => slots?.has(word) ?? false;
  const heard = hear(stage, typed, isName);
  if (heard === 'told') return heard;
  if (heard === 'back') return goesBack(stage);
  if (gaveUp(typed) && !stage.piped) {
    say(stage, 'That is fine. Here is a hint; `:answer` shows the answer.', 'note');
    return 'hint';
  }
  const said = readCommand(typed, isName);
  if (said === null) return null;
  if (said.kind === 'unknown') {
    // In a pipe each question has one line, even if it can't be read.
    if (stage.piped) return null;
    say(stage, stopped(said.message), 'trouble');
    return 'told';
  }
  return command(stage, step, said.command);
}

function goesBack({ at, piped, ...stage }: Stage): Word {
  if (at.lecture !== null && !piped) return 'back';
  say({ at, piped, ...stage }, 'There is no step to go back to here.', 'note');
  return 'told';
}

function command(stage: Stage, step: Predict, word: Command): Word {
  switch (word) {
    case 'hint':
    case 'why':
      return 'hint';
    case 'answer':
    case 'skip':
      return 'reveal';
    case 'quit':
      return 'leave';
    case 'graph':
    case 'values':
      look(stage, step, word);
      return 'told';
    case 'help':
      say(stage, answering(step), 'plain');
      say(stage, '`?` gives a hint, `:answer` shows the answer, `:graph` and `:values` show the program.');
      say(stage, courseHelp);
      return 'told';
    case 'back':
      return goesBack(stage);
    case 'undo':
      say(stage, "You can't take back an answer here; `:back` goes back one step.", 'note');
      return 'told';
    case 'open':
    case 'convention':
    case 'another':
    case 'save':
    case 'load':
      say(stage, `\`:${word}\` works in a quiz; here, type a number or a choice.`, 'note');
      return 'told';
  }
}

const answering = ({ choices }: Predict): string =>
  choices.length > 0
    ? 'Type the letter of a choice.'
    : 'Type a number such as `6`, a fraction such as `1/2`, or a formula, as in `2*3`.';

/** The graph or the values of the program that a prediction is about. */
function look(stage: Stage, { example }: Predict, word: 'graph' | 'values'): void {
  if (!example) {
    show(stage, [line('note', 'This question has no graph.')], null);
    return;
  }
  const session = sessionOver(example.lesson, [], ['value'], 'prompt', new Set());
  show(stage, quizStep(session, `:${word}`).shown, session.words.lesson);
}
