import type { DocumentNode } from '../../homework/assignment/document.ts';
import type { Job } from '../../homework/grading/row.ts';
import { peopleOf } from '../../homework/roster/people.ts';
import type { Layout } from '../../homework/roster/places.ts';
import type { Roster } from '../../homework/roster/roster.ts';
import { whoseAll } from '../../homework/roster/whose.ts';
import { spelledId, studentId } from '../../homework/submission/submission.ts';
import type { Disk } from '../shell/disk.ts';
import { type Attempt, type AttemptRules, countingOf, type Planned } from './attempts.ts';
import type { FoundFile } from './find-files.ts';
import { type Contents, contentsOf } from './peek.ts';

/** What says which student each of a class's files belongs to. */
export interface Naming extends AttemptRules {
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
  /** Files that nobody handed in: templates, and what a platform adds. */
  readonly nobodys: readonly string[];
}

/**
 * Finds whose each file is, before any is graded. A student has one row: of several files the policy's choice counts,
 * and everybody on the roster has a row. The order of the rows depends on names alone.
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
  const byStudent = new Map<string, Attempt[]>();
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
  const known = new Map(roster.people.map((person) => [studentId(person.id), person]));
  for (const [id, all] of byStudent) {
    const row = await countingOf(disk, all, naming, known.get(id) ?? null, whose.layout !== null);
    const stranger = known.size > 0 && !known.has(id);
    if (stranger && drawn)
      planned.push({ ...row, student: null, refused: row.refused ?? strange(row.student) });
    else
      planned.push({
        ...row,
        student: known.get(id)?.id ?? row.student,
        notes: [...row.notes, ...(stranger ? ['not on the roster'] : [])],
      });
  }
  for (const [id, person] of known)
    if (!byStudent.has(id))
      planned.push({ student: person.id, file: null, notes: [], refused: null, digest: null });
  return { planned: planned.sort(inOrderOfNames), byFolder: whose.byFolder, layout: whose.layout, nobodys };
}

const strange = (student: string | null): string =>
  `\`${student ?? ''}\` is not on the roster, and each student has different numbers; add them to the roster, or say whose file it is with --id-from`;

/** Compares two rows of a report: by student, ignoring case; rows that belong to nobody come first. */
export const inOrderOfNames = (a: Pick<Job, 'student' | 'file'>, b: Pick<Job, 'student' | 'file'>): number =>
  compare(studentId(a.student ?? ''), studentId(b.student ?? '')) || compare(a.file ?? '', b.file ?? '');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The most bytes of Gradescope's list that are read. */
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
