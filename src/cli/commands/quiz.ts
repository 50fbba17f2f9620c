import type { Block } from '../../tutor/lesson/block.ts';
import { line } from '../../tutor/lesson/block.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { otherValuesFor } from '../../tutor/quiz/other-values.ts';
import { asking, closing, ended, opening, promptOf, step } from '../../tutor/quiz/session.ts';
import { known, type Session, startSession } from '../../tutor/quiz/state.ts';
import { passed } from '../../tutor/quiz/summary.ts';
import { variantOf } from '../../tutor/values/variant.ts';
import type { Recorder } from '../course/recorder.ts';
import { lessonFrom, loadSources, noProgram } from '../program/lesson-from-args.ts';
import type { ProgramOptions } from '../program/options.ts';
import { askLesson } from '../prompt/first-run.ts';
import { type LineEvent, type LineSource, numbered, signalCodes } from '../prompt/lines.ts';
import { openLines } from '../prompt/open-lines.ts';
import { quizJson } from '../screen/json.ts';
import { rendered } from '../screen/render.ts';
import type { Theme } from '../screen/theme.ts';
import { type Environment, isRemembered } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';
import { fileErrorReason } from '../shell/read-file.ts';
import { seedFrom } from '../shell/seed.ts';
import { readAs } from './show.ts';

/** What runs a quiz: where its lines come from, where its screens go. */
interface Stage {
  readonly world: Environment;
  readonly look: Theme;
  readonly lines: LineSource;
  readonly piped: boolean;
  readonly digits: number;
  /** The id of the problem that is asked, where it has one. */
  readonly problem: string | null;
  /** The results go to standard output as one JSON object; the screens, in a terminal, to standard error. */
  readonly json: boolean;
  /** Whether the answers are remembered. */
  readonly kept: boolean;
}

/** The options of a quiz beside its program's. */
export interface QuizOptions extends ProgramOptions {
  readonly journal: boolean;
}

/** The wish for the course, with the prompt that it was told at. */
export interface CourseWish {
  readonly lines: LineSource;
}

/** Reads a program, or asks for one, and runs its quiz; gives the exit code, or the wish for the course. */
export async function runQuiz(
  world: Environment,
  words: readonly string[],
  options: QuizOptions,
  commandNames: readonly string[],
  look: Theme,
): Promise<number | CourseWish> {
  if (options.file === '-')
    throw new Failure(
      'standard input can hold the program or the answers, not both; give the program as text, or as -f FILE',
    );
  const piped = world.stdin.isTTY !== true;
  // A program that can't be read is said before anything is asked.
  const alone = words.length === 0 && options.file === undefined;
  const sources = alone ? null : await loadSources(world, words, options, commandNames);
  const ready = sources && lessonFrom(sources);
  if (alone && piped) throw noProgram('quiz');
  const lines = await openLines(world, look, piped);
  let passedOn = false;
  try {
    const lesson = ready ?? (await askLesson(world, lines, options));
    // A prompt that was closed can't be opened again: the course goes on at this one.
    passedOn = lesson === 'learn';
    if (lesson === 'learn') return { lines };
    if (typeof lesson === 'number') return lesson;
    const json = options.format === 'json';
    const problem = sources?.problem ?? null;
    const kept = options.journal && isRemembered(world, piped);
    return await carried(lesson, {
      world,
      look,
      lines,
      piped,
      digits: options.digits,
      problem,
      json,
      kept,
    });
  } finally {
    if (!passedOn) lines.close();
  }
}

/** Runs a quiz to its end and gives the exit code. The session decides everything; this only carries lines and screens. */
async function carried(lesson: Lesson, stage: Stage): Promise<number> {
  const { world, look, lines, piped } = stage;
  const write = (text: string): void => {
    if (!stage.json) world.stdout.write(text);
    else if (!piped) world.stderr.write(text);
  };
  let session = startSession(lesson, piped ? 'piped' : 'prompt', stage.digits, otherValuesFor(lesson));
  // How many lines stand below the top of the last picture.
  let below = 0;
  const show = (blocks: readonly Block[]): void => {
    const text = rendered(blocks, session.words.lesson, stage.digits, look);
    if (text.length > 0) write(`${text.join('\n')}\n`);
    below = blocks.some(({ kind }) => kind === 'picture') ? text.length : below + text.length;
  };
  show(firstScreen(session, stage));
  const settledAt = new Map<number, number>();
  const inOrder = numbered(lines, piped);
  let last = 0;
  let asked: number | undefined;
  let recorder: Recorder | undefined;
  let arrival: LineEvent = { kind: 'end' };
  while (!session.over) {
    const at = session.queue[0] ?? -1;
    if (asked !== at) show([...pictureAgain(session, stage, below), ...asking(session)]);
    asked = at;
    below += 1;
    const came = await inOrder.next(promptText(session, look));
    arrival = came;
    // A pipe that ends inside a bracket has lines that were meant for other questions.
    const cutOff = piped && came.kind === 'end' && session.pending !== '';
    if (came.kind !== 'line' && !cutOff) break;
    if (came.kind === 'line') last = came.number;
    if (piped && came.kind === 'line')
      write(`${promptText(session, look)}${came.text.replaceAll(/\p{C}/gu, ' ')}\n`);
    const stepped = came.kind === 'line' ? step(session, came.text) : ended(session);
    // What a learner is told has been kept before.
    if (stage.kept) {
      recorder ??= await recorderOf(world);
      await recorder.answer(session, stepped.session, at);
    }
    session = stepped.session;
    if (stepped.wish?.kind === 'again') last = inOrder.again(stepped.wish.lines.length);
    if (session.turns.get(at)?.outcome) settledAt.set(at, last);
    show(stepped.shown);
    if (stepped.wish?.kind === 'save') show([await saved(world, stepped.wish)]);
    if (stepped.wish?.kind === 'another') {
      const next = another(session, world);
      if (next) session = next;
      asked = undefined;
      show(
        next
          ? firstScreen(next, stage)
          : [line('note', 'No other numbers were found that this graph can be asked with.')],
      );
    }
    if (fillsTheScreen(stepped.shown) || (came.kind === 'line' && isLook(came.text))) asked = undefined;
  }
  show([line('plain', ''), ...closing(session)]);
  if (stage.json)
    world.stdout.write(`${JSON.stringify(quizJson(session, settledAt, stage.problem), null, 2)}\n`);
  if (piped) noteLeftOver(world, await inOrder.rest());
  if (arrival.kind === 'signal') return signalCodes[arrival.signal];
  return piped && !passed(session) ? exitCodes.notPassed : exitCodes.done;
}

/** Rows of a screen whose height nobody knows. */
const usualRows = 24;

/** The first screen: where it would run over the screen's height, the forward pass is left to `:values`. */
function firstScreen(session: Session, { world, digits, look }: Stage): readonly Block[] {
  const { lesson } = session.words;
  const whole = [...readAs(lesson), ...opening(session)];
  const lines = rendered([...whole, ...asking(session)], lesson, digits, look).length;
  return lines < (world.stdout.rows || usualRows) ? whole : [...readAs(lesson), ...opening(session, true)];
}

/** The graph once more, filled as far as it has been found, where it has left the screen and there is room for it. */
function pictureAgain(
  session: Session,
  { world, digits, look, piped }: Stage,
  below: number,
): readonly Block[] {
  if (piped || look.plain) return [];
  const { lesson } = session.words;
  const rows = world.stdout.rows || usualRows;
  const question = rendered(asking(session), lesson, digits, look).length + 1;
  if (rows < usualRows || below + question <= rows) return [];
  const picture: Block = { kind: 'picture', known: new Set(known(session)) };
  const height = rendered([picture], lesson, digits, look).length + 1;
  return height <= rows / 2 && height + question < rows ? [line('plain', ''), picture] : [];
}

/** What keeps the answers: loaded with the first of them, when the question has long been on the screen. */
async function recorderOf(world: Environment): Promise<Recorder> {
  const { recorderIn } = await import('../course/recorder.ts');
  return recorderIn(world, await world.stateFolder());
}

/** What fills the screen pushes the question out of sight: it is asked again. */
const fillsTheScreen = (shown: readonly Block[]): boolean =>
  shown.length > 2 || shown.some((block) => block.kind === 'picture');

/** Whether a line looks something up, and has not to do with the question on the screen. */
const isLook = (line: string): boolean => /^\s*:(?:values|why|graph|help)\b/i.test(line);

function noteLeftOver(world: Environment, left: number): void {
  if (left === 0) return;
  const what = left === 1 ? 'one line was' : `${left} lines were`;
  world.stderr.write(`dvar: ${what} left over after the last question\n`);
}

/** The same graph with other numbers, from the start; null where none can be found. */
function another({ words, manner }: Session, world: Environment): Session | null {
  const found = variantOf(words.lesson, seedFrom(world.chance));
  return found && startSession(found.lesson, manner, words.digits, otherValuesFor(found.lesson));
}

const promptText = (session: Session, look: Theme): string =>
  look.plain ? 'Your answer: ' : promptOf(session);

async function saved(world: Environment, { file, text }: { file: string; text: string }): Promise<Block> {
  try {
    await world.writeFile(file, text);
    return line('note', `The answers are in ${file}.`);
  } catch (error) {
    return line('trouble', `${file} could not be written: ${fileErrorReason(error)}; name another file.`);
  }
}
