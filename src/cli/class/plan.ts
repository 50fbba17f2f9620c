import { inWords } from '../../engine/graph/givens.ts';
import type { Assignment } from '../../homework/assignment/assignment.ts';
import { instantOf, type Moment } from '../../homework/assignment/moment.ts';
import { unknownStudents } from '../../homework/roster/extensions.ts';
import { layoutNames } from '../../homework/roster/places.ts';
import { noRoster, type Roster } from '../../homework/roster/roster.ts';
import { isSafePattern } from '../../homework/roster/safe-pattern.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import { shortened } from '../program/positionals.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure } from '../shell/failure.ts';
import type { Planned } from './attempts.ts';
import { withArchiveUnpacked } from './class-archive.ts';
import { findFiles } from './find-files.ts';
import type { Task } from './grader.ts';
import { onePerStudent } from './one-per-student.ts';
import { earlierRows, planOf, type ResumePlan, type ResumeStep } from './resume.ts';
import { rosterFrom } from './roster-file.ts';

/** What decides which rows a report has. */
interface PlanOptions {
  readonly roster?: string;
  readonly rosterColumn?: string;
  readonly idFrom?: string;
  readonly student?: string;
  readonly resume?: string;
  readonly stdin?: boolean;
}

/** The rows of a report, with what is needed to grade those that are left. */
interface ReportPlan extends Omit<ResumePlan, 'length'> {
  readonly length: number | null;
  /** The bytes of files that lie in an archive, by their paths. */
  readonly packed: ReadonlyMap<string, Uint8Array>;
  readonly roster: Roster;
}

/**
 * Plans the rows of the report: one for everybody and for everything that was handed in, but for those that an
 * earlier report holds.
 */
export async function stepsTo(
  environment: Environment,
  words: readonly string[],
  options: PlanOptions,
  fingerprint: string,
  { problems, policy }: Assignment,
): Promise<ReportPlan> {
  const pattern = patternOf(options.idFrom);
  const roster =
    options.roster === undefined
      ? noRoster
      : await rosterFrom(environment, options.roster, options.rosterColumn ?? null);
  const nothing: ReportPlan = {
    ...{ roster, length: null, steps: [], keys: new Map(), whole: true },
    packed: new Map<string, Uint8Array>(),
  };
  if (options.stdin) return nothing;
  const strangers =
    roster.people.length > 0
      ? unknownStudents(
          policy.extensions,
          roster.people.map(({ id }) => id),
        )
      : [];
  if (strangers.length > 0)
    environment.stderr.write(
      `dvar: extensions: ${inWords(strangers)} ${strangers.length === 1 ? 'is' : 'are'} not in ${options.roster}; write the ids as they stand there\n`,
    );
  const earlier =
    options.resume === undefined ? null : await earlierRows(environment.disk, options.resume, fingerprint);
  const { files, passedOver, disk, packed } = await handedIn(environment, words, options);
  const found = await onePerStudent(disk, files, {
    pattern,
    roster,
    student: options.student ?? null,
    drawn: problems.some((problem) => problem.drawn),
    policy,
    instant: hereInstant,
  });
  for (const note of notesOn(found, passedOver)) environment.stderr.write(`dvar: ${note}\n`);
  const { planned } = found;
  if (planned.length === 0) throw new Failure('no submissions were found there; check the path');
  if (earlier === null)
    return {
      ...nothing,
      packed,
      steps: planned.map((each): ResumeStep => ({ kind: 'left', planned: each })),
    };
  return { ...planOf(earlier, planned, new Set(files.map(({ file }) => file))), packed, roster };
}

/** The files of a class, also of one in an archive. With `--student` an archive is one submission. */
async function handedIn(environment: Environment, words: readonly string[], { student }: PlanOptions) {
  const found = await findFiles(environment.disk, words);
  if (student !== undefined)
    return { ...found, disk: environment.disk, packed: new Map<string, Uint8Array>() };
  const unpacked = await withArchiveUnpacked(environment.disk, words, found, hereInstant);
  if (unpacked.packed.size > 0)
    environment.stderr.write(
      `dvar: ${words[0]} is graded as a class, with ${unpacked.packed.size} files; add --student ID if it is one submission\n`,
    );
  return unpacked;
}

/** Tells a teacher where submissions were found, and which files are none. */
function notesOn(
  { byFolder, layout, nobodys }: Awaited<ReturnType<typeof onePerStudent>>,
  passedOver: readonly string[],
): readonly string[] {
  return [
    ...(layout === null
      ? []
      : [`the folders and names of the files say whose they are, as in ${layoutNames[layout]}`]),
    ...(nobodys.length === 0 ? [] : [`skipped files that no student handed in: ${someOf(nobodys)}`]),
    ...(passedOver.length === 0 ? [] : [`skipped hidden files and backups: ${someOf(passedOver)}`]),
    ...(byFolder.length === 0
      ? []
      : [
          `several folders hold files called ${someOf(byFolder)}; the names of the folders are taken as the students`,
        ]),
  ];
}

/** The instant of a moment, in milliseconds; a time without a zone is taken in the zone of this machine. */
export const hereInstant = (moment: Moment): number =>
  instantOf(moment, (clock) => {
    const shown = new Date(clock);
    const here = new Date(
      shown.getUTCFullYear(),
      shown.getUTCMonth(),
      shown.getUTCDate(),
      shown.getUTCHours(),
      shown.getUTCMinutes(),
    );
    return -here.getTimezoneOffset();
  });

/** The most names that stand in a line. */
const mostNamed = 5;

const someOf = (names: readonly string[]): string =>
  names
    .slice(0, mostNamed)
    .map((name) => quoted(name))
    .join(', ') + (names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '');

function patternOf(text: string | undefined): RegExp | null {
  if (text === undefined) return null;
  const asIn = "'([a-z]+)_' for alice_1234.txt";
  let pattern: RegExp;
  let groups: number;
  try {
    pattern = new RegExp(text, 'u');
    groups = (new RegExp(`${text}|`, 'u').exec('') ?? []).length - 1;
  } catch {
    throw new Failure(`--id-from is not a valid pattern: ${shortened(text)}; try ${asIn}`);
  }
  if (!isSafePattern(text))
    throw new Failure(
      `--id-from could search for ever: ${shortened(text)}; repeat nothing that repeats, and don't look ahead or back, as in ${asIn}`,
    );
  if (groups < 1)
    throw new Failure(
      `--id-from has no group: ${shortened(text)}; put parentheses around the part that is the id, as in ${asIn}`,
    );
  return pattern;
}

/** The grader's task for a row. */
export function taskOf(planned: Planned, packed: ReadonlyMap<string, Uint8Array>): Task {
  const { refused, attempts, ...job } = planned;
  if (attempts) return { kind: 'best', job, of: attempts.map((each) => taskOf(each, packed)) };
  if (refused !== null) return { kind: 'refused', job, why: refused };
  if (job.file === null) return { kind: 'absent', job };
  const bytes = packed.get(job.file);
  return bytes ? { kind: 'bytes', job, path: job.file, bytes } : { kind: 'file', job, path: job.file };
}
