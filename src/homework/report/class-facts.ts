import type { GradeRow } from '../grading/row.ts';
import type { ItemStatistics } from './statistics.ts';

/** How a student is named in a report: by name, or by a number where names are hidden. */
export type NameOf = (row: GradeRow) => string;

/** A part of a section. Texts are plain, with formulas between backticks. */
export type SectionPart =
  | { readonly kind: 'sentence'; readonly text: string }
  | { readonly kind: 'topics'; readonly topics: readonly SaidTopic[] }
  | { readonly kind: 'help'; readonly people: readonly Needy[] }
  | { readonly kind: 'unread'; readonly rows: readonly Unread[] }
  | { readonly kind: 'bars'; readonly bars: readonly Bar[] }
  | { readonly kind: 'questions'; readonly items: readonly ItemStatistics[]; readonly discriminates: boolean }
  | { readonly kind: 'list'; readonly lines: readonly string[] }
  | { readonly kind: 'group'; readonly head: string; readonly people: string };

/** A topic as it is said: by how many, what, where, an example, and the names. */
export interface SaidTopic {
  readonly students: string;
  readonly what: string;
  readonly asks: string;
  readonly answer: string;
  /** The file and line of the example; null where names are hidden. */
  readonly where: string | null;
  readonly names: string;
}

/** Somebody who did not pass, and what is behind it: mistakes, and the questions that nothing explains. */
export interface Needy {
  readonly name: string;
  readonly points: string;
  readonly why: string;
}

/** A submission that somebody has to look at. */
export interface Unread {
  readonly name: string;
  readonly what: string;
  readonly why: string;
}

/** How many students have points from one percentage (`20%`) up to the next, or all (`100%`). */
export interface Bar {
  readonly from: string;
  /** All its percentages, as `20 to 29%`. */
  readonly range: string;
  readonly count: number;
}

/** A section of what there is to say about a class; the page and the terminal have the same, in the same order. */
export interface ClassSection {
  readonly heading: string;
  readonly parts: readonly SectionPart[];
}

/** What there is to say about a class: sentences that come first, and sections, of which none is empty. */
export interface ClassFacts {
  readonly lead: readonly string[];
  readonly sections: readonly ClassSection[];
}

/** So many students, in figures: a list of topics is compared by them. */
export const studentsCounted = (count: number): string => `${count} student${count === 1 ? '' : 's'}`;
