import { createEmptyCard, fsrs, generatorParameters, Rating } from 'ts-fsrs';

/** When a skill should come back, as plain data. */
export interface Schedule {
  readonly due: number;
  readonly stability: number;
  readonly difficulty: number;
  readonly state: number;
  readonly reps: number;
  readonly lapses: number;
  readonly steps: number;
  readonly last: number | null;
}

/** How a first answer went: `right`, `helped` by a hint or after a long while, or `missed`. */
export type Grade = 'right' | 'helped' | 'missed';

// Reviews are planned in days, without the short steps of flash cards within a session. What was missed is due on the
// next day.
const scheduler = fsrs(
  generatorParameters({
    request_retention: 0.9,
    maximum_interval: 365,
    enable_fuzz: false,
    enable_short_term: false,
  }),
);
const ratings = { right: Rating.Good, helped: Rating.Hard, missed: Rating.Again } as const;
const day = 86_400_000;

/** Whether an answer lies further ahead than any flight leads: a clock was wrong then, or is now. */
const isAhead = ({ last }: Pick<Schedule, 'last'>, time: number): boolean =>
  last !== null && last > time + day;

/** When a skill is due by a clock that shows `time`: what was answered by a wrong clock waits as long from now. */
export const dueFrom = (schedule: Schedule, time: number): number =>
  isAhead(schedule, time) ? time + schedule.due - (schedule.last ?? time) : schedule.due;

/** The schedule of a skill after an answer (FSRS, Ye et al. 2022). */
export function scheduled(before: Schedule | null, time: number, grade: Grade): Schedule {
  const last = before && (isAhead(before, time) ? time : before.last);
  const card = before
    ? {
        due: before.due,
        stability: before.stability,
        difficulty: before.difficulty,
        elapsed_days: 0,
        scheduled_days: 0,
        learning_steps: before.steps,
        reps: before.reps,
        lapses: before.lapses,
        state: before.state,
        ...(last !== null && { last_review: last }),
      }
    : createEmptyCard(time);
  // A clock that goes back, or a flight to the west, must not undo what was learned.
  const moment = Math.max(time, last ?? time);
  const { card: next } = scheduler.next(card, moment, ratings[grade]);
  const due = grade === 'missed' ? Math.min(next.due.getTime(), time + day) : next.due.getTime();
  return {
    due,
    stability: next.stability,
    difficulty: next.difficulty,
    state: next.state,
    reps: next.reps,
    lapses: next.lapses,
    steps: next.learning_steps,
    last: time,
  };
}
