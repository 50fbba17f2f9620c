import type { DocumentNode } from '../../homework/assignment/document.ts';
import type { Job } from '../../homework/grading/row.ts';
import { peopleOf } from '../../homework/roster/people.ts';
import { type HandedInPlace, type Layout, repeatIn } from '../../homework/roster/places.ts';
import type { Roster } from '../../homework/roster/roster.ts';
import { whoseAll } from '../../homework/roster/whose.ts';
import { spelledId, studentId } from '../../homework/submission/submission.ts';
import type { Disk } from '../shell/disk.ts';
import type { FoundFile } from './find-files.ts';
import { type Contents, contentsOf, troubleIn } from './peek.ts';

/** A grading job with what is known before it starts. */
export interface Planned extends Job {
  /** Why it will not be graded; null where it will. */
  readonly refused: string | null;
}

/** What says which student each of a class's files belongs to. */
export interface Naming {
  readonly pattern: RegExp | null;
  /** Whose all files are, whatever they say; null where they say it themselves. */
  readonly student: string | null;
  /** Everybody who should have a row. */
  readonly roster: Roster;
  /** Whether each student has numbers of their own. */
  readonly drawn: boolean;
}

/** A row for each student and each file, with notes on how the rows were chosen. */
export interface StudentPlan {
  readonly planned: readonly Planned[];
  /** The names of files whose folders told whose they are. */
  readonly byFolder: readonly string[];
  /** The platform whose layout the files have; null where none has. */
  readonly layout: Layout | null;
  /** Files that nobody handed in: what a template or a platform puts beside. */
  readonly nobodys: readonly string[];
}

/**
 * Whose each file is, before any is graded. A student has one row: of several files the last counts that can be read, and
 * everybody on the roster has a row. The order depends on nothing but the names.
 */
export async function onePerStudent(
  disk: Disk,
  files: readonly FoundFile[],
  naming: Naming,
): Promise<StudentPlan> {
  const { roster, pattern, student, drawn } = naming;
  const contents: Contents[] = [];
  for (const found of files) contents.push(await contentsOf(disk, found));
  const whose = whoseAll(
    contents.map(({ found, students, refused, closed }) => ({
      file: found.file,
      path: found.path ?? found.file,
      students,
      readable: refused === null && !closed,
    })),
    { student, pattern, people: peopleOf(roster), metadata: await metadataIn(disk, files), drawn },
  );
  const planned: Planned[] = [];
  const apart = ({ found, digest }: Contents, refused: string): void => {
    planned.push({ student: null, file: found.file, notes: [], refused, digest });
  };
  const byStudent = new Map<string, Own[]>();
  const nobodys: string[] = [];
  for (const [k, each] of contents.entries()) {
    const owned = whose.owned[k];
    if (!owned || owned.kind === 'nobodys') {
      nobodys.push(each.found.file);
      continue;
    }
    if (each.nobodys !== null) apart(each, each.nobodys);
    if (owned.kind === 'apart') {
      apart(each, each.refused ?? owned.why);
      continue;
    }
    for (const { student: of, as } of owned.owners) {
      const id = studentId(of);
      const own = { each, spelled: spelledId(of), as, place: owned.place, notes: owned.notes };
      byStudent.set(id, [...(byStudent.get(id) ?? []), own]);
    }
  }
  const known = new Map(roster.people.map(({ id }) => [studentId(id), id]));
  for (const [id, all] of byStudent) {
    const row = await counting(disk, all);
    const stranger = known.size > 0 && !known.has(id);
    if (stranger && drawn)
      planned.push({ ...row, student: null, refused: row.refused ?? strange(row.student) });
    else
      planned.push({
        ...row,
        student: known.get(id) ?? row.student,
        notes: [...row.notes, ...(stranger ? ['not on the roster'] : [])],
      });
  }
  for (const [id, spelled] of known)
    if (!byStudent.has(id))
      planned.push({ student: spelled, file: null, notes: [], refused: null, digest: null });
  return { planned: planned.sort(inOrderOfNames), byFolder: whose.byFolder, layout: whose.layout, nobodys };
}

const strange = (student: string | null): string =>
  `nobody on the roster is \`${student ?? ''}\`, and each student has numbers of their own; put them on it, or say whose it is with --id-from`;

/** The order of a report's rows: by student, whatever the capitals, and what is nobody's first. */
export const inOrderOfNames = (a: Pick<Job, 'student' | 'file'>, b: Pick<Job, 'student' | 'file'>): number =>
  compare(studentId(a.student ?? ''), studentId(b.student ?? '')) || compare(a.file ?? '', b.file ?? '');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A list of submissions is not longer than this. */
const longestMetadata = 20_000_000;

/** The list in which Gradescope says whose its folders are; null where there is none that can be read. */
async function metadataIn(disk: Disk, files: readonly FoundFile[]): Promise<DocumentNode | null> {
  const found = files.find(({ file }) => /(?:^|[\\/])submission_metadata\.ya?ml$/.test(file));
  if (!found) return null;
  const { readYaml } = await import('../../homework/assignment/yaml.ts');
  const bytes = await disk.read(found.file, longestMetadata).catch(() => new Uint8Array());
  const document = readYaml(new TextDecoder().decode(bytes), { uniqueKeys: false });
  return document.ok ? document.value : null;
}

/** A file of a student's, and how it spells them. */
interface Own {
  readonly each: Contents;
  readonly spelled: string;
  readonly as: string | null;
  readonly place: HandedInPlace | null;
  readonly notes: readonly string[];
}

/** What puts somebody's files in order, the latest first: the platform's numbers, the files' times, and how a name is repeated. */
function latestFirst(a: Own, b: Own): number {
  const [first, second] = [a.place?.attempt ?? null, b.place?.attempt ?? null];
  if (first !== null && second !== null && first !== second) return second - first;
  return (
    b.each.found.changed - a.each.found.changed ||
    repeatIn(b.each.found.file) - repeatIn(a.each.found.file) ||
    compare(b.each.found.file, a.each.found.file)
  );
}

/** Which of a student's files counts: the last that can be read. */
async function counting(disk: Disk, all: readonly Own[]): Promise<Planned> {
  const ordered = [...all].sort(latestFirst);
  const unread: (Own & { readonly why: string })[] = [];
  const readable: Own[] = [];
  for (const own of ordered) {
    const why = all.length === 1 ? own.each.refused : await troubleIn(disk, own.each);
    if (why === null) readable.push(own);
    else unread.push({ ...own, why });
  }
  const [counts, ...older] = readable;
  const chosen = counts ?? ordered[0];
  const others = older.map(({ each }) => each.found.file).join(', ');
  const notes = [
    ...(chosen?.notes ?? []),
    ...(older.length > 0 ? [`${whichCounts(readable)}; the others: ${others}`] : []),
    ...unread
      .filter(({ each }) => each !== chosen?.each)
      .map(({ each, why }) => `${each.found.file} does not count: ${why}`),
  ];
  const refused = counts ? null : (unread.find(({ each }) => each === chosen?.each)?.why ?? null);
  return {
    student: chosen?.spelled ?? null,
    file: chosen?.each.found.file ?? null,
    ...(chosen &&
      chosen.as !== null &&
      studentId(chosen.as) !== studentId(chosen.spelled) && { as: chosen.as }),
    notes,
    refused,
    digest: chosen?.each.digest ?? null,
  };
}

/** In words, by what one of several files was chosen. */
function whichCounts(readable: readonly Own[]): string {
  const [counts, next] = readable;
  const [first, second] = [counts?.place?.attempt ?? null, next?.place?.attempt ?? null];
  if (first !== null && second !== null && first !== second)
    return `the last of ${readable.length} attempts counts, by the platform's numbers`;
  const tied = counts?.each.found.changed === next?.each.found.changed;
  return tied
    ? `of ${readable.length} files several are the newest, and of those the last by name counts`
    : `the newest of ${readable.length} files counts`;
}
