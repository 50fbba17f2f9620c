/** A moment as somebody wrote it down: what a clock shows, and in which time zone that clock is. */
export interface Moment {
  /** What the clock shows, in milliseconds since 1970 began on it. */
  readonly clock: number;
  /** How many minutes the clock is ahead of UTC; null where no zone is given. */
  readonly zone: number | null;
}

const day = 86_400_000;

/** Days since 1970 of a date of the Gregorian calendar; null where there is no such date. */
function daysTo(year: number, month: number, date: number): number | null {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (year < 1970 || year > 9999 || date < 1 || date > (lengths[month - 1] ?? 0)) return null;
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477;
  return (
    (year - 1970) * 365 + leaps + lengths.slice(0, month - 1).reduce((sum, days) => sum + days, 0) + date - 1
  );
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Reads `2026-03-02`, `2026-03-02 23:59`, `2026-03-02T23:59:00+01:00`, `3 March 2026, 10:15 PM`; null where it is none of those. */
export function momentIn(text: string): Moment | null {
  const iso =
    /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?\s*$/i.exec(
      text,
    );
  if (iso) {
    const [, year, month, date, hour, minute, second, zone] = iso;
    // A date without a time means the end of that day.
    const time = hour === undefined ? day - 1000 : timeOf(Number(hour), Number(minute), Number(second ?? 0));
    return moment(daysTo(Number(year), Number(month), Number(date)), time, zoneIn(zone));
  }
  const spoken =
    /^\s*(?:\p{L}+,\s*)?(\d{1,2})\s+(\p{L}{3})\p{L}*\s+(\d{4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])?\.?m?\.?\s*$/iu.exec(
      text,
    );
  if (!spoken) return null;
  const [, date, name = '', year, hour, minute, second, half] = spoken;
  const month = months.indexOf(name.toLowerCase()) + 1;
  if (month === 0) return null;
  const hours =
    half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return moment(
    daysTo(Number(year), month, Number(date)),
    timeOf(hours, Number(minute), Number(second ?? 0)),
    null,
  );
}

const moment = (days: number | null, time: number | null, zone: number | null): Moment | null =>
  days === null || time === null ? null : { clock: days * day + time, zone };

const timeOf = (hour: number, minute: number, second: number): number | null =>
  hour < 24 && minute < 60 && second < 60 ? ((hour * 60 + minute) * 60 + second) * 1000 : null;

function zoneIn(text: string | undefined): number | null {
  if (text === undefined) return null;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/**
 * When a moment was, in milliseconds since 1970. Where it has no zone, `ahead` gives the minutes that a clock which
 * shows this time is ahead of UTC.
 */
export const instantOf = ({ clock, zone }: Moment, ahead: (clock: number) => number): number =>
  clock - (zone ?? ahead(clock)) * 60_000;

/** A moment as an assignment writes it: `2026-03-02 23:59`, and the zone where it has one. */
export function spelledMoment({ clock, zone }: Moment): string {
  const days = Math.floor(clock / day);
  const isBy = (year: number, month: number): boolean => (daysTo(year, month, 1) ?? Infinity) <= days;
  let year = 1970;
  while (isBy(year + 1, 1)) year++;
  let month = 1;
  while (month < 12 && isBy(year, month + 1)) month++;
  const two = (count: number): string => String(count).padStart(2, '0');
  const minutes = Math.floor((clock - days * day) / 60_000);
  const date = days - (daysTo(year, month, 1) ?? 0) + 1;
  const shown = `${year}-${two(month)}-${two(date)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  if (zone === null) return shown;
  const ahead = Math.abs(zone);
  return `${shown} UTC${zone < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}

const units: Readonly<Record<string, number>> = {
  s: 1000,
  sec: 1000,
  second: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: day,
  day,
  week: 7 * day,
};

/** Reads `15min`, `2 hours`, `1 day`, in milliseconds; null where it is no length of time. */
export function durationIn(text: string): number | null {
  const [, count, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(text) ?? [];
  const word = unit.toLowerCase();
  const length = units[word] ?? units[word.replace(/s$/, '')];
  return count === undefined || length === undefined ? null : Number(count) * length;
}

/** A length of time in words: `3 minutes`, `5 hours`, `2 days`. */
export function inTime(length: number): string {
  const [count, unit] =
    length < 3_600_000
      ? [Math.max(1, Math.round(length / 60_000)), 'minute']
      : length < 2 * day
        ? [Math.round(length / 3_600_000), 'hour']
        : [Math.round(length / day), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
