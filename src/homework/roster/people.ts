import { studentId } from '../submission/submission.ts';
import { folded, joinedNameKey, joinedNameKeys, nameKey } from './full-name.ts';
import type { Person, Roster } from './roster.ts';

/** What is known about somebody who is looked for on a roster. */
export interface Sought {
  /** Ids, logins, addresses, numbers of a system, the most certain first. */
  readonly known: readonly string[];
  /** Full names. */
  readonly names: readonly string[];
  /** Names whose words are written as one. */
  readonly joined: readonly string[];
}

/** Who fits: one person, none, or several, of whom none is taken. */
export type Match =
  | { readonly kind: 'one'; readonly person: Person }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly people: readonly Person[] };

type Index = ReadonlyMap<string, readonly Person[]>;

/** A roster in which people are found. */
export interface People {
  readonly roster: Roster;
  readonly find: (sought: Sought) => Match;
  /** Finds the person in a text that somebody chose freely, such as `hw1-alice` or `Alice Nguyen final`. */
  readonly findIn: (text: string) => Match;
}

/** The shortest id that is looked for in file names: shorter ones stand there by chance. */
const shortest = 3;
/** The most words of a file's name that are looked at. */
const mostWords = 12;

/** Makes a roster searchable. */
export function peopleOf(roster: Roster): People {
  const { people } = roster;
  const known = indexOf(people, ({ known: keys }) => keys.map(folded));
  // The part of an address before the @ only counts where it is nobody else's.
  const local = indexOf(people, ({ known: keys }) =>
    keys.flatMap((key) => (key.includes('@') ? [folded(key.replace(/@.*$/, ''))] : [])),
  );
  const named = indexOf(people, ({ name }) => [nameKey(name ?? '') ?? []].flat());
  const joined = indexOf(people, ({ name }) => (name === null ? [] : joinedNameKeys(name)));
  const first = (...lookups: readonly (readonly [Index, readonly string[]])[]): Match => {
    for (const [index, keys] of lookups)
      for (const key of keys) {
        const match = matchOf(index.get(key) ?? []);
        if (match.kind !== 'none') return match;
      }
    return { kind: 'none' };
  };
  const find = ({ known: keys, names, joined: run }: Sought): Match => {
    const plain = keys.map(studentId).map(folded);
    return first(
      [known, plain],
      [local, plain],
      [named, names.flatMap((name) => nameKey(name) ?? [])],
      [joined, run.map(joinedNameKey)],
    );
  };
  return { roster, find, findIn: (text) => findIn(text, find) };
}

/** Finds the longest run of words that names one person. */
function findIn(text: string, find: People['find']): Match {
  const whole = find({ known: [text], names: [text], joined: [] });
  if (whole.kind !== 'none') return whole;
  const words = [...text.matchAll(/[\p{L}\p{M}\p{N}@]+/gu)].slice(0, mostWords);
  for (let count = words.length; count > 0; count--) {
    const found = new Map<string, Person>();
    for (let from = 0; from + count <= words.length; from++) {
      const [begin, end] = [words[from], words[from + count - 1]];
      const part = text.slice(begin?.index, (end?.index ?? 0) + (end?.[0].length ?? 0));
      const match = find({
        known: part.length >= shortest ? [part] : [],
        names: [part],
        joined: [],
      });
      for (const person of match.kind === 'one'
        ? [match.person]
        : match.kind === 'several'
          ? match.people
          : [])
        found.set(person.id, person);
    }
    const match = matchOf([...found.values()]);
    if (match.kind !== 'none') return match;
  }
  return { kind: 'none' };
}

function indexOf(people: readonly Person[], keysOf: (person: Person) => readonly string[]): Index {
  const index = new Map<string, Person[]>();
  for (const person of people)
    for (const key of new Set(keysOf(person))) index.set(key, [...(index.get(key) ?? []), person]);
  return index;
}

function matchOf(people: readonly Person[]): Match {
  const [person, ...others] = people;
  if (!person) return { kind: 'none' };
  return others.length === 0 ? { kind: 'one', person } : { kind: 'several', people };
}
