import { formatNumber, valueFigures } from '../../language/number-format.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { type Question, questionOf } from '../lesson/question.ts';
import { seeded } from '../lesson/random.ts';
import { inChain, math, stated, type Words } from '../lesson/words.ts';
import { candidatesOf, classesAt } from '../mistakes/equivalence-classes.ts';
import { mistakeMessages } from '../mistakes/messages.ts';
import { explanation } from '../teaching/explain.ts';
import { wholeRule } from '../teaching/matrix-rules.ts';
import { type KindOfQuestion, unreadTake, wrongTake } from './kind.ts';
import { matrixPass } from './worked-matrix-pass.ts';
import { shareWithoutMistake, type WorkedPass, workedValues } from './worked-pass.ts';

const passes = new WeakMap<Lesson, WorkedPass>();

/** The pass that a lesson shows: always the same one, made from mistakes that give a number of their own. */
export function passOf(words: Words): WorkedPass {
  const { lesson } = words;
  const known = passes.get(lesson);
  if (known) return known;
  const made = lesson.worked.graph.layout === null ? numberPass(words) : matrixPass(words);
  passes.set(lesson, made);
  return made;
}

/** A worked pass over single numbers, without rules: a rule beside a number would tell which line is wrong. */
function numberPass(words: Words): WorkedPass {
  const { lesson, digits } = words;
  const { worked, order } = lesson;
  const random = seeded(1000 * worked.graph.size + order.length);
  const candidates = order.flatMap((slot) => {
    const question = questionOf(lesson, slot);
    const told = classesAt(candidatesOf(lesson, question), lesson, question).flatMap(
      ({ rule, values, ids }) => {
        const [value] = values;
        const plain =
          typeof value === 'number' &&
          formatNumber(value, digits) !== formatNumber(Number(question.exact), digits);
        return plain && ids.some((id) => visible.has(id)) ? [{ slot, value, id: rule.id }] : [];
      },
    );
    return told.slice(0, 4);
  });
  const chosen =
    random() < shareWithoutMistake ? undefined : candidates[Math.floor(random() * candidates.length)];
  const values = workedValues(lesson, chosen ?? null);
  const lines = order.map(
    (slot) => `${questionOf(lesson, slot).asks} = ${valueFigures(values.get(slot) ?? Number.NaN, digits)}`,
  );
  return { lines, wrong: chosen ? order.indexOf(chosen.slot) + 1 : 0, mistake: chosen?.id ?? null };
}

/** Mistakes that somebody who reads a pass can see, because they change what is multiplied or added there. */
const visible: ReadonlySet<string> = new Set([
  'local-only',
  'upstream-only',
  'first-path-only',
  'last-path-only',
  'opposite-sign',
  'added-instead-of-multiplied',
  'upstream-twice',
  'paths-multiplied',
  'operands-swapped',
  'part-dropped',
  'inner-sign-flipped',
  'slope-forgotten',
  'output-for-slope',
]);

/** Which line of a worked backward pass is wrong, or that none is. Lines after a wrong one are right for what it says. */
export const wrongLineKind: KindOfQuestion = {
  applies: ({ worked, order }, slot) => slot === worked.graph.output && order.length > 1,
  word: () => 'wrong line',
  shows: (words) => passOf(words).lines.map((text, i) => `(${i + 1}) ${text}`),
  take(words, _, text) {
    const pass = passOf(words);
    const typed = text
      .trim()
      .toLowerCase()
      .replace(/^(?:wrong )?line\s*=?\s*/u, '');
    const number = /^(?:none|no|0)$/u.test(typed) ? 0 : Number(typed.replace(/^\(?(\d+)\)?$/u, '$1'));
    if (!Number.isInteger(number) || typed === '' || number > pass.lines.length || number < 0)
      return unreadTake(
        `Type the number of the wrong line, from 1 to ${pass.lines.length}, or \`none\` if all are right.`,
      );
    if (number === pass.wrong) return { kind: 'right', value: number };
    if (number === 0)
      return wrongTake('One of the lines is wrong: work out each line from the lines above it.', number);
    const slot = words.lesson.order[number - 1] ?? -1;
    const later = pass.wrong > 0 && number > pass.wrong;
    const { asks } = questionOf(words.lesson, slot);
    return wrongTake(
      later
        ? `Line ${number} follows correctly from a line above it that is wrong. Where did the mistake begin?`
        : `Line ${number} is right: that is ${math(asks)}.`,
      number,
    );
  },
  hints: (words) => [
    words.lesson.worked.graph.layout === null
      ? `Work out each line from the lines above it, from the top, and stop where you get a different number. ${noMistake}`
      : `Check each line by itself, from the top: which step uses the variable on the left, what is the rule of that step, and do the shapes on the right give the shape on the left? ${noMistake}`,
    `There are ${words.lesson.order.length} lines, and maybe none of them is wrong.`,
  ],
  told(words) {
    const { wrong: at, mistake } = passOf(words);
    const question = misruled(words);
    if (!question || !mistake) return 'No line is wrong.';
    const rule = words.lesson.worked.graph.layout === null ? null : wholeRule(words, question);
    const line = rule ? `${question.asks} = ${inChain(rule)}` : question.asks;
    return `Line ${at}: ${math(stated(line, question.exact, words.digits))} (${mistakeMessages[mistake].means}).`;
  },
  why(words, asked) {
    const question = misruled(words);
    return [wrongLineKind.told(words, asked), ...(question ? explanation(words, question) : [])];
  },
};

/** The question whose line is wrong; null where none is. */
function misruled(words: Words): Question | null {
  const slot = words.lesson.order[passOf(words).wrong - 1];
  return slot === undefined ? null : questionOf(words.lesson, slot);
}

const noMistake = 'A line that follows correctly from a wrong line above it is not counted as a mistake.';
