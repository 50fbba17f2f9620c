import { studentInName } from '../submission/identity.ts';
import { studentId } from '../submission/submission.ts';

/** A file whose text does not name its student. */
export interface Nameless {
  readonly file: string;
  readonly readable: boolean;
}

/** The student to whom a path belongs, or the reason why that is unknown. */
export type Owner = { readonly student: string } | { readonly why: string };

/** Who owns which file, and the names of files for which the folders decided. */
export interface Owners {
  readonly of: ReadonlyMap<string, Owner>;
  readonly byFolder: readonly string[];
}

/**
 * Finds the students of files whose text does not name them: the file's name does. Where files of one name lie in
 * different folders, one in each, as learning platforms hand them out, the folders' names do. Where two readings are
 * possible, the file belongs to nobody.
 */
export function ownersOf(files: readonly Nameless[], roster: ReadonlySet<string>): Owners {
  const of = new Map<string, Owner>();
  const byFolder = new Set<string>();
  const groups = new Map<string, Nameless[]>();
  const inFolder = new Map<string, Nameless[]>();
  for (const each of files) {
    const stem = studentId(studentInName(each.file, null) ?? '');
    groups.set(stem, [...(groups.get(stem) ?? []), each]);
    const folder = folderOf(each.file);
    inFolder.set(folder, [...(inFolder.get(folder) ?? []), each]);
  }
  const lone = (folder: string): boolean =>
    (inFolder.get(folder) ?? []).filter(({ readable }) => readable).length < 2;
  for (const [stem, group] of groups) {
    const folders = [...new Set(group.map(({ file }) => folderOf(file)))];
    const names = new Map(folders.map((folder) => [folder, nameOf(folder)]));
    const told =
      roster.size > 0 && folders.every((folder) => roster.has(studentId(names.get(folder) ?? '')))
        ? names
        : distinct(folders);
    if (roster.has(stem) || (folders.length === 1 && told !== names)) continue;
    if (told === null || (told !== names && !folders.every(lone))) {
      const name = studentInName(group[0]?.file ?? '', null);
      const why = `several folders hold a file called ${name}, and dvar can't tell whose each one is; write a line '# student: ID' at its top, or take the folder's name with --id-from '([^/]+)/[^/]*$', or the file's with '([^/]+)[.][^/]*$'`;
      for (const { file } of group) if (!of.has(file)) of.set(file, { why });
      continue;
    }
    // A file beside it that can't be read is the same student's.
    for (const [folder, student] of told)
      for (const { file } of inFolder.get(folder) ?? []) of.set(file, { student });
    byFolder.add(studentInName(group[0]?.file ?? '', null) ?? '');
  }
  for (const { file } of files) {
    const student = studentInName(file, null);
    if (!of.has(file)) of.set(file, student === null ? { why: noOwnerAdvice } : { student });
  }
  return { of, byFolder: [...byFolder] };
}

/** The message about a file whose student nothing tells. */
export const noOwnerAdvice = "dvar can't tell whose this is; write a line '# student: ID' at its top";

const partsOf = (path: string): readonly string[] => path.replaceAll('\\', '/').split('/');
const folderOf = (file: string): string => partsOf(file).slice(0, -1).join('/');
const nameOf = (folder: string): string => partsOf(folder).at(-1) ?? '';

/** A name for each folder: the first part of their paths in which all differ, or the last; null where there is none. */
function distinct(folders: readonly string[]): ReadonlyMap<string, string> | null {
  const paths = folders.map(partsOf);
  const depth = paths[0]?.length ?? 0;
  if (paths.some((path) => path.length !== depth)) return null;
  const first = paths[0]?.findIndex((part, k) => paths.some((path) => path[k] !== part)) ?? -1;
  for (const k of [first, depth - 1]) {
    const names = paths.map((path) => path[k] ?? '');
    if (new Set(names.map(studentId)).size === folders.length)
      return new Map(folders.map((folder, i) => [folder, names[i] ?? '']));
  }
  return null;
}
