import type { DocumentNode } from '../assignment/document.ts';
import { studentInName } from '../submission/identity.ts';
import { studentId } from '../submission/submission.ts';
import { noOwnerAdvice, type Owner, type Owners, ownersOf } from './folder-owners.ts';
import { nameKey } from './full-name.ts';
import type { People } from './people.ts';
import { type HandedInPlace, type Layout, placesIn } from './places.ts';
import { byNames, commonParts, named, onRoster, placed, type Told } from './told.ts';

/** What is known of a file before its student is. */
export interface Claimed {
  readonly file: string;
  /** Its path below what all files have in common. */
  readonly path: string;
  /** The students that its own text names; several in a table. */
  readonly students: readonly string[];
  readonly readable: boolean;
}

/** A student to whom a file belongs. */
export interface Belonging {
  readonly student: string;
  /** How the file itself spells them, where that differs. */
  readonly as: string | null;
}

/**
 * The students of a file, with notes for the reader of the report; or why it is set apart; or that nobody handed it
 * in.
 */
export type Owned =
  | {
      readonly kind: 'owned';
      readonly owners: readonly Belonging[];
      readonly place: HandedInPlace | null;
      readonly notes: readonly string[];
    }
  | { readonly kind: 'apart'; readonly why: string }
  | { readonly kind: 'nobodys' };

/** The evidence for whose files are. */
export interface WhoseEvidence {
  /** The student of all files, whatever these say; null where none is given. */
  readonly student: string | null;
  /** A pattern whose first group is the student, in a file's path; null where none is given. */
  readonly pattern: RegExp | null;
  readonly people: People;
  /** The file that Gradescope puts beside its folders. */
  readonly metadata: DocumentNode | null;
  /** Whether each student has numbers of their own, so that a file must not be judged at another's. */
  readonly drawn: boolean;
}

/** The students of some files, the layout in which these lie, and the names of files for which the folders decided. */
export interface Whose {
  readonly owned: readonly Owned[];
  readonly layout: Layout | null;
  readonly byFolder: readonly string[];
}

/**
 * Finds the student of each file. First counts what the teacher says about all files; then the pattern, the
 * platform's layout, and folders or names that are on the roster; then the file's own text; and last a guess from its
 * name or folder. A file that fits nobody, or two, is set apart, so that it is not judged at somebody else's numbers.
 */
export function whoseAll(files: readonly Claimed[], evidence: WhoseEvidence): Whose {
  const { student, people } = evidence;
  if (student !== null) {
    const all = owned([{ student: onRoster(people, student), as: null }]);
    return { owned: files.map(() => all), layout: null, byFolder: [] };
  }
  const { layout, told, labels } = toldByPlaces(files, evidence);
  const guesses = guessesFor(files, told, evidence);
  const folders = folderOwners(files, people);
  const others: Others = { rivals: namedElsewhere(folders, labels, guesses), lines: claimedTwice(files) };
  const ownedBy = (file: Claimed, k: number): Owned => {
    const place = told[k] ?? { kind: 'silent' };
    if (place.kind === 'placed') return byPlace(place, file, evidence, others);
    if (place.kind !== 'silent') return place;
    const folder = folders.get(file.file);
    if (folder === undefined || file.students.length > 1)
      return byItself(file, evidence, guesses.of.get(file.file));
    return byPlace({ kind: 'placed', student: folder, place: null, known: false }, file, evidence, others);
  };
  return { layout, byFolder: guesses.byFolder, owned: files.map(ownedBy) };
}

/** What the place of each file tells, the layout in which they lie, and the labels by which its places are told apart. */
function toldByPlaces(
  files: readonly Claimed[],
  { pattern, people, metadata }: WhoseEvidence,
): {
  readonly layout: Layout | null;
  readonly told: readonly Told[];
  readonly labels: ReadonlyMap<HandedInPlace, string>;
} {
  const paths = files.map(({ path }) => path);
  const knows = (login: string): boolean => people.findIn(login).kind === 'one';
  const { layout, of } = placesIn(paths, metadata, knows);
  const labels = distinctLabels(of);
  const common = commonParts(paths);
  const toldBy = ({ file, path }: Claimed, place: HandedInPlace | 'nobodys' | null): Told => {
    const byPattern = pattern ? studentInName(file, pattern) : null;
    if (byPattern !== null) return named(people, byPattern);
    if (place === 'nobodys') return { kind: 'nobodys' };
    return place === null
      ? byNames(people, path, common)
      : placed(people, place, labels.get(place) ?? place.label);
  };
  return { layout, labels, told: files.map((file, k) => toldBy(file, of[k] ?? null)) };
}

/** Guesses from names and folders, for files whose student neither their place nor their text tells. */
function guessesFor(
  files: readonly Claimed[],
  told: readonly Told[],
  { pattern, people }: WhoseEvidence,
): Owners {
  const silent = files.filter((file, k) => told[k]?.kind === 'silent' && file.students.length === 0);
  const roster = new Set(people.roster.people.map(({ id }) => studentId(id)));
  return ownersOf(pattern ? [] : silent, roster);
}

/** The ids of all students to whom some place belongs. */
function namedElsewhere(
  folders: ReadonlyMap<string, string>,
  labels: ReadonlyMap<HandedInPlace, string>,
  guesses: Owners,
): ReadonlySet<string> {
  const guessed = [...guesses.of.values()].flatMap((each) => ('student' in each ? [each.student] : []));
  return new Set([...folders.values(), ...labels.values(), ...guessed].map(studentId));
}

/** The student of a file whose place says nothing: by its own text, else by its name or folder. */
function byItself(
  { students }: Claimed,
  { pattern, people }: WhoseEvidence,
  guess: Owner | undefined,
): Owned {
  if (students.length > 0) return owned(students.map((each) => claimed(people, each)));
  if (guess && 'student' in guess) return owned([claimed(people, guess.student)]);
  const why = guess?.why ?? noOwnerAdvice;
  return {
    kind: 'apart',
    why: pattern ? `its path does not match --id-from ${pattern.source}, and ${why}` : why,
  };
}

const owned = (
  owners: readonly Belonging[],
  place: HandedInPlace | null = null,
  notes: readonly string[] = [],
): Owned => ({
  kind: 'owned',
  owners,
  place,
  notes,
});

const claimed = (people: People, spelled: string): Belonging => ({
  student: onRoster(people, spelled),
  as: spelled,
});

/**
 * The students of files by their folders, where there is no roster, each student has a folder, and some file names a
 * student whose folder is another one. Otherwise empty, so that the files' own texts come first.
 */
function folderOwners(files: readonly Claimed[], people: People): ReadonlyMap<string, string> {
  if (people.roster.people.length > 0) return new Map();
  const { of, byFolder } = ownersOf(files, new Set());
  if (byFolder.length === 0) return new Map();
  const told = [...of].flatMap(([file, each]) => ('student' in each ? [[file, each.student] as const] : []));
  const folders = new Set(told.map(([, student]) => studentId(student)));
  const own = new Map(files.map(({ file, students }) => [file, students]));
  const contradicts = told.some(([file, student]) =>
    (own.get(file) ?? []).some(
      (said) => studentId(said) !== studentId(student) && folders.has(studentId(said)),
    ),
  );
  return new Map(contradicts ? told : []);
}

/** A label for each place: people of one name are told apart by their numbers. */
function distinctLabels(
  of: readonly (HandedInPlace | 'nobodys' | null)[],
): ReadonlyMap<HandedInPlace, string> {
  const all = of.filter((place): place is HandedInPlace => place !== null && place !== 'nobodys');
  const numbers = new Map<string, Set<string | null>>();
  for (const { label, number } of all)
    numbers.set(studentId(label), (numbers.get(studentId(label)) ?? new Set()).add(number));
  return new Map(
    all.map((place) => {
      const several = (numbers.get(studentId(place.label))?.size ?? 0) > 1;
      return [place, several && place.number !== null ? `${place.label} (${place.number})` : place.label];
    }),
  );
}

/** The ids that several files claim in a line of their own. */
function claimedTwice(files: readonly Claimed[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const id of files.flatMap(({ students }) => (students.length === 1 ? students.map(studentId) : [])))
    (seen.has(id) ? twice : seen).add(id);
  return twice;
}

interface Others {
  /** The ids of students to whom some place belongs. */
  readonly rivals: ReadonlySet<string>;
  /** The ids that several files name in their own text. */
  readonly lines: ReadonlySet<string>;
}

/**
 * The student of a file whose place tells it. The file's own text only counts where it does not contradict the place.
 */
function byPlace(
  { student, place, known }: Extract<Told, { kind: 'placed' }>,
  { students }: Claimed,
  { people, drawn }: WhoseEvidence,
  { rivals, lines }: Others,
): Owned {
  const same = (said: string): boolean =>
    studentId(onRoster(people, said)) === studentId(student) ||
    (nameKey(said) !== null && nameKey(said) === nameKey(student));
  const own = students.find(same);
  if (own !== undefined || students.length === 0) {
    const others = students.length > 1 ? ['the rows of other students in its table were ignored'] : [];
    return owned([{ student, as: own ?? null }], place, others);
  }
  const [said = '', ...more] = students;
  if (more.length > 0)
    return {
      kind: 'apart',
      why: `its folder or name says ${student}, but it is a table of ${students.slice(0, 5).join(', ')}; grade it by itself`,
    };
  // Numbers are drawn for ids, and without a roster a platform's folder only gives a name; the id is in the file.
  if (drawn && !known && place !== null && !lines.has(studentId(said)) && !rivals.has(studentId(said)))
    return owned([{ student: said, as: said }], place);
  const strange = known || rivals.has(studentId(said)) || place === null;
  return owned(
    [{ student, as: null }],
    place,
    strange
      ? [`it says \`# student: ${said}\`, but its folder or name says ${student}, and that counts`]
      : [],
  );
}
