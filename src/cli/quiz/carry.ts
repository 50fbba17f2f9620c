import { withoutControls } from '../../language/unicode-names.ts';
import { line } from '../../tutor/lesson/block.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { math } from '../../tutor/lesson/words.ts';
import { afterwards, ending } from '../../tutor/quiz/afterwards.ts';
import { otherValuesFor } from '../../tutor/quiz/other-values.ts';
import { closing, ended, load, promptOf, step } from '../../tutor/quiz/session.ts';
import { passed } from '../../tutor/quiz/summary.ts';
import { hasChanged } from '../../tutor/quiz/undo.ts';
import { type Session, type Stepped, startSession } from '../../tutor/session/state.ts';
import { friendlyVariantOf } from '../../tutor/values/friendly-variant.ts';
import type { Recorder } from '../course/recorder.ts';
import { problemAfter } from '../program/shipped.ts';
import { type LineEvent, numbered, signalCodes } from '../prompt/lines.ts';
import { type QuizStart, quizStartAt, startCommand, startName } from '../prompt/start.ts';
import { quizJson } from '../screen/json.ts';
import { jsonText } from '../screen/json-text.ts';
import type { Theme } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes } from '../shell/failure.ts';
import { seedFrom } from '../shell/seed.ts';
import { loaded, saved } from './answer-files.ts';
import { beginningOf } from './beginning.ts';
import { firstScreen, type QuizStage, type Screens, screensOf } from './quiz-stage.ts';
import { nothingKept, type Unfinished } from './unfinished.ts';

/** How a quiz ended: with an exit code, or with the effect for the next problem. */
export type Carried = { readonly kind: 'left'; readonly code: number } | { readonly kind: 'next' };

/** A running quiz: the session decides everything, and this carries its lines and screens. */
interface Run {
  readonly stage: QuizStage;
  readonly screens: Screens;
  readonly lines: ReturnType<typeof numbered>;
  readonly settledAt: Map<number, number>;
  session: Session;
  kept: Unfinished;
  /** What starts the quiz at hand again. */
  start: QuizStart | null;
  recorder: Recorder | null;
  /** The number of the last line that came. */
  last: number;
}

/** Runs a quiz to its end, and what follows it. */
export async function carryQuiz(lesson: Lesson, stage: QuizStage): Promise<Carried> {
  const { environment, lines, piped } = stage;
  const manner = piped ? 'piped' : 'prompt';
  const run: Run = {
    stage,
    screens: screensOf(stage),
    lines: numbered(lines, piped),
    settledAt: new Map(),
    session: startSession(lesson, manner, stage.digits, otherValuesFor(lesson)),
    kept: nothingKept,
    start: stage.start,
    recorder: null,
    last: 0,
  };
  const gone = await begun(run);
  let arrival = gone ?? (await askAll(run));
  let effect: 'next' | null = null;
  // Only somebody at a terminal who has answered everything is asked how to go on.
  while (!piped && !stage.json && isDone(run.session) && arrival === null) {
    const came = await atTheEnd(run);
    if (came === 'next') effect = came;
    if (came === 'next' || came === 'leave') break;
    arrival = came ?? (await askAll(run));
  }
  if (effect) return { kind: 'next' };
  if (stage.json || piped || !isDone(run.session) || run.session.words.lesson.asked.length === 0) {
    run.screens.show(run.session, [line('plain', ''), ...closing(run.session)]);
    tellHowToContinue(run);
  }
  if (stage.json)
    environment.stdout.write(`${jsonText(quizJson(run.session, run.settledAt, stage.problem), 2)}\n`);
  if (piped) noteLeftOver(environment, await run.lines.rest());
  if (arrival?.kind === 'signal') return { kind: 'left', code: signalCodes[arrival.signal] };
  return { kind: 'left', code: piped && !passed(run.session) ? exitCodes.notPassed : exitCodes.done };
}

/** Tells somebody who leaves in the middle that nothing is lost, and what to type to continue. */
function tellHowToContinue({ kept, session, start, stage, screens }: Run): void {
  if (kept === nothingKept || session.before === null || isDone(session)) return;
  const command = start === null ? null : startCommand(start);
  // A command of several lines can't be copied as one.
  const fits = command !== null && command.length + 2 < stage.theme.width();
  const how = fits
    ? 'To continue from here:'
    : command === null
      ? 'Start the same quiz again to continue from here.'
      : `To continue from here, start dvar alone and type ${math('y')}.`;
  screens.show(session, [line('note', `Your answers are kept. ${how}`)]);
  // Nothing of a command is put into words, or it could not be typed.
  if (fits) screens.write(`  ${command}\n`);
}

/** Whether every question was closed, and nobody left before. */
const isDone = ({ over, queue, words }: Session): boolean =>
  over && queue.length === 0 && words.lesson.asked.length > 0;

/** The first screen, and how somebody left at it, if they did. */
async function begun(run: Run): Promise<LineEvent | null> {
  const { session, kept, gone } = await beginningOf(run.session, run);
  run.session = session;
  run.kept = kept;
  return gone;
}

/** Asks until every question is closed, or somebody leaves; gives how, or null. */
async function askAll(run: Run): Promise<LineEvent | null> {
  const { stage, screens, lines } = run;
  let asked: number | undefined;
  while (!run.session.over) {
    const at = run.session.queue[0] ?? -1;
    if (asked !== at) screens.ask(run.session);
    asked = at;
    const came = await lines.next(promptText(run.session, stage.theme));
    // A pipe that ends inside a bracket has lines that were meant for other questions.
    const cutOff = stage.piped && came.kind === 'end' && run.session.pending !== '';
    if (came.kind !== 'line' && !cutOff) return came;
    if (came.kind === 'line') run.last = came.number;
    if (stage.piped && came.kind === 'line')
      screens.write(`${promptText(run.session, stage.theme)}${withoutControls(came.text)}\n`);
    const heard = came.kind === 'line' ? (stage.dialect?.hear(run.session, came.text) ?? came.text) : '';
    if (typeof heard !== 'string') {
      screens.show(run.session, [heard]);
      continue;
    }
    const text = heard;
    const stepped = came.kind === 'line' ? step(run.session, text) : ended(run.session);
    await remember(run, stepped.session, at, text);
    const left = await takeStepped(run, stepped, at);
    if (left) return left;
    if (stepped.effect?.kind === 'another' || stepped.effect?.kind === 'load') asked = undefined;
    if (fillsTheScreen(stepped) || isLook(text)) asked = undefined;
    if (run.session.over && run.session.queue.length > 0) return { kind: 'end' };
  }
  // Counted attempts stay counted, and the answers stand when the quiz is started again.
  if (run.session.words.lesson.choice.attempts === undefined) await run.kept.forget();
  return null;
}

/** Writes down what a line led to, before the learner is told. */
async function remember(run: Run, after: Session, at: number, text: string): Promise<void> {
  const { stage } = run;
  if (!stage.kept) return;
  run.recorder ??= await recorderOf(stage.environment);
  for (const key of [at, ...alsoSettled(run.session, after, at)])
    await run.recorder.answer(run.session, after, key);
  if (hasChanged(run.session, after) && text !== '' && !isLeaving(after)) await run.kept.keep(text);
}

/** The questions that a line settled beside the one at hand: `db = 6, dc = 9` answers two. */
const alsoSettled = (before: Session, after: Session, at: number): readonly number[] =>
  before.queue.filter(
    (key) => key !== at && !before.turns.get(key)?.outcome && Boolean(after.turns.get(key)?.outcome),
  );

const isLeaving = ({ over, queue }: Session): boolean => over && queue.length > 0;

/** Continues from a step: shows its blocks, and carries out its effect. Gives how somebody left a long picture, or null. */
async function takeStepped(run: Run, stepped: Stepped, at: number): Promise<LineEvent | null> {
  const { stage, screens } = run;
  const { effect } = stepped;
  run.session = stepped.session;
  if (effect?.kind === 'again') run.last = run.lines.again(effect.lines.length);
  if (run.session.turns.get(at)?.outcome) run.settledAt.set(at, run.last);
  const left = await screens.showInPages(run.session, stepped.shown);
  if (effect?.kind === 'save') screens.show(run.session, [await saved(stage.environment, effect)]);
  if (effect?.kind === 'picture') {
    const { stepPicture } = await import('../pictures/step-picture.ts');
    screens.show(run.session, [await stepPicture(stage.environment, run.session.words, effect)]);
  }
  if (effect?.kind === 'load') await takeFile(run, effect.file);
  if (effect?.kind === 'another') await takeAnother(run);
  return left;
}

/** Answers from a file, kept as if they had been typed. */
async function takeFile(run: Run, file: string): Promise<void> {
  const read = await loaded(run.stage.environment, file);
  if (typeof read !== 'string') return run.screens.show(run.session, [read]);
  const stepped = load(run.session, read);
  if (hasChanged(run.session, stepped.session)) await run.kept.keep({ load: read });
  run.session = stepped.session;
  run.screens.show(run.session, stepped.shown);
}

/** The same graph with other numbers, from the start; a note where none can be found. */
async function takeAnother(run: Run): Promise<void> {
  const { words, manner } = run.session;
  const found = friendlyVariantOf(words.lesson, seedFrom(run.stage.environment.chance));
  if (!found) {
    const says = 'No other numbers were found for this graph.';
    return run.screens.show(run.session, [line('note', says)]);
  }
  run.session = startSession(found.lesson, manner, words.digits, otherValuesFor(found.lesson));
  if (run.kept !== nothingKept) {
    const { unfinishedOf } = await import('./unfinished.ts');
    run.start = run.start && quizStartAt(found.lesson, startName(run.start), run.start);
    run.kept = await unfinishedOf(run.stage.environment, run.session, run.start, true);
  }
  run.screens.show(run.session, firstScreen(run.session, run.stage));
}

/** What follows the last answer; gives null where questions are open again, or how somebody left. */
async function atTheEnd(run: Run): Promise<'next' | 'leave' | LineEvent | null> {
  const { stage, screens, lines } = run;
  screens.show(run.session, [line('plain', ''), ...ending(run.session, problemAfter(stage.problem))]);
  while (run.session.over) {
    const came = await lines.next(stage.theme.plain ? 'Your choice: ' : 'next? ');
    if (came.kind !== 'line') return came;
    const stepped = afterwards(run.session, came.text);
    const { effect } = stepped;
    const left = await takeStepped(run, stepped, -1);
    if (left) return left;
    if (effect?.kind === 'next' || effect?.kind === 'leave') return effect.kind;
  }
  return null;
}

/** What keeps the answers: loaded with the first of them, when the question has long been on the screen. */
async function recorderOf(environment: Environment): Promise<Recorder> {
  const { recorderIn } = await import('../course/recorder.ts');
  return recorderIn(environment, await environment.stateFolder());
}

/** Whether what is shown pushes the question out of sight, so that it is asked again. */
const fillsTheScreen = ({ shown }: Stepped): boolean =>
  shown.length > 2 || shown.some((block) => block.kind === 'picture');

/** Whether a line looks something up, and has nothing to do with the question on the screen. */
const isLook = (typed: string): boolean => /^\s*:(?:values|why|graph|help)\b/i.test(typed);

function noteLeftOver(environment: Environment, left: number): void {
  if (left === 0) return;
  const what = left === 1 ? 'one line was' : `${left} lines were`;
  environment.stderr.write(`dvar: ${what} left over after the last question\n`);
}

const promptText = (session: Session, theme: Theme): string =>
  theme.plain ? 'Your answer: ' : promptOf(session);
