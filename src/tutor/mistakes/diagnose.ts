import { type Expression, leaves, same } from '../../language/expression.ts';
import { entriesOf, type Value } from '../../ops/matrix.ts';
import { writingOf } from '../../symbolic/link.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';
import { counterfactualValue, counterfactualValues, ofNumbers } from './counterfactual.ts';
import { allEqual, isNear, sameInThreeDigits, sameValue, significant } from './equality.ts';
import { type Candidates, classesAt, type MistakeClass } from './equivalence-classes.ts';
import { showsTwo } from './families/compounds.ts';
import { classesNear } from './families/near-classes.ts';
import { classesBehind, type Suspected, type Tier } from './families/tiers.ts';
import { formOf } from './normal-form.ts';
import { withRulesThat } from './priors.ts';
import type { MistakeId } from './scalar-malrules.ts';

/** What explains a wrong answer: one mistake, one of several, or none that can be named; `all` may be behind it all the same. */
export type Diagnosis =
  | { readonly kind: 'named'; readonly mistake: MistakeClass; readonly all: readonly MistakeClass[] }
  | {
      readonly kind: 'either';
      readonly mistakes: readonly MistakeClass[];
      readonly all: readonly MistakeClass[];
    }
  | { readonly kind: 'none'; readonly all: readonly MistakeClass[] };

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
  answer: Suspected,
  tier: Tier = 'known',
): Diagnosis {
  const { value, expression, rounded, own, asRule } = answer;
  const behind = (from: Candidates) => classesBehind(answer, tier, from, lesson, question);
  const classes = behind(sights);
  if (value === null) {
    const form = formOf(expression, lesson.worked.output);
    return one(classes.filter((each) => each.form === form));
  }
  const { worlds } = sights;
  if (asRule || !ofNumbers(expression)) {
    const everywhere = asRule
      ? [worlds.map((world) => counterfactualValue(world, expression))]
      : counterfactualValues(worlds, expression);
    const meant = classes
      .filter(({ values, form }) => form === null && everywhere.some((each) => allEqual(values, each)))
      .flatMap((each) => withItsNames(each, expression));
    const [found] = meant;
    return found
      ? { kind: 'named', mistake: asWritten(found, expression, lesson, question), all: [found] }
      : { kind: 'none', all: [] };
  }
  const suspects = [...classes, ...(own ? behind(own) : [])]
    .filter(({ values: [here = null] }) => isNear(value, here))
    .flatMap((each) => inHand(lesson, question, each));
  const rough = tier.endsWith('digits');
  // What a nudge measures is copied from a display: a number that only comes near it is anybody's.
  const exact = ({ rule, values: [here = null] }: MistakeClass): boolean =>
    rule.id !== 'ratio-of-a-nudge' || sameValue(value, here);
  // Pairs are many: only an exact number shows one, and only if no other pair gives it, too.
  const pairs = tier === 'two' ? explaining(value, suspects, false) : [];
  if (pairs.some((each) => !tells(value, each, rough))) return { kind: 'none', all: [] };
  const told = tier === 'known' ? suspects : suspects.filter((each) => tells(value, each, rough));
  const found = tier === 'two' ? pairs : explaining(value, told, rough ? 'three' : rounded).filter(exact);
  const doubtful = tier !== 'known' && found.some(({ rule }) => rule.id !== 'output-for-slope' || rough);
  if (doubtful && isFine(classesAt(sights, lesson, question), value)) return { kind: 'none', all: [] };
  return unlessFaint(value, one(withoutRepeats(found).map(asNumbersShow)));
}

/** Whether a number may be one that differs from another by a thousandth, rounded. */
const isFine = (known: readonly MistakeClass[], value: Value): boolean =>
  known.some(
    ({ ids, values: [here = null] }) => ids.some((id) => fine.has(id)) && sameInThreeDigits(value, here),
  );

/** Where a class gives the number to five digits, those that give it only with rounding on the way are left out. */
function explaining(
  value: Value,
  suspects: readonly MistakeClass[],
  rounded: boolean | 'three',
): readonly MistakeClass[] {
  const here = ({ values: [first = null] }: MistakeClass): Value | null => first;
  if (rounded === 'three') return suspects.filter((each) => sameInThreeDigits(value, here(each)));
  const exactly = suspects.filter((each) => sameValue(value, here(each)));
  return exactly.length > 0 || !rounded
    ? exactly
    : suspects.filter((each) => sameValue(value, here(each), true));
}

/** Mistakes whose value differs from the right one by a thousandth or a small step, which three digits can't show. */
const fine: ReadonlySet<MistakeId> = new Set<MistakeId>([
  'change-for-a-nudge',
  'output-after-a-nudge',
  'ratio-of-a-nudge',
  'updated-weight',
  'updated-too-early',
]);

/** What only somebody gives who has a learning rate in mind, where the question has none. */
const updates: ReadonlySet<MistakeId> = new Set<MistakeId>([
  'updated-weight',
  'descent-step',
  'updated-too-early',
]);

/**
 * A number gets no name from what hardly anybody does who gives it: a 0 says that nothing moves, where some value happens
 * to be 0, too; a whole number of few digits is no update at a rate that nobody was told.
 */
function unlessFaint(value: Value, found: Diagnosis): Diagnosis {
  if (found.kind !== 'named' || typeof value !== 'number') return found;
  const isFaint =
    value === 0
      ? found.mistake.rule.id === 'own-value'
      : Number.isInteger(value) && significant(value) < 3 && found.mistake.ids.every((id) => updates.has(id));
  return isFaint ? { kind: 'none', all: found.all } : found;
}

/**
 * A class as far as an answer in names may belong to it: what is said to stand in the place of something else has to
 * stand in the answer. None where no rule of it is left.
 */
function withItsNames(found: MistakeClass, expression: Expression): readonly MistakeClass[] {
  const written = new Set(
    leaves(expression).flatMap((leaf) =>
      leaf.kind === 'name' ? [leaf.name] : leaf.kind === 'derivative' ? [`d${leaf.by}`] : [],
    ),
  );
  return withRulesThat(found, ({ intruder = '' }) =>
    intruder.split(' - ').every((word) => word === '' || written.has(word)),
  );
}

/** A class as far as a number may come of it: the derivative of a step that is asked later is in nobody's hand. */
const inHand = (
  { worked, order }: Lesson,
  { slot }: Question,
  found: MistakeClass,
): readonly MistakeClass[] =>
  withRulesThat(found, ({ id, intruder = '' }) => {
    const from = worked.slots.get(intruder.slice(1)) ?? -1;
    return id !== 'other-gradient' || (from > slot && order.includes(from));
  });

/** Whether an answer has enough digits to show a rare mistake: many rules give a number, or a small matrix, of few digits. */
function tells(value: Value, { rule, also, values }: MistakeClass, rough: boolean): boolean {
  if (typeof value !== 'number')
    return Array.from(entriesOf(value)).reduce((sum, entry) => sum + significant(entry), 0) >= 3;
  if (rough) return significant(value) >= 3 || !Number.isInteger(value);
  if (also !== undefined) return showsTwo(value, rule, also);
  // The height of a step is read off the screen; a number that only comes near it is anybody's.
  return significant(value) >= 3 || (rule.id === 'output-for-slope' && sameValue(value, values[0] ?? null));
}

/**
 * Rules that always give the same may be written differently: of those, the one that was written. A value has the name that
 * was typed; and what is nothing but a part of the statement is the height of that part.
 */
function asWritten(
  found: MistakeClass,
  expression: Expression,
  { worked, visible }: Lesson,
  { name, links }: Question,
): MistakeClass {
  const form = formOf(expression, worked.output);
  const rule = found.written.get(form);
  if (rule) return { ...found, rule };
  if (found.rule.id === 'own-value' && expression.kind === 'name' && expression.name !== name)
    return { ...found, rule: { ...found.rule, intruder: expression.name } };
  const part = (links ?? [])
    .flatMap(({ path }) => path)
    .find(({ step }) => same(writingOf(worked, visible, step), expression));
  return part && expression.kind === 'apply'
    ? { ...found, rule: { id: 'output-for-slope', op: part.op, operand: part.operand } }
    : found;
}

/**
 * A mistake that explains an answer by the true derivatives need not explain it by somebody's own as well: then it is
 * the same from any start.
 */
const withoutRepeats = (found: readonly MistakeClass[]): readonly MistakeClass[] =>
  found.flatMap((each): readonly MistakeClass[] => {
    const again = found.some(({ carried, rule }) => carried !== each.carried && rule.id === each.rule.id);
    return !again ? [each] : each.carried ? [] : [{ ...each, anyStart: true }];
  });

/** The known wrong rules that give a number from somebody's own derivatives. */
export const givenFrom = (
  own: Candidates,
  lesson: Lesson,
  question: Question,
  value: Value,
  rounded: boolean,
): readonly MistakeClass[] =>
  explaining(
    value,
    classesNear(own, lesson, question, (other) => isNear(value, other)),
    rounded,
  );

/** From numbers alone only the transpose can be seen, not the sign that caused it. */
function asNumbersShow(found: MistakeClass): MistakeClass {
  const rule = found.rules.find(({ id }) => id === 'transposed-answer');
  return rule ? { ...found, rule } : found;
}

function one(found: readonly MistakeClass[]): Diagnosis {
  const [first] = found;
  if (!first) return { kind: 'none', all: [] };
  if (found.length === 1) return { kind: 'named', mistake: first, all: found };
  // The same mistake at one of several ops: the mistake is certain, the op is left open.
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
