import { kinds } from '../../engine/graph/graph.ts';
import type { Expression } from '../../language/expression.ts';
import { math } from '../../tutor/lesson/words.ts';
import { counterfactualValues, hasNames } from '../../tutor/mistakes/counterfactual.ts';
import { variantOf } from '../../tutor/values/variant.ts';
import type { Predict } from '../lessons/course.ts';
import { numberIn } from '../lessons/numbers.ts';
import { isAsPredicted } from './prediction-answer.ts';

/** A wrong way of updating a weight: what gives the number, as a course writes it, what it is, and what is said of it. */
interface UpdateMistake {
  readonly texts: readonly string[];
  readonly means: string;
  readonly says: string;
}

/** What is said of a wrong number after an update, and what may be typed to tell two mistakes apart. */
interface SaidOfUpdate {
  readonly says: string;
  readonly offer: string | null;
}

/** `w - 0.1*dw` as its parts: the weight and the rate; null for what is no update. */
export function updateIn({ answer, choices, example }: Predict): { name: string; rate: string } | null {
  const [, name, rate = '1'] =
    /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*-\s*(?:([\d.]+)\s*\*\s*)?d\1\s*$/u.exec(answer) ?? [];
  return name === undefined || !example || choices.length > 0 ? null : { name, rate };
}

/** The wrong ways of updating that a prediction allows, as they stand in its program. */
function mistakesAt(step: Predict): readonly UpdateMistake[] {
  const update = updateIn(step);
  if (!update || !step.example) return [];
  const { name, rate } = update;
  const { worked, order } = step.example.lesson;
  const others = order.filter((slot) => worked.own.has(slot) && worked.names[slot] !== name);
  const namesOf = (slots: readonly number[]): readonly string[] =>
    slots.flatMap((slot) => worked.names[slot] ?? []);
  const weights = others.filter((slot) => worked.graph.kind[slot] !== kinds.step);
  const word = math(name);
  return [
    {
      texts: [`${name} + ${rate}*d${name}`],
      means: 'a step up the slope',
      says: `That is a step up the slope. On which side of ${word} is ${worked.output} smaller?`,
    },
    {
      texts: rate === '1' ? [] : [`${name} - d${name}`],
      means: 'the whole slope subtracted, without the rate',
      says: 'You subtracted the whole slope. What does the rate do to it?',
    },
    {
      texts: [`${rate}*d${name}`, `-${rate}*d${name}`],
      means: 'the step alone, without the weight from which it is taken',
      says: `That is the step alone: the rate times the slope. Where is ${word} after that step?`,
    },
    {
      texts: [`${rate}*d${name} - ${name}`],
      means: 'the weight subtracted from the step',
      says: 'You subtracted the weight from the step. Which of the two is taken away from the other?',
    },
    { texts: [name], means: 'the weight before the update', says: `That is ${word} before the update.` },
    {
      texts: rate === '1' ? [] : [`d${name}`],
      means: 'the slope itself',
      says: `That is the slope. What does an update of ${word} do with it?`,
    },
    {
      texts: [`${name} - ${rate}*${name}`],
      means: 'the weight in the place of its slope',
      says: `You multiplied the rate by ${word} itself. Which number tells how steep ${worked.output} is there?`,
    },
    {
      texts: [`${name} - ${rate}*${worked.output}`],
      means: `the value of ${worked.output} in the place of the slope`,
      says: `You multiplied the rate by the value of ${worked.output}. By what does an update multiply it?`,
    },
    {
      texts: namesOf(others).map((other) => `${name} - ${rate}*d${other}`),
      means: 'the slope of another variable',
      says: `That is a step by the slope of another variable. What is the slope of ${word}?`,
    },
    {
      texts: namesOf(weights).map((other) => `${other} - ${rate}*d${name}`),
      means: 'the step of one weight taken from another',
      says: `You took the step of ${word} from another weight. Where did ${word} stand?`,
    },
  ];
}

/**
 * What is said of a wrong number after an update: the mistake that alone gives it, or two of them. Of an answer with names,
 * those that give it at other values, too, which tells two apart that are the same number here. Null where none is known.
 */
export function saidOfUpdate(
  step: Predict,
  values: readonly number[],
  expression: Expression | null,
): SaidOfUpdate | null {
  const { example, digits } = step;
  const update = updateIn(step);
  if (!update || !example) return null;
  const { lesson } = example;
  const right = numberIn(lesson.worked, step.answer);
  const isRight = (number: number): boolean =>
    right.ok && typeof right.value === 'number' && isAsPredicted(number, right.value, digits);
  const gives = (text: string): boolean => {
    const found = numberIn(lesson.worked, text);
    if (!found.ok || typeof found.value !== 'number' || isRight(found.value)) return false;
    const number = found.value;
    return values.some((value) => isAsPredicted(value, number, digits));
  };
  const found = mistakesAt(step)
    .map((each) => ({ ...each, texts: each.texts.filter(gives) }))
    .filter(({ texts }) => texts.length > 0);
  const meant = expression && hasNames(expression) ? found.filter(alsoElsewhere(step, expression)) : found;
  const [only, other, ...more] = meant;
  if (!only || more.length > 0) return null;
  if (!other) return { says: only.says, offer: null };
  // The derivative has a name in an answer only where the question has told its number.
  const byName = step.ask.includes(`{d${update.name}}`);
  return {
    says: `Not yet: it is either ${only.means}, or ${other.means}.`,
    offer: byName
      ? `To tell which, write how you got it with names, as in ${math(`${update.name} = ...`)}, or just try again.`
      : null,
  };
}

/** So many other values are tried. */
const tried = 3;

/** Whether a mistake gives what an answer with names gives, at other values as well. */
function alsoElsewhere({ example, digits }: Predict, expression: Expression) {
  const lesson = example?.lesson;
  const worlds = lesson
    ? Array.from({ length: tried }, (_, i) => variantOf(lesson, i + 1)?.lesson.worked ?? null).filter(
        (world) => world !== null,
      )
    : [];
  const readings = lesson ? counterfactualValues([lesson.worked, ...worlds], expression) : [];
  return ({ texts }: UpdateMistake): boolean =>
    texts.some((text) =>
      readings.some(([, ...elsewhere]) =>
        worlds.every((world, i) => {
          const [mine, theirs] = [elsewhere[i], numberIn(world, text)];
          return (
            typeof mine === 'number' &&
            theirs.ok &&
            typeof theirs.value === 'number' &&
            isAsPredicted(mine, theirs.value, digits)
          );
        }),
      ),
    );
}
