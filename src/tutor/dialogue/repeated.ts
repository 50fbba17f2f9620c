import type { Value } from '../../ops/matrix.ts';
import { sameValue } from '../mistakes/equality.ts';
import type { Mistake } from '../mistakes/messages.ts';
import type { Lead } from './lead.ts';

/** A wrong try: what it was, and the mistake that explains it, if one does. */
export interface Miss {
  readonly value: Value;
  readonly mistake: Mistake | null;
}

/** Whether a miss is one of those before it again: the same mistake, or the same number where nothing explains it. */
export const isRepeated = (misses: readonly Miss[], { value, mistake }: Miss): boolean =>
  misses.some((miss) =>
    mistake && miss.mistake ? miss.mistake.id === mistake.id : sameValue(miss.value, value),
  );

/** The next thing that leads on and has not been said. */
export const nextLead = (leads: readonly Lead[], heard: ReadonlySet<string>): Lead | null =>
  leads.find(({ says }) => !heard.has(says)) ?? null;
