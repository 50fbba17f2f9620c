import type { Course, Lecture } from '../../course/lessons/course.ts';
import type { Entry } from '../../course/memory/entry.ts';
import { type Memory, remember } from '../../course/memory/memory.ts';
import { courseDigits } from '../../course/walk/asked-session.ts';
import { withoutControls } from '../../language/unicode-names.ts';
import type { Block } from '../../tutor/lesson/block.ts';
import { line } from '../../tutor/lesson/block.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { Session } from '../../tutor/session/state.ts';
import { isSilent, type LineEvent, type LineSource } from '../prompt/lines.ts';
import { openLines } from '../prompt/open-lines.ts';
import { hasRows } from '../prompt/rows.ts';
import { rendered } from '../screen/render.ts';
import { sentences } from '../screen/speech.ts';
import { roleSign, type Theme } from '../screen/theme.ts';
import { wrapped } from '../screen/wrap.ts';
import { type Environment, isRemembered } from '../shell/environment.ts';
import { type Recorder, recorderIn } from './recorder.ts';
import { rememberedIn } from './remembered.ts';

/** Runs one of the program's own commands, on the same screen unless another one is given. */
export type RunCommand = (argv: readonly string[], on?: Environment) => Promise<number>;

/** What a walk through steps needs: the environment, the screen, the lines and the memory. */
export interface Stage {
  readonly environment: Environment;
  readonly theme: Theme;
  readonly lines: LineSource;
  readonly piped: boolean;
  readonly recorder: Recorder;
  readonly memory: Memory;
  readonly run: RunCommand;
  /** The tape whose graph was shown last, and how many lines ago, so that it is not drawn twice while it can be seen. */
  readonly shown: { last: unknown; lines: number };
  /** The session that was answered last, which `:why` may still explain. */
  readonly past: { session: Session | null };
  /** The course and lecture in which somebody is: terms are looked up there. */
  readonly at: { course: Course | null; lecture: Lecture | null };
}

/** How somebody left: the line source's last word. */
export type Left = Exclude<LineEvent, { kind: 'line' }>;

/** Opens memory and lines; whoever opened a stage closes its lines. */
export async function openStage(
  environment: Environment,
  theme: Theme,
  run: RunCommand,
  journal: boolean,
  opened: LineSource | null = null,
): Promise<Stage> {
  const piped = environment.stdin.isTTY !== true;
  const folder = journal && isRemembered(environment, piped) ? await environment.stateFolder() : null;
  const memory = await rememberedIn(environment, folder);
  const recorder = recorderIn(environment, folder);
  const taken = (entry: Entry): Entry => {
    remember(memory, entry);
    return entry;
  };
  return {
    environment,
    theme,
    lines: opened ?? (await openLines(environment, theme, piped)),
    piped,
    memory,
    run,
    shown: { last: null, lines: 0 },
    past: { session: null },
    at: { course: null, lecture: null },
    recorder: {
      keep: async (entry) => taken(await recorder.keep(entry)),
      async answer(...args) {
        const entry = await recorder.answer(...args);
        return entry && taken(entry);
      },
    },
  };
}

/** Shows the blocks of a screen. */
export function show(
  { environment, theme, shown }: Stage,
  blocks: readonly Block[],
  lesson: Lesson | null,
): void {
  const lines = lesson
    ? rendered(blocks, lesson, courseDigits, theme)
    : blocks.flatMap((block) => alone(block, theme));
  shown.lines += lines.length;
  if (lines.length > 0) environment.stdout.write(`${lines.join('\n')}\n`);
}

/** Shows a picture, a page at a time where it is higher than the screen; gives how somebody left, or null. */
export async function showPaged(
  stage: Stage,
  blocks: readonly Block[],
  lesson: Lesson,
): Promise<Left | null> {
  const { environment, theme, piped, lines, shown } = stage;
  const text = rendered(blocks, lesson, courseDigits, theme);
  if (piped || theme.plain || !hasRows(environment) || text.length < (environment.stdout.rows ?? Infinity)) {
    show(stage, blocks, lesson);
    return null;
  }
  shown.lines += text.length;
  const { shownInPages } = await import('../prompt/in-pages.ts');
  return shownInPages(environment, text.join('\n'), lines.next);
}

function alone(block: Block, theme: Theme): readonly string[] {
  if (block.kind !== 'line') return [];
  if (theme.plain) return sentences(block.text);
  // What stands in front of a choice is no part of its text.
  const [indent = ''] = /^ *(?:[a-h]: )?/.exec(block.text) ?? [];
  return wrapped(
    roleSign(block.role, theme.ascii) + indent,
    block.text.slice(indent.length),
    block.role,
    theme,
  );
}

/** Says a sentence. */
export const say = (stage: Stage, text: string, role: Parameters<typeof line>[0] = 'plain'): void =>
  show(
    stage,
    text.split('\n').map((each) => line(role, each)),
    null,
  );

/** The next line that is not blank; in a pipe it is printed after its prompt, so that a transcript reads well. */
export async function nextLine(
  { environment, lines, piped, theme }: Stage,
  prompt: string,
): Promise<LineEvent> {
  for (;;) {
    const asked = theme.plain ? 'Your answer: ' : prompt;
    const came = await lines.next(asked);
    if (came.kind !== 'line') return came;
    if (piped && isSilent(came.text)) continue;
    if (piped) environment.stdout.write(`${asked}${withoutControls(came.text)}\n`);
    return came;
  }
}
