import { kinds } from '../../engine/graph/graph.ts';
import { type Block, line } from '../../tutor/lesson/block.ts';
import { math } from '../../tutor/lesson/words.ts';
import { asking } from '../../tutor/quiz/session.ts';
import { known } from '../../tutor/session/in-hand.ts';
import { opening, type Room } from '../../tutor/session/opening.ts';
import { partInHand } from '../../tutor/session/question-block.ts';
import type { Session } from '../../tutor/session/state.ts';
import { readAs } from '../../tutor/teaching/forward-screen.ts';
import type { LineEvent, LineSource } from '../prompt/lines.ts';
import { hasRows } from '../prompt/rows.ts';
import type { QuizStart } from '../prompt/start.ts';
import { rendered } from '../screen/render.ts';
import type { Theme } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import type { Dialect } from './numpy-dialect.ts';

/** What a quiz runs on: where its lines come from, and where its screens go. */
export interface QuizStage {
  readonly environment: Environment;
  readonly theme: Theme;
  readonly lines: LineSource;
  readonly piped: boolean;
  readonly digits: number;
  /** The id of the problem that is asked, where it has one. */
  readonly problem: string | null;
  /** The results go to standard output as one JSON object; the screens, in a terminal, to standard error. */
  readonly json: boolean;
  /** Whether the answers are remembered. */
  readonly kept: boolean;
  /** What starts the same quiz again; null where nobody can type it. */
  readonly start: QuizStart | null;
  /** Whether the learner has said already that a quiz that was left is to go on. */
  readonly goesOn?: boolean;
  /** The notation in which it is answered; the tutor's own where this is left out. */
  readonly dialect?: Dialect;
}

/** The screens of one quiz. */
export interface Screens {
  readonly write: (text: string) => void;
  readonly show: (session: Session, blocks: readonly Block[]) => void;
  /** The same, a page at a time where a picture is longer than the screen; gives how somebody left, or null. */
  readonly showInPages: (session: Session, blocks: readonly Block[]) => Promise<Left | null>;
  /** The question at hand, under the graph where that has left the screen. */
  readonly ask: (session: Session) => void;
}

type Left = Exclude<LineEvent, { kind: 'line' }>;

/** The rows of a screen whose height is unknown. */
const usualRows = 24;

/** Shows what a quiz says, and knows how far below the top of the last picture the screen has come. */
export function screensOf(stage: QuizStage): Screens {
  const { environment, theme, piped, digits } = stage;
  let below = 0;
  let said = 0;
  const write = (text: string): void => {
    if (!stage.json) environment.stdout.write(text);
    else if (!piped) environment.stderr.write(text);
  };
  const linesOf = (session: Session, blocks: readonly Block[]): readonly string[] => {
    const { lesson } = session.words;
    const spoken = stage.dialect?.say(lesson, blocks) ?? blocks;
    return rendered(spoken, lesson, digits, theme, stage.dialect?.spelled(lesson));
  };
  const count = (text: readonly string[], blocks: readonly Block[]): void => {
    below = blocks.some(({ kind }) => kind === 'picture') ? text.length : below + text.length;
    said = text.length;
  };
  const show = (session: Session, blocks: readonly Block[]): void => {
    const text = linesOf(session, blocks);
    if (text.length > 0) write(`${text.join('\n')}\n`);
    count(text, blocks);
  };
  return {
    write,
    show,
    async showInPages(session, blocks) {
      const text = linesOf(session, blocks);
      const isLong = text.length >= (environment.stdout.rows ?? Infinity);
      const inPages = isLong && !piped && !stage.json && !theme.plain && hasRows(environment);
      if (!inPages) {
        show(session, blocks);
        return null;
      }
      count(text, blocks);
      const { shownInPages } = await import('../prompt/in-pages.ts');
      return shownInPages(environment, text.join('\n'), stage.lines.next);
    },
    ask(session) {
      show(session, [...pictureAgain(session, stage, below, said), ...asking(session)]);
      // One row for the line that is typed.
      below += 1;
    },
  };
}

/**
 * The first screen, as much of it as the screen's height has room for: the forward pass is left to `:values` first, then the
 * instructions to `:help`.
 */
export function firstScreen(
  session: Session,
  { environment, digits, theme, dialect }: QuizStage,
): readonly Block[] {
  const { lesson } = session.words;
  const height = environment.stdout.rows || usualRows;
  const screenFor = (room: Room, signs: boolean): readonly Block[] => [
    ...readAs(lesson),
    ...opening(session, room, signs),
  ];
  const fits = (blocks: readonly Block[]): boolean => {
    const whole = [...blocks, ...asking(session)];
    const said = dialect?.say(lesson, whole) ?? whole;
    return rendered(said, lesson, digits, theme, dialect?.spelled(lesson)).length < height;
  };
  // Who writes NumPy has its signs.
  const own = dialect === undefined;
  const rooms: readonly (readonly [Room, boolean])[] = [
    ['whole', own],
    ['brief', own],
    ['terse', own],
    ['brief', false],
  ];
  for (const [room, signs] of rooms) {
    const screen = screenFor(room, signs);
    if (fits(screen)) return screen;
  }
  const terse = screenFor('terse', false);
  if (fits(terse)) return terse;
  // Of a graph that is higher than the screen whatever is left out, the part in hand is drawn.
  return theme.plain || session.queue.length === 0
    ? screenFor('brief', false)
    : withPartInHand(session, terse);
}

/** A first screen with the part in hand in place of the whole graph. */
function withPartInHand(session: Session, screen: readonly Block[]): readonly Block[] {
  const { worked, visible } = session.words.lesson;
  const steps = worked.graph.kind.filter((kind, slot) => kind === kinds.step && visible.has(slot));
  const note = line(
    'note',
    `This is the end of a graph of ${steps.length} steps; ${math(':graph')} draws all of it.`,
  );
  return screen.flatMap((block) =>
    block.kind === 'picture' ? [{ ...block, part: partInHand(session) }, note] : [block],
  );
}

/**
 * The graph once more, or of a large one the part in hand, filled as far as it has been found, where it has left the screen and there is room for it beside what has
 * just been said: nobody should have to scroll back to read that.
 */
function pictureAgain(
  session: Session,
  { environment, digits, theme, piped }: QuizStage,
  below: number,
  said: number,
): readonly Block[] {
  if (piped || theme.plain) return [];
  const { lesson } = session.words;
  const rows = environment.stdout.rows || usualRows;
  const question = rendered(asking(session), lesson, digits, theme).length + 1;
  if (rows < usualRows || below + question <= rows) return [];
  const whole: Block = { kind: 'picture', known: new Set(known(session)) };
  const picture = [whole, { ...whole, part: partInHand(session) }].find((each) => {
    const height = rendered([each], lesson, digits, theme).length + 1;
    return height <= rows / 2 && said + height + question < rows;
  });
  return picture ? [{ kind: 'line', role: 'plain', text: '' }, picture] : [];
}
