import type { Block } from '../tutor/block.ts';
import { line } from '../tutor/block.ts';
import type { Lesson } from '../tutor/lesson.ts';
import { asking, closing, opening, promptOf, step } from '../tutor/session.ts';
import { passed } from '../tutor/summary.ts';
import { type Session, startSession } from '../tutor/turn.ts';
import { exitCodes } from './failure.ts';
import { type Arrival, isSilent, type LineSource } from './lines.ts';
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
  /** Print the results as one JSON object instead of the transcript; for pipes. */
  readonly json: boolean;
}

/** Runs a quiz to its end and gives the exit code. The session decides everything; this only carries lines and screens. */
export async function runQuiz(lesson: Lesson, stage: Stage): Promise<number> {
  const { world, look, lines, piped } = stage;
  let session = startSession(lesson, piped ? 'piped' : 'prompt', stage.digits);
  const show = (blocks: readonly Block[]): void => {
    const text = rendered(blocks, session.words.lesson, stage.digits, look);
    if (text.length > 0) world.stdout.write(`${text.join('\n')}\n`);
  };
  show([...readAs(lesson), ...opening(session)]);
  let asked: number | undefined;
  let arrival: Arrival = { kind: 'end' };
  while (!session.over) {
    if (asked !== session.queue[0]) show(asking(session));
    asked = session.queue[0];
    arrival = await lines.next(promptText(session, look));
    if (arrival.kind !== 'line') break;
    if (piped && isSilent(arrival.text)) continue;
    if (piped) world.stdout.write(`${promptText(session, look)}${arrival.text.replaceAll(/\p{C}/gu, ' ')}\n`);
    const stepped = step(session, arrival.text);
    session = stepped.session;
    show(stepped.shown);
    if (stepped.wish) show([await saved(world, stepped.wish)]);
    // What fills the screen pushes the question out of sight: it is asked again.
    if (stepped.shown.length > 2 || stepped.shown.some((block) => block.kind === 'picture'))
      asked = undefined;
  }
  show([line('plain', ''), ...closing(session)]);
  if (piped) {
    const left = await lines.rest();
    if (left > 0)
      world.stderr.write(
        `dvar: ${left === 1 ? 'one line was' : `${left} lines were`} left over after the last question\n`,
      );
  }
  if (arrival.kind === 'signal')
    return arrival.signal === 'SIGINT' ? exitCodes.interrupted : signalled[arrival.signal];
  return piped && !passed(session) ? exitCodes.notPassed : exitCodes.done;
}

/** By custom, 128 and the signal's number. */
const signalled = { SIGTERM: 143, SIGHUP: 129 } as const;

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
