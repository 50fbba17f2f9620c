import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { type Moment, momentIn } from '../assignment/moment.ts';
import type { ClassRow } from '../submission/class-table.ts';
import { spelledId, studentId } from '../submission/submission.ts';
import {
  columnOf,
  headingWord,
  idColumns,
  type RosterColumn,
  type RosterSystem,
  systemNames,
  systemOf,
} from './columns.ts';

/** Somebody on a roster. */
export interface Person {
  /** The id as reports spell it, for which numbers are drawn. */
  readonly id: string;
  /** What else identifies them: logins, addresses, numbers of a system. */
  readonly known: readonly string[];
  /** Their full name; null where the roster has none. */
  readonly name: string | null;
  /** When they handed in, where the platform's table says it. */
  readonly handedIn: Moment | null;
  readonly line: number;
  /** Their row as it stands in the roster. */
  readonly cells: readonly string[];
}

/** Everybody who should have a row. */
export interface Roster {
  readonly system: RosterSystem;
  readonly people: readonly Person[];
  /** Its headings; empty where it has none. */
  readonly head: readonly string[];
  /** Canvas' row of the points that are possible, under the headings; empty elsewhere. */
  readonly possible: readonly string[];
  /** How the table was understood, in a sentence without its full stop. */
  readonly said: string;
}

/** A roster of nobody: where none is given. */
export const noRoster: Roster = { system: 'list', people: [], head: [], possible: [], said: '' };

/**
 * Reads the students of a table, by its headings or with ids from the column that is named. An id that stands twice
 * is refused.
 */
export function readRoster(rows: readonly ClassRow[], wanted: string | null): Result<Roster> {
  const [first, ...others] = rows;
  const cells = first?.cells ?? [];
  const system = systemOf(
    cells,
    others.map((row) => row.cells),
  );
  const kinds = cells.map((cell) => columnOf(cell, system));
  const headed = kinds.some((kind) => kind !== 'other') || (wanted !== null && placeIn(cells, wanted) >= 0);
  const head = headed ? cells : [];
  const chosen = wanted === null ? -1 : placeIn(cells, wanted);
  if (wanted !== null && chosen < 0)
    return refuse(
      `there is no column '${wanted}'; its columns are ${cells.map((cell) => cell.trim()).join(', ')}`,
    );
  const all = (headed ? others : rows).filter((row) => row.cells.some((cell) => cell.trim() !== ''));
  const students = all.filter(({ cells: row }) => isStudent(row, head));
  const columns =
    chosen >= 0 ? [chosen] : headed ? idPlaces(system, kinds, cells.map(headingWord), students) : [0];
  const people = students.flatMap((row): Person[] => personIn(row, columns, kinds, head));
  const lost = students.length - people.length;
  const twice = doubled(people);
  if (twice !== null) return refuse(twice);
  if (people.length === 0) return refuse('it names no student; write one per line');
  return ok({
    system,
    people,
    head,
    possible: all.find(({ cells: row }) => /points possible/i.test(row[0] ?? ''))?.cells ?? [],
    said: saidOf(system, people, head[columns[0] ?? 0], all.length - students.length + lost),
  });
}

/** The place of a column that somebody names by its heading, or by its number from 1. */
function placeIn(head: readonly string[], wanted: string): number {
  const at = head.findIndex((cell) => headingWord(cell) === headingWord(wanted));
  if (at >= 0 || !/^\d+$/.test(wanted)) return at;
  return Number(wanted) >= 1 && Number(wanted) <= head.length ? Number(wanted) - 1 : -1;
}

/** Whether a row is about a student: not the points of an assignment, the test student of Canvas, a teacher or a comment. */
function isStudent(cells: readonly string[], head: readonly string[]): boolean {
  const [first = ''] = cells;
  if (first.trim().startsWith('#') || /points possible/i.test(first)) return false;
  if (/^\s*student, test\s*$/i.test(first)) return false;
  if (cells.every((cell) => /^\s*(?:muted|manual posting.*)?\s*$/i.test(cell))) return false;
  const role = head.findIndex((cell) => /^roles?$/i.test(cell.trim()));
  return !/teacher|instructor|assistant|\bta\b|reader|trainer|manager/i.test(cells[role] ?? '');
}

/** The columns that may hold the id, the best first: one that is filled in for everybody before one that is not. */
function idPlaces(
  system: RosterSystem,
  kinds: readonly RosterColumn[],
  words: readonly string[],
  rows: readonly ClassRow[],
): readonly number[] {
  // In a teacher's own list `student` is the id, whatever other columns it has.
  const own = system === 'list' ? ['student', 'id', 'student id', 'login', 'sid', 'email'] : [];
  const places = [
    ...own.flatMap((word) => (words.includes(word) ? [words.indexOf(word)] : [])),
    ...idColumns[system].flatMap((kind) => kinds.flatMap((each, k) => (each === kind ? [k] : []))),
    0,
  ];
  const full = places.filter((at) => rows.every(({ cells }) => (cells[at] ?? '').trim() !== ''));
  return [...new Set([...full, ...places])];
}

function personIn(
  { cells, line }: ClassRow,
  columns: readonly number[],
  kinds: readonly RosterColumn[],
  head: readonly string[],
): Person[] {
  const headed = head.length > 0;
  const at = columns.find((column) => spelledId(cells[column] ?? '') !== '');
  if (at === undefined) return [];
  const of = (kind: RosterColumn): string => (headed ? spelledId(cells[kinds.indexOf(kind)] ?? '') : '');
  const name = of('name') || `${of('first')} ${of('last')}`.trim() || null;
  const known = headed
    ? cells.flatMap((cell, k) =>
        kinds[k] === 'id' || kinds[k] === 'login' || kinds[k] === 'email' || kinds[k] === 'number'
          ? keysOf(cell, kinds[k])
          : [],
      )
    : [];
  const id = spelledId(cells[at] ?? '');
  const time = head.findIndex((cell) => handedInHeads.test(cell.trim()));
  const handedIn = time < 0 ? null : momentIn(cells[time] ?? '');
  return [{ id, known: [...new Set([studentId(id), ...known])], name, handedIn, line, cells }];
}

/** Headings under which platforms say when somebody handed in. */
const handedInHeads = /^(?:last modified \(submission\)|submission_timestamp|submission time)$/i;

/** The spellings by which a cell is found: `Participant 123` is 123 as well. */
function keysOf(cell: string, kind: RosterColumn): readonly string[] {
  const key = studentId(cell);
  const number = kind === 'number' ? /\d+$/.exec(key)?.[0] : undefined;
  return [...(key === '' ? [] : [key]), ...(number === undefined ? [] : [number])];
}

/** The refusal of an id that two rows have; null where all differ. */
function doubled(people: readonly Person[]): string | null {
  const lines = new Map<string, number>();
  for (const { id, line } of people) {
    const before = lines.get(studentId(id));
    if (before !== undefined)
      return `lines ${before} and ${line} have the same id, ${id}; remove one, or name a column that tells them apart with --roster-column`;
    lines.set(studentId(id), line);
  }
  return null;
}

function saidOf(
  system: RosterSystem,
  people: readonly Person[],
  heading: string | undefined,
  passed: number,
): string {
  const students = people.length === 1 ? 'one student' : `${people.length} students`;
  const ids = heading === undefined ? '' : `, with their ids under '${heading.trim()}'`;
  const others =
    passed === 0 ? '' : passed === 1 ? '; one row is not a student' : `; ${passed} rows are not students`;
  return `read as ${systemNames[system]}: ${students}${ids}${others}`;
}
