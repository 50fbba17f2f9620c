import type { Testimony } from '../engine/witnesses.ts';
import { printProgram } from '../language/program.ts';
import { type Block, line } from '../tutor/block.ts';
import { forwardBlocks } from '../tutor/board.ts';
import { backwardBlocks } from '../tutor/explain.ts';
import type { Lesson } from '../tutor/lesson.ts';
import { math } from '../tutor/words.ts';
import { discernmentJson, discernmentText } from './discernment.ts';
import { exitCodes } from './failure.ts';
import { graphJson } from './json.ts';
import { loadLesson } from './load.ts';
import type { Look } from './look.ts';
import type { ProgramOptions } from './options.ts';
import { rendered } from './render.ts';
import { witnessed, witnessJson, witnessText } from './witness.ts';
import type { World } from './world.ts';

/** What `dvar show` is asked beside its program. */
export interface ShowOptions extends ProgramOptions {
  readonly backward?: boolean;
  readonly witness?: boolean;
  readonly explain?: boolean;
}

/** Shows a program, and gives the exit code: whether the witnesses, if they are asked, agree. */
export async function runShow(
  world: World,
  words: readonly string[],
  options: ShowOptions,
  commandNames: readonly string[],
  look: Look,
): Promise<number> {
  const lesson = await loadLesson(world, words, options, commandNames);
  const all = options.witness ? await witnessed(lesson) : null;
  world.stdout.write(`${showText(lesson, options, look, all)}\n`);
  return all?.some((each) => !each.agrees) ? exitCodes.notPassed : exitCodes.done;
}

/** What `dvar show` prints: the graph, the forward pass and, if wanted, the backward pass. */
function showText(
  lesson: Lesson,
  options: ShowOptions,
  look: Look,
  testimonies: readonly Testimony[] | null = null,
): string {
  if (options.format === 'json') {
    const graph = graphJson(lesson, options.backward === true);
    return JSON.stringify(
      {
        ...graph,
        ...(testimonies && { witnesses: witnessJson(lesson, testimonies) }),
        ...(options.explain && { discernment: discernmentJson(lesson) }),
      },
      null,
      2,
    );
  }
  const words = { lesson, digits: options.digits };
  const { worked } = lesson;
  const known = options.backward ? new Set([...lesson.order, worked.graph.output]) : new Set<number>();
  const blocks: Block[] = [
    ...readAs(lesson),
    { kind: 'picture', known },
    ...forwardBlocks(words),
    ...(options.backward ? [line('plain', ''), ...backwardBlocks(words)] : []),
    ...[...worked.notes, ...lesson.notes].map((text) => line('note', `${text}.`)),
  ];
  const text = rendered(blocks, lesson, options.digits, look).join('\n');
  const parts = [
    text,
    ...(testimonies ? [witnessText(lesson, testimonies, look)] : []),
    ...(options.explain ? [discernmentText(lesson, look)] : []),
  ];
  return parts.join('\n\n');
}

/** How a program was read, where it was spelled in another way than the tutor writes it. */
export function readAs({ worked }: Lesson): readonly Block[] {
  return worked.program.rewritten
    ? [line('note', `Read as ${math(printProgram(worked.program, '; '))}.`)]
    : [];
}
