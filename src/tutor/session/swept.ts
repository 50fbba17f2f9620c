import type { Miss } from '../dialogue/repeated.ts';
import { sweptSaid } from '../teaching/misses.ts';
import type { Session } from './state.ts';

/** What is said, once in a quiz, to somebody who goes through numbers; null where nothing is. */
export const sweeping = (
  { turns, words }: Session,
  misses: readonly Miss[],
  explained: boolean,
): string | null =>
  [...turns.values()].some(({ swept }) => swept) ? null : sweptSaid(words.lesson.choice, misses, explained);
