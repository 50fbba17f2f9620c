import type { Block } from '../tutor/block.ts';
import { line } from '../tutor/block.ts';
import { furtherTo } from '../tutor/further.ts';
import type { Lesson } from '../tutor/lesson.ts';
import { like } from '../tutor/like.ts';
import { asking, closing, opening, promptOf, step } from '../tutor/session.ts';
import { passed } from '../tutor/summary.ts';
import { type Session, startSession } from '../tutor/turn.ts';
import { exitCodes } from './failure.ts';
import { quizJson } from './json.ts';
import { seedFrom } from './like.ts';
import { type Arrival, isSilent, type LineSource, signalCodes } from './lines.ts';
import { reasonOf } from './load.ts';
import type { Look } from './look.ts';
import { rendered } from './render.ts';
import { readAs } from './show.ts';
import type { World } from './world.ts';

/** What runs a quiz: where its lines come from, where its screens go. */
export interface Stage {
  readonly world: World;
  readonly look: Look;
  readonly lines: LineSource;
  readonly piped: boolean;
  readonly digits: number;
  /** The id of the problem that is asked, where it has one. */
  readonly problem: string | null;
  /** The results go to standard output as one JSON object; the screens, in a terminal, to standard error. */
  readonly json: boolean;
}

/** Runs a quiz to its end and gives the exit code. The session decides everything; this only carries lines and screens. */
export async function runQuiz(lesson: Lesson, stage: Stage): Promise<number> {
  const { world, look, lines, piped } = stage;
  const write = (text: string): void => {
    if (!stage.json) world.stdout.write(text);
    else if (!piped) world.stderr.write(text);
  };
  let session = startSession(lesson, piped ? 'piped' : 'prompt', stage.digits, furtherTo(lesson));
  const show = (blocks: readonly Block[]): void => {
    const text = rendered(blocks, session.words.lesson, stage.digits, look);
    if (text.length > 0) write(`${text.join('\n')}\n`);
  };
  show([...readAs(lesson), ...opening(session)]);
  const settledAt = new Map<number, number>();
  let count = 0;
  let asked: number | undefined;
  let arrival: Arrival = { kind: 'end' };
  while (!session.over) {
    const at = session.queue[0] ?? -1;
    if (asked !== at) show(asking(session));
    asked = at;
    arrival = await lines.next(promptText(session, look));
    if (arrival.kind !== 'line') break;
    count++;
    if (piped && isSilent(arrival.text)) continue;
    if (piped) write(`${promptText(session, look)}${arrival.text.replaceAll(/\p{C}/gu, ' ')}\n`);
    const stepped = step(session, arrival.text);
    session = stepped.session;
    if (session.turns.get(at)?.outcome) settledAt.set(at, count);
    show(stepped.shown);
    if (stepped.wish?.kind === 'save') show([await saved(world, stepped.wish)]);
    if (stepped.wish?.kind === 'another') {
      const next = another(session, world);
      if (next) session = next;
      show(
        next
          ? opening(next)
          : [line('note', 'No other numbers were found that this graph can be asked with.')],
      );
    }
    if (fillsTheScreen(stepped.shown)) asked = undefined;
  }
  show([line('plain', ''), ...closing(session)]);
  if (stage.json)
    world.stdout.write(`${JSON.stringify(quizJson(session, settledAt, stage.problem), null, 2)}\n`);
  if (piped) await noteLeftOver(world, lines);
  if (arrival.kind === 'signal') return signalCodes[arrival.signal];
  return piped && !passed(session) ? exitCodes.notPassed : exitCodes.done;
}

/** What fills the screen pushes the question out of sight: it is asked again. */
const fillsTheScreen = (shown: readonly Block[]): boolean =>
  shown.length > 2 || shown.some((block) => block.kind === 'picture');

async function noteLeftOver(world: World, lines: LineSource): Promise<void> {
  const left = await lines.rest();
  if (left === 0) return;
  const what = left === 1 ? 'one line was' : `${left} lines were`;
  world.stderr.write(`dvar: ${what} left over after the last question\n`);
}

/** The same graph with other numbers, from the start; null where none can be found. */
function another({ words, manner }: Session, world: World): Session | null {
  const found = like(words.lesson, seedFrom(world.chance));
  return found && startSession(found.lesson, manner, words.digits, furtherTo(found.lesson));
}

const promptText = (session: Session, look: Look): string =>
  look.plain ? 'Your answer: ' : promptOf(session);

async function saved(world: World, { file, text }: { file: string; text: string }): Promise<Block> {
  try {
    await world.writeFile(file, text);
    return line('note', `The answers are in ${file}.`);
  } catch (error) {
    return line('trouble', `${file} could not be written: ${reasonOf(error)}; name another file.`);
  }
}
