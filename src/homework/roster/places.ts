import type { DocumentNode } from '../assignment/document.ts';
import { has, nodeAt } from '../assignment/keys.ts';
import { type Moment, momentIn } from '../assignment/moment.ts';
import { spelledId } from '../submission/submission.ts';
import type { Sought } from './people.ts';

/** What the place of a file, as a platform laid it out, says about its student. */
export interface HandedInPlace extends Sought {
  /** The name for somebody whom no roster knows. */
  readonly label: string;
  /** The number that tells people of one name apart. */
  readonly number: string | null;
  /** The platform's own order of somebody's attempts; null where it has none. */
  readonly attempt: number | null;
  /** When it was handed in; null where the place does not tell. */
  readonly time: Moment | null;
  /** Whether the platform says that it is late. */
  readonly late: boolean;
}

/** The layouts in which platforms hand out what was handed in. */
export type Layout = 'moodle' | 'canvas' | 'gradescope' | 'classroom';

/** The names of these layouts for people. */
export const layoutNames: Readonly<Record<Layout, string>> = {
  moodle: 'Moodle',
  canvas: 'Canvas',
  gradescope: 'Gradescope',
  classroom: 'GitHub Classroom',
};

/** What the places tell, one for each file; `nobodys` stands for files that no student handed in. */
export interface PlacesTold {
  readonly layout: Layout | null;
  readonly of: readonly (HandedInPlace | 'nobodys' | null)[];
}

const nothing = { known: [], names: [], joined: [], number: null, attempt: null, time: null, late: false };

/**
 * Recognises the layout of some paths, which begin below what all files share. `metadata` is the file that Gradescope
 * puts beside its folders; `knows` says whether a login is on the roster.
 */
export function placesIn(
  paths: readonly string[],
  metadata: DocumentNode | null,
  knows: (login: string) => boolean,
): PlacesTold {
  const tries: readonly (readonly [Layout, (path: string) => HandedInPlace | 'nobodys' | null])[] = [
    ['moodle', moodlePlace],
    ['gradescope', gradescopePlaces(metadata)],
    ['canvas', canvasPlace],
    ['classroom', classroomPlaces(paths, knows)],
  ];
  for (const [layout, placeOf] of tries) {
    const of = paths.map(placeOf);
    const told = of.filter((place) => place !== null).length;
    // A single name that looks like a platform's may be chance, unless it contains Moodle's own word.
    if (told > 0 && (layout === 'moodle' || 2 * told >= paths.length)) return { layout, of };
  }
  return { layout: null, of: paths.map(() => null) };
}

const partsOf = (path: string): readonly string[] => path.split('/');

/** `Full Name_123_assignsubmission_file`, with or without a last `_`, as a folder or before the file's name. */
function moodlePlace(path: string): HandedInPlace | null {
  for (const part of partsOf(path)) {
    const [, name = '', number = ''] =
      /^(.+?)_(\d+)_assignsubmission_(?:file|onlinetext)(?:_|$)/.exec(part) ?? [];
    if (number === '') continue;
    // With groups, the group's name stands before the student's.
    const group = name.indexOf('-');
    const names = group < 0 ? [name] : [name, name.slice(group + 1)];
    return { ...nothing, known: [number], names, label: name, number };
  }
  return null;
}

/** `lastfirst_LATE_123_456_name-1.txt`: whose, the user's number, the attachment's; `_text.html` is what was typed. */
function canvasPlace(path: string): HandedInPlace | null {
  const file = partsOf(path).at(-1) ?? '';
  const anonymous = /^anon(?:ymous)?_(?:LATE_)?([A-Za-z0-9]{5})_(\d+)_/.exec(file);
  if (anonymous)
    return {
      ...nothing,
      known: [anonymous[1] ?? ''],
      label: `anon_${anonymous[1]}`,
      number: anonymous[1] ?? null,
      attempt: Number(anonymous[2]),
      late: file.includes('_LATE_'),
    };
  const [, name, late, user, attachment] =
    /^(\P{Lu}+?)_(LATE_)?(\d+)_(?:(\d+)_.|text\.html?$)/u.exec(file) ?? [];
  if (name === undefined || user === undefined) return null;
  return {
    ...nothing,
    known: [user],
    joined: [name],
    label: name,
    number: user,
    // A later upload has a higher number.
    attempt: attachment === undefined ? null : Number(attachment),
    late: late !== undefined,
  };
}

/** `hw1-login/...`: folders that all begin with the assignment's name; the files of a template belong to nobody. */
function classroomPlaces(
  paths: readonly string[],
  knows: (login: string) => boolean,
): (path: string) => HandedInPlace | 'nobodys' | null {
  const depth = commonDepth(paths);
  const inFolders = paths.map(partsOf).filter(({ length }) => length > depth + 1);
  const folders = [...new Set(inFolders.map((parts) => parts[depth] ?? ''))];
  const above = depth > 0 ? (partsOf(paths[0] ?? '')[depth - 1] ?? '') : '';
  const start =
    folders.length > 1
      ? commonPrefix(folders).replace(/[^-]*$/, '')
      : (/^(.+-)submissions$/.exec(above)?.[1] ?? '');
  const logins = folders.map((folder) => folder.slice(start.length));
  // Folders of sections have such names as well, but in them each student's file has another name.
  const alike =
    sharedFile(inFolders, depth, folders.length) || 2 * logins.filter(knows).length > folders.length;
  return (path) => {
    const parts = partsOf(path);
    const login = (parts[depth] ?? '').slice(start.length);
    if (start === '' || !alike || parts.length <= depth + 1 || login === '') return null;
    if (isTemplates(parts.slice(depth + 1))) return 'nobodys';
    return { ...nothing, known: [login], names: [login], label: login };
  };
}

/** Whether most folders hold a file of the same name, beside what every template has. */
function sharedFile(files: readonly (readonly string[])[], depth: number, folders: number): boolean {
  const counts = new Map<string, number>();
  for (const parts of files) {
    const name = parts.slice(depth + 1);
    if (!isTemplates(name)) counts.set(name.join('/'), (counts.get(name.join('/')) ?? 0) + 1);
  }
  return 2 * Math.max(0, ...counts.values()) > folders;
}

const isTemplates = ([first = '', ...rest]: readonly string[]): boolean =>
  first === '.github' ||
  first === '.devcontainer' ||
  (rest.length === 0 && /^(?:readme|license|licence|contributing)(?:\.\w+)?$|^\.git\w*$/i.test(first));

/** How many parts, from the front, all paths have in common; their last part is a file. */
function commonDepth(paths: readonly string[]): number {
  const [first = '', ...others] = paths;
  const parts = partsOf(first).slice(0, -1);
  const differs = parts.findIndex((part, k) => others.some((path) => partsOf(path)[k] !== part));
  return differs < 0 ? Math.max(0, parts.length - (others.length === 0 ? 1 : 0)) : differs;
}

function commonPrefix(words: readonly string[]): string {
  const [first = '', ...others] = words;
  let length = first.length;
  for (const word of others) while (!word.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

/** `submission_123/...`, or `123.pdf`, with whose they are in a file beside them. */
function gradescopePlaces(metadata: DocumentNode | null): (path: string) => HandedInPlace | 'nobodys' | null {
  const bySubmission = new Map<string, HandedInPlace>();
  if (metadata?.kind === 'map')
    for (const { key, value } of metadata.entries) {
      const place = submitterIn(value);
      if (place !== null) bySubmission.set(key, place);
    }
  return (path) => {
    if (/(?:^|\/)submission_metadata\.ya?ml$/.test(path)) return 'nobodys';
    const parts = partsOf(path);
    const key = parts.find((part) => bySubmission.has(part));
    if (key !== undefined) return bySubmission.get(key) ?? null;
    const folder = parts.find((part) => /^submission_\d+$/.test(part));
    if (folder === undefined) return null;
    const number = folder.replace('submission_', '');
    return { ...nothing, known: [number], label: folder, number };
  };
}

function submitterIn(node: DocumentNode): HandedInPlace | null {
  if (node.kind !== 'map' || !has(node, ':submitters')) return null;
  const list = nodeAt(node, ':submitters');
  const first = list?.kind === 'list' ? list.items[0] : undefined;
  if (first?.kind !== 'map') return null;
  const said = (key: string): string => {
    const value = nodeAt(first, key);
    return value?.kind === 'scalar' ? spelledId(value.text.replace(/^(['"])(.*)\1$/, '$2')) : '';
  };
  const [sid, email, name] = [said(':sid'), said(':email'), said(':name')];
  const at = nodeAt(node, ':created_at');
  const known = [sid, email].filter((word) => word !== '' && word !== 'null');
  return {
    ...nothing,
    known,
    names: name === '' ? [] : [name],
    label: known[0] ?? name,
    number: known[0] ?? null,
    time: at?.kind === 'scalar' ? momentIn(at.text) : null,
  };
}

/** The number that a repeated name carries: 0 for `name.txt`, 1 for `name (1).txt` and `name-1.txt`, and so on. */
export function repeatIn(path: string): number {
  const stem = (path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');
  return Number(/(?: ?\((\d{1,3})\)|[-_](\d{1,2}))$/.exec(stem)?.slice(1).find(Boolean) ?? 0);
}
