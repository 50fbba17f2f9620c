import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { seeded } from '../../tutor/lesson/random.ts';
import type { Session } from '../../tutor/session/state.ts';
import { learnersAt } from '../../tutor/simulated/beliefs.testing.ts';
import { worldHere } from '../../tutor/simulated/world.testing.ts';
import type { Predict } from '../lessons/course.ts';
import { rightAnswer } from './predict.ts';
import { solutionOf } from './solution.ts';

/** For tests: somebody who walks a course, and comes back to review. */
export interface Pupil {
  /** Whether they try the hardest of a row at once. */
  readonly bold: boolean;
  readonly answers: (session: Session, day: number) => string;
  readonly predicts: (step: Predict, day: number) => string;
}

/** The answer that is right, whatever is asked. */
const right = (session: Session): string => solutionOf(session) ?? ':answer';

/** Knows everything. */
export const perfect: Pupil = { bold: true, answers: right, predicts: rightAnswer };

/** Types any small whole number, and the first choice that comes to mind. */
export function guessing(seed: number): Pupil {
  const random = seeded(seed);
  const guess = (): string => String(Math.floor(19 * random()) - 9);
  return {
    bold: false,
    answers: guess,
    predicts: ({ choices }) => (choices.length > 0 ? 'abc'.charAt(3 * random()) : guess()),
  };
}

/** Right while it is fresh; from day to day a share of the answers is forgotten, and a miss brings it back for the day. */
export function forgetful(seed: number): Pupil {
  const random = seeded(seed);
  const forgets = (): boolean => random() < 0.3;
  return {
    bold: false,
    answers: (session) => (forgets() ? '0.123' : right(session)),
    predicts: (step) => (forgets() && step.choices.length === 0 ? '0.123' : rightAnswer(step)),
  };
}

/** Makes one mistake wherever it can be made, until a day on which they stop. */
export const stubborn = (mistake: string, until: number): Pupil => ({
  bold: false,
  answers(session, day) {
    const { lesson } = session.words;
    const at = session.queue[0] ?? -1;
    const own = day < until && at < 2 ** 32 ? mistaken(lesson, at, mistake) : null;
    // Whoever is told that it is wrong has another look.
    return own !== null && (session.turns.get(at)?.tries ?? 0) === 0 ? own : right(session);
  },
  predicts: rightAnswer,
});

function mistaken(lesson: Lesson, slot: number, mistake: string): string | null {
  if (typeof lesson.worked.graph.layout === 'object' && lesson.worked.graph.layout !== null) return null;
  const own = learnersAt(lesson, slot).find(({ id }) => id === mistake);
  const value = own?.answer(worldHere(lesson)) ?? Number.NaN;
  return Number.isFinite(value) ? String(value) : null;
}
