import { kinds } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { gradientAt } from '../../engine/passes/evaluate.ts';
import { remembered } from '../../language/remembering/remembering.ts';
import { suggest } from '../../language/suggest.ts';
import { targetOf } from '../../reading/left-sides.ts';
import { type AnswerBehind, oneAfterAnother } from '../../reading/one-after-another.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import { type AnswerLine, isOpenPlace, type LineNote } from '../submission/submission.ts';

/** The node or derivative that a submission's line is about, read from its left side. */
export type Addressee =
  /** The derivative of the output by a node. */
  | { readonly kind: 'derivative'; readonly slot: number }
  /** `dJ`, which is 1. */
  | { readonly kind: 'output' }
  /** A step or a given of the program, copied. */
  | { readonly kind: 'repeats'; readonly slot: number }
  /** A name of the learner's own. */
  | { readonly kind: 'helper'; readonly name: string }
  /** The derivative of one step with respect to another, which a later line may use. */
  | { readonly kind: 'local'; readonly word: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** A line that gives a name of the learner's own a value, and its place among all lines. */
export interface HelperLine {
  readonly entry: AnswerLine;
  readonly at: number;
}

/** A line that is neither an answer nor gives a name a value. */
export interface OtherLine {
  readonly entry: AnswerLine;
  readonly addressee: Exclude<Addressee, { kind: 'derivative' | 'helper' | 'local' }>;
}

/** The lines of a submission by what they are about, with notes on those that do not count. */
export interface SortedLines {
  /** The lines that count for each derivative: several where `+=` adds to an answer. */
  readonly answers: ReadonlyMap<number, readonly AnswerLine[]>;
  readonly helpers: ReadonlyMap<string, readonly HelperLine[]>;
  readonly others: readonly OtherLine[];
  readonly notes: readonly LineNote[];
}

// A class writes the same few left sides, and each is asked for several times.
const addressees = new WeakMap<Lesson, (left: string, bare: boolean) => Addressee>();

/**
 * Finds out what a left side is about: `dv`, `dJ/dv`, or a name. With `bare`, where only answers can stand, `v` alone
 * is a derivative too.
 */
export function addresseeOf(lesson: Lesson, left: string, bare = false): Addressee {
  const known = addressees.get(lesson) ?? addresseesIn(lesson);
  addressees.set(lesson, known);
  return known(left, bare);
}

function addresseesIn(lesson: Lesson): (left: string, bare: boolean) => Addressee {
  const bareOnes = remembered((left) => addresseeIn(lesson, left, true), mostAddressees);
  const others = remembered((left) => addresseeIn(lesson, left, false), mostAddressees);
  return (left, bare) => (bare ? bareOnes(left) : others(left));
}

const mostAddressees = 2000;

function addresseeIn(lesson: Lesson, left: string, bare: boolean): Addressee {
  const { worked } = lesson;
  const { slots, output } = worked;
  const text = left.normalize('NFC').replaceAll('∂', 'd');
  const header = /^([^(]+)\(/.exec(text)?.[1] ?? text;
  const slot = slots.get(header);
  const shown = slot !== undefined && (worked.graph.kind[slot] !== kinds.step || lesson.visible.has(slot));
  if (bare && shown) return derivativeBy(lesson, header);
  if (shown) return { kind: 'repeats', slot };
  const target = targetOf(left, { output, all: slots.keys(), has: (name) => slots.has(name) });
  if (target?.kind === 'doubtful')
    return {
      kind: 'unknown',
      why: `\`${left}\` can mean ${target.meanings.join(' or ')}; write the one that you mean`,
    };
  if (target)
    return target.of === output
      ? derivativeBy(lesson, target.by)
      : { kind: 'local', word: `d${target.of}/d${target.by}` };
  const [, of, by] = /^d([^/]+)\/d([^/]+)$/.exec(text) ?? [];
  if (of !== undefined && by !== undefined)
    return {
      kind: 'unknown',
      why: slots.has(by)
        ? `there is no ${of} here; the output is ${output}: write d${output}/d${by}`
        : nothingCalled(lesson, by),
    };
  return bare ? { kind: 'unknown', why: nothingCalled(lesson, text) } : { kind: 'helper', name: text };
}

function derivativeBy(lesson: Lesson, name: string): Addressee {
  const { worked } = lesson;
  const slot = worked.slots.get(name) ?? -1;
  if (slot === worked.graph.output) return { kind: 'output' };
  if (worked.graph.kind[slot] === kinds.data)
    return { kind: 'unknown', why: `${name} is data, so it is not asked; ignored` };
  return { kind: 'derivative', slot };
}

function nothingCalled({ worked }: Lesson, name: string): string {
  const near = suggest(name, worked.slots.keys());
  return `nothing here is called ${name};${near ? ` did you mean ${near}?` : ' ignored'}`;
}

/** Sorts the lines of a submission by what they are about. */
export function sortedLines(lesson: Lesson, entries: readonly AnswerLine[]): SortedLines {
  const notes: LineNote[] = [];
  const answers = new Map<number, readonly AnswerLine[]>();
  const helpers = new Map<string, readonly HelperLine[]>();
  const others: OtherLine[] = [];
  for (const [at, entry] of entries.entries()) {
    const addressee = addresseeOf(lesson, entry.left, entry.bare);
    if (addressee.kind === 'derivative')
      put(answers, addressee.slot, entry, notes, nameAt(lesson.worked, addressee.slot));
    else if (addressee.kind === 'helper' && entry.loose)
      notes.push({ line: entry.line, message: namesNothing(entry), said: saidBy(entry) });
    else if (addressee.kind === 'helper' || addressee.kind === 'local') {
      const name = addressee.kind === 'helper' ? addressee.name : addressee.word;
      helpers.set(name, [...(helpers.get(name) ?? []), { entry, at }]);
    } else others.push({ entry, addressee });
  }
  return { answers, helpers, others, notes };
}

/** Adds a line to those of its answer: the last one counts, `+=` adds to what is there, and a blank says nothing. */
function put(
  answers: Map<number, readonly AnswerLine[]>,
  slot: number,
  entry: AnswerLine,
  notes: LineNote[],
  name: string,
): void {
  if (isOpenPlace(entry.right)) return;
  const before = answers.get(slot);
  if (before && !entry.adds)
    notes.push({
      line: entry.line,
      message: `\`d${name}\` is also in line ${before.at(-1)?.line}; this last line counts`,
    });
  answers.set(slot, before && entry.adds ? [...before, entry] : [entry]);
}

/** A line as it was written, or as it was read where that is the same. */
export const saidBy = ({ written, left, loose, right }: AnswerLine): string =>
  written ?? `${left} ${loose ? '' : '= '}${right}`;

/** The note on a line that joins a text and a value, as prose does, and names no derivative. */
const namesNothing = ({ left, right }: AnswerLine): string =>
  `this line is not an answer and costs nothing: \`${quoted(`${left} ${right}`).slice(0, 60)}\``;

/**
 * The lines of a submission with `db = 6 dc = 9` as two. `db = 2 du = 6` is a product of a number and another answer, where du is 3;
 * it stays one, as does a line whose second name has an answer elsewhere.
 */
export function withLinesApart(lesson: Lesson, entries: readonly AnswerLine[]): readonly AnswerLine[] {
  if (!entries.some(({ right }) => right.includes('='))) return entries;
  const slotOf = (left: string): number | null => {
    const addressee = addresseeOf(lesson, left);
    return addressee.kind === 'derivative' ? addressee.slot : null;
  };
  const answered = remembered((left) => {
    const slot = slotOf(left);
    return slot === null || entries.some((entry) => slotOf(entry.left) === slot);
  }, mostAddressees);
  const isProduct = ({ left, factor, ends }: AnswerBehind): boolean => {
    const slot = slotOf(left);
    const exact = slot === null ? Number.NaN : gradientAt(lesson.worked, slot);
    // Of matrices nobody writes so.
    return (
      typeof exact !== 'number' ||
      Number.isNaN(ends) ||
      Math.abs(factor * exact - ends) < 0.01 * Math.abs(ends)
    );
  };
  return entries.flatMap((entry) => {
    const found = slotOf(entry.left) === null ? null : oneAfterAnother(entry.right);
    if (!found || found.others.some((other) => answered(other.left) || isProduct(other))) return [entry];
    const one = { ...entry, via: [...(entry.via ?? []), 'apart'] };
    const pieces = [{ left: entry.left, right: found.first }, ...found.others];
    return pieces.map(({ left, right }) => ({ ...one, left, right, written: `${left} = ${right}` }));
  });
}
