import { gradientAt, type Worked } from '../../engine/work.ts';
import { type Expression, leaves } from '../../language/expression.ts';
import { halfUnit } from '../../language/figures.ts';
import { entriesOf, isFiniteValue, sameShape, shapeOf, type Value } from '../../ops/matrix.ts';
import type { OpName } from '../../ops/table.ts';
import { batchSize } from '../convention.ts';
import type { Lesson } from '../lesson.ts';
import type { Question } from '../question.ts';
import { formOf, valueInWorld, wrongFormulas } from './matrix.ts';
import { redrawn, type View, viewer } from './view.ts';
import { type MistakeId, type WrongRule, wrongRules } from './wrong.ts';

/** Wrong rules that give the same whatever the values: no answer can tell them apart, so they are one mistake. */
export interface MistakeClass {
  /** The likeliest of them. */
  readonly rule: {
    readonly id: MistakeId;
    readonly op: OpName | null;
  };
  /** What those with any of these rules would take the local derivative for, at the lesson's values. */
  readonly locals: readonly number[];
  readonly ids: readonly MistakeId[];
  /** What it gives: at the lesson's values first, then at the redrawn ones; null where its shapes clash. */
  readonly values: readonly (Value | null)[];
  /** How it looks, where nothing else tells it: its shapes clash. */
  readonly form: string | null;
}

/** A question seen at the lesson's values and at others: what tells rules apart. */
export interface Sights {
  /** The lesson's own values first, then others of all its givens. */
  readonly worlds: readonly Worked[];
  readonly views: readonly View[];
  /** The lesson's own values first, then others of its parameters, the data unchanged. */
  readonly sameData: () => readonly Worked[];
}

const drawn = new WeakMap<Worked, readonly Worked[]>();
const drawnAround = new WeakMap<Worked, readonly Worked[]>();
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
  const worlds = drawn.get(worked) ?? [worked, ...redrawn(worked, true)];
  drawn.set(worked, worlds);
  // Only an answer made of names is tried at these: most are numbers.
  const sameData = (): readonly Worked[] => {
    const known = drawnAround.get(worked) ?? [worked, ...redrawn(worked, false)];
    drawnAround.set(worked, known);
    return known;
  };
  // What goes through matrices is told apart by its formulas, without views.
  const views = question.plain ? worlds.map(viewer(lesson, question)) : [];
  return { worlds, sameData, views };
}

/** The mistakes that can be told apart at some question, those that always agree with the right rule left out. */
export function classesAt(sights: Sights, lesson: Lesson, question: Question): readonly MistakeClass[] {
  const classes = sorted.get(sights) ?? classesOf(sights, lesson, question);
  sorted.set(sights, classes);
  return classes;
}

function classesOf(sights: Sights, lesson: Lesson, question: Question): readonly MistakeClass[] {
  if (question.plain) return mistakeClasses(sights);
  const { worlds } = sights;
  const right = worlds.map((world) => gradientAt(world, question.slot));
  const classes: Classes = [];
  for (const { id, op, rule } of wrongFormulas(lesson, question)) {
    const values = worlds.map((world) => valueInWorld(world, rule));
    if (values[0] !== null && values[0] !== undefined && !isFiniteValue(values[0])) continue;
    if (!agree(values, right) && !(id === 'other-variable' && saysNothing(values)))
      put(classes, { id, op }, values, values[0] === null ? formOf(rule, lesson.worked.output) : null);
  }
  return classes;
}

/** Whether values are 0 here, or 1 wherever one looks: whoever answers 0 or 1 need not have another derivative in mind. */
function saysNothing(values: readonly (Value | null)[]): boolean {
  const all = (value: Value | null, number: number): boolean =>
    value !== null && Array.from(entriesOf(value)).every((entry) => entry === number);
  return all(values[0] ?? null, 0) || values.every((value) => all(value, 1));
}

/** The mistakes at a question about single numbers, as far as these sights tell them apart. */
export function mistakeClasses({ views }: Sights): readonly (MistakeClass & { readonly rule: WrongRule })[] {
  const [here] = views;
  if (!here) return [];
  const right = views.map((view) => view.right);
  const classes: Classes<WrongRule> = [];
  for (const rule of wrongRules(here)) {
    const values = views.map((view) => rule.at(view));
    if (!Number.isFinite(values[0]) || agree(values, right)) continue;
    if (rule.id === 'other-variable' && saysNothing(values)) continue;
    put(classes, rule, values, null, rule.local(here));
  }
  return classes;
}

type Classes<Rule extends MistakeClass['rule'] = MistakeClass['rule']> = {
  rule: Rule;
  ids: MistakeId[];
  locals: number[];
  values: readonly (Value | null)[];
  form: string | null;
}[];

function put<Rule extends MistakeClass['rule']>(
  classes: Classes<Rule>,
  rule: Rule,
  values: readonly (Value | null)[],
  form: string | null,
  local?: number,
): void {
  const known = classes.find((other) =>
    form === null ? other.form === null && agree(other.values, values) : other.form === form,
  );
  const locals = local === undefined ? [] : [local];
  if (known) {
    known.ids.push(rule.id);
    known.locals.push(...locals);
  } else classes.push({ rule, ids: [rule.id], locals, values, form });
}

/** Whether two rules give the same at all values that were tried. */
function agree(a: readonly (Value | null)[], b: readonly (Value | null)[]): boolean {
  return a.every((value, i) => {
    const other = b[i] ?? null;
    if (value === null || other === null) return value === other;
    if (typeof value === 'number' && typeof other === 'number') return agreeing(value, other);
    if (!sameShape(shapeOf(value), shapeOf(other))) return false;
    const others = entriesOf(other);
    return Array.from(entriesOf(value)).every((entry, at) => agreeing(entry, others[at] ?? Number.NaN));
  });
}

function agreeing(value: number, other: number): boolean {
  if (!Number.isFinite(value) || !Number.isFinite(other)) return Object.is(value, other);
  return Math.abs(value - other) <= 1e-9 * Math.max(Math.abs(value), Math.abs(other), 1e-12);
}

/** What explains a wrong answer: one mistake, one of several, or none that is known. */
export type Diagnosis =
  | { readonly kind: 'named'; readonly mistake: MistakeClass }
  | { readonly kind: 'either'; readonly mistakes: readonly MistakeClass[] }
  | { readonly kind: 'none' };

/** An answer as far as it matters to its diagnosis. */
export interface Suspected {
  /** Null where its shapes clash. */
  readonly value: Value | null;
  readonly expression: Expression;
  /** Whether the screen shows rounded numbers on the way. */
  readonly rounded: boolean;
}

/**
 * Looks for the mistake behind a wrong answer. A name is only given where there is exactly one class: with two, nobody
 * can know, and a wrong guess teaches a wrong lesson. An expression made of names is read, not its number: it is a wrong rule
 * only if it is that at all values, whatever else gives the same number here. Where shapes clash the form alone tells.
 */
export function diagnose(
  sights: Sights,
  lesson: Lesson,
  question: Question,
  { value, expression, rounded }: Suspected,
): Diagnosis {
  const classes = classesAt(sights, lesson, question);
  if (value === null) {
    const form = formOf(expression, lesson.worked.output);
    return one(classes.filter((each) => each.form === form));
  }
  const everywhere = valuesOf(sights.worlds, expression);
  if (everywhere) {
    const meant = classes.find(({ values, form }) => form === null && agree(values, everywhere));
    return meant ? { kind: 'named', mistake: meant } : { kind: 'none' };
  }
  // Who gives a number to five digits has the better claim than who would give it if it were rounded on the way.
  const exactly = classes.filter(({ values }) => sameValue(value, values[0] ?? null));
  const near =
    exactly.length > 0 || !rounded
      ? exactly
      : classes.filter(({ values }) => sameValue(value, values[0] ?? null, true));
  return one(near.map(asNumbersShow));
}

/** Of numbers alone it can be seen that they are the transpose, whichever sign made them so. */
const asNumbersShow = (found: MistakeClass): MistakeClass =>
  found.ids.includes('transposed-answer') ? { ...found, rule: { id: 'transposed-answer', op: null } } : found;

function one(found: readonly MistakeClass[]): Diagnosis {
  const [only] = found;
  if (!only) return { kind: 'none' };
  return found.length === 1 ? { kind: 'named', mistake: only } : { kind: 'either', mistakes: found };
}

/**
 * Whether an answer that is right here is right for the right reason: an expression made of names must be the derivative
 * at other values too. Plain numbers, and expressions that hold a number of the graph, are taken as they are.
 */
export function rightReason({ sameData }: Sights, question: Question, expression: Expression): boolean {
  if (ofNumbers(expression)) return true;
  const worlds = sameData();
  const everywhere = valuesOf(worlds, expression);
  if (!everywhere || worlds.length < 2) return true;
  return agree(
    everywhere,
    worlds.map((world) => gradientAt(world, question.slot)),
  );
}

/** An answer's expression in several worlds; null where it is made of numbers, or holds one that stands in the graph. */
function valuesOf(worlds: readonly Worked[], expression: Expression): readonly (Value | null)[] | null {
  const [here] = worlds;
  const found = leaves(expression);
  if (!here || ofNumbers(expression)) return null;
  // 0, 1 and 2 belong to rules as much as to graphs: 1 - a, 2*w; so does the number of examples.
  const lent = found.some(
    (leaf) =>
      leaf.kind === 'number' && leaf.value > 2 && leaf.value !== batchSize(here) && inGraph(here, leaf.value),
  );
  if (lent) return null;
  return worlds.map((world) => valueInWorld(world, expression));
}

const ofNumbers = (expression: Expression): boolean =>
  leaves(expression).every((leaf) => leaf.kind === 'number' || leaf.kind === 'matrix');

const inGraph = ({ tape, gradients }: Worked, value: number): boolean =>
  tape.value.includes(value) || gradients.includes(value);

/** Whether an answer is what a wrong rule gives, entry by entry. */
export function sameValue(answer: Value, value: Value | null, rounded = false): boolean {
  if (value === null || !sameShape(shapeOf(answer), shapeOf(value))) return false;
  const others = entriesOf(value);
  return Array.from(entriesOf(answer)).every((entry, at) =>
    sameAnswer(entry, others[at] ?? Number.NaN, rounded),
  );
}

/** Whether an answer of four digits or more is a value rounded to as many: who copies a display stops somewhere. */
function roundedTo(answer: number, value: number): boolean {
  const digits = answer.toExponential().replace(/e.*|[-.]/g, '').length;
  return digits >= 4 && Number(value.toPrecision(digits)) === answer;
}

/** Numbers are matched more strictly than answers are judged; where the screen shows rounded ones, to half a percent. */
export function sameAnswer(answer: number, value: number, rounded = false): boolean {
  const off = Math.abs(answer - value);
  // Most are far off: nothing more is worked out for those.
  if (off > Math.max(1e-9, 0.01 * Math.abs(value))) return false;
  if (roundedTo(answer, value)) return true;
  return off <= Math.max(halfUnit(value, rounded ? 3 : 5), rounded ? 0.005 * Math.abs(value) : 1e-9);
}
