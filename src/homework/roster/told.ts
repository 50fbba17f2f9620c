import type { Match, People } from './people.ts';
import type { HandedInPlace } from './places.ts';

/** What the place of a file says, before its text is read. */
export type Told =
  | {
      readonly kind: 'placed';
      readonly student: string;
      readonly place: HandedInPlace | null;
      readonly known: boolean;
    }
  | { readonly kind: 'apart'; readonly why: string }
  | { readonly kind: 'nobodys' }
  | { readonly kind: 'silent' };

/** A student as the roster spells them; the given spelling where it knows nobody of that name. */
export function onRoster(people: People, spelled: string): string {
  const match = people.find({ known: [spelled], names: [spelled], joined: [] });
  return match.kind === 'one' ? match.person.id : spelled;
}

/** What the id that a pattern found in a path says. */
export function named(people: People, spelled: string): Told {
  const match = people.find({ known: [spelled], names: [spelled], joined: [spelled] });
  if (match.kind === 'several') return { kind: 'apart', why: fitsSeveral(spelled, match) };
  const known = match.kind === 'one';
  return { kind: 'placed', student: known ? match.person.id : spelled, place: null, known };
}

/** What a platform's place says: somebody on the roster or, without a roster, the name that it gives. */
export function placed(people: People, place: HandedInPlace, label: string): Told {
  if (people.roster.people.length === 0) return { kind: 'placed', student: label, place, known: false };
  const match = people.find(place);
  switch (match.kind) {
    case 'one':
      return { kind: 'placed', student: match.person.id, place, known: true };
    case 'several':
      return { kind: 'apart', why: fitsSeveral(label, match) };
    case 'none':
      return {
        kind: 'apart',
        why: `its folder or name says \`${label}\`, who is not on the roster; add them to the roster, or say whose it is with --id-from`,
      };
  }
}

const fitsSeveral = (label: string, { people }: Extract<Match, { kind: 'several' }>): string =>
  `\`${label}\` can be ${people.map(({ id, line }) => `${id} (line ${line} of the roster)`).join(' or ')}; say whose it is with --id-from`;

/**
 * What folders and the file's name say where no platform's layout is found: only people on the roster are looked for.
 */
export function byNames(people: People, path: string, common: number): Told {
  if (people.roster.people.length === 0) return { kind: 'silent' };
  const parts = path.split('/');
  const stem = (parts.at(-1) ?? '').replace(/\.[^.]*$/, '');
  // Folders are named by the teacher, and so are trusted more than files, which students name.
  for (const [k, part] of [...parts.slice(0, -1), stem].entries()) {
    const match =
      k < common ? people.find({ known: [part], names: [part], joined: [] }) : people.findIn(part);
    if (match.kind === 'one') return { kind: 'placed', student: match.person.id, place: null, known: true };
    if (match.kind === 'several' && k >= common) return { kind: 'apart', why: fitsSeveral(part, match) };
  }
  return { kind: 'silent' };
}

/** How many folders all paths begin with. */
export function commonParts(paths: readonly string[]): number {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  const differs = first.findIndex((part, k) => others.some((other) => other[k] !== part));
  return differs < 0 ? first.length : differs;
}
