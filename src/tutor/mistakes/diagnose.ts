import type { Expression } from '../../language/expression.ts';
import type { Value } from '../../ops/matrix.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import { counterfactualValue, counterfactualValues } from './counterfactual.ts';
import { allEqual, sameValue } from './equality.ts';
import { type Candidates, classesAt, type MistakeClass } from './equivalence-classes.ts';
import { formOf } from './normal-form.ts';

/** What explains a wrong answer: one mistake, one of several, or none that is known. */
export type Diagnosis =
  | { readonly kind: 'named'; readonly mistake: MistakeClass; readonly all: readonly MistakeClass[] }
  | {
      readonly kind: 'either';
      readonly mistakes: readonly MistakeClass[];
      readonly all: readonly MistakeClass[];
    }
  | { readonly kind: 'none'; readonly all: readonly MistakeClass[] };

/** An answer as far as it matters to its diagnosis. */
export interface Suspected {
  /** Null where its shapes clash. */
  readonly value: Value | null;
  readonly expression: Expression;
  /** Whether the screen shows rounded numbers on the way. */
  readonly rounded: boolean;
  /** The question as it stands for somebody who goes on with wrong derivatives of their own; null where nobody does. */
  readonly own?: Candidates | null;
  /** Whether it is a rule whatever numbers stand in it. */
  readonly asRule?: boolean;
}

/**
 * Looks for the mistake behind a wrong answer. A name is only given where there is exactly one class: with two, nobody
 * can know, and a wrong guess teaches a wrong lesson. An expression made of names is read, not its number: it is a wrong rule
 * only if it is that at all values, whatever else gives the same number here. Where shapes clash the form alone tells. A
 * number may also come of a wrong rule on wrong derivatives: what explains it either way is suspected.
 */
export function diagnose(
  sights: Candidates,
  lesson: Lesson,
  question: Question,
  { value, expression, rounded, own, asRule }: Suspected,
): Diagnosis {
  const classes = classesAt(sights, lesson, question);
  if (value === null) {
    const form = formOf(expression, lesson.worked.output);
    return one(classes.filter((each) => each.form === form));
  }
  const { worlds } = sights;
  const everywhere = asRule
    ? worlds.map((world) => counterfactualValue(world, expression))
    : counterfactualValues(worlds, expression);
  if (everywhere) {
    const meant = classes.find(({ values, form }) => form === null && allEqual(values, everywhere));
    return meant
      ? { kind: 'named', mistake: asWritten(meant, expression, lesson.worked.output), all: [meant] }
      : { kind: 'none', all: [] };
  }
  const suspects = own ? [...classes, ...classesAt(own, lesson, question)] : classes;
  // Who gives a number to five digits has the better claim than who would give it if it were rounded on the way.
  const exactly = suspects.filter(({ values }) => sameValue(value, values[0] ?? null));
  const near =
    exactly.length > 0 || !rounded
      ? exactly
      : suspects.filter(({ values }) => sameValue(value, values[0] ?? null, true));
  return one(withoutRepeats(near).map(asNumbersShow));
}

/** Rules that always give the same may be written differently: of those, the one that was written. */
function asWritten(found: MistakeClass, expression: Expression, output: string): MistakeClass {
  const rule = found.written.get(formOf(expression, output));
  return rule ? { ...found, rule } : found;
}

/** A mistake that explains an answer by the true derivatives need not explain it by somebody's own as well. */
const withoutRepeats = (found: readonly MistakeClass[]): readonly MistakeClass[] =>
  found.filter(
    ({ carried, rule }) => !carried || !found.some((other) => !other.carried && other.rule.id === rule.id),
  );

/** Of numbers alone it can be seen that they are the transpose, whichever sign made them so. */
const asNumbersShow = (found: MistakeClass): MistakeClass =>
  found.ids.includes('transposed-answer') ? { ...found, rule: { id: 'transposed-answer', op: null } } : found;

function one(found: readonly MistakeClass[]): Diagnosis {
  const [first] = found;
  if (!first) return { kind: 'none', all: [] };
  if (found.length === 1) return { kind: 'named', mistake: first, all: found };
  // One mistake at one of several ops: which of them it was is left open, what it was is not.
  if (found.every(({ rule }) => rule.id === first.rule.id))
    return {
      kind: 'named',
      mistake: {
        ...first,
        rule: { id: first.rule.id, op: null },
        locals: found.flatMap(({ locals }) => locals),
      },
      all: found,
    };
  return { kind: 'either', mistakes: found, all: found };
}
