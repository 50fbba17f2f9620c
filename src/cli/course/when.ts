import { dayOf } from '../../course/memory/memory.ts';

const week = 7;

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
