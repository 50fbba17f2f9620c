import type { DocumentNode } from '../assignment/document.ts';
import { studentInName } from '../submission/identity.ts';
import { studentId } from '../submission/submission.ts';
import { noOwnerAdvice, ownersOf } from './folder-owners.ts';
import { nameKey } from './full-name.ts';
import type { People } from './people.ts';
import { type HandedInPlace, type Layout, placesIn } from './places.ts';
import { byNames, commonParts, named, onRoster, placed, type Told } from './told.ts';

/** A file of a class, as far as it matters for whose it is. */
export interface Claimed {
  readonly file: string;
  /** Its path below what all files have in common. */
  readonly path: string;
  /** Whose it is by what it says itself; several in a table. */
  readonly students: readonly string[];
  readonly readable: boolean;
}

/** A student to whom a file belongs. */
export interface Belonging {
  readonly student: string;
  /** How the file itself spells them, where that differs. */
  readonly as: string | null;
}

/** Whose a file is, with what a reader of the report should know; or why it is set apart; or that nobody handed it in. */
export type Owned =
  | {
      readonly kind: 'owned';
      readonly owners: readonly Belonging[];
      readonly place: HandedInPlace | null;
      readonly notes: readonly string[];
    }
  | { readonly kind: 'apart'; readonly why: string }
  | { readonly kind: 'nobodys' };

/** What decides whose files are. */
export interface WhoseEvidence {
  /** Whose all files are, whatever they say; null where they say it themselves. */
  readonly student: string | null;
  /** A pattern whose first group is the student, in a file's path; null where none is given. */
  readonly pattern: RegExp | null;
  readonly people: People;
  /** The file that Gradescope puts beside its folders. */
  readonly metadata: DocumentNode | null;
  /** Whether each student has numbers of their own, so that a file must not be judged at another's. */
  readonly drawn: boolean;
}

/** Whose some files are, the layout they lie in, and the names of files whose folders told it. */
export interface Whose {
  readonly owned: readonly Owned[];
  readonly layout: Layout | null;
  readonly byFolder: readonly string[];
}

/**
 * Whose each file is: as somebody says of all; as the pattern, the platform's layout, or a folder or name that is on the
 * roster tells; only then as the file says itself, and last as its name or folder guesses. What fits nobody or two is set
 * apart, so that it is judged at nobody's numbers.
 */
export function whoseAll(files: readonly Claimed[], evidence: WhoseEvidence): Whose {
  const { student, pattern, people, metadata } = evidence;
  if (student !== null)
    return {
      owned: files.map(() => owned([{ student: onRoster(people, student), as: null }])),
      layout: null,
      byFolder: [],
    };
  const knows = (login: string): boolean => people.findIn(login).kind === 'one';
  const { layout, of } = placesIn(
    files.map(({ path }) => path),
    metadata,
    knows,
  );
  const labels = distinctLabels(of);
  const common = commonParts(files.map(({ path }) => path));
  const places = files.map((file, k): Told => {
    const byPattern = pattern ? studentInName(file.file, pattern) : null;
    if (byPattern !== null) return named(people, byPattern);
    const place = of[k] ?? null;
    if (place === 'nobodys') return { kind: 'nobodys' };
    if (place !== null) return placed(people, place, labels.get(place) ?? place.label);
    return byNames(people, file.path, common);
  });
  // Files about which places say nothing: their own line, and then their name or folder.
  const silent = files.filter((file, k) => places[k]?.kind === 'silent' && file.students.length === 0);
  const guesses = ownersOf(
    pattern ? [] : silent.map(({ file, readable }) => ({ file, readable })),
    new Set(people.roster.people.map(({ id }) => studentId(id))),
  );
  const byFolders = folderOwners(files, people);
  const rivals = new Set(
    [
      ...byFolders.values(),
      ...labels.values(),
      ...[...guesses.of.values()].flatMap((each) => ('student' in each ? [each.student] : [])),
    ].map(studentId),
  );
  const lines = claimedTwice(files);
  return {
    layout,
    byFolder: guesses.byFolder,
    owned: files.map((file, k) => {
      const told = places[k] ?? { kind: 'silent' };
      switch (told.kind) {
        case 'nobodys':
        case 'apart':
          return told;
        case 'placed':
          return byPlace(told, file, evidence, { rivals, lines });
        case 'silent':
          break;
      }
      const folder = byFolders.get(file.file);
      if (folder !== undefined && file.students.length < 2)
        return byPlace({ kind: 'placed', student: folder, place: null, known: false }, file, evidence, {
          rivals,
          lines,
        });
      if (file.students.length > 0) return owned(file.students.map((each) => claimed(people, each)));
      const guess = guesses.of.get(file.file);
      if (guess && 'student' in guess) return owned([claimed(people, guess.student)]);
      const why = guess && 'why' in guess ? guess.why : noOwnerAdvice;
      return {
        kind: 'apart',
        why: pattern ? `its path does not fit --id-from ${pattern.source}, and ${why}` : why,
      };
    }),
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
 * Where nobody gave a roster, each has a folder, and a file says that it is somebody's whose folder is another one: whose
 * the folders are. Where no file says so, what files say is heard first.
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
  /** Whose other places are. */
  readonly rivals: ReadonlySet<string>;
  /** Ids that several files claim. */
  readonly lines: ReadonlySet<string>;
}

/** Whose a file is whose place tells it. What the file says itself is heard only where it does not contradict. */
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
    const others = students.length > 1 ? ['the rows of others in its table were passed over'] : [];
    return owned([{ student, as: own ?? null }], place, others);
  }
  const [said = '', ...more] = students;
  if (more.length > 0)
    return {
      kind: 'apart',
      why: `it lies where what ${student} hands in lies, and is a table of ${students.slice(0, 5).join(', ')}; name it alone to grade it`,
    };
  // Numbers are drawn for ids, and where there is no roster a platform's folder tells a name alone.
  if (drawn && !known && place !== null && !lines.has(studentId(said)) && !rivals.has(studentId(said)))
    return owned([{ student: said, as: said }], place);
  const strange = known || rivals.has(studentId(said)) || place === null;
  return owned(
    [{ student, as: null }],
    place,
    strange
      ? [`it says \`# student: ${said}\`, and lies where what ${student} hands in lies: the place counts`]
      : [],
  );
}
