import { readCommand } from '../../tutor/answers/command-words.ts';
import { explainPast } from './ask-session.ts';
import { courseHelp, hear } from './course-words.ts';
import { type Left, type Stage, say } from './stage.ts';

/** How a pause ended: with Enter, with the effect to try the next solo at once or to go back a step, or left. */
export type Paused = { readonly kind: 'done' } | { readonly kind: 'solo' } | { readonly kind: 'back' } | Left;

/** What a pause says and takes beside Enter. */
export interface Pause {
  /** What stands at the prompt, and in short where the screen is narrow. */
  readonly prompt: string;
  readonly short?: string;
  /** Whether `:solo` may be typed. */
  readonly solo?: boolean;
  /** Another word that goes on, as Enter does. */
  readonly also?: string;
}

const onward = /^:?(?:y|yes|yep|ok|okay|sure|go|go on|on|next|continue|skip|more|ready|done)\W*$/iu;
const enough = /^:?(?:n|no|nope|stop|enough|leave|later)\W*$/iu;

/** Waits for Enter, but not in a pipe. Anything else that is typed gets a reply, and the pause goes on. */
export async function pause(
  stage: Stage,
  { prompt, short = prompt, solo = false, also }: Pause,
): Promise<Paused> {
  if (stage.piped) return { kind: 'done' };
  for (let odd = 0; ; ) {
    const long = `  ${prompt} `;
    const shown = stage.theme.plain
      ? `${prompt.replaceAll(' · ', '; ')}: `
      : long.length < stage.theme.width()
        ? long
        : `  ${short} `;
    const came = await stage.lines.next(stage.theme.ascii ? shown.replaceAll('·', '-') : shown);
    if (came.kind !== 'line') return came;
    const typed = came.text.trim();
    if (typed === '' || onward.test(typed) || typed === also) return { kind: 'done' };
    if (enough.test(typed)) return { kind: 'end' };
    if (/^:?solo$/iu.test(typed)) {
      if (solo) return { kind: 'solo' };
      say(stage, '`:solo` works where something is worked out. Enter goes on.', 'note');
      continue;
    }
    if (/^:?why\W*$/iu.test(typed) && explainPast(stage)) continue;
    const command = readCommand(typed, () => false);
    if (command?.kind === 'command' && command.command === 'quit') return { kind: 'end' };
    const heard = hear(stage, typed, () => false);
    if (heard === 'told') continue;
    if (heard === 'back' && stage.at.lecture !== null) return { kind: 'back' };
    // The commands are listed once; after that a line is enough.
    say(stage, `There is no question here: Enter goes on.${odd++ === 0 ? ` ${courseHelp}` : ''}`, 'note');
  }
}
