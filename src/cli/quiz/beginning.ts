import { type Block, line } from '../../tutor/lesson/block.ts';
import { counted } from '../../tutor/lesson/words.ts';
import type { Session } from '../../tutor/session/state.ts';
import type { LineEvent, LineSource } from '../prompt/lines.ts';
import { firstScreen, type QuizStage, type Screens } from './quiz-stage.ts';
import { nothingKept, type Unfinished } from './unfinished.ts';

/** What a quiz needs at its beginning. */
interface Setting {
  readonly stage: QuizStage;
  readonly screens: Screens;
  readonly lines: Pick<LineSource, 'next'>;
}

/**
 * The state of a quiz after its first screen: its session, what keeps it, and how somebody left at that screen, if
 * they did.
 */
export interface Beginning {
  readonly session: Session;
  readonly kept: Unfinished;
  readonly gone: LineEvent | null;
}

/**
 * Shows the first screen, after the offer to continue where this quiz was left. Where attempts are counted there is
 * no such question: the answers that were given stand.
 */
export async function beginningOf(session: Session, setting: Setting): Promise<Beginning> {
  const { stage, screens } = setting;
  const { attempts } = session.words.lesson.choice;
  if (!stage.kept || stage.piped) {
    screens.show(session, [...firstScreen(session, stage), ...uncounted(session, stage)]);
    return { session, kept: nothingKept, gone: null };
  }
  const { resumedNote, offerToResume, unfinishedOf } = await import('./unfinished.ts');
  const kept = await unfinishedOf(stage.environment, session, stage.start);
  const { resumed } = kept;
  if (resumed && attempts !== undefined) {
    const says = resumed.over
      ? line(
          'note',
          `You have answered this quiz, which allows ${counted(attempts, 'answer')} to a question.`,
        )
      : resumedNote;
    screens.show(resumed, [...firstScreen(resumed, stage), says]);
    return { session: resumed, kept, gone: null };
  }
  if (resumed) {
    const said = stage.goesOn === true || (await offered(resumed, offerToResume(resumed), setting));
    if (typeof said !== 'boolean') return { session: resumed, kept, gone: said };
    if (said) {
      screens.show(resumed, [...firstScreen(resumed, stage), resumedNote]);
      return { session: resumed, kept, gone: null };
    }
  }
  screens.show(session, [
    ...firstScreen(session, stage),
    ...(kept === nothingKept ? uncounted(session, stage) : []),
  ]);
  return {
    session,
    kept: resumed ? await unfinishedOf(stage.environment, session, stage.start, true) : kept,
    gone: null,
  };
}

/** The note where attempts are limited, and can't be counted from one run to the next. */
function uncounted({ words }: Session, { piped }: QuizStage): readonly Block[] {
  const { attempts } = words.lesson.choice;
  return attempts === undefined || piped
    ? []
    : [line('note', 'Nothing is remembered here, so your attempts are counted only in this run.')];
}

async function offered(
  session: Session,
  offer: string,
  { lines, screens }: Setting,
): Promise<boolean | LineEvent> {
  screens.show(session, [line('plain', offer)]);
  for (;;) {
    const came = await lines.next('go on? ');
    if (came.kind !== 'line') return came;
    const word = came.text.trim().toLowerCase();
    if (/^:?(?:q|quit|exit)$/.test(word)) return { kind: 'end' };
    if (/^(?:n|no|new|start|again)\b/.test(word)) return false;
    if (word === '' || /^(?:y|yes|go|ok|on)\b/.test(word)) return true;
    screens.show(session, [line('note', 'Enter or `y` goes on, `n` starts again, `q` leaves.')]);
  }
}
