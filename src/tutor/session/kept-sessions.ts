import type { Lesson } from '../lesson/lesson.ts';
import type { Session } from './state.ts';

/** A session with those that followed it, by the answer that came next. */
export interface KeptSession {
  readonly session: Session;
  readonly next: Map<string, KeptSession>;
}

/**
 * The sessions of a class, by the answers that led to them: who begins as somebody else did is at the same place. A
 * session is a value, so that all who came there may go on from it. It holds so many sessions at most, and then begins
 * anew.
 */
export interface KeptSessions {
  /** The session before the first answer. */
  readonly start: (lesson: Lesson, digits: number, begin: () => Session) => KeptSession;
  /** The session after one more answer, which `word` tells from all others; null for one that is not to be kept. */
  readonly after: (before: KeptSession, word: string | null, go: () => Session) => KeptSession;
}

const mostKept = 1500;

const keptAlone = (session: Session): KeptSession => ({ session, next: new Map() });

export function keptSessions(most = mostKept): KeptSessions {
  const starts = new Map<Lesson, Map<number, KeptSession>>();
  let count = 0;
  return {
    start(lesson, digits, begin) {
      if (count >= most) {
        starts.clear();
        count = 0;
      }
      const ofDigits = starts.get(lesson) ?? new Map<number, KeptSession>();
      starts.set(lesson, ofDigits);
      const known = ofDigits.get(digits) ?? keptAlone(begin());
      ofDigits.set(digits, known);
      return known;
    },
    after({ next }, word, go) {
      if (word === null) return keptAlone(go());
      const known = next.get(word);
      if (known) return known;
      const found = keptAlone(go());
      next.set(word, found);
      count++;
      return found;
    },
  };
}

/** Sessions of which none is kept. */
export const noSessions: KeptSessions = {
  start: (_lesson, _digits, begin) => keptAlone(begin()),
  after: (_before, _word, go) => keptAlone(go()),
};
