import type { Job } from '../../homework/grading/row.ts';
import { studentInName } from '../../homework/submission/identity.ts';
import { spelledId, studentId } from '../../homework/submission/submission.ts';
import type { Disk } from '../shell/disk.ts';
import type { FoundFile } from './find-files.ts';
import { noOwnerAdvice, type Owner, ownersOf } from './folder-owners.ts';
import { type Contents, contentsOf, troubleIn } from './peek.ts';

/** A grading job with what is known before it starts. */
export interface Planned extends Job {
  /** Why it will not be graded; null where it will. */
  readonly refused: string | null;
}

/** The options that say which student each of a class's files belongs to. */
export interface Naming {
  readonly pattern: RegExp | null;
  /** Whose all files are, whatever they say; null where they say it themselves. */
  readonly student: string | null;
  /** Everybody who should have a row; empty where nobody said. */
  readonly roster: readonly string[];
}

/** A row for each student and each file, with notes on how the rows were chosen. */
export interface StudentPlan {
  readonly planned: readonly Planned[];
  /** The names of files whose folders told whose they are. */
  readonly byFolder: readonly string[];
}

/**
 * Whose each file is, before any is graded. A student has one row: of several files the newest counts that can be read,
 * and everybody on the roster has a row. The order depends on nothing but the names.
 */
export async function onePerStudent(
  disk: Disk,
  files: readonly FoundFile[],
  naming: Naming,
): Promise<StudentPlan> {
  const { roster } = naming;
  const known = new Map(roster.map((student) => [studentId(student), student]));
  const contents: Contents[] = [];
  for (const found of files) contents.push(await contentsOf(disk, found));
  const { ownerOf, byFolder } = ownersIn(contents, naming, new Set(known.keys()));
  const planned: Planned[] = [];
  const nobodys = ({ found, digest }: Contents, refused: string): void => {
    planned.push({ student: null, file: found.file, notes: [], refused, digest });
  };
  const byStudent = new Map<string, Own[]>();
  for (const each of contents) {
    if (each.nobodys !== null) nobodys(each, each.nobodys);
    const owner = ownerOf(each);
    if ('why' in owner) nobodys(each, each.refused ?? owner.why);
    for (const spelled of 'why' in owner ? [] : owner.students.map(spelledId)) {
      const id = studentId(spelled);
      byStudent.set(id, [...(byStudent.get(id) ?? []), { each, spelled }]);
    }
  }
  for (const [id, all] of byStudent) {
    const row = await counting(disk, all);
    const stranger = known.size > 0 && !known.has(id) ? ['not on the roster'] : [];
    planned.push({ ...row, student: known.get(id) ?? row.student, notes: [...row.notes, ...stranger] });
  }
  for (const [id, student] of known)
    if (!byStudent.has(id)) planned.push({ student, file: null, notes: [], refused: null, digest: null });
  return { planned: planned.sort(inOrderOfNames), byFolder };
}

/** The order of a report's rows: by student, whatever the capitals, and what is nobody's first. */
export const inOrderOfNames = (a: Pick<Job, 'student' | 'file'>, b: Pick<Job, 'student' | 'file'>): number =>
  compare(studentId(a.student ?? ''), studentId(b.student ?? '')) || compare(a.file ?? '', b.file ?? '');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Owned = { readonly students: readonly string[] } | { readonly why: string };

/** Whose each file is: as somebody says of all, as the file says, as the pattern finds in its path, as its name or folder says. */
function ownersIn(
  contents: readonly Contents[],
  { pattern, student }: Naming,
  roster: ReadonlySet<string>,
): { ownerOf: (each: Contents) => Owned; byFolder: readonly string[] } {
  const silent = contents.filter(({ students }) => students.length === 0);
  const named = ownersOf(
    pattern || student !== null
      ? []
      : silent.map(({ found, refused, closed }) => ({
          file: found.file,
          readable: refused === null && !closed,
        })),
    roster,
  );
  const byPath = (file: string): Owner => {
    if (!pattern) return named.of.get(file) ?? { why: noOwnerAdvice };
    const found = studentInName(file, pattern);
    if (found !== null) return { student: found };
    return { why: `its path does not fit --id-from ${pattern.source}, and ${noOwnerAdvice}` };
  };
  const ownerOf = ({ found, students }: Contents): Owned => {
    if (student !== null) return { students: [student] };
    if (students.length > 0) return { students };
    const owner = byPath(found.file);
    return 'why' in owner ? owner : { students: [owner.student] };
  };
  return { ownerOf, byFolder: named.byFolder };
}

/** A file of a student's, and how it spells them. */
interface Own {
  readonly each: Contents;
  readonly spelled: string;
}

/** Which of a student's files counts: the newest that can be read, and of equally new ones the last by name. */
async function counting(disk: Disk, all: readonly Own[]): Promise<Planned> {
  const newestFirst = [...all].sort(
    ({ each: a }, { each: b }) => b.found.changed - a.found.changed || compare(b.found.file, a.found.file),
  );
  const unread: (Own & { readonly why: string })[] = [];
  const readable: Own[] = [];
  for (const own of newestFirst) {
    const why = all.length === 1 ? own.each.refused : await troubleIn(disk, own.each);
    if (why === null) readable.push(own);
    else unread.push({ ...own, why });
  }
  const [counts, ...older] = readable;
  const chosen = counts ?? newestFirst[0];
  const others = older.map(({ each }) => each.found.file).join(', ');
  const tied = older.some(({ each }) => each.found.changed === counts?.each.found.changed);
  const notes = [
    ...(older.length > 0
      ? [
          tied
            ? `of ${readable.length} files several are the newest, and of those the last by name counts; the others: ${others}`
            : `the newest of ${readable.length} files counts; the others: ${others}`,
        ]
      : []),
    ...unread
      .filter(({ each }) => each !== chosen?.each)
      .map(({ each, why }) => `${each.found.file} does not count: ${why}`),
  ];
  const refused = counts ? null : (unread.find(({ each }) => each === chosen?.each)?.why ?? null);
  return {
    student: chosen?.spelled ?? null,
    file: chosen?.each.found.file ?? null,
    notes,
    refused,
    digest: chosen?.each.digest ?? null,
  };
}
