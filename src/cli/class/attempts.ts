import {
  type DuePolicy,
  dueFor,
  type HandedIn,
  type Lateness,
  lateNote,
  latenessOf,
  unknownTime,
} from '../../homework/assignment/lateness.ts';
import type { Moment } from '../../homework/assignment/moment.ts';
import type { Policy } from '../../homework/assignment/policy.ts';
import type { Job } from '../../homework/grading/row.ts';
import { extensionFor } from '../../homework/roster/extensions.ts';
import { type HandedInPlace, repeatIn } from '../../homework/roster/places.ts';
import type { Person } from '../../homework/roster/roster.ts';
import { studentId } from '../../homework/submission/submission.ts';
import type { Disk } from '../shell/disk.ts';
import { type Contents, troubleIn } from './peek.ts';

/** A grading job with what is known before it starts. */
export interface Planned extends Job {
  /** Why it will not be graded; null where it will. */
  readonly refused: string | null;
  /** All attempts of a student whose best one counts; left out where this one counts. */
  readonly attempts?: readonly Planned[];
}

/** A file of a student's, and how it spells them. */
export interface Attempt {
  readonly each: Contents;
  readonly spelled: string;
  readonly as: string | null;
  readonly place: HandedInPlace | null;
  readonly notes: readonly string[];
}

/** The rules of an assignment about attempts and time. */
export interface AttemptRules {
  readonly policy: DuePolicy & Pick<Policy, 'counts'>;
  /** The instant of a moment, in milliseconds; a time without a zone is taken in the zone of this machine. */
  readonly instant: (moment: Moment) => number;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Compares two files of a student, the later one first: by the platform's numbers, then by the files' times, then by
 * the number that a repeated name carries.
 */
function latestFirst(a: Attempt, b: Attempt): number {
  const [first, second] = [a.place?.attempt ?? null, b.place?.attempt ?? null];
  if (first !== null && second !== null && first !== second) return second - first;
  return (
    b.each.found.changed - a.each.found.changed ||
    repeatIn(b.each.found.file) - repeatIn(a.each.found.file) ||
    compare(b.each.found.file, a.each.found.file)
  );
}

/**
 * Chooses which of a student's files counts: of those that can be read the last, the first, or the best. `person` is
 * who they are on the roster; `laidOut` says that a platform laid the files out, so that their times are those of the
 * download.
 */
export async function countingOf(
  disk: Disk,
  all: readonly Attempt[],
  rules: AttemptRules,
  person: Person | null,
  laidOut: boolean,
): Promise<Planned> {
  const ordered = [...all].sort(latestFirst);
  const unread: (Attempt & { readonly why: string })[] = [];
  const readable: Attempt[] = [];
  for (const own of ordered) {
    const why = all.length === 1 ? own.each.refused : await troubleIn(disk, own.each);
    if (why === null) readable.push(own);
    else unread.push({ ...own, why });
  }
  const { counts: which } = rules.policy;
  const counts = which === 'first' ? readable.at(-1) : readable[0];
  const chosen = counts ?? ordered[0];
  if (!chosen) throw new Error('a student without a file has none that counts');
  const older = readable.filter((own) => own !== counts);
  const lost = unread
    .filter(({ each }) => each !== chosen.each)
    .map(({ each, why }) => `${each.found.file} does not count: ${why}`);
  const jobOf = (own: Attempt, notes: readonly string[]): Planned => {
    const student = person?.id ?? own.spelled;
    const { late, handedIn, said } = timeOf(own, rules, student, person, laidOut);
    return {
      student,
      file: own.each.found.file,
      ...(own.as !== null && studentId(own.as) !== studentId(student) && { as: own.as }),
      ...(late && { late }),
      ...(handedIn && { handedIn }),
      notes: [...own.notes, ...said, ...notes],
      refused: counts ? null : (unread.find(({ each }) => each === own.each)?.why ?? null),
      digest: own.each.digest,
    };
  };
  if (which === 'best' && readable.length > 1)
    return { ...jobOf(chosen, lost), attempts: readable.map((own) => jobOf(own, lost)) };
  const others = older.map(({ each }) => each.found.file).join(', ');
  return jobOf(chosen, [
    ...(older.length > 0 ? [`${whichCounts(readable, which)}; the others: ${others}`] : []),
    ...lost,
  ]);
}

/** Says in words by what one of several files was chosen. */
function whichCounts(readable: readonly Attempt[], which: Policy['counts']): string {
  if (which === 'first') return `the first of ${readable.length} attempts counts`;
  const [counts, next] = readable;
  const [first, second] = [counts?.place?.attempt ?? null, next?.place?.attempt ?? null];
  if (first !== null && second !== null && first !== second)
    return `the last of ${readable.length} attempts counts, by the platform's numbers`;
  const tied = counts?.each.found.changed === next?.each.found.changed;
  return tied
    ? `several of the ${readable.length} files are equally new; the last of them by name counts`
    : `the newest of ${readable.length} files counts`;
}

/** How late a file is, with the notes about it: one says so where the time is unknown. */
function timeOf(
  { each: { found }, place }: Attempt,
  { policy, instant }: AttemptRules,
  student: string,
  person: Person | null,
  laidOut: boolean,
): {
  readonly late: Lateness | null;
  readonly handedIn: HandedIn | null;
  readonly said: readonly string[];
} {
  const dueAt = dueFor(policy, extensionFor(policy.extensions, student), instant);
  if (dueAt === null) return { late: null, handedIn: null, said: [] };
  const told = place?.time ?? person?.handedIn ?? null;
  const changed = laidOut || found.timed === false ? null : found.changed;
  const at = told === null ? changed : instant(told);
  if (at === null)
    return {
      late: null,
      handedIn: null,
      said: [
        place?.late
          ? 'the platform says that it is late, and not by how much: nothing is taken off'
          : unknownTime,
      ],
    };
  const handedIn: HandedIn = { at, by: told === null ? 'file' : 'platform' };
  const late = latenessOf(policy, dueAt, at);
  return { late, handedIn, said: late === null ? [] : [lateNote(late, handedIn.by)] };
}
