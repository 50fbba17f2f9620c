import { dayOf, localTime } from '../../course/memory/memory.ts';
import type { Environment } from '../shell/environment.ts';

const week = 7;

/** The time on the learner's clock, as memory counts it. */
export const localNow = ({ now, zone }: Environment): number => localTime(now(), zone(now()));

/** The instant of a time in memory; in the hour when clocks change it may be off by that hour. */
export const momentAt = (wall: number, zone: Environment['zone']): number =>
  localTime(wall, -zone(localTime(wall, -zone(wall))));

/** How long ago something was, as people say it: `Yesterday`, `3 days ago`, `Last week`. */
export function agoWords(now: number, then: number): string {
  const days = dayOf(now) - dayOf(then);
  if (days <= 0) return 'Earlier today';
  if (days === 1) return 'Yesterday';
  if (days < week) return `${days} days ago`;
  return days < 2 * week ? 'Last week' : `${Math.floor(days / week)} weeks ago`;
}

/** How far off something is: `today`, `tomorrow`, `in 3 days`. */
export function daysAway(now: number, then: number): string {
  const days = dayOf(then) - dayOf(now);
  return days <= 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
}
