import { evaluate } from '../../engine/rules.ts';
import type { Worked } from '../../engine/work.ts';
import { type Expression, leaves } from '../../language/expression.ts';
import { halfUnit } from '../../language/figures.ts';
import { constants } from '../../ops/table.ts';
import type { Lesson } from '../lesson.ts';
import type { Question } from '../question.ts';
import { redrawn, type View, viewOf } from './view.ts';
import { type MistakeId, type WrongRule, wrongRules } from './wrong.ts';

/** Wrong rules that give the same number whatever the values: no answer can tell them apart, so they are one mistake. */
export interface MistakeClass {
  /** The likeliest of them. */
  readonly rule: WrongRule;
  readonly ids: readonly MistakeId[];
  /** What it gives: at the lesson's values first, then at the redrawn ones. */
  readonly values: readonly number[];
}

/** A question seen at the lesson's values and at others: what tells rules apart. */
export interface Sights {
  /** The lesson's own values first, then others of all its givens. */
  readonly worlds: readonly Worked[];
  readonly views: readonly View[];
  /** The lesson's own values first, then others of its parameters, the data unchanged. */
  readonly sameData: readonly Worked[];
}

interface Drawn {
  readonly worlds: readonly Worked[];
  readonly sameData: readonly Worked[];
}

const drawn = new WeakMap<Worked, Drawn>();
// A class of students is asked the same questions: what depends on no answer is worked out once.
const seen = new WeakMap<Lesson, Map<number, Sights>>();
const sorted = new WeakMap<Sights, readonly MistakeClass[]>();

/** A question at the lesson's own values, first, and at redrawn ones. */
export function sightsOf(lesson: Lesson, question: Question): Sights {
  const bySlot = seen.get(lesson) ?? new Map<number, Sights>();
  seen.set(lesson, bySlot);
  const sights = bySlot.get(question.slot) ?? freshSights(lesson, question);
  bySlot.set(question.slot, sights);
  return sights;
}

function freshSights(lesson: Lesson, question: Question): Sights {
  const { worked } = lesson;
  const known = drawn.get(worked) ?? {
    worlds: [worked, ...redrawn(worked, true)],
    sameData: [worked, ...redrawn(worked, false)],
  };
  drawn.set(worked, known);
  return { ...known, views: known.worlds.map((world) => viewOf(lesson, question, world)) };
}

/** The mistakes that can be told apart at some question, those that always agree with the right rule left out. */
export function mistakeClasses(sights: Sights): readonly MistakeClass[] {
  const classes = sorted.get(sights) ?? classesOf(sights);
  sorted.set(sights, classes);
  return classes;
}

function classesOf({ views }: Sights): readonly MistakeClass[] {
  const [here] = views;
  if (!here) return [];
  const right = views.map((view) => view.right);
  const classes: { rule: WrongRule; ids: MistakeId[]; values: readonly number[] }[] = [];
  for (const rule of wrongRules(here)) {
    const values = views.map((view) => rule.at(view));
    if (!Number.isFinite(values[0]) || agree(values, right)) continue;
    const known = classes.find((other) => agree(other.values, values));
    if (known) known.ids.push(rule.id);
    else classes.push({ rule, ids: [rule.id], values });
  }
  return classes;
}

/** Whether two rules give the same numbers at all values that were tried. */
function agree(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, i) => {
    const other = b[i] ?? Number.NaN;
    if (!Number.isFinite(value) || !Number.isFinite(other)) return Object.is(value, other);
    return Math.abs(value - other) <= 1e-9 * Math.max(Math.abs(value), Math.abs(other));
  });
}

/** What explains a wrong answer: one mistake, one of several, or none that is known. */
export type Diagnosis =
  | { readonly kind: 'named'; readonly mistake: MistakeClass }
  | { readonly kind: 'either'; readonly mistakes: readonly MistakeClass[] }
  | { readonly kind: 'none' };

/**
 * Looks for the mistake behind a wrong answer. A name is only given where there is exactly one class: with two, nobody
 * can know, and a wrong guess teaches a wrong lesson. An expression made of names is read, not its number: it is a wrong rule
 * only if it is that at all values, whatever else gives the same number here.
 */
export function diagnose(
  sights: Sights,
  answer: number,
  expression: Expression,
  rounded: boolean,
): Diagnosis {
  const classes = mistakeClasses(sights);
  const everywhere = valuesOf(sights.worlds, expression);
  if (everywhere) {
    const meant = classes.find(({ values }) => agree(values, everywhere));
    return meant ? { kind: 'named', mistake: meant } : { kind: 'none' };
  }
  const found = classes.filter(({ values }) => sameAnswer(answer, values[0] ?? Number.NaN, rounded));
  const [only] = found;
  if (!only) return { kind: 'none' };
  return found.length === 1 ? { kind: 'named', mistake: only } : { kind: 'either', mistakes: found };
}

/**
 * Whether an answer that is right here is right for the right reason: an expression made of names must be the derivative
 * at other values too. Plain numbers, and expressions that hold a number of the graph, are taken as they are.
 */
export function rightReason({ sameData }: Sights, question: Question, expression: Expression): boolean {
  const everywhere = valuesOf(sameData, expression);
  if (!everywhere || sameData.length < 2) return true;
  return agree(
    everywhere,
    sameData.map(({ gradient }) => gradient[question.slot] ?? Number.NaN),
  );
}

/** An answer's expression in several worlds; null where it is made of numbers, or holds one that stands in the graph. */
function valuesOf(worlds: readonly Worked[], expression: Expression): readonly number[] | null {
  const [here] = worlds;
  const found = leaves(expression);
  if (!here || found.every((leaf) => leaf.kind === 'number')) return null;
  const inGraph = new Set([
    ...here.value.subarray(0, here.graph.size),
    ...here.gradient.subarray(0, here.graph.size),
  ]);
  // 0, 1 and 2 belong to rules as much as to graphs: 1 - a, 2*w.
  const lent = found.some((leaf) => leaf.kind === 'number' && leaf.value > 2 && inGraph.has(leaf.value));
  if (lent) return null;
  return worlds.map((world) =>
    evaluate(
      expression,
      (word) => numberOf(world, word),
      (_, by) => derivativeIn(world, by),
    ),
  );
}

function numberOf(world: Worked, word: string): number {
  const slot = world.slots.get(word);
  if (slot !== undefined) return world.value[slot] ?? Number.NaN;
  return constants.get(word) ?? derivativeIn(world, word.slice(1));
}

const derivativeIn = ({ slots, gradient }: Worked, name: string): number =>
  gradient[slots.get(name) ?? -1] ?? Number.NaN;

/** Numbers are matched more strictly than answers are judged; where the screen shows rounded ones, to half a percent. */
export function sameAnswer(answer: number, value: number, rounded = false): boolean {
  const off = Math.abs(answer - value);
  return off <= Math.max(halfUnit(value, rounded ? 3 : 5), rounded ? 0.005 * Math.abs(value) : 1e-9);
}
